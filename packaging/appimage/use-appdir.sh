#!/bin/bash
# use-appdir.sh APPDIR HUB: run by prove.sh in a bare system as root. APPDIR is a folder of make-appdir.sh, HUB the address of a hub with the
# model owner/small, with TLS by /opt/certificate.pem. Says what is wrong and ends with 1.
set -euo pipefail
app=${1:?usage: use-appdir.sh APPDIR HUB}
hub=${2:?usage: use-appdir.sh APPDIR HUB}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/tmp/home
mkdir -p "$HOME"

die() {
    echo "use-appdir: $*" >&2
    exit 1
}

# What every desktop has, and no more: the display's libraries, fonts, certificates.
apt-get -qq update
apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install ca-certificates libx11-6 libx11-xcb1 libxcb1 libgl1 libegl1 libgbm1 \
    libdrm2 libfontconfig1 libfreetype6 fonts-dejavu-core xvfb xauth x11-utils >/tmp/apt.log 2>&1 || {
    tail -n 20 /tmp/apt.log
    die "apt-get"
}
! dpkg-query -W -f '${Package}\n' | grep -E '^(libqt|libgit2|libxxhash)' || die "the system has what the folder should bring"

"$app/AppRun" cli --version | grep '^weightyard-cli ' || die "no version"
ln -s "$app/AppRun" /tmp/weightyard-cli
/tmp/weightyard-cli list --json | tail -n 1 | grep -q '"models":' || die "list, by the name of the terminal program"
export GIT_SSL_CAINFO=/opt/certificate.pem
HF_ENDPOINT=$hub "$app/AppRun" cli get owner/small --library /tmp/models --config /tmp/config || die "get"
"$app/AppRun" cli verify --library /tmp/models --config /tmp/config || die "verify"
xvfb-run -a bash -c '
    "$0/AppRun" --library /tmp/models --config /tmp/config &
    program=$!
    for _ in $(seq 150); do
        if xwininfo -root -tree | grep -q "\"Weightyard"; then
            kill $program
            exit 0
        fi
        sleep 0.2
    done
    xwininfo -root -tree
    kill $program
    exit 1
' "$app" || die "no window came up"
[ -s "$app/usr/share/doc/bundled/packages" ] || die "nobody tells whose the libraries are"
echo "use-appdir: all passed"
