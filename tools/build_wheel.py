"""Builds the wheel into dist/, and, where bytecode fits, the byte-compiled one beside it."""

import subprocess
import sys
from pathlib import Path

from texelflow.host.errors import HostError
from texelflow.host.wheel import current_wheel

PYODIDE_PYTHON = (3, 13)  # of Pyodide 0.29: bytecode of any other Python is refused there


def main() -> int:
    try:
        wheel = current_wheel()
    except HostError as error:
        print(f"make wheel: {error}", file=sys.stderr)
        return 1
    print(f"== {wheel.relative_to(Path.cwd())}")
    if sys.version_info[:2] != PYODIDE_PYTHON:
        return 0
    compiled = wheel.with_name(wheel.name.replace("-py3-", "-cp313-"))
    if not compiled.is_file() or compiled.stat().st_mtime < wheel.stat().st_mtime:
        pyodide = Path(sys.executable).with_name("pyodide")
        subprocess.run([pyodide, "py-compile", "--keep", wheel], check=True, capture_output=True)
    print(f"== {compiled.relative_to(Path.cwd())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
