"""One browser for the whole run, and functions that run in it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from support.inside import wire
from texelflow.host.errors import BrowserDied, RemoteError, RunTimeout
from texelflow.host.session import BrowserSession

INSIDE = Path(__file__).parent / "inside"
HOME = "/texelflow_tests"
ANSWER = "from inside import calls\nawait calls.answer(request)"

raises = pytest.raises
"""In the browser this name is ``inside.asserts.raises``."""


class FailedInBrowser(AssertionError):
    """Python in the browser raised; the text is its traceback."""

    def __init__(self, error: dict[str, str]) -> None:
        super().__init__(error["traceback"])
        self.type = error["type"]
        self.message = error["message"]


class Browser:
    """A browser with texelflow and ``support/inside`` in it; starts at the first call.

    A browser that died is started anew by the next call, so that one crash is one failure.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._session: BrowserSession | None = None
        self.calls = 0
        self.starts = 0
        self.baseline: dict[str, int] | None = None
        """What was held after the last test; None: not counted yet."""

    @property
    def session(self) -> BrowserSession:
        """The running session."""
        if self._session is None:
            self._session = BrowserSession(**self._options)
            self._session.start()
            self.starts += 1
            for file in INSIDE.glob("*.py"):
                self._session.put(f"{HOME}/inside/{file.name}", file.read_bytes())
            self._session.run(f"import sys\nsys.path.insert(0, {HOME!r})")
            self._session.run("from inside import calls\ncalls.prepare()")
            self.baseline = None
        return self._session

    @property
    def running(self) -> bool:
        """Whether there is a session now."""
        return self._session is not None

    def call(self, do: str, timeout: float = 60.0, **arguments: Any) -> Any:
        """Return what ``inside.<do>(**arguments)`` returns in the browser. Arrays are NumPy's.

        Raises:
            FailedInBrowser: if it raises.
        """
        session = self.session
        self.calls += 1
        request = wire.dumps({"do": do, "arguments": arguments}, _pack)
        try:
            reply = wire.loads(session.run(ANSWER, {"request": request}, timeout), _unpack)
        except (BrowserDied, RunTimeout):
            self.close()
            raise
        finally:
            print(session.stdout + session.stderr, end="")
            session.stdout = session.stderr = ""
        if "error" in reply:
            raise FailedInBrowser(reply["error"])
        return reply["value"]

    def run(self, code: str, **arguments: Any) -> Any:
        """Return the last expression of ``code``, run in the browser with globals of its own."""
        self.calls += 1
        try:
            return self.session.run(code, arguments, 60.0, shared=False)
        except RemoteError as error:
            failed = {"type": error.type_name, "message": error.message}
            raise FailedInBrowser({**failed, "traceback": error.traceback}) from None

    def close(self) -> None:
        """End the browser, if one was started."""
        session, self._session = self._session, None
        if session is not None:
            session.close()


def _pack(item: Any) -> wire.Packed | None:
    if isinstance(item, np.ndarray):
        return wire.Packed(item.dtype.name, item.shape, np.ascontiguousarray(item).tobytes())
    if isinstance(item, np.generic):
        return _pack(np.asarray(item))
    return None


def _unpack(packed: wire.Packed) -> np.ndarray:
    kind = np.dtype(packed.dtype)
    return np.frombuffer(packed.data, kind).reshape(packed.shape)


def in_browser(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a test function run in the browser; its arguments are JSON-able parameters.

    The body is plain Python, possibly async, with ``tf`` and ``raises`` as globals; see
    ``inside/modules.py`` for what else of its module goes along.
    """
    path = Path(inspect.getfile(function))

    def test(browser: Browser, **arguments: Any) -> None:
        failure = None
        try:
            browser.call(
                "modules.run",
                path=str(path),
                source=path.read_text(),
                function=function.__name__,
                arguments=arguments,
            )
        except FailedInBrowser as error:
            failure = str(error)
        if failure:
            pytest.fail(f"in the browser:\n{failure}", pytrace=False)

    signature = inspect.signature(function)
    first = inspect.Parameter("browser", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    test.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[first, *signature.parameters.values()]
    )
    test.__name__ = function.__name__
    test.__qualname__ = function.__qualname__
    test.__doc__ = function.__doc__
    test.__module__ = function.__module__
    test.__wrapped__ = function  # type: ignore[attr-defined]
    return test
