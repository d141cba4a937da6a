#!/bin/bash
# notarise.sh DMG: has Apple look at a signed disk image, and puts its answer into it. Without the three variables it does nothing, and says so.
#
#   APPLE_KEY_FILE, APPLE_KEY_ID, APPLE_ISSUER   a key of App Store Connect: a file, since other users can read arguments
set -euo pipefail
dmg=${1:?usage: notarise.sh DMG}
if [ -z "${APPLE_KEY_FILE:-}" ] || [ -z "${APPLE_KEY_ID:-}" ] || [ -z "${APPLE_ISSUER:-}" ]; then
    echo "notarise: left out: APPLE_KEY_FILE, APPLE_KEY_ID or APPLE_ISSUER is not set"
    exit 0
fi
xcrun notarytool submit "$dmg" --key "$APPLE_KEY_FILE" --key-id "$APPLE_KEY_ID" --issuer "$APPLE_ISSUER" --wait
xcrun stapler staple "$dmg"
xcrun stapler validate "$dmg"
