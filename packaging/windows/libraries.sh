#!/bin/bash
# libraries.sh FOLDER [LIBRARY...]: builds for Windows what the programs link, from Debian's source packages, into FOLDER/prefix: openssl,
# xxhash, pcre2, parser, libgit2, qt, keychain. Each is built once: what is there is left alone, and what was interrupted goes on where it
# was. An hour on two cores, most of it Qt. Needs the packages of `packaging/deps/install.sh windows`. WEIGHTYARD_WITHOUT_KEYCHAIN=yes leaves out the
# keychain (where its source cannot be had): the programs then cannot sign in.
set -eEuo pipefail

folder=${1:?usage: libraries.sh FOLDER [LIBRARY...]}
shift
[ $# -gt 0 ] || set -- openssl xxhash pcre2 parser libgit2 qt keychain
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_of=$here/../deps/debian-source.sh
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
prefix=$folder/prefix
triple=x86_64-w64-mingw32
jobs=$(getconf _NPROCESSORS_ONLN)
log=
trap '[ -z "$log" ] || { tail -n 30 "$log" >&2; echo "libraries: failed, see above and $log" >&2; }' ERR

exec 9>"$folder/lock"
flock 9

# fetch NAME SUITE PACKAGE: the source, once.
fetch() {
    [ -e "$folder/$1/version" ] || "$source_of" "$2" "$3" "$folder/$1"
}

# with_cmake NAME SOURCE OPTION...
with_cmake() {
    local name=$1 source=$2
    shift 2
    cmake -G Ninja -S "$source" -B "$folder/$name/build" -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
        -DWEIGHTYARD_WINDOWS_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib \
        -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@" &&
        cmake --build "$folder/$name/build" -j "$jobs" && cmake --install "$folder/$name/build"
}

build_openssl() {
    fetch openssl own openssl &&
        mkdir -p "$folder/openssl/build" && cd "$folder/openssl/build" &&
        "$folder/openssl/tree/Configure" mingw64 "CC=ccache $triple-gcc-posix" "AR=$triple-ar" "RANLIB=$triple-ranlib" \
            "RC=$triple-windres" no-shared no-tests \
            no-legacy no-dynamic-engine "--prefix=$prefix" --libdir=lib "--openssldir=C:/weightyard/none" &&
        make -s -j "$jobs" build_libs && make -s install_dev
}

build_xxhash() {
    fetch xxhash own xxhash &&
        with_cmake xxhash "$folder/xxhash/tree/cmake_unofficial" -DBUILD_SHARED_LIBS=OFF -DXXHASH_BUILD_XXHSUM=OFF
}

build_pcre2() {
    fetch pcre2 own pcre2 &&
        with_cmake pcre2 "$folder/pcre2/tree" -DBUILD_SHARED_LIBS=OFF -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF
}

# One source; its Makefile knows no compiler but the machine's.
build_parser() {
    fetch parser bookworm http-parser &&
        cd "$folder/parser/tree" &&
        "$triple-gcc-posix" -O2 -c http_parser.c -o "$folder/parser/http_parser.o" &&
        "$triple-ar" crs "$prefix/lib/libhttp_parser.a" "$folder/parser/http_parser.o" && cp http_parser.h "$prefix/include/"
}

# No transport: as packaging/deps/libgit2.sh.
build_libgit2() {
    fetch libgit2 trixie libgit2 &&
        with_cmake libgit2 "$folder/libgit2/tree" -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTS=OFF -DBUILD_CLI=OFF -DBUILD_EXAMPLES=OFF \
            -DUSE_HTTPS=OFF -DUSE_SSH=OFF -DUSE_NTLMCLIENT=OFF -DUSE_GSSAPI=OFF -DUSE_SHA1=CollisionDetection -DUSE_SHA256=Builtin \
            -DUSE_THREADS=ON -DREGEX_BACKEND=pcre2 -DUSE_HTTP_PARSER=http-parser -DUSE_BUNDLED_ZLIB=OFF -DCMAKE_C_FLAGS=-DPCRE2_STATIC \
            -DZLIB_LIBRARY="/usr/$triple/lib/libz.a" -DZLIB_INCLUDE_DIR="/usr/$triple/include"
}

# Libraries of the system only where Windows has them; OpenSSL is linked into the plugin for TLS. Debian's headers lack wintab.h, which
# drawing tablets need.
build_qt() {
    fetch qt own qt6-base &&
        with_cmake qt "$folder/qt/tree" -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR="/usr/lib/$(gcc -print-multiarch)/cmake" \
            -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF -DBUILD_SHARED_LIBS=ON -DBUILD_WITH_PCH=ON \
            -DINPUT_openssl=linked -DOPENSSL_ROOT_DIR="$prefix" -DOPENSSL_USE_STATIC_LIBS=ON -DFEATURE_pkg_config=OFF \
            -DFEATURE_dbus=OFF -DFEATURE_sql=OFF -DFEATURE_printsupport=OFF -DFEATURE_xml=ON -DINPUT_opengl=no -DFEATURE_vulkan=OFF \
            -DFEATURE_tabletevent=OFF \
            -DFEATURE_zstd=OFF -DFEATURE_brotli=OFF -DFEATURE_icu=OFF -DFEATURE_glib=OFF -DFEATURE_gssapi=OFF -DFEATURE_libproxy=OFF \
            -DFEATURE_system_zlib=OFF -DFEATURE_system_pcre2=OFF -DFEATURE_system_doubleconversion=OFF -DFEATURE_system_libb2=OFF \
            -DFEATURE_system_png=OFF -DFEATURE_system_jpeg=OFF -DFEATURE_system_freetype=OFF -DFEATURE_system_harfbuzz=OFF \
            -DFEATURE_fontconfig=OFF
}

build_keychain() {
    fetch keychain own qtkeychain &&
        with_cmake keychain "$folder/keychain/tree" -DBUILD_WITH_QT6=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_TEST_APPLICATION=OFF \
            -DBUILD_TRANSLATIONS=OFF -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR="/usr/lib/$(gcc -print-multiarch)/cmake"
}

mkdir -p "$prefix/include"
cp -r /usr/include/tl "$prefix/include/" # headers only (libexpected-dev)

for name; do
    case "$name" in
    openssl | xxhash | pcre2 | parser | libgit2 | qt | keychain) ;;
    *)
        echo "libraries: $name is none of openssl, xxhash, pcre2, parser, libgit2, qt, keychain" >&2
        exit 2
        ;;
    esac
    if [ "$name" = keychain ] && [ "${WEIGHTYARD_WITHOUT_KEYCHAIN:-}" = yes ]; then
        echo "libraries: without a keychain: the programs cannot sign in"
        continue
    fi
    done_mark=$folder/$name/done
    if [ -e "$done_mark" ]; then
        continue
    fi
    mkdir -p "$folder/$name"
    log=$folder/$name.log
    echo "libraries: building $name ($log)"
    begin=$SECONDS
    (trap - ERR && build_"$name") >"$log" 2>&1
    touch "$done_mark"
    echo "libraries: $name in $((SECONDS - begin)) s"
    log=
done
echo "libraries: all in $prefix"
