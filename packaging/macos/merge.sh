#!/bin/bash
# merge.sh APP OTHER_APP OUT_APP: makes a bundle for two processors of the same bundle for each: programs and libraries are joined, all
# other files must be alike, but for the oldest macOS, of which the newer one counts. Signatures do not survive it.
#
#   LIPO   Apple's lipo, or LLVM's
set -euo pipefail
usage="usage: merge.sh APP OTHER_APP OUT_APP"
one=$(cd "${1:?$usage}" && pwd)
two=$(cd "${2:?$usage}" && pwd)
out=${3:?$usage}
lipo=${LIPO:-lipo}

die() {
    echo "merge: $*" >&2
    exit 1
}

# The files and links below a folder, without signatures.
names() { (cd "$1" && find . \( -type f -o -type l \) -not -path '*/_CodeSignature/*' | sort); }

is_program() {
    case "$(od -An -tx1 -N4 "$1" | tr -d ' \n')" in
    cffaedfe | cafebabe) return 0 ;;
    *) return 1 ;;
    esac
}

oldest_macos() { sed -n '/<key>LSMinimumSystemVersion</{n;s/.*<string>\(.*\)<\/string>.*/\1/p;}' "$1"; }

[ ! -e "$out" ] || die "$out is there already"
different=$({ diff <(names "$one") <(names "$two") || true; } | sed -n 's/^[<>] //p')
[ -z "$different" ] || die "only in one of the two: $(echo "$different" | head -n 5 | paste -sd ' ' -)"

cp -R "$one" "$out"
find "$out" -name _CodeSignature -prune -exec rm -rf {} +
while IFS= read -r name; do
    if [ -L "$one/$name" ] || cmp -s "$one/$name" "$two/$name"; then
        continue
    fi
    if is_program "$one/$name" && is_program "$two/$name"; then
        "$lipo" -create "$one/$name" "$two/$name" -output "$out/$name"
    elif [ "$name" = ./Contents/Info.plist ]; then
        newer=$(printf '%s\n' "$(oldest_macos "$one/$name")" "$(oldest_macos "$two/$name")" | sort -V | tail -n 1)
        [ "$(oldest_macos "$one/$name")" = "$newer" ] || cp "$two/$name" "$out/$name"
        diff <(grep -vF "<string>$(oldest_macos "$one/$name")</string>" "$one/$name") \
            <(grep -vF "<string>$(oldest_macos "$two/$name")</string>" "$two/$name") >/dev/null ||
            die "$name differs"
    else
        die "$name differs"
    fi
done < <(names "$one")
