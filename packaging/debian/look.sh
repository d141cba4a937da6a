#!/bin/bash
# look.sh FOLDER: lintian on the packages in FOLDER. What it says and why it stays is in the list below; all else is a failure.
set -euo pipefail
folder=${1:?usage: look.sh FOLDER}
# - initial-upload-closes-no-bugs, unstable in a revision of another suite: these are for users, not for Debian's archive.
explained='initial-upload-closes-no-bugs|bad-distribution-in-changes-file|distribution-and-changes-mismatch'
result=0
for deb in "$folder"/*.deb; do
    said=$(lintian --allow-root --no-tag-display-limit --tag-display-limit 0 "$deb" 2>/dev/null || true)
    said=$(echo "$said" | grep -E '^[EW]: ' | grep -vE "($explained)" || true)
    if [ -n "$said" ]; then
        echo "$said"
        result=1
    fi
    echo "$(basename "$deb"): $(dpkg-deb -f "$deb" Depends)"
done
exit "$result"
