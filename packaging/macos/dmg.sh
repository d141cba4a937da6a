#!/bin/bash
# dmg.sh FOLDER OUT_DIR: makes OUT_DIR/weightyard-VERSION-macos.dmg of FOLDER/Weightyard.app.
#
#   WEIGHTYARD_GENERATOR   CPack's (default DragNDrop, which needs macOS)
set -euo pipefail
usage="usage: dmg.sh FOLDER OUT_DIR"
folder=$(cd "${1:?$usage}" && pwd)
out=$(mkdir -p "${2:?$usage}" && cd "$2" && pwd)
config=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/dmg.cmake
plist=$folder/Weightyard.app/Contents/Info.plist
[ -e "$plist" ] || {
    echo "dmg: no Weightyard.app in $folder" >&2
    exit 1
}
version=$(sed -n '/<key>CFBundleShortVersionString</{n;s/.*<string>\(.*\)<\/string>.*/\1/p;}' "$plist")

# hdiutil is at times told that the image which it has just made is in use.
for try in 1 2 3; do
    if cpack --config "$config" -G "${WEIGHTYARD_GENERATOR:-DragNDrop}" -B "$out" \
        -D CPACK_INSTALLED_DIRECTORIES="$folder;." -D CPACK_PACKAGE_VERSION="$version" \
        -D CPACK_PACKAGE_FILE_NAME="weightyard-$version-macos"; then
        rm -rf "$out/_CPack_Packages"
        exit 0
    fi
    echo "dmg: try $try failed" >&2
    sleep 5
done
exit 1
