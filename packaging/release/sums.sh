#!/bin/bash
# sums.sh FOLDER: writes FOLDER/SHA256SUMS of all its other files, for `sha256sum -c` there.
set -euo pipefail
cd "${1:?usage: sums.sh FOLDER}"
find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum -- >SHA256SUMS
