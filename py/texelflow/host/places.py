"""Where things lie: the checkout this package runs from, if any, and the cache."""

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def checkout() -> Path | None:
    """The root of the source checkout that this package was imported from; None when installed."""
    root = PACKAGE.parent.parent
    if (root / "pyproject.toml").is_file() and (root / "web" / "runtime").is_dir():
        return root
    return None


def runtime_page() -> Path:
    """The folder with the page that loads Pyodide."""
    root = checkout()
    return root / "web" / "runtime" if root else PACKAGE / "host" / "runtime"


def cache() -> Path:
    """A folder of this user's for what is costly to make twice."""
    if given := os.environ.get("TEXELFLOW_CACHE"):
        folder = Path(given)
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches" / "texelflow"
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", Path.home())) / "texelflow" / "Cache"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "texelflow"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
