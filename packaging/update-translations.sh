#!/bin/bash
# update-translations.sh [FOLDER]: brings the .ts files of FOLDER (resources/translations) up to date with the sources, by Qt's
# lupdate. English has plural forms only; what is new in a file is "unfinished" until somebody translates it. The tests call it on a
# copy, to see whether the files are current.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-resources/translations}

lupdate=
for candidate in "$(command -v lupdate-qt6 || true)" /usr/lib/qt6/bin/lupdate "$(command -v lupdate || true)"; do
    if [ -x "$candidate" ]; then
        lupdate=$candidate
        break
    fi
done
[ -n "$lupdate" ] || { echo "update-translations: Qt's lupdate is missing (Debian: qt6-l10n-tools)" >&2; exit 1; }

for file in "$folder"/*.ts; do
    language=${file##*weightyard_}
    language=${language%.ts}
    plural=
    [ "$language" != en ] || plural=-pluralonly
    "$lupdate" -silent $plural -no-obsolete -locations none -source-language en -target-language "$language" \
        -I . -I core ui app -ts "$file"
done
