#!/bin/bash
# prove.sh FOLDER: what build.sh made in FOLDER, run under Wine: installed, used from a hub on this machine to a verified model (with a kill,
# a full disk, long paths, reserved names, two at once), the window looked at, and removed. Needs build/dev/bin/local_hub; root for the full
# disk (without, that is left out, and said). What the window looked like: FOLDER/window.png.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=$(cd "${1:?usage: prove.sh FOLDER}" && pwd)
version=$(packaging/release/version.sh)
scene=$(mktemp -d)
export WINEPREFIX=$scene/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' LC_ALL=C.UTF-8
server='' window='' display='' small_disk=''

clean_up() {
    for process in $window $server; do kill "$process" 2>/dev/null || true; done
    wineserver -k 2>/dev/null || true
    [ -z "$display" ] || kill "$display" 2>/dev/null || true
    [ -z "$small_disk" ] || umount "$small_disk" || true
    rm -rf "$scene"
}
trap clean_up EXIT
die() {
    echo "prove: $*" >&2
    [ ! -s "$scene/said" ] || tail -n 20 "$scene/said" >&2
    exit 1
}

echo "== a display, and an empty Windows"
Xvfb -displayfd 3 -screen 0 1280x900x24 3>"$scene/display" 2>/dev/null &
display=$!
for _ in $(seq 100); do
    [ ! -s "$scene/display" ] || break
    sleep 0.1
done
DISPLAY=:$(cat "$scene/display")
export DISPLAY
wine wineboot -i >"$scene/said" 2>&1 || die "wineboot"
wineserver -w

echo "== a hub"
packaging/debian/hub-scene.sh "$scene" 40000000
git init -q -b main "$scene/names"
(
    cd "$scene/names"
    echo x >aux.txt
    git add -A
    git -c user.name=a -c user.email=a@example.org commit -qm 1
)
deep=$(printf 'a-rather-long-folder-name/%.0s' $(seq 12))
git init -q -b main "$scene/long"
(
    cd "$scene/long"
    mkdir -p "$deep"
    echo deep >"$deep/config.json"
    git add -A
    git -c user.name=a -c user.email=a@example.org commit -qm 1
)
printf '{"repositories": [{"id": "owner/small", "from": "%s"}, {"id": "owner/names", "from": "%s"}, {"id": "owner/long", "from": "%s"},
    {"id": "owner/private", "from": "%s", "access": "private", "users": ["ann"]}], "accounts": [{"user": "ann", "secret": "hf_word"}]}' \
    "$scene/small" "$scene/names" "$scene/long" "$scene/long" >"$scene/scenario.json"
build/dev/bin/local_hub --scenario "$scene/scenario.json" >"$scene/hub" &
server=$!
for _ in $(seq 100); do
    if grep -q ready "$scene/hub"; then break; fi
    sleep 0.1
done
HF_ENDPOINT=$(head -n 1 "$scene/hub")
export HF_ENDPOINT

echo "== install"
wine "$folder/weightyard-$version-setup.exe" /S >"$scene/said" 2>&1 || die "the installer ended with $?"
wineserver -w
home=$WINEPREFIX/drive_c/users/$(id -un)
there=$home/AppData/Local/Programs/Weightyard
for file in weightyard.exe weightyard-cli.exe uninstall.exe platforms/qwindows.dll tls/qopensslbackend.dll \
    networkinformation/qnetworklistmanager.dll licences/Qt-LGPL-3.0.txt licences/OpenSSL.txt; do
    [ -e "$there/$file" ] || die "$file was not installed"
done
grep -q 'weightyard.exe' "$WINEPREFIX/user.reg" || die "nothing was registered"

cli() { timeout 120 wine "$there/weightyard-cli.exe" "$@" >"$scene/said" 2>&1; }
# wants CODE COMMAND...: the exit code, and what was printed where it is another.
wants() {
    local wanted=$1 got=0
    shift
    cli "$@" || got=$?
    [ "$got" = "$wanted" ] || die "weightyard-cli $*: exit code $got, not $wanted"
}

echo "== terminal"
wants 0 --version
grep -q "weightyard-cli $version" "$scene/said" || die "no version"
wants 0 list
cli check || true
grep -q 'Hub' "$scene/said" || die "check says nothing of the hub"
wants 0 get owner/small --library 'C:\models'
models=$WINEPREFIX/drive_c/models
cmp "$scene/small/model.safetensors" "$models/owner/small/model.safetensors" || die "other bytes"
wants 0 status --library 'C:\models'
wants 0 verify --library 'C:\models'
printf x | dd of="$models/owner/small/model.safetensors" bs=1 seek=1000 conv=notrunc status=none
wants 7 verify --library 'C:\models'
wants 0 verify --repair --library 'C:\models'
cmp "$scene/small/model.safetensors" "$models/owner/small/model.safetensors" || die "not repaired"

echo "== sign in"
if [ "${WEIGHTYARD_WITHOUT_KEYCHAIN:-}" = yes ]; then
    echo "   left out: built without a keychain"
