#!/bin/bash
# release-files.sh OUT_DIR: what is made of the other files of a release: Homebrew's formula and cask, and the digests of all.
set -euo pipefail
out=$(cd "${1:?usage: release-files.sh OUT_DIR}" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$(packaging/release/version.sh)
packaging/release/homebrew.sh "$version" "$out/weightyard-$version.tar.gz" "$out/weightyard-$version-macos.dmg" "$out"
packaging/release/sums.sh "$out"
cat "$out/SHA256SUMS"
