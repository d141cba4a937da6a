#!/bin/bash
# prove.sh: builds the committed HEAD in a bare Debian 12, makes of it the folder that runs on any Linux, and uses that in a bare Debian 13
# which has nothing of Qt, only the libraries of a display: versions, a download from a hub on this machine, the window. Of the AppImage it
# makes what stands behind the runtime, twice, and of Flatpak's manifest it asks flatpak-builder. Needs root, and build/dev/bin/local_hub.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
builder=/var/tmp/weightyard-chroot-bookworm-build
user=/var/tmp/weightyard-chroot-trixie-user
manifest=packaging/flatpak/io.github.weightyard.weightyard.yaml
scene=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null; rm -rf "$scene"' EXIT
fail() {
    echo "bundles: $*" >&2
    exit 1
}
[ -x build/dev/bin/local_hub ] || fail "build/dev/bin/local_hub is not built; ./check bundles builds it"

echo "== the folder, built in a bare Debian 12"
WEIGHTYARD_CHROOT=$builder WEIGHTYARD_KEEP=${WEIGHTYARD_KEEP:-} packaging/prove-clean.sh bookworm \
    packaging/ci/release-debian.sh /out 12
mkdir -p build/packages/bundles
cp "$builder"/out/* build/packages/bundles/
archive=$(compgen -G "build/packages/bundles/weightyard-*-linux-x86_64.tar.gz") || fail "there is no folder for any Linux"

echo "== used in a bare Debian 13"
WEIGHTYARD_CHROOT=$user packaging/prove-clean.sh trixie true
mkdir -p "$user/opt/app"
tar -xzf "$archive" -C "$user/opt/app" --strip-components=1
cp packaging/appimage/use-appdir.sh "$user/opt/"
# Over TLS: what Qt loads for it must be the folder's.
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$scene/key.pem" -out "$scene/certificate.pem" 2>/dev/null
cp "$scene/certificate.pem" "$user/opt/"
packaging/debian/hub-scene.sh "$scene" 3000000 "$scene/certificate.pem" "$scene/key.pem"
build/dev/bin/local_hub --scenario "$scene/scenario.json" >"$scene/out" &
server=$!
for _ in $(seq 100); do
    if grep -q ready "$scene/out"; then break; fi
    sleep 0.1
done
WEIGHTYARD_KEEP=yes WEIGHTYARD_CHROOT=$user packaging/prove-clean.sh trixie /opt/use-appdir.sh /opt/app "$(head -n 1 "$scene/out")"

echo "== AppImage"
# No runtime can be had without the network: what stands for it is never started.
printf '\177ELF\2\1\1\0AI\2' >"$scene/runtime"
for name in one two; do
    packaging/appimage/make-appimage.sh "$user/opt/app" "$scene/runtime" "$scene/$name"
done
cmp "$scene/one" "$scene/two" || fail "two AppImages of a folder differ"
unsquashfs -q -o "$(stat -c %s "$scene/runtime")" -d "$scene/inside" "$scene/one" >/dev/null
diff -r --no-dereference "$scene/inside" "$user/opt/app" || fail "the image has not what the folder has"
! packaging/appimage/make-appimage.sh "$user/opt/app" "$archive" "$scene/three" 2>/dev/null || fail "a runtime that is none was taken"

echo "== Flatpak"
flatpak-builder --show-manifest "$root/$manifest" >"$scene/manifest.json"
for part in '"command" *: *"weightyard"' '"name" *: *"libgit2"' '"share=network\|--share=network'; do
    grep -q "$part" "$scene/manifest.json" || fail "flatpak-builder reads the manifest otherwise: no $part"
done
echo "bundles: all passed"
