"""The terminal that a script talks to: its output, unaltered and at once, and its signals."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

from texelflow.host.link import STDOUT


class Terminal:
    """Writes what the script writes; says what the command itself has to say on stderr."""

    def __init__(self, verbose: bool) -> None:
        self.verbose = verbose
        self.broken = False
        self.on_broken_pipe: Callable[[], object] = lambda: None
        self._started = time.monotonic()

    def write(self, kind: int, data: bytes) -> None:
        """Writes bytes through, without buffering: half a line is a progress bar."""
        number = 1 if kind == STDOUT else 2
        try:
            while data and not self.broken:
                data = data[os.write(number, data) :]
        except OSError:  # who reads our output has gone, as `| head` does
            self.broken = True
            self.on_broken_pipe()

    def report(self, text: str) -> None:
        if self.verbose:
            spent = time.monotonic() - self._started
            print(f"[{spent:6.2f} s] {text}", file=sys.stderr, flush=True)

    def complain(self, text: str) -> None:
        print(f"texelflow run: {text}", file=sys.stderr, flush=True)


class Signals:
    """Within the `with`, Ctrl-C calls `first`, and from the second time on `second`.

    SIGTERM and SIGHUP call `second`. The handlers must not raise: they may run inside the
    browser driver's own loop.
    """

    def __init__(self) -> None:
        self.first: Callable[[], object] = lambda: None
        self.second: Callable[[], object] = lambda: None
        self._count = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Signals":
        if threading.current_thread() is threading.main_thread():
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                if number := getattr(signal, name, None):
                    self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._count += 1
        if number == signal.SIGINT and self._count == 1:
            self.first()
        else:
            self.second()
