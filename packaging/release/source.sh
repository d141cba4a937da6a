#!/bin/bash
# source.sh OUT_DIR: writes OUT_DIR/weightyard-VERSION.tar.gz, the sources of HEAD. Two of a commit have the same bytes.
set -euo pipefail
out=$(mkdir -p "${1:?usage: source.sh OUT_DIR}" && cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$(packaging/release/version.sh)
git archive --format=tar --prefix="weightyard-$version/" HEAD | gzip -9n >"$out/weightyard-$version.tar.gz"
