#!/bin/bash
# sign.sh APP: signs a bundle from the inside out. Without an identity only for this Mac's sake (ad hoc): Apple silicon starts nothing that
# has no signature, and others are asked by Gatekeeper before they open it.
#
#   WEIGHTYARD_SIGN_IDENTITY   "Developer ID Application: ..." in a keychain that is unlocked
#   CODESIGN                   the program (default codesign)
set -euo pipefail
app=$(cd "${1:?usage: sign.sh APP}" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
identity=${WEIGHTYARD_SIGN_IDENTITY:--}
codesign=${CODESIGN:-codesign}

# An ad hoc signature has no team, and a hardened program loads only libraries of its own team.
how=(--force --sign "$identity")
[ "$identity" = - ] || how+=(--timestamp --options runtime)

# Libraries and plugins, then frameworks, then the programs: a signature covers those of what lies inside.
while IFS= read -r -d '' file; do
    "$codesign" "${how[@]}" "$file"
done < <(find "$app/Contents" \( -name '*.dylib' -o -name '*.so' \) -type f -print0)
while IFS= read -r -d '' framework; do
    "$codesign" "${how[@]}" "$framework"
done < <(find "$app/Contents/Frameworks" -maxdepth 1 -name '*.framework' -print0 2>/dev/null)
"$codesign" "${how[@]}" --entitlements "$here/weightyard.entitlements" "$app/Contents/MacOS/weightyard-cli"
"$codesign" "${how[@]}" --entitlements "$here/weightyard.entitlements" "$app"
"$codesign" --verify --deep --strict "$app"
