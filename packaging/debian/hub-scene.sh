#!/bin/bash
# hub-scene.sh FOLDER BYTES [CERTIFICATE KEY]: what packages are tried with: the model owner/small with weights of so many bytes in FOLDER/small,
# and FOLDER/scenario.json for local_hub, which has it; over TLS with that certificate. Needs git and git-lfs.
set -euo pipefail
scene=$(cd "${1:?usage: hub-scene.sh FOLDER BYTES [CERTIFICATE KEY]}" && pwd)
bytes=${2:?usage: hub-scene.sh FOLDER BYTES [CERTIFICATE KEY]}
certificate=${3:-} key=${4:-}
git init -q -b main "$scene/small"
cd "$scene/small"
git lfs install --local >/dev/null
git lfs track '*.safetensors' >/dev/null
head -c "$bytes" /dev/urandom >model.safetensors
echo '{}' >config.json
git add -A
git -c user.name=a -c user.email=a@example.org commit -qm 1
printf '{"listeners": [{"certificate": "%s", "key": "%s"}], "repositories": [{"id": "owner/small", "from": "%s"}]}' \
    "$certificate" "$key" "$scene/small" >"$scene/scenario.json"
