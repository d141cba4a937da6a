#!/bin/bash
# install.sh run|demo|check|platforms|package|windows|full|bench: installs what is missing of what building and starting (run), the demo
# (demo), testing (check), compiling for other systems (platforms), making packages (package), making and trying those of Windows (windows),
# everything (full) or the comparison with other programs (bench) needs, by apt or brew; what building needs also by dnf. Says what it
# installs, asks nothing, and uses sudo only when it is not root. Calls no package manager when nothing is missing.
set -euo pipefail

level=${1:?usage: install.sh run|demo|check|platforms|package|windows|full|bench}
minimum_libgit2=1.9.0

# Debian 12 and 13, Ubuntu 24.04: the names are the same.
apt_run="build-essential cmake ninja-build ccache pkg-config qt6-base-dev qt6-l10n-tools qtkeychain-qt6-dev libssl-dev libxxhash-dev libexpected-dev ca-certificates git"
apt_demo="git-lfs openssl"
# File systems to stage: what the kernel does not know, the tests leave out, and say so.
apt_volumes="e2fsprogs xfsprogs btrfs-progs dosfstools exfatprogs exfat-fuse bindfs"
apt_check="git-lfs openssl curl xvfb xauth nginx-light fcgiwrap tinyproxy squid microsocks gnome-keyring dbus-daemon dbus-bin dunst trayer rsync at-spi2-core gir1.2-atspi-2.0 python3-gi fonts-wqy-zenhei strace procps shellcheck yamllint mandoc zsh fish systemd desktop-file-utils appstream clang-format clang-tidy $apt_volumes"
# Debian packages: what makes them, what looks at them, and what makes the systems in which they are tried.
apt_package="git-lfs dpkg-dev file gzip xz-utils qt6-wayland qt6-translations-l10n flatpak-builder squashfs-tools lintian desktop-file-utils appstream patchelf debootstrap icnsutils libplist-utils ruby rubocop openssl"
# For Windows: a compiler, what Qt, OpenSSL and others are built from, what makes installers, and what runs the result.
apt_windows="g++-mingw-w64-x86-64-posix libz-mingw-w64-dev nsis zip perl make apt dpkg-dev debian-archive-keyring qt6-base-dev-tools qt6-translations-l10n git-lfs wine wine64 x11-utils imagemagick xvfb xauth"
apt_full="clang clazy llvm"
apt_bench="aria2 libnginx-mod-http-lua libnginx-mod-stream"
# What the static libgit2 is built from where the system's is too old.
apt_libgit2="apt dpkg-dev debian-archive-keyring libhttp-parser-dev libpcre2-dev zlib1g-dev"

brew_run="cmake ninja ccache pkg-config qt qtkeychain openssl@3 xxhash tl-expected libgit2 git"
brew_demo="git-lfs"
brew_check="git-lfs shellcheck nginx fcgiwrap tinyproxy microsocks clang-format llvm"

# Fedora: by what a package provides, as its own packages name what they are built from.
dnf_run="gcc-c++ cmake ninja-build ccache pkgconf-pkg-config cmake(Qt6Widgets) cmake(Qt6LinguistTools) cmake(Qt6Keychain) pkgconfig(openssl) pkgconfig(libxxhash) cmake(tl-expected) pkgconfig(libgit2) ca-certificates git-core"
dnf_demo="git-lfs openssl"

say() { echo "weightyard: $*"; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "these need to be installed and there is no sudo; as root: $*" >&2
        exit 1
    fi
}

# Prints those of its arguments that are not installed.
missing_packages() {
    local installed
    installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
    local name
    for name; do
        case "$installed" in
        *" installed:$name "*) ;;
        *) echo "$name" ;;
        esac
    done
}

has_new_libgit2() {
    local version
    version=$(dpkg-query -W -f '${Version}' libgit2-dev 2>/dev/null) || return 1
    dpkg --compare-versions "$version" ge "$minimum_libgit2"
}

update_lists() {
    [ -z "${lists_updated:-}" ] || return 0
    say "fetching the package lists"
    as_root apt-get -qq update
    lists_updated=yes
}

