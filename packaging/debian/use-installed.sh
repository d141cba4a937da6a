#!/bin/bash
# use-installed.sh FOLDER HUB: run by prove.sh in a bare system as root. FOLDER has 1/*.deb and 2/*.deb, two revisions of the packages. HUB
# is the address of a hub with the model owner/small. Installs, uses, upgrades and removes them; says what is wrong and ends with 1.
set -euo pipefail
debs=${1:?usage: use-installed.sh FOLDER HUB}
hub=${2:?usage: use-installed.sh FOLDER HUB}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

die() {
    echo "use-installed: $*" >&2
    exit 1
}
install() { apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install "$@" >/tmp/apt.log 2>&1 || { tail -n 20 /tmp/apt.log; die "apt-get install $*"; }; }

apt-get -qq update

echo "== terminal program alone"
install "$debs"/1/weightyard-cli_*.deb
if dpkg-query -W -f '${Package}\n' | grep -E '^libqt6(gui|widgets)6'; then
    die "the terminal program brings libraries of a display"
fi
weightyard-cli --version | grep '^weightyard-cli ' || die "no version"
weightyard-cli list --json | tail -n 1 | grep -q '"models":' || die "list"
weightyard-cli __complete get phi-2 | grep -q phi-2 || die "no completion"
[ -e /usr/share/bash-completion/completions/weightyard-cli ] || die "no completion for bash"
HF_ENDPOINT=$hub weightyard-cli get owner/small --library /tmp/models --config /tmp/config || die "get"
weightyard-cli verify --library /tmp/models --config /tmp/config || die "verify"

echo "== window"
install "$debs"/1/weightyard_*.deb
install xvfb xauth x11-utils desktop-file-utils
desktop-file-validate /usr/share/applications/io.github.weightyard.weightyard.desktop || die "desktop file"
QT_QPA_PLATFORM=xcb timeout 60 xvfb-run -a bash -c '
    weightyard --library /tmp/models --config /tmp/config &
    program=$!
    for _ in $(seq 100); do
        if xwininfo -root -tree | grep -q "\"Weightyard.*weightyard"; then
            xprop -name Weightyard WM_CLASS | grep -q "\"weightyard\"" || exit 1 # as the desktop file says
            kill $program
            exit 0
        fi
        sleep 0.2
    done
    xwininfo -root -tree
    kill $program
    exit 1
' || die "no window came up"

echo "== upgrade"
install "$debs"/2/weightyard-cli_*.deb "$debs"/2/weightyard_*.deb
[ "$(dpkg-query -W -f '${Version}\n' weightyard weightyard-cli | sort -u | wc -l)" = 1 ] || die "two versions"
weightyard-cli status --library /tmp/models --config /tmp/config >/dev/null || die "status after the upgrade"

echo "== remove"
apt-get -qq -y purge weightyard weightyard-cli >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; die "purge"; }
left=$(find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /var -o -path /weightyard -o -path "$debs" \) -prune -o -print |
    grep -i weightyard || true)
[ -z "$left" ] || die "left behind: $left"
[ -e /tmp/models/owner/small/config.json ] || die "the models are gone"
echo "use-installed: all passed"
