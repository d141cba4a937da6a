#!/bin/bash
# try.sh BIN_DIR: the built programs start and say what they should, without a network and without a display.
set -euo pipefail
bin=${1:?usage: try.sh BIN_DIR}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

"$bin/weightyard-cli" --version
QT_QPA_PLATFORM=offscreen "$bin/weightyard" --version
"$bin/weightyard-cli" list --config "$home/config" --library "$home/library"
"$bin/weightyard-cli" status --config "$home/config" --library "$home/library"
[ "$("$bin/weightyard-cli" __complete get phi-2 | head -n 1 | cut -f 1)" = mlx-community/phi-2-hf-4bit-mlx ]
code=0
"$bin/weightyard-cli" nonsense >/dev/null 2>&1 || code=$?
[ "$code" = 2 ]
echo "try: all passed"
