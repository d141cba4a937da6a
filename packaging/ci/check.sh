#!/bin/bash
# check.sh gcc|clang [STAGE...]: ./check in a fresh container, as continuous integration runs it, with that compiler: all that it does by
# itself, or these stages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
compiler=${1:?usage: check.sh gcc|clang [STAGE...]}
shift

# The files belong to another user there, and git would read none of them.
git config --global --add safe.directory "$PWD"
export CCACHE_DIR=${CCACHE_DIR:-$HOME/.cache/ccache} CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-1G}
if [ "$compiler" = clang ]; then
    packaging/deps/install.sh full
    export CC=clang CXX=clang++
fi
exec ./check "$@"
