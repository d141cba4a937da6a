#!/bin/bash
# release-windows.sh OUT_DIR: what a release has for Windows, built on Debian: the installer, the folder as a zip, and their bill of
# materials.
set -euo pipefail
out=$(mkdir -p "${1:?usage: release-windows.sh OUT_DIR}" && cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
git config --global --add safe.directory "$PWD"
version=$(packaging/release/version.sh)

packaging/windows/build.sh build/windows/packages
cp build/windows/packages/weightyard-"$version"-{windows.zip,setup.exe} "$out/"
cp build/windows/programs/weightyard.spdx.json "$out/weightyard-$version-windows.spdx.json"
