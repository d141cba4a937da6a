#!/bin/bash
# try-installer.sh FOLDER: on Windows: the installer in FOLDER installs, the programs start and say what they should, and it removes them.
set -euo pipefail
folder=${1:?usage: try-installer.sh FOLDER}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export MSYS_NO_PATHCONV=1 # "/S" is no path
there=$LOCALAPPDATA/Programs/Weightyard

setup=$(compgen -G "$folder/weightyard-*-setup.exe")
"$setup" /S
"$here/try.sh" "$there"
"$there/uninstall.exe" /S
for _ in $(seq 50); do # it removes itself from a copy
    [ -e "$there" ] || break
    sleep 0.2
done
[ ! -e "$there" ]
echo "try-installer: all passed"
