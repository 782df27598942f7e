/// What the script for bash needs beyond what is generated.
enum CompletionScript {
    /// Lines to go behind the script that the arguments ask for; empty where there is nothing to add.
    ///
    /// Offers are taken for names of files, so that bash would write `\@today`, `due\: `, and `task/` where a folder is
    /// called so. What needs no quotes is kept from that, and a key from the space behind it.
    /// A dollar sign bash would leave as it is. Where nothing begins just as the word that is typed, what differs in
    /// case alone is offered. In `--set due=` the `=` is a word to bash: what stands before all of it says what it is.
    static func addition(for arguments: [String]) -> String {
        guard arguments == ["--generate-completion-script", "bash"] else { return "" }
        return #"""
            _mosaic_as_words() {
                local are_files=false previous="${3}"
                local -i place="${COMP_CWORD}"
                while ((place > 1)) && [[ -n "${COMP_WORDS[place]}" && "${COMP_WORDS[place]}" != *[^:=]* ||
                    "${COMP_WORDS[place - 1]}" == *[:=] || "${COMP_WORDS[place - 1]}" == @ ]]; do
                    ((place--))
                done
                ((place < COMP_CWORD)) && previous="${COMP_WORDS[place - 1]}"
                _mosaic "${1}" "${2}" "${previous}"
                local IFS=
                if ! "${are_files}" && [[ "${COMPREPLY[*]}" != *[^[:alnum:]_.,/:=@+-]* ]]; then
                    compopt +o filenames
                    [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[:=] ]] && compopt -o nospace
                elif [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *'$'* && "${COMP_WORDS[COMP_CWORD]}" != [\'\"]* ]]; then
                    compopt +o filenames
                    printf -v 'COMPREPLY[0]' %q "${COMPREPLY[0]}"
                fi
            }
            __mosaic_add_completions() {
                local completion
                [[ "${1}" == -W ]] || are_files=true
                while IFS='' read -r completion; do
                    COMPREPLY+=("${completion}")
                done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
                [[ ${#COMPREPLY[@]} -eq 0 && "${1}" == -W && -n "${cur}" ]] || return 0
                shopt -s nocasematch
                while IFS='' read -r completion; do
                    [[ "${completion}" == "${cur}"* ]] && COMPREPLY+=("${completion}")
                done < <(IFS=$'\n' compgen "${@}")
                shopt -u nocasematch
            }
            complete -o filenames -F _mosaic_as_words mosaic

            """#
    }
}
