#!/bin/bash
# update-icons.sh: draws the PNG sizes of resources/icons/*.svg anew, after a change to them. Needs rsvg-convert, png2icns and
# icotool (Debian: librsvg2-bin, icnsutils, icoutils).
# The pictures are kept in the tree, so that a build needs no renderer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../resources/icons"

# Small ones have a drawing of their own: thin lines vanish there.
for size in 16 22 24; do
    rsvg-convert -w "$size" -h "$size" weightyard-small.svg -o "weightyard-$size.png"
done
for size in 32 48 64 128 256 512; do
    rsvg-convert -w "$size" -h "$size" weightyard.svg -o "weightyard-$size.png"
done
# macOS takes no other sizes.
png2icns weightyard.icns weightyard-{16,32,48,128,256,512}.png
# Windows: the largest one as a PNG, which is a tenth of the bytes.
icotool -c -o weightyard.ico weightyard-{16,24,32,48,64}.png -r weightyard-256.png
