"""Windows over any number of axes in NumPy, by the definition: tap by tap.

Values are (batch, …axes, channels); a window is (strides, dilations, before, out), one number an
axis each.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

ROUND = {"floor": math.floor, "ceil": math.ceil, "round": lambda v: math.floor(v + 0.5)}
Sizes = tuple[int, ...]
Window = tuple[Sizes, Sizes, Sizes, Sizes]


def many(value: Any, count: int) -> Sizes:
    """Return an int, or several, as a tuple."""
    return (value,) * count if isinstance(value, int) else tuple(value)


def place(
    sizes: Sizes, taps: Sizes, strides: Any, pad: Any, dilations: Any = 1, rounding: Any = None
) -> Window:
    """Return the window, by TensorFlow's rules."""
    n = len(sizes)
    strides, dilations = many(strides, n), many(dilations, n)
    before, out = [], []
    for axis in range(n):
        reach = (taps[axis] - 1) * dilations[axis] + 1
        if pad == "same":
            count = math.ceil(sizes[axis] / strides[axis])
            first = max(0, (count - 1) * strides[axis] + reach - sizes[axis]) // 2
        else:
            sides = (0, 0) if pad == "valid" else (pad, pad) if isinstance(pad, int) else pad[axis]
            room = sizes[axis] + sum(sides) - reach
            count, first = ROUND[rounding or "floor"](room / strides[axis]) + 1, sides[0]
        before.append(first)
        out.append(count)
    return strides, dilations, tuple(before), tuple(out)


def under_taps(
    x: np.ndarray, taps: Sizes, window: Window, fill: float = 0
) -> Iterator[tuple[Sizes, np.ndarray]]:
    """Yield, per tap, the elements of x under it in each window; outside, ``fill``."""
    strides, dilations, before, out = window
    if x.dtype.kind == "i" and fill == -np.inf:
        fill = -(1 << 30)  # whole numbers know no infinity
    room = [
        max(0, (o - 1) * s + (t - 1) * d + 1 - b - size)
        for o, s, t, d, b, size in zip(
            out, strides, taps, dilations, before, x.shape[1:-1], strict=True
        )
    ]
    padded = np.pad(x, [(0, 0), *zip(before, room, strict=True), (0, 0)], constant_values=fill)
    for tap in np.ndindex(*taps):
        cuts = [
            slice(t * d, t * d + (o - 1) * s + 1, s)
            for t, d, o, s in zip(tap, dilations, out, strides, strict=True)
        ]
        yield tap, padded[(slice(None), *cuts)]


def conv(x: np.ndarray, w: np.ndarray, window: Window) -> np.ndarray:
    """Σ over taps of elements times the filter's matrix for that tap."""
    y = np.zeros((x.shape[0], *window[3], w.shape[-1]))
    for tap, under in under_taps(x, w.shape[:-2], window):
        y = y + under @ w[tap]
    return y


def add_under_taps(
    parts: Any, shape: Sizes, taps: Sizes, window: Window, dtype: Any = float
) -> np.ndarray:
    """Return ``parts(tap)``, one number a window, added up under each tap."""
    places = np.arange(math.prod(shape[:-1])).reshape(*shape[:-1], 1)
    y = np.zeros((math.prod(shape[:-1]), shape[-1]), dtype)
    for tap, at in under_taps(places, taps, window, fill=-1):
        inside = at[..., 0] >= 0
        np.add.at(y, at[..., 0][inside], parts(tap)[inside])
    return y.reshape(shape)


def conv_transpose(g: np.ndarray, w: np.ndarray, shape: Sizes, window: Window) -> np.ndarray:
    """The adjoint of ``conv`` in x."""
    return add_under_taps(lambda tap: g @ w[tap].T, shape, w.shape[:-2], window)


def largest(x: np.ndarray, taps: Sizes, window: Window) -> np.ndarray:
    """The largest of each window; what is outside never is."""
    return np.max([p for _, p in under_taps(x, taps, window, -np.inf)], axis=0)


def mean(x: np.ndarray, taps: Sizes, window: Window) -> np.ndarray:
    """The mean of what is inside."""
    ones = np.ones((1, *x.shape[1:-1], 1))
    total = np.sum([p for _, p in under_taps(x, taps, window)], axis=0)
    return total / np.sum([p for _, p in under_taps(ones, taps, window)], axis=0)


def patches(x: np.ndarray, taps: Sizes, window: Window) -> np.ndarray:
    """The elements under each window, side by side."""
    return np.concatenate([p for _, p in under_taps(x, taps, window)], -1)


def dilated(x: np.ndarray, w: np.ndarray, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """The largest sum of an element and the filter's number for its tap, and which tap that is."""
    sums = np.array([p + w[tap] for tap, p in under_taps(x, w.shape[:-1], window, -np.inf)])
    return sums.max(0), sums.argmax(0)