else
    wants 4 get owner/private --library 'C:\private'
    echo hf_word | wants 0 login --token-stdin
    grep -rq hf_word "$home/AppData" && die "the token lies in a file of ours"
    wants 0 get owner/private --library 'C:\private'
    wants 0 logout
    wants 4 get owner/private --library 'C:\signedout'
fi

echo "== killed, and again"
wine "$there/weightyard-cli.exe" get owner/small --library 'C:\again' --limit-rate 4M >"$scene/said" 2>&1 &
killed=$!
sleep 6
kill -KILL "$killed"
wait "$killed" 2>/dev/null || true
[ ! -e "$WINEPREFIX/drive_c/again/owner/small/model.safetensors" ] || die "it was there before it was killed"
find "$WINEPREFIX/drive_c/again/.weightyard/partials" -name '*.partial' | grep -q . || die "nothing was kept"
wants 0 get owner/small --library 'C:\again' --json
fetched=$(sed -n 's/.*"summary":{[^}]*"bytes_fetched":\([0-9]*\).*/\1/p' "$scene/said" | tail -n 1)
[ "${fetched:-40000000}" -lt 40000000 ] || die "all of it was fetched again"
cmp "$scene/small/model.safetensors" "$WINEPREFIX/drive_c/again/owner/small/model.safetensors" || die "other bytes after the kill"

echo "== two at once"
wine "$there/weightyard-cli.exe" get owner/small --library 'C:\two' --limit-rate 8M >"$scene/first" 2>&1 &
first=$!
sleep 3
wants 9 get owner/long --library 'C:\two' --fail-if-busy
wait "$first" || die "the first one failed: $(tail -n 3 "$scene/first")"

echo "== names and lengths"
wants 10 get owner/names --library 'C:\models'
grep -qi 'aux' "$scene/said" || die "the reserved name is not told"
wants 0 get owner/long --library 'C:\models'
[ "$(cat "$models/owner/long/$deep/config.json")" = deep ] || die "the long path"
wants 0 verify --library 'C:\models'

echo "== full disk"
small_disk=$scene/disk
mkdir "$small_disk"
if mount -t tmpfs -o size=20m none "$small_disk" 2>/dev/null; then
    ln -s "$small_disk" "$WINEPREFIX/dosdevices/f:"
    wants 6 get owner/small --library 'F:\models'
else
    small_disk=
    echo "prove: no disk could be mounted, so none was full"
fi

echo "== window"
wine "$there/weightyard.exe" --library 'C:\models' >"$scene/said" 2>&1 &
window=$!
shown=
for _ in $(seq 150); do
    if xwininfo -root -tree | grep -q '"Weightyard'; then
        shown=yes
        break
    fi
    sleep 0.2
done
[ -n "$shown" ] || die "no window came up"
sleep 5
import -window root "$folder/window.png"

echo "== installer and removal while it runs"
before=$(cd "$there" && find . -type f -exec sha256sum {} + | sort)
# The removal works from a copy of itself, whose exit code nobody sees, unless it is told where it is.
in_place=("_?=$(winepath -w "$there")")
for program in "$there/uninstall.exe" "$folder/weightyard-$version-setup.exe"; do
    code=0
    [[ $program == *uninstall.exe ]] || in_place=()
    timeout 120 wine "$program" /S "${in_place[@]}" >"$scene/said" 2>&1 || code=$?
    [ "$code" = 2 ] || die "$(basename "$program") beside the running window: exit code $code, not 2"
    [ "$before" = "$(cd "$there" && find . -type f -exec sha256sum {} + | sort)" ] || die "$(basename "$program") changed what runs"
done
kill "$window" || true
window=
wineserver -k || true

echo "== upgrade"
wine "$folder/weightyard-$version-setup.exe" /S >"$scene/said" 2>&1 || die "the upgrade ended with $?"
wineserver -w
[ "$before" = "$(cd "$there" && find . -type f -exec sha256sum {} + | sort)" ] || die "another program after the upgrade"
wants 0 verify --library 'C:\models'

echo "== remove"
wine reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' /v Weightyard /d "weightyard.exe" /f >"$scene/said" 2>&1 || die "reg"
wineserver -w
wine "$there/uninstall.exe" /S >"$scene/said" 2>&1 || die "the removal ended with $?"
wineserver -w
for _ in $(seq 50); do # it removes itself from a copy
    [ -e "$there" ] || break
    sleep 0.2
done
[ ! -e "$there" ] || die "left behind: $(find "$there")"
if grep -q 'Uninstall.*Weightyard' "$WINEPREFIX/user.reg"; then
    die "it is still registered"
fi
if grep -q '^"Weightyard"=' "$WINEPREFIX/user.reg"; then
    die "it would still be opened at login"
fi
[ -e "$models/owner/small/model.safetensors" ] || die "the models went with it"
echo "prove: all passed; the window: $folder/window.png"
