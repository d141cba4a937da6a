#!/bin/bash
# hub-client.sh FOLDER: makes FOLDER/node_modules/@huggingface/hub, the Hub's own client for Node.js, from the npm registry: a test runs it
# against what Weightyard writes and against the test hub. Nothing outside FOLDER is written. Does nothing when it is already there.
set -euo pipefail

folder=${1:?usage: hub-client.sh FOLDER}
package=@huggingface/hub
version=2.17.5

command -v npm >/dev/null && command -v node >/dev/null || {
    echo "hub-client: node and npm are missing" >&2
    exit 1
}
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
if [ -e "$folder/node_modules/$package/package.json" ]; then
    exit 0
fi
# What a package's install script would do is not wanted.
npm install --prefix "$folder" --cache "$folder/cache" --ignore-scripts --no-audit --no-fund --no-save --loglevel error \
    "$package@$version" >&2
rm -rf "$folder/cache"
