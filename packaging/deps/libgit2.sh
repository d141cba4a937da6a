#!/bin/bash
# libgit2.sh DEPS_DIR: builds libgit2 statically from Debian 13's source package into DEPS_DIR and prints its prefix.
#
# For systems whose own libgit2 is older than 1.9.0 (Debian 12, Ubuntu 24.04). apt runs with lists, cache and sources of its
# own below DEPS_DIR, so the system's package state is neither read nor written; it checks the release signature with the
# Debian archive keyring, and dpkg-source checks the hashes of the files. Does nothing when the result is already there.
set -eEuo pipefail

suite=trixie
deps=${1:?usage: libgit2.sh DEPS_DIR}
mkdir -p "$deps"
deps=$(cd "$deps" && pwd)

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

for tool in apt-get dpkg-source cmake; do
    command -v "$tool" >/dev/null || die "$tool is missing (Debian and Ubuntu: apt, dpkg-dev, cmake)"
done
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || die "$keyring is missing (package debian-archive-keyring)"

# The machine's own Debian mirror; a machine that has none (Ubuntu) asks the Debian project's.
mirror=
if [ "$(. /etc/os-release && echo "${ID:-}")" = debian ]; then
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    mirror=$(apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(REPO_URI)' |
        awk -v suite="$codename" '$1 == "Packages" && $2 == suite { print $3; exit }')
fi
mirror=${mirror:-http://deb.debian.org/debian/}

work=$(mktemp -d "$deps/libgit2.XXXXXX")
trap 'rm -rf "$work"' EXIT
log=$deps/libgit2.log
trap 'tail -n 30 "$log" >&2; say "failed, see above and $log"' ERR
mkdir -p "$work"/apt/{state/lists/partial,cache/archives/partial,parts,trusted} "$work/source"
: >"$work/apt/state/status"
echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/apt/sources.list"

# The machine's apt configuration still applies where it says how to reach a mirror (proxy, certificates).
private=(
    -o "Dir::State=$work/apt/state"
    -o "Dir::State::status=$work/apt/state/status"
    -o "Dir::Cache=$work/apt/cache"
    -o "Dir::Etc::SourceList=$work/apt/sources.list"
    -o "Dir::Etc::SourceParts=$work/apt/parts"
    -o "Dir::Etc::TrustedParts=$work/apt/trusted"
    -o "Dir::Etc::Trusted=/dev/null"
    -o "APT::Get::AllowUnauthenticated=false"
    -o "Acquire::AllowInsecureRepositories=false"
    -o "Acquire::Languages=none"
    -o "APT::Update::Post-Invoke-Success="
    -o "APT::Sandbox::User="
)

say "building Debian $suite's source package from $mirror, under a minute"
{
    apt-get "${private[@]}" -qq update
    cd "$work/source"
    # apt has checked the .dsc and what it names against the signed index, so the maintainer's own signature on the .dsc
    # (for which the keys of all developers would be needed) adds nothing.
    apt-get "${private[@]}" -qq source --download-only --only-source libgit2
    version=$(sed -n 's/^Version: //p' ./*.dsc)
    dpkg-source --require-strong-checksums -x ./*.dsc tree

    # No transport of its own: Weightyard brings one, so https and ssh are left out. SHA-1 stays the collision-detecting one.
    name=libgit2-${version%%+*}
    cmake -G Ninja -S tree -B "$work/build" \
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
