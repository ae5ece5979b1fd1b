"""One browser with one Python in it, started and ended with a `with` block."""

import codecs
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from texelflow.host import chromium, places, pyodide_core
from texelflow.host.bytecode import compiled_stdlib, compiled_wheel
from texelflow.host.errors import BrowserDied, HostError, RemoteError, RunTimeout
from texelflow.host.link import STDOUT, Link
from texelflow.host.parcels import Parcels
from texelflow.host.server import LocalServer
from texelflow.host.wheel import current_wheel

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

PUMP_SECONDS = 0.1  # how often, while waiting, the browser is asked whether it still lives
Output = Callable[[str], object]


class BrowserSession:
    """Starts Chromium with Pyodide and texelflow in it, and runs Python there.

    >>> with BrowserSession() as session:                               # doctest: +SKIP
    ...     session.run("import texelflow as tf; tf.__version__")

    `where` is "worker" or "page" (the page's main thread). `wheel` None leaves texelflow out;
    `extra_wheels` (paths or URLs) are loaded after it. `on_stdout` and `on_stderr` get text as it
    comes, in a thread of the server; without them it is collected in `stdout` and `stderr`.
    """

    page: "Page"

    def __init__(
        self,
        *,
        where: Literal["worker", "page"] = "worker",
        gl: str = "swiftshader",
        browser: str | Path | None = None,
        pyodide: str | Path | None = None,
        wheel: str | Path | None = "auto",
        extra_wheels: Sequence[str | Path] = (),
        headed: bool = False,
        isolated: bool = True,
        on_stdout: Output | None = None,
        on_stderr: Output | None = None,
        on_bytes: Callable[[int, bytes], None] | None = None,
        report: Output | None = None,
        boot_timeout: float = 90.0,
        extra_flags: Sequence[str] = (),
    ) -> None:
        self.where = where
        self.gl = gl
        self.console_errors: list[str] = []
        self.stdout = ""
        self.stderr = ""
        self.steps: dict[str, float] = {}  # start-up, in seconds
        self._browser_path = browser
        self._pyodide = pyodide
        self._wheel = wheel
        self._extra_wheels = extra_wheels
        self._headed = headed
        self._on_text = (on_stdout or self._keep_stdout, on_stderr or self._keep_stderr)
        self._decoders = tuple(codecs.getincrementaldecoder("utf-8")("replace") for _ in range(2))
        self._report = report or (lambda text: None)
        self._boot_timeout = boot_timeout
        self._extra_flags = extra_flags
        self._died: str | None = None
        self._aborted = False
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self.link = Link(on_bytes or self._on_output)
        self.parcels = Parcels()
        self.server = LocalServer(isolated=isolated)

    # --- life ---

    def __enter__(self) -> "BrowserSession":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Starts everything; after it `run` works. Leaves nothing behind if it fails."""
        try:
            self._start_browser()
            self._open_page()
            self._wait_for_boot()
        except BaseException:
            self.close()
            if self._aborted:  # then whatever went wrong came of that
                raise KeyboardInterrupt from None
            raise

    def _start_browser(self) -> None:
        started = time.perf_counter()
        self._playwright = chromium.start_playwright()
        self._browser = chromium.launch(
            self._playwright,
            browser=self._browser_path,
            gl=self.gl,
            headed=self._headed,
            extra_flags=self._extra_flags,
        )
        self._browser.on("disconnected", lambda _: self._mark_dead("The browser ended"))
        self._step(f"Chromium {self._browser.version}", "browser", started)

    def _open_page(self) -> None:
        assert self._browser is not None
        core = pyodide_core.find_core(self._pyodide)
        self.pyodide_version = pyodide_core.version_of(core)
        started = time.perf_counter()
        wheel = current_wheel() if self._wheel == "auto" else self._wheel
        self._step("wheel is up to date", "build", started)
        self.server.route("link", self.link.answer)
        self.server.route("parcel", self.parcels.answer)
        started = time.perf_counter()
        stdlib = compiled_stdlib(core)
        if wheel and Path(wheel).is_file():
            wheel = compiled_wheel(core, Path(wheel))
        self._step("Python's library and the wheel are byte-compiled", "stdlib", started)
        config = {
            "where": self.where,
            "server": self.server.url,
            "pyodide": self.server.mount("pyodide", core) + "/",
            "stdlib": self.server.mount(stdlib.name, stdlib) if stdlib else None,
            "wheels": [self._wheel_url(wheel)] if wheel else [],
            "packages": [self._wheel_url(wheel) for wheel in self._extra_wheels],
        }
        runtime = self.server.mount("runtime", places.runtime_page())
        self.page = self._browser.new_page()
        self.page.on("crash", lambda _: self._mark_dead("The page crashed"))
        self.page.on("close", lambda _: self._mark_dead("The page was closed"))
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.on("console", self._on_console)
        self.page.add_init_script(f"globalThis.texelflowConfig = {json.dumps(config)}")
        self.page.goto(runtime + "/index.html")

    def _wheel_url(self, wheel: str | Path) -> str:
        if str(wheel).startswith(("http://", "https://")):
            return str(wheel)
        path = Path(wheel)
        if not path.is_file():
            raise HostError(f"wheel {path}: no such file")
        # Pyodide reads name, version and tags off the end of the address.
        return self.server.mount(path.name, path)

    def _wait_for_boot(self) -> None:
        started = time.perf_counter()
        while True:
            for note in self.link.take_notes(PUMP_SECONDS):
                if "failed" in note:
                    raise HostError(f"Python did not start in the browser: {note['failed']}")
                if "step" in note:
                    self._step(note["text"], note["step"], started)
                if note.get("step") == "ready":
                    return
            self._pump()
            if time.perf_counter() - started > self._boot_timeout:
                raise HostError(
                    f"Python was not ready in the browser after {self._boot_timeout:.0f} s; the "
                    f"page's errors: {self.console_errors or 'none'}"
                )

    def close(self) -> None:
        """Ends the browser and the server; safe to call twice, and on a browser that died."""
        self.link.close()
        if self._playwright is None:
            self.server.close()
            return
        self._playwright = None
        try:
            if self._browser is not None and self._browser.is_connected():
                self._browser.close()
            chromium.stop_playwright()
        except Exception as error:  # the browser may die while it is being closed
            self._report(f"closing the browser: {error}")
        finally:
            self.server.close()

    # --- work ---

    def run(
        self,
        code: str,
        args: Mapping[str, Any] | None = None,
        timeout: float | None = None,
        *,
        shared: bool = True,
    ) -> Any:
        """The value of the last expression of `code`, which may use `await` at top level.

        `args` become global names. With `shared` the globals are those of the session's earlier
        calls; without, a fresh dict. Raises RemoteError for an exception in the browser,
        RunTimeout after `timeout` seconds and BrowserDied if the page ends.
        """
        return self.command(
            "run", timeout, code=code, args=json.dumps(dict(args or {})), shared=shared
        )

    def put(self, path: str, data: bytes) -> None:
        """Writes a file in the browser's memory; its folders are made."""
        parcel = self.parcels.post(data)
        self.command("put", None, path=path, parcel=parcel)
        self.parcels.take(parcel)

    def get(self, path: str) -> bytes:
        """The bytes of a file in the browser's memory."""
        parcel = self.parcels.reserve()
        self.command("get", None, path=path, parcel=parcel)
        return self.parcels.take(parcel)

    def evaluate(self, javascript: str, argument: Any = None) -> Any:
        """The value of a JavaScript expression or function in the page (not in the worker)."""
        return self.page.evaluate(javascript, argument)

    def interrupt(self) -> None:
        """Raises KeyboardInterrupt in the running Python. Safe to call from any thread."""
        self.link.send("interrupt")

    def abort(self) -> None:
        """Makes the call that waits raise KeyboardInterrupt; meant for a signal handler.

        An exception thrown by the handler itself might fall into the browser driver's own loop.
        """
        self._aborted = True

    def command(self, do: str, timeout: float | None, **details: Any) -> Any:
        """Sends one command of web/runtime's to the interpreter, and waits for its result."""
        if self._died:
            raise BrowserDied(self._died)
        return self.wait_for(self.link.send(do, **details), timeout)

    def wait_for(self, number: int, timeout: float | None = None) -> Any:
        """The result of a command that was sent before."""
        ends = None if timeout is None else time.monotonic() + timeout
        while (result := self.link.take_result(number, PUMP_SECONDS)) is None:
            self._pump()
            if ends is not None and time.monotonic() > ends:
                raise RunTimeout(f"Python in the browser did not finish within {timeout:g} s")
        if "error" in result:
            error = result["error"]
            if error.get("fatal"):
                self._died = f"Python in the browser broke down: {error['message']}"
                raise BrowserDied(self._died)
            raise RemoteError(error["type"], error["message"], error["traceback"])
        return json.loads(result["value"])

    # --- within ---

    def _pump(self) -> None:
        """Lets the browser's driver deliver its events, and raises if one told of an end."""
        from playwright.sync_api import Error

        if self._aborted:
            raise KeyboardInterrupt
        if not self._died:
            try:
                self.page.wait_for_timeout(0)
            except Error as error:
                self._mark_dead(f"The page does not answer any more ({error.message})")
        if self._died:
            raise BrowserDied(self._died)

    def _mark_dead(self, why: str) -> None:
        if self._died is None:
            self._died = f"{why} while Python was running in it."

    def _on_console(self, message: Any) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)

    def _on_output(self, kind: int, data: bytes) -> None:
        which = 0 if kind == STDOUT else 1
        if text := self._decoders[which].decode(data):
            self._on_text[which](text)

    def _keep_stdout(self, text: str) -> None:
        self.stdout += text

    def _keep_stderr(self, text: str) -> None:
        self.stderr += text

    def _step(self, text: str, name: str, started: float) -> None:
        self.steps[name] = time.perf_counter() - started
        self._report(f"{text} ({self.steps[name]:.2f} s)")
