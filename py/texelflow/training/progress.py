"""The progress bar: Keras 3's on a terminal, else one plain line an epoch."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from .callbacks import Callback
from .logs import numbers

WIDTH = 20
INTERVAL = 0.1
"""Seconds between two updates: each reads the metrics, for which the GPU must have caught up."""

BOLD, GREEN, WHITE, RESET = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"


def is_terminal() -> bool:
    """Return whether output may use escape codes: ``TEXELFLOW_PROGRESS``, else a terminal."""
    wish = os.environ.get("TEXELFLOW_PROGRESS")
    if wish in ("terminal", "plain"):
        return wish == "terminal"
    return bool(getattr(sys.stdout, "isatty", lambda: False)())


def duration(seconds: float, unit: str = "step") -> str:
    """Return the time of one step.

    >>> from texelflow.training.progress import duration
    >>> duration(0.0123), duration(2.4), duration(0.000794)
    ('12ms/step', '2s/step', '794us/step')
    """
    if seconds >= 1 or seconds == 0:
        return f"{seconds:.0f}s/{unit}"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.0f}ms/{unit}"
    return f"{seconds * 1e6:.0f}us/{unit}"


def remaining(seconds: float) -> str:
    """Return a time to come.

    >>> from texelflow.training.progress import remaining
    >>> remaining(4000), remaining(75), remaining(8.9)
    ('1:06:40', '1:15', '8s')
    """
    if seconds > 3600:
        return f"{int(seconds // 3600)}:{int(seconds % 3600 // 60):02d}:{int(seconds % 60):02d}"
    if seconds > 60:
        return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
    return f"{int(seconds)}s"


def values(logs: Mapping[str, Any]) -> str:
    """Return metrics as the bar shows them.

    >>> from texelflow.training.progress import values
    >>> values({"loss": 0.25, "mae": 0.0001})
    ' - loss: 0.2500 - mae: 1.0000e-04'
    """
    return "".join(
        f" - {key}: {value:.4f}" if abs(value) > 1e-3 else f" - {key}: {value:.4e}"
        for key, value in logs.items()
    )


class Progress:
    """One bar: ``target`` steps, ``update`` at each, ``finish`` once."""

    def __init__(self, target: int, terminal: bool, verbose: int = 1) -> None:
        self.target = target
        self.terminal = terminal
        self.verbose = verbose
        self._start = time.perf_counter()
        self._after_first: float | None = None
        self._shown = self._start
        self._width = 0

    def due(self, current: int) -> bool:
        """Return whether the bar should be drawn now; notes the end of the first step."""
        now = time.perf_counter()
        if current == 1:
            self._after_first = now
        if self.verbose != 1 or not self.terminal:
            return False
        return current == 1 or now - self._shown >= INTERVAL

    def _step_time(self, current: int, now: float) -> float:
        """Return seconds a step, without the first, which compiles."""
        if not current:
            return 0.0
        if self._after_first is not None and current > 1:
            return (now - self._after_first) / (current - 1)
        return (now - self._start) / current

    def update(self, current: int, logs: Mapping[str, Any]) -> None:
        """Draw the bar in the place of the last one."""
        now = time.perf_counter()
        self._shown = now
        step = self._step_time(current, now)
        self._draw(current, remaining(step * (self.target - current)), step, logs)

    def finish(self, logs: Mapping[str, Any]) -> None:
        """Draw the last state and end the line."""
        now = time.perf_counter()
        step = self._step_time(self.target, now)
        elapsed = f"{now - self._start:.0f}s"
        count = f"{self.target}/{self.target}"
        if self.verbose == 2:
            _write(f"{count} - {elapsed} - {duration(step)}{values(logs)}\n")
        elif self.terminal:
            self._draw(self.target, elapsed, step, logs, "\n")
        else:
            _write(f"{count} {'━' * WIDTH} {elapsed} {duration(step)}{values(logs)}\n")

    def _draw(
        self, current: int, clock: str, step: float, logs: Mapping[str, Any], end: str = ""
    ) -> None:
        count = f"{current:{len(str(self.target))}d}/{self.target}"
        done = WIDTH * current // self.target
        bar = f"{GREEN}{'━' * done}{RESET}" if done else ""
        bar += f"{WHITE}{'━' * (WIDTH - done)}{RESET}"
        tail = f"{duration(step)}{values(logs)}"
        width = len(count) + 1 + WIDTH + 1 + len(clock) + 1 + len(tail)
        back = "\b" * self._width + "\r"
        padding = " " * (self._width - width)
        _write(f"{back}{BOLD}{count}{RESET} {bar} {BOLD}{clock}{RESET} {tail}{padding}{end}")
        self._width = width


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


class ProgbarLogger(Callback):
    """Shows training, evaluation and prediction as they go; one bar an epoch."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: Progress | None = None
        self._training = False

    def _begin(self) -> None:
        self._bar = Progress(self.params["steps"], is_terminal(), self.params["verbose"])

    def _step(self, batch: int, logs: Any) -> None:
        if self._bar is not None and self._bar.due(batch + 1):
            self._bar.update(batch + 1, numbers(logs))

    def _end(self, logs: Any) -> None:
        if self._bar is not None:
            self._bar.finish(numbers(logs))
            self._bar = None

    def on_train_begin(self, logs: Any = None) -> None:
        """Note that evaluation from now on is validation, which shows no bar."""
        self._training = True

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Begin a bar."""
        if self.params["epochs"] > 1:
            _write(f"Epoch {epoch + 1}/{self.params['epochs']}\n")
        self._begin()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Advance the bar."""
        self._step(batch, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """End the bar."""
        self._end(logs)

    def on_test_begin(self, logs: Any = None) -> None:
        """Begin a bar, unless this is validation."""
        if not self._training:
            self._begin()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Advance the bar, unless this is validation."""
        if not self._training:
            self._step(batch, logs)

    def on_test_end(self, logs: Any = None) -> None:
        """End the bar, unless this is validation."""
        if not self._training:
            self._end(logs)

    def on_predict_begin(self, logs: Any = None) -> None:
        """Begin a bar."""
        self._begin()

    def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
        """Advance the bar."""
        self._step(batch, None)

    def on_predict_end(self, logs: Any = None) -> None:
        """End the bar."""
        self._end(None)