# Which way to libgit2: installed and new enough, offered by apt and new enough, or built by libgit2.sh.
libgit2_packages() {
    if has_new_libgit2 || [ -z "$(missing_packages $apt_libgit2)" ]; then
        return
    fi
    local candidate
    candidate=$(LC_ALL=C apt-cache policy libgit2-dev | sed -n 's/^ *Candidate: //p')
    if dpkg --compare-versions "${candidate:-0}" ge "$minimum_libgit2"; then
        echo libgit2-dev
    else
        missing_packages $apt_libgit2
    fi
}

# Servers that tests start by themselves shall not come up as services of the machine, now or at its next start.
install_apt() {
    local policy=/usr/sbin/policy-rc.d
    local made_policy=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        made_policy=yes
    fi
    local result=0 log
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o Dpkg::Use-Pty=0 install "$@" </dev/null >"$log" 2>&1 || result=$?
    [ -z "$made_policy" ] || as_root rm -f "$policy"
    if [ "$result" != 0 ]; then
        tail -n 30 "$log" >&2
        say "apt-get failed, see above" >&2
    fi
    rm -f "$log"
    [ "$result" = 0 ] || return "$result"

    local service
    for service in nginx fcgiwrap tinyproxy squid microsocks; do
        case " $* " in
        *" $service "* | *" $service-light "*)
            if [ -d /run/systemd/system ]; then
                as_root systemctl -q disable "$service" || true
            fi
            ;;
        esac
    done
}

with_apt() {
    local wanted="$apt_run"
    case "$level" in
    run) ;;
    demo) wanted="$wanted $apt_demo" ;;
    package) wanted="$wanted $apt_package" ;;
    windows) wanted="$wanted $apt_windows" ;;
    *) wanted="$wanted $apt_check" ;;
    esac
    [ "$level" != full ] || wanted="$wanted $apt_full"
    case "$level" in
    # Node.js of another source than Debian brings its own.
    check | full | platforms) command -v npm >/dev/null || wanted="$wanted npm" ;;
    esac
    [ "$level" != bench ] || wanted="$wanted $apt_bench"

    local missing
    missing=$(missing_packages $wanted)
    if [ -n "$missing" ] || { ! has_new_libgit2 && [ -n "$(missing_packages $apt_libgit2)" ]; }; then
        update_lists
        missing="$missing $(libgit2_packages)"
        say "installing" $missing
        install_apt $missing
    fi
}

with_brew() {
    local wanted="$brew_run"
    case "$level" in
    run) ;;
    demo) wanted="$wanted $brew_demo" ;;
    *) wanted="$wanted $brew_check" ;;
    esac
    local installed missing="" name
    installed=" $(brew list --formula -1 | tr '\n' ' ')"
    for name in $wanted; do
        case "$installed" in
        *" $name "*) ;;
        *) missing="$missing $name" ;;
        esac
    done
    if [ -n "$missing" ]; then
        say "installing$missing"
        HOMEBREW_NO_AUTO_UPDATE=1 HOMEBREW_NO_INSTALL_CLEANUP=1 NONINTERACTIVE=1 brew install $missing
    fi
}

with_dnf() {
    local missing="" name
    case "$level" in
    run) ;;
    demo) dnf_run="$dnf_run $dnf_demo" ;;
    *) say "dnf installs what ./run needs; what the tests, packages and comparisons take has to be there" ;;
    esac
    for name in $dnf_run; do
        rpm -q --quiet --whatprovides "$name" || missing="$missing $name"
    done
    if [ -n "$missing" ]; then
        say "installing$missing"
        as_root dnf -q -y --setopt=install_weak_deps=False install $missing
    fi
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    with_apt
elif command -v brew >/dev/null; then
    with_brew
elif command -v dnf >/dev/null && command -v rpm >/dev/null; then
    with_dnf
else
    say "neither apt nor brew nor dnf is here; this is needed: Qt 6.4 or newer, libgit2 $minimum_libgit2 or newer, OpenSSL 3," \
        "xxHash, tl-expected, CMake, Ninja, a C++20 compiler and git"
fi
