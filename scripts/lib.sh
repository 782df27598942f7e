# What the scripts share. Sourced, not run; works with the bash 3.2 of macOS.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Prints a heading, so that it is easy to see which step said what.
section() {
    printf '\n== %s\n' "$*"
}

# Says what could not be done and what to try, and ends the script.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

is_macos() {
    [ "$(uname -s)" = Darwin ]
}

# The oldest Swift that can read Package.swift, from its first line: 6.2
needed_swift_version() {
    sed -n '1s|^// *swift-tools-version: *\([0-9][0-9.]*\).*|\1|p' "$repository/Package.swift"
}

# The version of the Swift toolchain; nothing where there is none that works.
present_swift_version() {
    { swift --version 2>/dev/null || true; } | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

# Whether version $1 is at least version $2, by their first two numbers.
is_version_at_least() {
    local have_major have_minor want_major want_minor
    IFS=. read -r have_major have_minor _ <<<"$1.0"
    IFS=. read -r want_major want_minor _ <<<"$2.0"
    [ "$have_major" -gt "$want_major" ] || { [ "$have_major" -eq "$want_major" ] && [ "$have_minor" -ge "$want_minor" ]; }
}
