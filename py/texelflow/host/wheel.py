"""The wheel to load in the browser: built from the checkout, or zipped from the installation."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from texelflow.host import places
from texelflow.host.errors import HostError

SOURCES = ("py", "shaders", "web/bridge", "web/runtime", "tools/hatch_build.py", "pyproject.toml")
BUNDLE = "py/texelflow/device/bridge.js"
NOT_SOURCES = ("__pycache__", ".pyc", "device/bridge.js")


def current_wheel() -> Path:
    """A wheel that holds this very texelflow, made now only if the last one is out of date."""
    root = places.checkout()
    return _from_checkout(root) if root else _from_installation()


def _from_checkout(root: Path) -> Path:
    state = _state(root, SOURCES)
    stamp = root / "dist" / ".made-from"
    made = stamp.read_text().split() if stamp.is_file() else []
    if len(made) == 2 and made[0] == state and (root / "dist" / made[1]).is_file():
        return root / "dist" / made[1]
    refresh_bundle(root)
    with tempfile.TemporaryDirectory() as temporary:
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", temporary],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        wheels = list(Path(temporary).glob("*.whl"))
        if done.returncode or not wheels:
            raise HostError(f"The wheel could not be built (make setup?):\n{done.stderr.strip()}")
        (root / "dist").mkdir(exist_ok=True)
        # Moved under a second name first: another process may be reading the old wheel.
        wheel = root / "dist" / wheels[0].name
        incoming = wheel.with_suffix(f".{os.getpid()}")
        shutil.copyfile(wheels[0], incoming)
        incoming.replace(wheel)
    stamp.write_text(f"{state} {wheel.name}\n")
    return wheel


def refresh_bundle(root: Path) -> None:
    """Makes `device/bridge.js` anew if any file of `web/bridge/` is newer."""
    entry = root / "web" / "bridge" / "index.js"
    bundle = root / BUNDLE
    if not entry.is_file():
        return
    newest = max(path.stat().st_mtime for path in entry.parent.rglob("*.js"))
    if bundle.is_file() and bundle.stat().st_mtime >= newest:
        return
    npm = shutil.which("npm")
    if npm is None or not (root / "node_modules" / "esbuild").is_dir():
        raise HostError(f"{BUNDLE} is out of date and esbuild is not installed: make setup")
    done = subprocess.run(
        [npm, "run", "--silent", "bundle"], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise HostError(f"esbuild could not bundle web/bridge/:\n{done.stderr.strip()}")


def _state(root: Path, names: tuple[str, ...]) -> str:
    """A digest of the sources' names, sizes and times: renamed and deleted files count too."""
    digest = hashlib.sha256()
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            text = path.as_posix()
            if path.is_file() and not any(part in text for part in NOT_SOURCES):
                status = path.stat()
                digest.update(f"{text} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:24]


def _from_installation() -> Path:
    """The installed files, zipped again; pip records them all."""
    try:
        distribution = metadata.distribution("texelflow")
    except metadata.PackageNotFoundError:
        raise HostError(
            f"texelflow runs from {places.PACKAGE} but is not installed there: pip install it"
        ) from None
    base = Path(str(distribution.locate_file("")))
    files = [
        file
        for file in distribution.files or ()
        if file.parts[0].split("-")[0] == "texelflow" and "__pycache__" not in file.parts
    ]
    state = _state(base, tuple(sorted(str(file) for file in files)))
    name = f"texelflow-{distribution.version}-py3-none-any.whl"
    wheel = places.cache() / f"wheel-{state}" / name
    if not wheel.is_file():
        wheel.parent.mkdir(exist_ok=True)
        incoming = wheel.with_suffix(f".{os.getpid()}")
        with zipfile.ZipFile(incoming, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(base / file, str(file).replace(os.sep, "/"))
        incoming.replace(wheel)
    return wheel
