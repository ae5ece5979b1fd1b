"""A byte-compiled copy of Pyodide's standard library, made once: Python starts in half the time."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from texelflow.host import places


def compiled_stdlib(core: Path) -> Path | None:
    """The archive to load instead of the core's own; None where Node is missing or fails.

    Bytecode must be of exactly the core's Python, so the core compiles it itself, under Node.
    """
    digest = hashlib.sha256((core / "python_stdlib.zip").read_bytes()).hexdigest()[:16]
    archive = places.cache() / f"python_stdlib-{digest}.zip"
    if archive.is_file():
        return archive
    node = shutil.which("node")
    if node is None:
        return None
    incoming = archive.with_suffix(f".{os.getpid()}")
    try:
        subprocess.run(
            [node, places.runtime_page() / "compile_stdlib.mjs", core, incoming],
            check=True,
            capture_output=True,
            timeout=120,
        )
        incoming.replace(archive)
    except (subprocess.SubprocessError, OSError):
        incoming.unlink(missing_ok=True)
        return None  # only speed is lost
    return archive
