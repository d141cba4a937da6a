#!/bin/bash
# prove.sh SUITE: builds the packages of the committed HEAD in a bare Debian SUITE (bookworm, trixie), twice, compares the two, has lintian
# look at them, and installs, uses, upgrades and removes them in another bare system. Needs root, and build/dev/bin/local_hub for the hub
# to download from. The packages come to build/packages/SUITE.
set -euo pipefail
suite=${1:?usage: prove.sh SUITE}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
builder=/var/tmp/weightyard-chroot-$suite-build
user=/var/tmp/weightyard-chroot-$suite-user
out=$root/build/packages/$suite
log=$root/build/packages/$suite.log
[ -x build/dev/bin/local_hub ] || {
    echo "prove: build/dev/bin/local_hub is not built; ./check debian-12 builds it" >&2
    exit 1
}
rm -rf "$out"
mkdir -p "$out/1" "$out/2"

echo "== build in a bare $suite"
# One system for all builds; the second one is of another folder, and builds libgit2 anew, too.
WEIGHTYARD_CHROOT=$builder packaging/prove-clean.sh "$suite" packaging/debian/build.sh /debs/1 | tee "$log"
again() { WEIGHTYARD_KEEP=yes WEIGHTYARD_CHROOT=$builder packaging/prove-clean.sh "$suite" "$@" >>"$log"; }
again bash -c 'rm -rf /var/tmp/elsewhere && git clone -q . /var/tmp/elsewhere && cd /var/tmp/elsewhere &&
    CCACHE_DISABLE=1 packaging/debian/build.sh /debs/again'
for deb in "$builder"/debs/1/*.deb; do
    cmp "$deb" "$builder/debs/again/$(basename "$deb")" || {
        echo "prove: two builds of $(basename "$deb") differ"
        exit 1
    }
done
again bash -c '. /etc/os-release && WEIGHTYARD_REVISION="2~deb${VERSION_ID}u1" packaging/debian/build.sh /debs/2'
cp "$builder"/debs/1/*.deb "$out/1/"
cp "$builder"/debs/2/*.deb "$out/2/"

echo "== lintian"
WEIGHTYARD_KEEP=yes WEIGHTYARD_CHROOT=$builder packaging/prove-clean.sh "$suite" packaging/debian/look.sh /debs/1

echo "== use in another bare $suite"
WEIGHTYARD_CHROOT=$user packaging/prove-clean.sh "$suite" true
mkdir -p "$user/debs"
cp -r "$out/1" "$out/2" "$user/debs/"
scene=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null; rm -rf "$scene"' EXIT
packaging/debian/hub-scene.sh "$scene" 3000000
build/dev/bin/local_hub --scenario "$scene/scenario.json" >"$scene/out" &
server=$!
for _ in $(seq 100); do
    if grep -q ready "$scene/out"; then break; fi
    sleep 0.1
done
hub=$(head -n 1 "$scene/out")
WEIGHTYARD_KEEP=yes WEIGHTYARD_CHROOT=$user packaging/prove-clean.sh "$suite" packaging/debian/use-installed.sh /debs "$hub"
