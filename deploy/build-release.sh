#!/bin/bash
# Makes a folder of code one that can run: an environment of exactly what requirements.lock names,
# by hash. The folder cannot be moved afterwards.
#
#   deploy/build-release.sh FOLDER
set -euo pipefail
umask 022

folder=$(realpath "$1")
rm -rf "$folder/.venv"
python3 -m venv "$folder/.venv"
pip() { "$folder/.venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
pip install --quiet --no-cache-dir --require-hashes --requirement "$folder/requirements.lock"
pip install --quiet --no-deps --no-build-isolation --editable "$folder"
"$folder/.venv/bin/python" -m compileall -q "$folder/centre" "$folder/intake_service" "$folder/kacko" \
    "$folder/site_plugins"
"$folder/.venv/bin/kacko" --help >/dev/null
