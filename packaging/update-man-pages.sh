#!/bin/bash
# update-man-pages.sh: writes what the tables of commands and options say into packaging/man/weightyard-cli.1, after a change to them. Needs
# the unit tests of the dev build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec env WEIGHTYARD_UPDATE_MAN_PAGES=yes build/dev/bin/weightyard_unit_tests man_page_test
