#!/bin/bash
# version.sh [TAG]: prints the version of this tree, as CMakeLists.txt has it. With a tag it must be that of the version ("v0.1.0"), and
# CHANGELOG.md must have an entry for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$(sed -n 's/^project(weightyard VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
if [ $# -gt 0 ]; then
    [ "$1" = "v$version" ] || {
        echo "version: the tag is $1, but CMakeLists.txt says $version" >&2
        exit 1
    }
    packaging/release/notes.sh "$version" >/dev/null
fi
echo "$version"
