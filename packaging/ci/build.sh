#!/bin/bash
# build.sh: ./run --build in a fresh container or machine, as continuous integration runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# The files belong to another user there, and git would read none of them.
git config --global --add safe.directory "$PWD"
export CCACHE_DIR=${CCACHE_DIR:-$([ "$(uname)" = Darwin ] && echo "$HOME/Library/Caches/ccache" || echo "$HOME/.cache/ccache")}
exec ./run --build
