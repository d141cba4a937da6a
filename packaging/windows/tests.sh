#!/bin/bash
# tests.sh [TEST...]: builds the unit tests for Windows and runs them (or those named) under Wine, without what tests-left-out.txt names.
# Needs what build.sh has made in build/windows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
work=$root/build/windows
prefix=$work/libraries/prefix
left_out=$root/packaging/windows/tests-left-out.txt
triple=x86_64-w64-mingw32
patience=300 # seconds a test

packaging/windows/configure.sh "$work/programs" -DWEIGHTYARD_TESTS=ON
cmake --build "$work/programs" --target weightyard_unit_tests -- --quiet

scene=$(mktemp -d)
export WINEPREFIX=$scene/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' LC_ALL=C.UTF-8
export QT_QPA_PLATFORM=minimal QTEST_FUNCTION_TIMEOUT=$((patience * 1000))
clean_up() {
    wineserver -k 2>/dev/null || true
    rm -rf "$scene"
}
trap clean_up EXIT
wine wineboot -i >"$scene/wineboot" 2>&1
wineserver -w

program=$work/programs/bin/weightyard_unit_tests.exe
compiler=$(dirname "$("$triple-gcc-posix" -print-file-name=libstdc++-6.dll)")
WINEPATH="Z:$prefix/bin;Z:$compiler;Z:/usr/$triple/lib"
export WINEPATH
cd "$scene"

# functions TEST: those that are run.
functions() {
    wine "$program" "$1" -functions 2>/dev/null | tr -d '\r' | sed -n 's/()$//p' |
        grep -vxF -f <(sed -n "s/^$1 \([A-Za-z0-9_]*\)	.*/\1/p" "$left_out") || true
}

names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(wine "$program" 2>/dev/null | tr -d '\r')
[ "${#names[@]}" -gt 0 ] || { echo "tests: the program names no test" >&2; exit 1; }
failed=0
ran=0
while IFS=$'\t ' read -r name function _; do
    wine "$program" "$name" -functions 2>/dev/null | tr -d '\r' | grep -qxF "$function()" ||
        { echo "tests: tests-left-out.txt names $name $function, which is not there" >&2; exit 1; }
done < <(grep -v '^#\|^unit/' "$left_out")
for name in "${names[@]}"; do
    mapfile -t wanted < <(functions "$name")
    [ "${#wanted[@]}" -gt 0 ] || { echo "tests: $name has no function to run" >&2; exit 1; }
    result=0
    rm -f said.txt
    timeout "$patience" wine "$program" "$name" "${wanted[@]}" -o said.txt,txt >said.err 2>&1 || result=$?
    ran=$((ran + ${#wanted[@]}))
    if [ "$result" != 0 ] || ! grep -q '^Totals:' said.txt; then
        failed=$((failed + 1))
        echo "$name: exit code $result"
        tr -d '\r' <said.txt | grep -E -A 3 '^(FAIL!|QFATAL|XPASS)' || tail -n 5 said.err
    fi
    tr -d '\r' <said.txt | sed -n "s/^SKIP   : /$name: skipped: /p"
done
echo "tests: $ran functions of ${#names[@]} tests run under Wine, $failed tests failed; $(grep -c '^[^#]' "$left_out") entries left out"
[ "$failed" = 0 ]
