#!/bin/bash
# release-draft.sh OUT_DIR TAG: a draft of a release with the files of OUT_DIR. Needs gh, and GH_TOKEN.
set -euo pipefail
out=$(cd "${1:?usage: release-draft.sh OUT_DIR TAG}" && pwd)
tag=${2:?usage: release-draft.sh OUT_DIR TAG}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$(packaging/release/version.sh "$tag")
packaging/release/notes.sh "$version" |
    gh release create "$tag" --draft --verify-tag --title "Weightyard $version" --notes-file - "$out"/*
