#!/bin/bash
# import-key.sh FILE: on a machine of a continuous integration, a keychain with the key for sign.sh (PKCS #12; WEIGHTYARD_KEY_PASSWORD opens
# it), which codesign may use without asking. On a Mac of one's own, a double click on the file does that.
set -euo pipefail
file=${1:?usage: import-key.sh FILE}
keychain=$HOME/Library/Keychains/weightyard-sign.keychain-db
password=$(openssl rand -hex 16)
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 3600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$file" -k "$keychain" -P "${WEIGHTYARD_KEY_PASSWORD:-}" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
