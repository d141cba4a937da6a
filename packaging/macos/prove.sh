#!/bin/bash
# prove.sh: tries what can be tried of the macOS packaging on Debian: real programs for both processors are merged by LLVM's lipo, the order of
# signing is read from a codesign that only writes down what it is asked, CPack's configuration makes an archive in place of an image, the
# formula and the cask are read by Ruby and looked at by RuboCop. What only macOS has (codesign, hdiutil, notarytool, Qt's deploy tool) is
# tried by .github/workflows/release.yml.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
packaging/deps/install.sh package >/dev/null
packaging/deps/install.sh full >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "macos: $*" >&2
    exit 1
}
lipo=$(command -v llvm-lipo || compgen -c llvm-lipo- | sort -V | tail -n 1)

# make_app FOLDER PROCESSOR MACOS: a bundle as build.sh leaves it.
make_app() {
    local app=$1/Weightyard.app/Contents
    mkdir -p "$app/MacOS" "$app/Frameworks/QtCore.framework/Versions/A" "$app/PlugIns/tls" "$app/Resources" "$app/_CodeSignature"
    sed -e "s/@WEIGHTYARD_ID@/io.github.weightyard.weightyard/g; s/@PROJECT_VERSION@/1.2.3/g; s/@WEIGHTYARD_MACOS@/$3/" \
        packaging/macos/Info.plist.in >"$app/Info.plist"
    cp resources/icons/weightyard.icns "$app/Resources/"
    echo "$2" >"$app/_CodeSignature/CodeResources"
    local file
    for file in MacOS/Weightyard MacOS/weightyard-cli Frameworks/QtCore.framework/Versions/A/QtCore \
        Frameworks/libgit2.dylib PlugIns/tls/libqsecuretransportbackend.dylib; do
        echo "int f_$2(void) { return 1; }" | clang -target "$2-apple-macos$3" -c -x c - -o "$app/$file"
    done
    ln -s A "$app/Frameworks/QtCore.framework/Versions/Current"
    ln -s Versions/Current/QtCore "$app/Frameworks/QtCore.framework/QtCore"
}
make_app "$work/arm" arm64 14.0
make_app "$work/intel" x86_64 15.0

echo "== merge"
LIPO=$lipo packaging/macos/merge.sh "$work/arm/Weightyard.app" "$work/intel/Weightyard.app" "$work/both/Weightyard.app" 2>/dev/null &&
    fail "merge.sh made the folder above"
mkdir "$work/both"
LIPO=$lipo packaging/macos/merge.sh "$work/arm/Weightyard.app" "$work/intel/Weightyard.app" "$work/both/Weightyard.app"
both=$work/both/Weightyard.app/Contents
for file in MacOS/Weightyard MacOS/weightyard-cli Frameworks/libgit2.dylib Frameworks/QtCore.framework/QtCore; do
    [ "$("$lipo" -archs "$both/$file" | xargs -n 1 | sort | xargs)" = "arm64 x86_64" ] || fail "$file is not for both"
done
[ -L "$both/Frameworks/QtCore.framework/QtCore" ] || fail "a link became a file"
[ ! -e "$both/_CodeSignature" ] || fail "an old signature is there"
grep -q '<string>15.0</string>' "$both/Info.plist" || fail "the older macOS was taken"
plistutil -i "$both/Info.plist" -o /dev/null || fail "Info.plist is not one"
plistutil -i packaging/macos/weightyard.entitlements -o /dev/null || fail "the entitlements are no property list"
echo extra >"$work/intel/Weightyard.app/Contents/Resources/extra"
for change in "" "rm $work/intel/Weightyard.app/Contents/Resources/extra && echo x >>$work/intel/Weightyard.app/Contents/Resources/weightyard.icns"; do
    eval "$change"
    if LIPO=$lipo packaging/macos/merge.sh "$work/arm/Weightyard.app" "$work/intel/Weightyard.app" "$work/no" 2>"$work/said"; then
        fail "bundles that differ were merged"
    fi
    grep -qE 'extra|weightyard.icns' "$work/said" || fail "which file differs is not told: $(cat "$work/said")"
    rm -rf "$work/no"
done

echo "== sign"
cat >"$work/codesign" <<'SIGN'
#!/bin/bash
echo "$*" >>"$LOG"
SIGN
chmod +x "$work/codesign"
for identity in "" "Developer ID Application: Nobody"; do
    rm -f "$work/log"
    LOG=$work/log CODESIGN=$work/codesign WEIGHTYARD_SIGN_IDENTITY=$identity packaging/macos/sign.sh "$work/both/Weightyard.app"
    order=$(awk '/--sign/ { n = split($0, part, "/"); print part[n] }' "$work/log" | paste -sd ' ' -)
    case "$order" in
    *".dylib QtCore.framework weightyard-cli Weightyard.app") ;;
    *) fail "signed in this order: $order" ;;
    esac
    if [ -z "$identity" ]; then
        ! grep -q runtime "$work/log" || fail "a program without a team is hardened"
    else
        [ "$(grep -c -- '--options runtime' "$work/log")" = "$(grep -c -- --sign "$work/log")" ] || fail "not all is hardened"
    fi
done
APPLE_KEY_FILE='' packaging/macos/notarise.sh nothing.dmg | grep -q 'left out' || fail "notarise.sh goes on without a key"

echo "== image"
WEIGHTYARD_GENERATOR=TGZ packaging/macos/dmg.sh "$work/both" "$work/images" >/dev/null
tar -tzf "$work/images/weightyard-1.2.3-macos.tar.gz" >"$work/list"
grep -qE '^(\./)?Weightyard.app/Contents/MacOS/weightyard-cli$' "$work/list" || fail "the image lacks the bundle: $(head "$work/list")"

echo "== icon"
icns2png -l resources/icons/weightyard.icns | grep -qE '512x512' || fail "the icon lacks its largest size"

echo "== Homebrew"
echo archive >"$work/weightyard-1.2.3.tar.gz"
packaging/release/homebrew.sh 1.2.3 "$work/weightyard-1.2.3.tar.gz" "$work/images/weightyard-1.2.3-macos.tar.gz" "$work/brew"
! packaging/release/homebrew.sh v1 "$work/list" "$work/list" "$work/brew2" 2>/dev/null || fail "v1 was taken for a version"
for file in "$work"/brew/*.rb; do
    ruby -wc "$file" >/dev/null
    ! grep -q '@[A-Z_0-9]*@' "$file" || fail "$file has gaps"
done
grep -q "sha256 \"$(openssl dgst -sha256 -r "$work/weightyard-1.2.3.tar.gz" | cut -d ' ' -f 1)\"" "$work/brew/weightyard-cli.rb" ||
    fail "the formula has another digest"
rubocop --config packaging/homebrew/rubocop.yml --cache false "$work"/brew/*.rb
echo "macos: all passed"
