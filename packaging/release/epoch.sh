#!/bin/bash
# epoch.sh: prints the date of the sources in seconds since 1970, for SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/):
# what is set already, else that of the commit, also where the sources are an archive that git made of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
epoch=${SOURCE_DATE_EPOCH:-}
[ -n "$epoch" ] || epoch=$(git log -1 --format=%ct 2>/dev/null) || epoch=
[ -n "$epoch" ] || epoch=$(sed -n 's/^date: \([0-9]*\)$/\1/p' .git_archival.txt)
[[ $epoch =~ ^[0-9]+$ ]] || {
    echo "epoch: neither git nor .git_archival.txt tells the date of these sources; set SOURCE_DATE_EPOCH" >&2
    exit 1
}
echo "$epoch"
