#!/bin/bash
# notes.sh VERSION: prints what CHANGELOG.md says about a version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=${1:?usage: notes.sh VERSION}
notes=$(awk -v version="$version" '/^## / { here = ($2 == version || $2 == "[" version "]"); next } here' CHANGELOG.md)
[ -n "${notes//[[:space:]]/}" ] || {
    echo "notes: CHANGELOG.md says nothing about $version" >&2
    exit 1
}
echo "$notes"
