"""Finds the Pyodide core (interpreter, standard library): given, in the checkout, in the cache."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from texelflow.host import places
from texelflow.host.errors import HostError

VERSION = "0.29.5"
# What npm's lock file says of this version's archive.
SHA512 = "TkYrUv9m8QmfImADKRmpwZulL48E0uUaBSO+dvRQKyAJc0qh9gu7jn8btyHPh3NZm1r2IH2YrJhIr7Q2B9urAw=="
NEEDED = ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def find_core(given: str | Path | None = None) -> Path:
    """A folder with `pyodide.mjs` and the files it loads; fetched once through npm if need be."""
    for source, named in (
        ("--pyodide", given),
        ("TEXELFLOW_PYODIDE", os.environ.get("TEXELFLOW_PYODIDE")),
    ):
        if named:
            folder = Path(named).expanduser()
            if missing := [name for name in NEEDED if not (folder / name).is_file()]:
                raise HostError(f"{source} names {folder}, which lacks {', '.join(missing)}")
            return folder
    root = places.checkout()
    if root and _is_whole(root / "node_modules" / "pyodide"):
        return root / "node_modules" / "pyodide"
    cached = places.cache() / f"pyodide-{VERSION}"
    if not _is_whole(cached):
        _fetch_into(cached)
    return cached


def version_of(core: Path) -> str:
    """The core's version, such as `0.29.5`; "unknown" where only the core files were copied."""
    package = core / "package.json"
    return str(json.loads(package.read_text())["version"]) if package.is_file() else "unknown"


def _is_whole(folder: Path) -> bool:
    return all((folder / name).is_file() for name in NEEDED)


def _fetch_into(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise HostError(
            f"Pyodide {VERSION} is not on this machine, and npm, which would fetch it, is not "
            "either. Install Node.js, or name a folder with Pyodide's files with --pyodide DIR or "
            "in TEXELFLOW_PYODIDE (in a checkout: make setup)."
        )
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        done = subprocess.run(
            [npm, "pack", "--silent", f"pyodide@{VERSION}"],
            cwd=temporary,
            capture_output=True,
            text=True,
            check=False,
        )
        archives = list(Path(temporary).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            raise HostError(f"npm could not fetch pyodide@{VERSION}: {done.stderr.strip()}")
        digest = base64.b64encode(hashlib.sha512(archives[0].read_bytes()).digest()).decode()
        if digest != SHA512:
            raise HostError(f"npm's pyodide@{VERSION} is not the archive this version expects")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(temporary, filter="data")
        shutil.rmtree(folder, ignore_errors=True)
        (Path(temporary) / "package").rename(folder)
