#!/bin/sh
# Compiles requirements.in into requirements.txt: exact versions with hashes, for Python 3.11 to 3.14.
# The index's address stays out of the file, so that it installs from any mirror.
set -eu
python3 -m venv build/lock
build/lock/bin/pip install --quiet uv
build/lock/bin/uv pip compile --universal --generate-hashes --python-version 3.11 \
  --no-emit-index-url --no-emit-find-links --no-annotate \
  --custom-compile-command "make lock" requirements.in -o requirements.txt >/dev/null
