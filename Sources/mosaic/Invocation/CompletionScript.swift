/// What the script for bash needs beyond what is generated.
enum CompletionScript {
    /// Lines to go behind the script that the arguments ask for; empty where there is nothing to add.
    ///
    /// Offers are taken for names of files, so that bash would write `\@today` and `due\: `. What needs no quotes is kept from that,
    /// and a key from the space behind it.
    static func addition(for arguments: [String]) -> String {
        guard arguments == ["--generate-completion-script", "bash"] else { return "" }
        return #"""
            _mosaic_as_words() {
                _mosaic "${@}"
                local IFS=
                if [[ "${COMPREPLY[*]}" == *[:=@]* && "${COMPREPLY[*]}" != *[^[:alnum:]_.,/:=@+-]* ]]; then
                    compopt +o filenames
                    [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[:=] ]] && compopt -o nospace
                fi
            }
            complete -o filenames -F _mosaic_as_words mosaic

            """#
    }
}
