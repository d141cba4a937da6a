#!/bin/bash
# release-macos.sh APPS OUT_DIR: the disk image of a release and its bill of materials, of APPS/app-arm64.tar.gz and, where it is there,
# APPS/app-x86_64.tar.gz. Signed by SIGN_IDENTITY with SIGN_KEY (PKCS #12 in base64), and notarised with NOTARY_KEY, where they are set.
set -euo pipefail
apps=$(cd "${1:?usage: release-macos.sh APPS OUT_DIR}" && pwd)
out=$(mkdir -p "${2:?usage: release-macos.sh APPS OUT_DIR}" && cd "$2" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077

version=$(packaging/release/version.sh)
mkdir "$work/arm64" "$work/x86_64" "$work/both"
tar -xzf "$apps/app-arm64.tar.gz" -C "$work/arm64"
cp "$work/arm64/weightyard.spdx.json" "$out/weightyard-$version-macos.spdx.json"
if [ -e "$apps/app-x86_64.tar.gz" ]; then
    tar -xzf "$apps/app-x86_64.tar.gz" -C "$work/x86_64"
    packaging/macos/merge.sh "$work/arm64/Weightyard.app" "$work/x86_64/Weightyard.app" "$work/both/Weightyard.app"
else
    echo "release-macos: nothing was built for Intel, so the image is for Apple's processors only"
    cp -R "$work/arm64/Weightyard.app" "$work/both/"
fi
chmod -R go+rX "$work/both"
if [ -n "${SIGN_KEY:-}" ]; then
    printf '%s' "$SIGN_KEY" | openssl base64 -d -A >"$work/key.p12"
    packaging/macos/import-key.sh "$work/key.p12"
    export WEIGHTYARD_SIGN_IDENTITY=${SIGN_IDENTITY:?}
fi
packaging/macos/sign.sh "$work/both/Weightyard.app"
packaging/ci/try.sh "$work/both/Weightyard.app/Contents/MacOS"
packaging/macos/dmg.sh "$work/both" "$out"
if [ -n "${NOTARY_KEY:-}" ]; then
    printf '%s' "$NOTARY_KEY" >"$work/notary.p8"
    export APPLE_KEY_FILE=$work/notary.p8
fi
packaging/macos/notarise.sh "$out"/*.dmg
chmod 644 "$out"/*
