"""The script's folder, as the browser sees it: listed and read on demand, written to at the end."""

import json
import os
import stat
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from texelflow.host.server import Request, Response

# Never shown and never written: large, private to other tools, or bytecode of another Python.
HIDDEN = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache"}
    | {".pytest_cache", ".ruff_cache", ".tox", ".ipynb_checkpoints"}
)


class OutsideTheFolder(ValueError):
    """A path that leads out of the script's folder, or to what is hidden in it."""


class HostFolder:
    """Serves the folder `root`. `refusals` says what the script changed that was not written."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.refusals: list[str] = []

    def answer(self, request: Request) -> Response:
        """The server's route."""
        path = request.query.get("path", "")
        try:
            if request.method == "GET" and request.rest == "list":
                return Response(json.dumps(self._list(path)).encode(), "application/json")
            if request.method == "GET":
                return Response(self._inside(path).read_bytes())
            if request.method == "PUT":
                self._write(path, request.body)
            elif request.rest == "changes":
                self._apply(json.loads(request.body))
        except OutsideTheFolder as error:
            return self._refuse(error)
        except OSError as error:
            if request.method == "GET":
                return Response(str(error).encode(), status=404)
            return self._refuse(error)
        return Response()

    def _refuse(self, error: Exception) -> Response:
        self.refusals.append(str(error))
        return Response(str(error).encode(), status=403)

    def _inside(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts:
            raise OutsideTheFolder(f"{path} is outside {self.root}")
        if HIDDEN.intersection(parts):
            raise OutsideTheFolder(f"{path}: texelflow run never touches {parts[0]}")
        return self.root.joinpath(*parts)

    def _list(self, path: str) -> list[dict[str, Any]]:
        """Name, kind, size and time of what is in a folder; a link is what it leads to."""
        entries = []
        with os.scandir(self._inside(path)) as found:
            for entry in found:
                try:
                    status = entry.stat()
                    entry.name.encode()
                except (OSError, UnicodeEncodeError):
                    continue  # a broken link, or a name that has no characters
                folder = stat.S_ISDIR(status.st_mode)
                if entry.name in HIDDEN or not (folder or stat.S_ISREG(status.st_mode)):
                    continue
                entries.append(
                    {
                        "name": entry.name,
                        "folder": folder,
                        "size": status.st_size,
                        "modified": status.st_mtime_ns // 1_000_000,
                    }
                )
        return entries

    # --- changes that come back ---

    def _target(self, path: str) -> Path:
        """Where to write `path`: its real place, if that is in the folder."""
        real = self._inside(path).resolve()
        if not real.is_relative_to(self.root):
            raise OutsideTheFolder(f"{path} leads to {real}, outside {self.root}")
        return real

    def _write(self, path: str, data: bytes) -> None:
        target = self._target(path)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        # Under another name first, so that no one ever sees half a file.
        handle, temporary = tempfile.mkstemp(prefix=".texelflow-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, mode)
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _apply(self, changes: dict[str, list[str]]) -> None:
        for kind, act in (
            ("deleted", self._delete),
            ("removed", lambda path: self._target(path).rmdir()),
            ("made", lambda path: self._target(path).mkdir(exist_ok=True)),
        ):
            for path in changes[kind]:
                try:
                    act(path)
                except FileNotFoundError:
                    pass  # already gone, which is what was wanted
                except (OSError, OutsideTheFolder) as error:
                    self.refusals.append(str(error))

    def _delete(self, path: str) -> None:
        # The link itself goes, not what it leads to; but its folder must be one of ours.
        given = PurePosixPath(path)
        (self._target(str(given.parent)) / given.name).unlink()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
