"""Derivatives of a NumPy reference in float64, by central differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

STEP = 1e-5
SECOND_STEP = 1e-3
MOST_ELEMENTS = 64

Arrays = Sequence[np.ndarray]
Scalar = Callable[[Arrays], float]


def results_of(value: Any) -> list[np.ndarray]:
    """Return one result or several as a list of arrays."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    return [np.asarray(part) for part in parts]


def moved(xs: Arrays, vs: Arrays, step: float) -> list[np.ndarray]:
    """Return x + step·v for each."""
    return [x + step * v for x, v in zip(xs, vs, strict=True)]


def along(f: Scalar, xs: Arrays, vs: Arrays, step: float = STEP) -> float:
    """Return the derivative of ``f`` along ``vs``, with an error of the fourth order."""

    def difference(h: float) -> float:
        return (f(moved(xs, vs, h)) - f(moved(xs, vs, -h))) / (2 * h)

    return (4 * difference(step) - difference(2 * step)) / 3


def units(xs: Arrays, rng: np.random.Generator) -> list[list[np.ndarray]]:
    """Return directions to try: every element's own where there are few, else some at random."""
    size = sum(x.size for x in xs)
    if size > MOST_ELEMENTS:
        return [[random(x, rng) for x in xs] for _ in range(6)]
    directions = []
    for which, x in enumerate(xs):
        # A complex number can go two ways.
        ways = (1.0, 1j) if x.dtype.kind == "c" else (1.0,)
        for position, way in ((p, w) for p in range(x.size) for w in ways):
            parts = [np.zeros(other.shape) for other in xs]
            parts[which] = np.zeros(x.shape, x.dtype)
            parts[which].flat[position] = way
            directions.append(parts)
    return directions


def random(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a random direction for x."""
    v = rng.standard_normal(x.shape)
    return v + 1j * rng.standard_normal(x.shape) if x.dtype.kind == "c" else v


def dot(xs: Arrays, vs: Arrays) -> float:
    """Return Σ x·v; of complex numbers, of their parts."""
    return float(sum(np.sum(x * np.conj(v)).real for x, v in zip(xs, vs, strict=True)))
