#!/bin/bash
# release-macos.sh APPS OUT_DIR: the disk image of a release, of APPS/app-arm64.tar.gz and APPS/app-x86_64.tar.gz. Signed by SIGN_IDENTITY
# with SIGN_KEY (PKCS #12 in base64), and notarised with NOTARY_KEY, where they are set.
set -euo pipefail
apps=$(cd "${1:?usage: release-macos.sh APPS OUT_DIR}" && pwd)
out=$(mkdir -p "${2:?usage: release-macos.sh APPS OUT_DIR}" && cd "$2" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077

mkdir "$work/arm64" "$work/x86_64" "$work/both"
for processor in arm64 x86_64; do
    tar -xzf "$apps/app-$processor.tar.gz" -C "$work/$processor"
done
packaging/macos/merge.sh "$work/arm64/Weightyard.app" "$work/x86_64/Weightyard.app" "$work/both/Weightyard.app"
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
