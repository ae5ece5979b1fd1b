"""The loops of fit, evaluate and predict, as generators that pause after every step.

Blocking and asynchronous methods run the same generators. A step's tensors are disposed of when it
ends; nothing is read from the GPU but at the end of an epoch and when somebody looks at the logs.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .. import ops
from ..autograd import no_grad
from ..lifetime import tidy
from .callbacks import Callback, CallbackList, History
from .data import Arrays
from .logs import LazyLogs, numbers
from .progress import ProgbarLogger

T = TypeVar("T")
Steps = Generator[None, None, T]

YIELD_SECONDS = 0.125
"""How long ``fit_async`` keeps the event loop waiting, at most one step longer."""


def run(steps: Steps[T]) -> T:
    """Run a loop to its end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


async def run_async(steps: Steps[T]) -> T:
    """Run a loop to its end, letting the event loop in from time to time."""
    last = time.perf_counter()
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value
        if time.perf_counter() - last >= YIELD_SECONDS:
            # Not 0: that comes back before timers of the page that are due.
            await asyncio.sleep(0.001)
            last = time.perf_counter()


@dataclass
class Run:
    """What one of the loops was asked to do."""

    model: Any
    data: Arrays
    batch_size: int = 32
    steps: int | None = None
    """Steps an epoch; by default as many as go once through the data."""
    verbose: Any = "auto"
    callbacks: list[Callback] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.verbose = 1 if self.verbose == "auto" else int(self.verbose)
        if self.verbose not in (0, 1, 2):
            raise ValueError(f"verbose must be 'auto', 0, 1 or 2, got {self.verbose}")
        if not isinstance(self.batch_size, int) or self.batch_size < 1:
            raise ValueError(f"batch_size must be a positive int, got {self.batch_size!r}")

    @property
    def step_count(self) -> int:
        """Steps an epoch."""
        return self.steps or self.data.steps(self.batch_size)

    def listeners(self, *more: Callback, epochs: int = 1) -> CallbackList:
        """Return the callbacks, the progress bar among them if it is wanted."""
        bar = [ProgbarLogger()] if self.verbose else []
        params = {"verbose": self.verbose, "epochs": epochs, "steps": self.step_count}
        return CallbackList([*more, *bar, *self.callbacks], self.model, params)


@dataclass
class Fit(Run):
    """What ``fit`` was asked to do."""

    epochs: int = 1
    initial_epoch: int = 0
    shuffle: bool = True
    validation: Arrays | None = None
    validation_batch_size: int | None = None
    validation_steps: int | None = None
    validation_freq: int = 1

    def batches(self) -> Iterator[Any]:
        """Yield batches for ever, or, without a number of steps, once through the data."""
        # Python's generator, so that `random.seed` makes a run repeatable.
        order = random if self.shuffle else None
        while True:
            yield from self.data.batches(self.batch_size, order)
            if self.steps is None:
                return

    def validate_after(self, epoch: int) -> bool:
        """Return whether validation follows this epoch."""
        return self.validation is not None and (epoch + 1) % self.validation_freq == 0


def fit_steps(fit: Fit) -> Steps[History]:
    """Train; the result is the history."""
    model, history = fit.model, History()
    tell = fit.listeners(history, epochs=fit.epochs)
    model.history = history
    model.stop_training = False
    batches = fit.batches()
    logs: dict[str, Any] = {}
    tell("train_begin", {})
    for epoch in range(fit.initial_epoch, fit.epochs):
        if fit.steps is None:
            batches = fit.batches()
        model.reset_metrics()
        tell("epoch_begin", epoch, {})
        logs = yield from _epoch(fit, batches, tell)
        if fit.validate_after(epoch):
            found = yield from _validate(fit, tell)
            logs |= {f"val_{key}": value for key, value in found.items()}
        tell("epoch_end", epoch, logs)
        if model.stop_training:
            break
    tell("train_end", logs)
    return history


def _epoch(fit: Fit, batches: Iterator[Any], tell: CallbackList) -> Steps[dict[str, Any]]:
    """Train one epoch; the result is its metrics."""
    model = fit.model
    take_step = model.traced_step("train_step")
    logs: Any = {}
    for step in range(fit.step_count):
        tell("train_batch_begin", step, {})
        logs = _logs(model, tidy(lambda: take_step(next(batches))))
        tell("train_batch_end", step, logs)
        yield
        if model.stop_training:
            break
    return dict(logs)


def _logs(model: Any, found: Any) -> LazyLogs:
    """Return what a step returned as numbers; a step that returned nothing means the metrics."""
    return LazyLogs(lambda: numbers(model.get_metrics_result() if found is None else found))


def _validate(fit: Fit, tell: CallbackList) -> Steps[dict[str, Any]]:
    assert fit.validation is not None
    run = Run(
        fit.model,
        fit.validation,
        fit.validation_batch_size or fit.batch_size,
        fit.validation_steps,
        0,
    )
    return (yield from _test(run, tell))


def evaluate_steps(run: Run) -> Steps[dict[str, Any]]:
    """Evaluate; the result is the metrics."""
    return (yield from _test(run, run.listeners()))


def _test(run: Run, tell: CallbackList) -> Steps[dict[str, Any]]:
    model = run.model
    model.reset_metrics()
    take_step = model.traced_step("test_step")
    logs: Any = {}
    batches = run.data.batches(run.batch_size)
    tell("test_begin", {})
    for step in range(min(run.step_count, run.data.steps(run.batch_size))):
        tell("test_batch_begin", step, {})
        with no_grad():
            logs = _logs(model, tidy(lambda: take_step(next(batches))))
        tell("test_batch_end", step, logs)
        yield
    found = dict(logs)
    tell("test_end", found)
    return found


def predict_steps(run: Run) -> Steps[Any]:
    """Predict; the result is a tensor, or a list or dict of them as the model returns."""
    model = run.model
    take_step = model.traced_step("predict_step")
    parts: list[Any] = []
    tell = run.listeners()
    batches = run.data.batches(run.batch_size)
    tell("predict_begin", {})
    for step in range(min(run.step_count, run.data.steps(run.batch_size))):
        tell("predict_batch_begin", step, {})
        with no_grad():
            parts.append(tidy(lambda: take_step(next(batches))))
        tell("predict_batch_end", step, {})
        yield
    with no_grad():
        joined = _join(parts)
    tell("predict_end", {})
    return joined


def _join(parts: list[Any]) -> Any:
    """Return the batches' outputs one after the other along the first axis."""
    first = parts[0]
    if isinstance(first, dict):
        return {key: _join([part[key] for part in parts]) for key in first}
    if isinstance(first, (list, tuple)):
        return [_join([part[i] for part in parts]) for i in range(len(first))]
    return first if len(parts) == 1 else ops.concat(parts, 0)
