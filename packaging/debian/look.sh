#!/bin/bash
# look.sh FOLDER: lintian on the packages in FOLDER. What it says and why it stays is in the list below; all else is a failure, as is a
# folder without packages.
set -euo pipefail
folder=${1:?usage: look.sh FOLDER}
# - initial-upload-closes-no-bugs, unstable in a revision of another suite: these are for users, not for Debian's archive.
explained='initial-upload-closes-no-bugs|bad-distribution-in-changes-file|distribution-and-changes-mismatch'
compgen -G "$folder/*.deb" >/dev/null || {
    echo "look: no packages in $folder" >&2
    exit 1
}
result=0
for deb in "$folder"/*.deb; do
    # 2: it has found something, which is looked at below. All else but 0: it has not looked.
    code=0
    said=$(lintian --allow-root --no-tag-display-limit --tag-display-limit 0 "$deb" 2>&1) || code=$?
    if [ "$code" != 0 ] && [ "$code" != 2 ]; then
        echo "look: lintian ended with $code: $said" >&2
        exit 1
    fi
    said=$(echo "$said" | grep -E '^[EW]: ' | grep -vE "($explained)" || true)
    if [ -n "$said" ]; then
        echo "$said"
        result=1
    fi
    echo "$(basename "$deb"): $(dpkg-deb -f "$deb" Depends)"
done
exit "$result"
