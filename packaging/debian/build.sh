#!/bin/bash
# build.sh OUT_DIR: builds weightyard-cli_*.deb and weightyard_*.deb for the Debian that runs here, into OUT_DIR. The flags are those that
# Debian builds its packages with, and two builds of a commit give the same bytes. The build itself is kept in build/deb.
#
#   SOURCE_DATE_EPOCH   the date in the packages (default: that of the commit)
#   WEIGHTYARD_REVISION Debian's part of the version (default: 1~deb12u1 and the like, by the system's number)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$(mkdir -p "${1:?usage: build.sh OUT_DIR}" && cd "$1" && pwd)

packaging/deps/install.sh package
mkdir -p build
SOURCE_DATE_EPOCH=$(packaging/release/epoch.sh)
export SOURCE_DATE_EPOCH
release=$(. /etc/os-release && echo "${VERSION_ID:-0}")
revision=${WEIGHTYARD_REVISION:-1~deb${release}u1}

flag() { dpkg-buildflags --get "$1"; }
export DEB_BUILD_MAINT_OPTIONS="hardening=+all" DEB_CFLAGS_MAINT_APPEND="-ffile-prefix-map=$PWD=."
export DEB_CXXFLAGS_MAINT_APPEND="-ffile-prefix-map=$PWD=."
cmake -S . -B build/deb -G Ninja \
    -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS_RELEASE="-DNDEBUG $(flag CXXFLAGS) $(flag CPPFLAGS)" \
    -DCMAKE_EXE_LINKER_FLAGS="$(flag LDFLAGS)" \
    -DCMAKE_INSTALL_PREFIX=/usr \
    -DCMAKE_SKIP_INSTALL_RPATH=ON \
    -DWEIGHTYARD_DEMO=OFF \
    -DWEIGHTYARD_UNITY=12 \
    -DWEIGHTYARD_DEB_REVISION="$revision" >build/configure-deb.log 2>&1 || {
    tail -n 30 build/configure-deb.log
    exit 1
}
cmake --build build/deb -- --quiet
rm -rf build/deb/packages
cpack --config build/deb/CPackConfig.cmake -G DEB -B build/deb/packages >build/deb/cpack.log 2>&1 || {
    tail -n 30 build/deb/cpack.log
    exit 1
}
cp build/deb/packages/*.deb "$out"/
ls "$out"/*.deb
