#!/bin/bash
# homebrew.sh VERSION SOURCE_ARCHIVE DMG OUT_DIR: the formula and the cask of a release, with the SHA-256 of the two files.
set -euo pipefail
usage="usage: homebrew.sh VERSION SOURCE_ARCHIVE DMG OUT_DIR"
version=${1:?$usage} source=${2:?$usage} dmg=${3:?$usage} out=${4:?$usage}
templates=$(cd "$(dirname "${BASH_SOURCE[0]}")/../homebrew" && pwd)
mkdir -p "$out"

[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || {
    echo "homebrew: $version is not a version" >&2
    exit 2
}
digest() { openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1; }
source_digest=$(digest "$source")
dmg_digest=$(digest "$dmg")
for file in weightyard-cli.rb weightyard.rb; do
    sed -e "s/@VERSION@/$version/g; s/@SOURCE_SHA256@/$source_digest/; s/@DMG_SHA256@/$dmg_digest/" \
        "$templates/$file.in" >"$out/$file"
done
