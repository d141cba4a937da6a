#!/bin/bash
# make-appimage.sh APPDIR RUNTIME OUT_FILE: one file that starts by itself, of a folder that make-appdir.sh has made: RUNTIME, the program at
# its begin (https://github.com/AppImage/type2-runtime, runtime-x86_64 of a release), and behind it the folder as squashfs, as
# https://github.com/AppImage/AppImageSpec has it. Two of a folder have the same bytes. Needs mksquashfs.
set -euo pipefail
usage="usage: make-appimage.sh APPDIR RUNTIME OUT_FILE"
appdir=$(cd "${1:?$usage}" && pwd)
runtime=${2:?$usage}
out=${3:?$usage}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

[ -x "$appdir/AppRun" ] || {
    echo "make-appimage: no AppRun in $appdir" >&2
    exit 1
}
# "AI" and the type stand where an ELF file has room for them: what is no runtime would make a file that starts nothing.
[ "$(od -An -tx1 -j8 -N3 "$runtime" | tr -d ' \n')" = 414902 ] || {
    echo "make-appimage: $runtime is no AppImage runtime of type 2" >&2
    exit 1
}
epoch=$("$here/../release/epoch.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
env -u SOURCE_DATE_EPOCH mksquashfs "$appdir" "$work/image" -root-owned -noappend -no-progress -quiet -comp zstd -no-xattrs \
    -mkfs-time "$epoch" -all-time "$epoch" >/dev/null
cat "$runtime" "$work/image" >"$out"
chmod 755 "$out"
echo "$out: $(du -h "$out" | cut -f 1)"
