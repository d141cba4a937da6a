#!/bin/bash
# hub-scene.sh FOLDER [CERTIFICATE KEY]: what packages are tried with: FOLDER/scenario.json for local_hub, with the model owner/small of 3 MB;
# over TLS with that certificate. Needs git and git-lfs.
set -euo pipefail
scene=$(cd "${1:?usage: hub-scene.sh FOLDER [CERTIFICATE KEY]}" && pwd)
certificate=${2:-} key=${3:-}
git init -q -b main "$scene/small"
cd "$scene/small"
git lfs install --local >/dev/null
git lfs track '*.safetensors' >/dev/null
head -c 3000000 /dev/urandom >model.safetensors
echo '{}' >config.json
git add -A
git -c user.name=a -c user.email=a@example.org commit -qm 1
printf '{"listeners": [{"certificate": "%s", "key": "%s"}], "repositories": [{"id": "owner/small", "from": "%s"}]}' \
    "$certificate" "$key" "$scene/small" >"$scene/scenario.json"
