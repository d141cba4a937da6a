#!/bin/bash
# configure.sh BUILD_DIR [CMAKE_OPTION...]: configures the project for Windows, with the libraries of libraries.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=${1:?usage: configure.sh BUILD_DIR [CMAKE_OPTION...]}
shift
mkdir -p "$folder"
cmake --preset release -B "$folder" -Wno-dev "-DCMAKE_TOOLCHAIN_FILE=$PWD/packaging/windows/toolchain.cmake" \
    "-DWEIGHTYARD_WINDOWS_PREFIX=$PWD/build/windows/libraries/prefix" -DQT_HOST_PATH=/usr \
    "-DQT_HOST_PATH_CMAKE_DIR=/usr/lib/$(gcc -print-multiarch)/cmake" -DWEIGHTYARD_DEMO=OFF "$@" >"$folder/configure.log" 2>&1 || {
    cat "$folder/configure.log" >&2
    exit 1
}
