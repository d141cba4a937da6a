#!/bin/sh
# Runs every download.sh in this folder and below it, one after the other; one that fails stops no other.
# Written by Weightyard; checksum @CHECKSUM@
#
# Exit codes: 0 all are here; the code of those that failed (see there) when it is the same one, else 1; 5 no script was found;
# 8 git or git-lfs is missing; 130 interrupted.

set -u
CDPATH='' cd -- "$(dirname -- "$0")" || exit 2

say() { printf '%s\n' "$*"; }

missing=
winget=
if ! command -v git >/dev/null 2>&1; then
    missing=git
    winget=Git.Git
elif ! git lfs version >/dev/null 2>&1; then
    missing=git-lfs
    winget=GitHub.GitLFS
fi
if [ -n "$missing" ]; then
    {
        say "$missing is missing. Install it:"
        say "  Debian, Ubuntu   sudo apt-get install $missing"
        say "  Fedora, RHEL     sudo dnf install $missing"
        say "  macOS            brew install $missing"
        say "  Windows          winget install $winget"
    } >&2
    exit 8
fi

list=$(mktemp) || exit 6
trap 'rm -f "$list"' EXIT
trap 'exit 130' INT TERM HUP
find . \( -name .git -o -name .download.part \) -prune -o -name download.sh -type f -print | sort >"$list"
total=$(wc -l <"$list" | tr -d ' ')
if [ "$total" = 0 ]; then
    say "no download.sh in $(pwd) and below it" >&2
    exit 5
fi

run() {
    CDPATH='' cd -- "$(dirname -- "$1")" || return 6
    if [ -x ./download.sh ]; then
        ./download.sh
    elif command -v bash >/dev/null 2>&1; then
        bash ./download.sh
    else
        sh ./download.sh
    fi
}

count=0
failed=0
result=0
while IFS= read -r script <&3; do
    count=$((count + 1))
    say "[$count/$total] $script"
    (run "$script")
    code=$?
    [ "$code" != 130 ] || exit 130
    if [ "$code" != 0 ]; then
        failed=$((failed + 1))
        say "[$count/$total] $script failed ($code)" >&2
        if [ "$failed" = 1 ]; then
            result=$code
        elif [ "$result" != "$code" ]; then
            result=1
        fi
    fi
done 3<"$list"
say "$((total - failed)) of $total are here"
exit "$result"
