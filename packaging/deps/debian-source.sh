#!/bin/bash
# debian-source.sh SUITE PACKAGE FOLDER: fetches Debian's source package, unpacks it into FOLDER/tree and writes its version to
# FOLDER/version. SUITE is a release's name ("trixie"), or "own": that of this machine.
#
# apt runs with lists, cache and sources of its own below FOLDER, so the system's package state is neither read nor written; it checks the
# release signature with the Debian archive keyring, and dpkg-source checks the hashes of the files.
set -euo pipefail

suite=${1:?usage: debian-source.sh SUITE PACKAGE FOLDER}
package=${2:?usage: debian-source.sh SUITE PACKAGE FOLDER}
folder=${3:?usage: debian-source.sh SUITE PACKAGE FOLDER}

die() {
    echo "debian-source: $*" >&2
    exit 1
}

for tool in apt-get dpkg-source; do
    command -v "$tool" >/dev/null || die "$tool is missing (Debian and Ubuntu: apt, dpkg-dev)"
done
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || die "$keyring is missing (package debian-archive-keyring)"

# The machine's own Debian mirror; a machine that has none (Ubuntu) asks the Debian project's.
mirror=
if [ "$(. /etc/os-release && echo "${ID:-}")" = debian ]; then
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [ "$suite" != own ] || suite=$codename
    mirror=$(apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(REPO_URI)' |
        awk -v suite="$codename" '$1 == "Packages" && $2 == suite { print $3; exit }')
fi
[ "$suite" != own ] || die "this is no Debian: name a release"
mirror=${mirror:-http://deb.debian.org/debian/}

mkdir -p "$folder"
work=$(mktemp -d "$folder/source.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/apt/{state/lists/partial,cache/archives/partial,parts,trusted} "$work/source"
: >"$work/apt/state/status"
echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/apt/sources.list"
# Security updates come to an archive of their own first, and to the mirror with the next point release.
security=$(apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(REPO_URI)' |
    awk -v suite="$suite-security" '$1 == "Packages" && $2 == suite { print $3; exit }')
security=${security:-http://security.debian.org/debian-security/}

# The machine's apt configuration still applies where it says how to reach a mirror (proxy, certificates).
private=(
    -o "Dir::State=$work/apt/state"
    -o "Dir::State::status=$work/apt/state/status"
    -o "Dir::Cache=$work/apt/cache"
    -o "Dir::Etc::SourceList=$work/apt/sources.list"
    -o "Dir::Etc::SourceParts=$work/apt/parts"
    -o "Dir::Etc::TrustedParts=$work/apt/trusted"
    -o "Dir::Etc::Trusted=/dev/null"
    -o "APT::Get::AllowUnauthenticated=false"
    -o "Acquire::AllowInsecureRepositories=false"
    -o "Acquire::Languages=none"
    -o "APT::Update::Post-Invoke-Success="
    -o "APT::Sandbox::User="
)

# apt has checked the .dsc and what it names against the signed index, so the maintainer's own signature on the .dsc (for which the keys of
# all developers would be needed) adds nothing.
download() {
    apt-get "${private[@]}" -qq -o APT::Update::Error-Mode=any update &&
        apt-get "${private[@]}" -qq source --download-only --only-source "$package"
}

echo "fetching the source of $package from Debian $suite at $mirror"
cd "$work/source"
cp "$work/apt/sources.list" "$work/apt/mirror.list"
echo "deb-src [signed-by=$keyring] $security $suite-security main" >>"$work/apt/sources.list"
if ! download 2>"$work/security.log"; then
    echo "the security updates of $suite cannot be had from $security ($(grep -m 1 '^[EW]:' "$work/security.log")): without them"
    rm -f ./*
    cp "$work/apt/mirror.list" "$work/apt/sources.list"
    download
fi
version=$(sed -n 's/^Version: //p' ./*.dsc)
dpkg-source --require-strong-checksums -x ./*.dsc tree
rm -rf "$folder/tree"
mv tree "$folder/tree"
echo "$version" >"$folder/version"
