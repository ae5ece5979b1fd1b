"""The ops among the workloads on NumPy, outside the browser: what the machine itself can do."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np


def _numbers(*shape: int) -> Any:
    return np.random.default_rng(7).uniform(-0.5, 0.5, shape).astype(np.float32)


def _matmul(size: int) -> Callable[[], Any]:
    a, b = _numbers(size, size), _numbers(size, size)
    return lambda: a @ b


def _chain() -> Callable[[], Any]:
    x, y = _numbers(1000, 1000), _numbers(1000, 1000)
    return lambda: np.mean(
        np.sqrt(np.abs(np.tanh(x * y + np.float32(0.5)) - x) + np.float32(1.0)) / (1 + np.exp(-y))
    )


def _softmax(x: Any) -> Any:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _adds() -> Callable[[], Any]:
    x = _numbers(32, 32)

    def step() -> Any:
        y = x
        for _ in range(1000):
            y = y + x
        return y

    return step


def _of_million(op: Callable[[Any], Any]) -> Callable[[], Any]:
    x = _numbers(1000, 1000)
    return lambda: op(x)


WORKLOADS: dict[str, Callable[[], Callable[[], Any]]] = {
    "matmul 256": lambda: _matmul(256),
    "matmul 512": lambda: _matmul(512),
    "matmul 1024": lambda: _matmul(1024),
    "seven ops and a mean, 1000×1000": _chain,
    "sum of 10⁶": lambda: _of_million(np.sum),
    "softmax 1000×1000": lambda: _of_million(_softmax),
    "transpose 1000×1000": lambda: _of_million(lambda x: np.ascontiguousarray(x.T)),
    "1000 adds of 32×32": _adds,
}


def numpy_time(name: str) -> float | None:
    """Return a workload's median time in milliseconds, or None if there is none of its name."""
    if name not in WORKLOADS:
        return None
    step = WORKLOADS[name]()
    times = []
    for _ in range(8):
        start = perf_counter()
        step()
        times.append((perf_counter() - start) * 1e3)
    return median(times[1:])
