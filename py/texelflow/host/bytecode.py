"""Byte-compiled copies of what Python loads in the browser, made once: it then starts sooner.

Bytecode must be of exactly the core's Python, so the core compiles it itself, under Node. Where
that fails, only speed is lost.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from texelflow.host import places

KEPT = 8
"""How many compiled wheels stay in the cache."""


def compiled_stdlib(core: Path) -> Path | None:
    """The standard library to load instead of the core's own; None where it cannot be made."""
    source = core / "python_stdlib.zip"
    archive = places.cache() / f"python_stdlib-{_digest(source)}.zip"
    return archive if archive.is_file() or _compile(core, source, archive) else None


def compiled_wheel(core: Path, wheel: Path) -> Path:
    """The wheel with bytecode beside its sources, or the wheel itself.

    It is compiled when it is asked for a second time: while the sources change at every run, that
    would cost more than it saves.
    """
    name = f"{wheel.stem}-{_digest(wheel, core / 'python_stdlib.zip')}"
    archive = places.cache() / f"{name}.zip"
    if archive.is_file():
        return archive
    seen = places.cache() / f"{name}.seen"
    if not seen.is_file():
        seen.touch()
        return wheel
    if not _compile(core, wheel, archive):
        return wheel
    _forget_old(wheel.stem)
    return archive


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _compile(core: Path, source: Path, archive: Path) -> bool:
    """Write ``archive``; whether that worked."""
    node = shutil.which("node")
    if node is None:
        return False
    incoming = archive.with_suffix(f".{os.getpid()}")
    try:
        subprocess.run(
            [node, places.runtime_page() / "compile_archive.mjs", core, source, incoming],
            check=True,
            capture_output=True,
            timeout=120,
        )
        incoming.replace(archive)
    except (subprocess.SubprocessError, OSError):
        incoming.unlink(missing_ok=True)
        return False
    return True


def _forget_old(stem: str) -> None:
    """Delete all but the newest compiled wheels of one version."""
    for ending in ("zip", "seen"):
        found = places.cache().glob(f"{stem}-*.{ending}")
        for old in sorted(found, key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
