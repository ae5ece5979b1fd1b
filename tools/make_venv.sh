#!/bin/sh
# Makes the virtual environment VENV with the pinned tools and the checkout itself (editable).
# Installs Debian's python3-venv first where Python came without it.
set -eu
venv=$1

say() { printf '== %s\n' "$*"; }
fail() { printf 'make setup: %s\n' "$*" >&2; exit 1; }

enough() {
  command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in ${PYTHON:-} python3 python3.13 python3.14 python3.12 python3.11; do
  if enough "$candidate"; then python=$candidate; break; fi
done
[ -n "$python" ] || fail "no Python 3.11 or newer was found (python3 is $(python3 -V 2>&1 || true)); \
install one, or name it: make setup PYTHON=/path/to/python3.13"

if [ -x "$venv/bin/python" ] && ! enough "$venv/bin/python"; then
  say "$venv is of another time; making it anew"
  rm -rf "$venv"
fi

if [ ! -x "$venv/bin/python" ]; then
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package=python$version-venv
    root=
    [ "$(id -u)" = 0 ] || root='sudo -n'
    if command -v apt-get >/dev/null && { [ -z "$root" ] || $root true 2>/dev/null; }; then
      say "Python came without ensurepip; installing $package"
      $root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
      $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"
    else
      fail "$python has no ensurepip. Install it (Debian, Ubuntu: sudo apt-get install $package), then try again"
    fi
  fi
  say "making $venv with $("$python" -V)"
  "$python" -m venv "$venv"
fi

say "installing the pinned tools into $venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
say "installing this checkout into $venv (editable)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
