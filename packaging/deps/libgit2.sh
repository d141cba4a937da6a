#!/bin/bash
# libgit2.sh DEPS_DIR: builds libgit2 statically from Debian 13's source package into DEPS_DIR and prints its prefix.
#
# For systems whose own libgit2 is older than 1.9.0 (Debian 12, Ubuntu 24.04). The system's package state is neither read nor written
# (debian-source.sh). Does nothing when the result is already there.
set -eEuo pipefail

suite=trixie
deps=${1:?usage: libgit2.sh DEPS_DIR}
mkdir -p "$deps"
deps=$(cd "$deps" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Several presets may be configured at once; only one of them builds.
exec 9>"$deps/libgit2.lock"
flock 9

say() { echo "libgit2: $*" >&2; }
die() {
    say "$*"
    exit 1
}

# The link is made last, so it never points at half a build.
if [ -e "$deps/libgit2/lib/libgit2.a" ]; then
    readlink -f "$deps/libgit2"
    exit 0
fi

command -v cmake >/dev/null || die "cmake is missing"

work=$(mktemp -d "$deps/libgit2.XXXXXX")
trap 'rm -rf "$work"' EXIT
log=$deps/libgit2.log
trap 'tail -n 30 "$log" >&2; say "failed, see above and $log"' ERR

say "building Debian $suite's source package, under a minute"
{
    "$here/debian-source.sh" "$suite" libgit2 "$work"
    version=$(cat "$work/version")

    # With the hardening of Debian's packages, and without the names of folders of this machine: packages hold this library.
    export DEB_BUILD_MAINT_OPTIONS="hardening=+all" DEB_CFLAGS_MAINT_STRIP=-g
    CFLAGS="$(dpkg-buildflags --get CFLAGS) $(dpkg-buildflags --get CPPFLAGS) -ffile-prefix-map=$work=libgit2"
    export CFLAGS
    # No transport of its own: Weightyard brings one, so https and ssh are left out. SHA-1 stays the collision-detecting one.
    name=libgit2-${version%%+*}
    cmake -G Ninja -S "$work/tree" -B "$work/build" \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON \
        -DCMAKE_INSTALL_PREFIX="$work/$name" -DCMAKE_INSTALL_LIBDIR=lib \
        -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTS=OFF -DBUILD_CLI=OFF -DBUILD_EXAMPLES=OFF \
        -DUSE_HTTPS=OFF -DUSE_SSH=OFF -DUSE_NTLMCLIENT=OFF -DUSE_GSSAPI=OFF \
        -DUSE_SHA1=CollisionDetection -DUSE_SHA256=Builtin -DUSE_THREADS=ON \
        -DREGEX_BACKEND=pcre2 -DUSE_HTTP_PARSER=http-parser -DUSE_BUNDLED_ZLIB=OFF
    cmake --build "$work/build"
    cmake --install "$work/build"
} >"$log" 2>&1

rm -rf "${deps:?}/$name"
mv "$work/$name" "$deps/$name"
ln -sfn "$name" "$deps/libgit2"
say "built $name"
readlink -f "$deps/libgit2"
