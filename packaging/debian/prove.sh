#!/bin/bash
# prove.sh SUITE: builds the packages of the committed HEAD in a bare Debian SUITE (bookworm, trixie), twice, compares the two, has lintian
# look at them, and installs, uses, upgrades and removes them in another bare system. Needs root, and build/dev/bin/local_hub for the hub
# to download from (without it nothing is downloaded, which is said). The packages come to build/packages/SUITE.
set -euo pipefail
suite=${1:?usage: prove.sh SUITE}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
builder=/var/tmp/weightyard-chroot-$suite-build
user=/var/tmp/weightyard-chroot-$suite-user
out=$root/build/packages/$suite
log=$root/build/packages/$suite.log
rm -rf "$out"
mkdir -p "$out/1" "$out/2"

echo "== build in a bare $suite"
# One system for all builds; the second one begins with an empty build folder, elsewhere.
WEIGHTYARD_CHROOT=$builder packaging/prove-clean.sh "$suite" packaging/debian/build.sh /debs/1 | tee "$log"
again() { WEIGHTYARD_KEEP=yes WEIGHTYARD_CHROOT=$builder packaging/prove-clean.sh "$suite" "$@" >>"$log"; }
again bash -c 'rm -rf build/deb && CCACHE_DISABLE=1 packaging/debian/build.sh /debs/again'
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
hub=
if [ -x build/dev/bin/local_hub ]; then
    scene=$(mktemp -d)
    trap 'kill "$server" 2>/dev/null; rm -rf "$scene"' EXIT
    git init -q -b main "$scene/small"
    (
        cd "$scene/small"
        git lfs install --local >/dev/null
        git lfs track '*.safetensors' >/dev/null
        head -c 3000000 /dev/urandom >model.safetensors
        echo '{}' >config.json
        git add -A
        git -c user.name=a -c user.email=a@example.org commit -qm 1
    )
    printf '{"repositories": [{"id": "owner/small", "from": "%s"}]}' "$scene/small" >"$scene/scenario.json"
    build/dev/bin/local_hub --scenario "$scene/scenario.json" >"$scene/out" &
    server=$!
    for _ in $(seq 100); do
        if grep -q ready "$scene/out"; then break; fi
        sleep 0.1
    done
    hub=$(head -n 1 "$scene/out")
else
    echo "prove: build/dev/bin/local_hub is not built, so nothing is downloaded"
fi
WEIGHTYARD_KEEP=yes WEIGHTYARD_CHROOT=$user packaging/prove-clean.sh "$suite" packaging/debian/use-installed.sh /debs "$hub"
