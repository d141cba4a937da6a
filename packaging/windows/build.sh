#!/bin/bash
# build.sh OUT_DIR: builds for Windows on Debian (x86-64): OUT_DIR/Weightyard, a folder that runs by itself;
# OUT_DIR/weightyard-<version>-windows.zip, and OUT_DIR/weightyard-<version>-setup.exe. The libraries are built from Debian's sources at
# first, which takes an hour (libraries.sh); everything is kept in build/windows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
out=$(mkdir -p "${1:?usage: build.sh OUT_DIR}" && cd "$1" && pwd)
triple=x86_64-w64-mingw32
work=$root/build/windows
prefix=$work/libraries/prefix
version=$(packaging/release/version.sh)
SOURCE_DATE_EPOCH=$(packaging/release/epoch.sh)
export SOURCE_DATE_EPOCH

packaging/deps/install.sh windows
packaging/windows/libraries.sh "$work/libraries"
packaging/windows/configure.sh "$work/programs"
cmake --build "$work/programs" --target weightyard weightyard-cli -- --quiet

folder=$out/Weightyard
rm -rf "$folder"
mkdir -p "$folder"/{platforms,styles,tls,networkinformation,translations,licences}
"$triple-strip" -o "$folder/weightyard.exe" "$work/programs/bin/weightyard.exe"
"$triple-strip" -o "$folder/weightyard-cli.exe" "$work/programs/bin/weightyard-cli.exe"
cp "$prefix/plugins/platforms/qwindows.dll" "$folder/platforms/"
cp "$prefix/plugins/styles/qwindowsvistastyle.dll" "$folder/styles/"
cp "$prefix/plugins/tls/qopensslbackend.dll" "$folder/tls/"
# Metered connections, and when the network is back.
cp "$prefix/plugins/networkinformation/qnetworklistmanager.dll" "$folder/networkinformation/"
cp /usr/share/qt6/translations/qtbase_{de,zh_CN}.qm "$folder/translations/"
cp LICENSE "$folder/LICENSE.txt"
# Of what is inside; LICENSE.txt says of which part each is.
libraries=$work/libraries
cp "$libraries/qt/tree/LICENSES/LGPL-3.0-only.txt" "$folder/licences/Qt-LGPL-3.0.txt"
cp "$libraries/qt/tree/LICENSES/GPL-3.0-only.txt" "$folder/licences/Qt-GPL-3.0.txt"
cp "$libraries/openssl/tree/LICENSE.txt" "$folder/licences/OpenSSL.txt"
cp "$libraries/libgit2/tree/COPYING" "$folder/licences/libgit2.txt"
cp "$libraries/pcre2/tree/LICENCE" "$folder/licences/PCRE2.txt"
cp "$libraries/parser/tree/LICENSE-MIT" "$folder/licences/http-parser.txt"
cp "$libraries/xxhash/tree/LICENSE" "$folder/licences/xxHash.txt"
if [ -e "$libraries/keychain/tree/COPYING" ]; then
    cp "$libraries/keychain/tree/COPYING" "$folder/licences/QtKeychain.txt"
fi
cp /usr/share/doc/gcc-mingw-w64-base/copyright "$folder/licences/GCC-runtime.txt"
cp /usr/share/doc/mingw-w64-common/copyright "$folder/licences/mingw-w64.txt"
cp /usr/share/doc/libz-mingw-w64-dev/copyright "$folder/licences/zlib.txt"
printf '[Paths]\nPrefix = .\nPlugins = .\n' >"$folder/qt.conf"

# What they import of ours and of the compiler's; the rest is Windows'.
compiler=$(dirname "$("$triple-gcc-posix" -print-file-name=libstdc++-6.dll)")
places=("$prefix/bin" "$compiler" "/usr/$triple/lib")
changed=yes
while [ -n "$changed" ]; do
    changed=
    while IFS= read -r name; do
        if [ -e "$folder/$name" ]; then
            continue
        fi
        for place in "${places[@]}"; do
            if [ -e "$place/$name" ]; then
                "$triple-strip" -o "$folder/$name" "$place/$name"
                changed=yes
                break
            fi
        done
    done < <(find "$folder" \( -name '*.exe' -o -name '*.dll' \) -exec "$triple-objdump" -p {} + | sed -n 's/^\tDLL Name: //p' | sort -u)
done

# Two of a commit have the same bytes: zip and the installer note the files' times, and zip their order.
find "$folder" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
rm -f "$out/weightyard-$version-windows.zip"
(cd "$out" && find Weightyard -type f | LC_ALL=C sort | TZ=UTC zip -qX "weightyard-$version-windows.zip" -@)

# The installer's lists: folders from the top down, and for the removal from below.
files=$work/installer
mkdir -p "$files"
: >"$files/install.nsh"
: >"$files/uninstall.nsh"
while IFS= read -r path; do
    windows=${path//\//\\}
    sub=$(dirname "$path")
    [ "$sub" = . ] && target="\$INSTDIR" || target="\$INSTDIR\\${sub//\//\\}"
    printf 'SetOutPath "%s"\nFile "%s"\n' "$target" "$folder/$path" >>"$files/install.nsh"
    printf 'Delete "$INSTDIR\\%s"\n' "$windows" >>"$files/uninstall.nsh"
done < <(cd "$folder" && find . -type f -printf '%P\n' | LC_ALL=C sort)
while IFS= read -r path; do
    printf 'RMDir "$INSTDIR\\%s"\n' "${path//\//\\}" >>"$files/uninstall.nsh"
done < <(cd "$folder" && find . -mindepth 1 -type d -printf '%P\n' | LC_ALL=C sort -r)
makensis -V2 -WX "-DVERSION=$version" "-DSOURCE=$folder" "-DFILES=$files" "-DICON=$root/resources/icons/weightyard.ico" \
    "-DOUT=$out/weightyard-$version-setup.exe" packaging/windows/weightyard.nsi
ls -l "$out"
