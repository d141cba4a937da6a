#!/bin/bash
# release-debian.sh OUT_DIR NUMBER: the packages of a release for the Debian that runs here, their bill of materials, and on the older one a
# folder that runs on any Linux.
set -euo pipefail
out=$(mkdir -p "${1:?usage: release-debian.sh OUT_DIR NUMBER}" && cd "$1" && pwd)
number=${2:?usage: release-debian.sh OUT_DIR NUMBER}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
git config --global --add safe.directory "$PWD"
version=$(packaging/release/version.sh)

packaging/debian/build.sh "$out"
packaging/debian/look.sh "$out"
cp build/deb/weightyard.spdx.json "$out/weightyard-$version-debian-$number.spdx.json"
if [ "$number" = 12 ]; then # the oldest glibc
    packaging/appimage/make-appdir.sh build/deb "build/weightyard-$version-linux-x86_64"
    tar -C build --sort=name --mtime="@$(packaging/release/epoch.sh)" --owner=0 --group=0 --numeric-owner -c "weightyard-$version-linux-x86_64" |
        gzip -9n >"$out/weightyard-$version-linux-x86_64.tar.gz"
fi
