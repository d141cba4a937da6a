#!/bin/bash
# build.sh OUT_DIR: builds OUT_DIR/Weightyard.app for the processor of this Mac: the window, the terminal program, and the libraries that
# both need, and their bill of materials. The build itself is kept in build/macos. merge.sh makes one bundle of those of two processors, sign.sh signs, dmg.sh makes
# the disk image.
#
#   WEIGHTYARD_MACOS   the oldest macOS that it is for (default: this one's; Homebrew's libraries run on nothing older)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$(mkdir -p "${1:?usage: build.sh OUT_DIR}" && cd "$1" && pwd)
[ "$(uname)" = Darwin ] || {
    echo "build.sh: needs macOS; prove.sh tries what can be tried elsewhere" >&2
    exit 1
}

packaging/deps/install.sh run
macos=${WEIGHTYARD_MACOS:-$(sw_vers -productVersion | cut -d. -f1).0}
cmake --preset release -B build/macos -DWEIGHTYARD_BUNDLE=ON -DWEIGHTYARD_DEMO=OFF \
    -DCMAKE_OSX_DEPLOYMENT_TARGET="$macos"
cmake --build build/macos --target weightyard weightyard-cli -- --quiet
rm -rf "$out/Weightyard.app"
cmake --install build/macos --prefix "$out" --strip
cp build/macos/weightyard.spdx.json "$out/"
"$out/Weightyard.app/Contents/MacOS/weightyard-cli" --version
