#!/bin/bash
# prove-clean.sh SUITE [COMMAND...]
# Proves that the committed HEAD needs nothing installed before: makes a bare Debian SUITE (bookworm, trixie), clones HEAD
# into it and runs COMMAND there (./check unless given). Needs root.
#
#   WEIGHTYARD_CHROOT  where the system is made, anew each time (default /var/tmp/weightyard-chroot-SUITE)
#   WEIGHTYARD_MIRROR  the Debian mirror (default: the one this machine's apt uses)
#   WEIGHTYARD_KEEP    yes: use the system that is there, with what an earlier run installed and built
set -euo pipefail

suite=${1:?usage: prove-clean.sh SUITE [COMMAND...]}
shift
[ $# -gt 0 ] || set -- ./check
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
chroot=${WEIGHTYARD_CHROOT:-/var/tmp/weightyard-chroot-$suite}
# Beside it, so that a removal that was cut short can be finished.
marker=$chroot.made-by-prove-clean

die() {
    echo "prove-clean: $*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || die "only root can make a chroot"
if ! command -v debootstrap >/dev/null; then
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install debootstrap debian-archive-keyring
fi

mirror=${WEIGHTYARD_MIRROR:-}
if [ -z "$mirror" ] && [ "$(. /etc/os-release && echo "$ID")" = debian ]; then
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(REPO_URI)' |
        awk -v suite="$codename" '$1 == "Packages" && $2 == suite && !found { print $3; found = 1 }')
fi
mirror=${mirror:-http://deb.debian.org/debian}

make_system() {
    if [ -e "$chroot" ]; then
        [ -e "$marker" ] || [ -z "$(ls -A "$chroot")" ] || die "$chroot is not empty and not from here"
        rm -rf --one-file-system "$chroot"
    fi
    mkdir -p "$chroot"
    touch "$marker"
    local include=()
    case "$mirror" in https:*) include=(--include=ca-certificates) ;; esac
    debootstrap --variant=minbase "${include[@]}" "$suite" "$chroot" "$mirror" >"$chroot/debootstrap.log" 2>&1 || {
        tail -n 20 "$chroot/debootstrap.log"
        die "debootstrap failed"
    }
    # As in the images of Debian that containers start from: this system need not survive a power cut.
    echo force-unsafe-io >"$chroot/etc/dpkg/dpkg.cfg.d/speed"
    # How this machine reaches its mirror: proxy, certificates, clock.
    apt-config dump | grep -E '^Acquire::(https?|Check-)' >"$chroot/etc/apt/apt.conf.d/90host" || true
}

if [ "${WEIGHTYARD_KEEP:-}" != yes ] || [ ! -e "$marker" ] || [ ! -d "$chroot/etc" ]; then
    echo "prove-clean: making a bare $suite in $chroot"
    make_system
fi
cp /etc/resolv.conf "$chroot/etc/resolv.conf"
if [ -e "$chroot/weightyard/.git" ]; then
    git -C "$chroot/weightyard" fetch -q "$root" HEAD
    git -C "$chroot/weightyard" reset -q --hard FETCH_HEAD
else
    git clone -q --no-hardlinks "$root" "$chroot/weightyard"
fi
echo "prove-clean: $suite, commit $(git -C "$chroot/weightyard" rev-parse --short HEAD): $*"

# In namespaces of their own, so that mounts and servers end with the run however it ends.
begin=$SECONDS
result=0
CHROOT=$chroot unshare --mount --pid --fork --kill-child bash -c '
    set -e
    mount --make-rprivate /
    mount -t proc proc "$CHROOT/proc"
    mount -t sysfs -o ro sysfs "$CHROOT/sys"
    mount --bind /dev "$CHROOT/dev"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$CHROOT/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$CHROOT/dev/shm"
    exec chroot "$CHROOT" /usr/bin/env -i HOME=/root TERM="${TERM:-dumb}" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
        ${no_proxy:+"no_proxy=$no_proxy"} \
        /bin/bash -c "cd /weightyard && exec \"\$@\"" bash "$@"
' bash "$@" || result=$?
echo "prove-clean: $suite: exit code $result after $((SECONDS - begin)) s"
exit "$result"
