#!/bin/sh
# Installs the npm packages of package-lock.json: Pyodide, the bundler, the type checker.
set -eu
if ! command -v npm >/dev/null; then
  echo "make setup: npm is missing; install Node.js 18 or newer (Debian, Ubuntu: apt-get install nodejs npm)" >&2
  exit 1
fi
echo "== installing the npm packages of package-lock.json"
# esbuild runs without its install script, and nothing else here has one.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
