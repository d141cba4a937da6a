#!/bin/bash
# unit.sh: builds the unit tests and runs them, where what the other tests need cannot be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
packaging/deps/install.sh demo
cmake --preset dev
cmake --build --preset dev --target weightyard_unit_tests
ctest --preset unit --no-tests=error
