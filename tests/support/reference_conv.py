"""Convolution and pooling in NumPy, float64: by the definition, tap by tap.

A *window* here is (taps, strides, dilations, before, out), each a pair of (rows, columns): what
padding and rounding come to. Images are (batch, rows, columns, channels).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

Pair = tuple[int, int]
ROUND = {"floor": math.floor, "ceil": math.ceil, "round": lambda v: math.floor(v + 0.5)}


def two(value: Any) -> Pair:
    """Return an int, or two, as a pair."""
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def place_windows(
    sizes: Pair, taps: Pair, strides: Any, pad: Any, dilations: Any = 1, rounding: Any = None
) -> dict[str, Pair]:
    """Return strides, dilations, before and out, by TensorFlow's rules."""
    strides, dilations = two(strides), two(dilations)
    before, out = [], []
    for axis in (0, 1):
        reach = (taps[axis] - 1) * dilations[axis] + 1
        if pad == "same":
            count = math.ceil(sizes[axis] / strides[axis])
            first = max(0, (count - 1) * strides[axis] + reach - sizes[axis]) // 2
        else:
            sides = (0, 0) if pad == "valid" else (pad, pad) if isinstance(pad, int) else pad[axis]
            room = sizes[axis] + sides[0] + sides[1] - reach
            count, first = ROUND[rounding or "floor"](room / strides[axis]) + 1, sides[0]
        before.append(first)
        out.append(count)
    return {
        "strides": strides,
        "dilations": dilations,
        "before": (before[0], before[1]),
        "out": (out[0], out[1]),
    }


def under_taps(
    x: np.ndarray,
    taps: Pair,
    strides: Pair,
    dilations: Pair,
    before: Pair,
    out: Pair,
    fill: float = 0,
) -> Iterator[tuple[Pair, np.ndarray]]:
    """Yield, per tap (i, j), the pixels of x under it in each window; outside, ``fill``."""
    if x.dtype.kind == "i" and fill == -np.inf:
        fill = -(1 << 30)  # whole numbers know no infinity
    ends = [(out[a] - 1) * strides[a] + (taps[a] - 1) * dilations[a] + 1 for a in (0, 1)]
    room = [max(0, ends[a] - before[a] - x.shape[1 + a]) for a in (0, 1)]
    padded = np.pad(
        x,
        ((0, 0), (before[0], room[0]), (before[1], room[1]), (0, 0)),
        constant_values=fill,
    )
    for i in range(taps[0]):
        for j in range(taps[1]):
            top, left = i * dilations[0], j * dilations[1]
            yield (
                (i, j),
                padded[
                    :,
                    top : top + (out[0] - 1) * strides[0] + 1 : strides[0],
                    left : left + (out[1] - 1) * strides[1] + 1 : strides[1],
                ],
            )


def conv(x: np.ndarray, w: np.ndarray, **window: Pair) -> np.ndarray:
    """Σ over taps of pixels times the filter's matrix for that tap."""
    y = np.zeros((x.shape[0], *window["out"], w.shape[3]))
    for tap, pixels in under_taps(x, w.shape[:2], **window):
        y = y + pixels @ w[tap]
    return y


def _spread(shape: tuple[int, ...], parts: Any, taps: Pair, **window: Pair) -> np.ndarray:
    """Add ``parts[tap]`` (one number per window) to the pixels under each tap."""
    pixels = np.arange(math.prod(shape[:3])).reshape(*shape[:3], 1)
    flat = np.zeros((math.prod(shape[:3]), shape[3]))
    for tap, numbers in under_taps(pixels, taps, **window, fill=-1):
        inside = numbers[..., 0] >= 0
        np.add.at(flat, numbers[..., 0][inside], parts[tap][inside])
    return flat.reshape(shape)


def conv_by_input(g: np.ndarray, w: np.ndarray, size: Pair, **window: Pair) -> np.ndarray:
    """The adjoint of ``conv`` in x."""
    window["out"] = (g.shape[1], g.shape[2])
    taps = (w.shape[0], w.shape[1])
    parts = {(i, j): g @ w[i, j].T for i in range(taps[0]) for j in range(taps[1])}
    return _spread((g.shape[0], *size, w.shape[2]), parts, taps, **window)


def conv_by_filter(x: np.ndarray, g: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    """The adjoint of ``conv`` in w."""
    window["out"] = (g.shape[1], g.shape[2])
    w = np.zeros((*taps, x.shape[3], g.shape[3]))
    for tap, pixels in under_taps(x, taps, **window):
        w[tap] = np.einsum("bhwi,bhwo->io", pixels, g)
    return w


# --- pooling --------------------------------------------------------------------------------------


def max_windows(x: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    """The largest of each window; what is outside never is."""
    return np.max([p for _, p in under_taps(x, taps, **window, fill=-np.inf)], axis=0)


def _first_largest(x: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    return np.argmax([p for _, p in under_taps(x, taps, **window, fill=-np.inf)], axis=0)


def pick_windows(x: np.ndarray, v: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    """Of each window, v where x is largest first."""
    at = _first_largest(x, taps, **window)
    stacked = np.array([p for _, p in under_taps(v, taps, **window)])
    return np.take_along_axis(stacked, at[None], 0)[0]


def unpick_windows(x: np.ndarray, v: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    """v added up where x is largest first."""
    at = _first_largest(x, taps, **window)
    tap_list = [(i, j) for i in range(taps[0]) for j in range(taps[1])]
    parts = {tap: v * (at == index) for index, tap in enumerate(tap_list)}
    return _spread(x.shape, parts, taps, **window)


def _counts(size: Pair, taps: Pair, **window: Pair) -> np.ndarray:
    ones = np.ones((1, *size, 1))
    return np.sum([p for _, p in under_taps(ones, taps, **window)], axis=0)


def mean_windows(x: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    """The mean of what is inside."""
    total = np.sum([p for _, p in under_taps(x, taps, **window)], axis=0)
    return total / _counts((x.shape[1], x.shape[2]), taps, **window)


def spread_windows(g: np.ndarray, taps: Pair, size: Pair, **window: Pair) -> np.ndarray:
    """The adjoint of ``mean_windows``."""
    share = g / _counts(size, taps, **window)
    parts = {(i, j): share for i in range(taps[0]) for j in range(taps[1])}
    return _spread((g.shape[0], *size, g.shape[3]), parts, taps, **window)


# --- a filter per channel -------------------------------------------------------------------------


def depthwise(x: np.ndarray, w: np.ndarray, **window: Pair) -> np.ndarray:
    """Each channel with filters of its own: (rows, columns, channels, multiplier)."""
    y = np.zeros((x.shape[0], *window["out"], w.shape[2], w.shape[3]))
    for tap, pixels in under_taps(x, w.shape[:2], **window):
        y = y + pixels[..., None] * w[tap]
    return y.reshape(*y.shape[:3], -1)


def depthwise_by_input(g: np.ndarray, w: np.ndarray, size: Pair, **window: Pair) -> np.ndarray:
    """The adjoint of ``depthwise`` in x."""
    window["out"] = (g.shape[1], g.shape[2])
    apart = g.reshape(*g.shape[:3], w.shape[2], w.shape[3])
    taps = (w.shape[0], w.shape[1])
    parts = {tap: (apart * w[tap]).sum(-1) for tap in np.ndindex(*taps)}
    return _spread((g.shape[0], *size, w.shape[2]), parts, taps, **window)


def depthwise_by_filter(x: np.ndarray, g: np.ndarray, taps: Pair, **window: Pair) -> np.ndarray:
    """The adjoint of ``depthwise`` in w."""
    window["out"] = (g.shape[1], g.shape[2])
    channels = x.shape[3]
    apart = g.reshape(*g.shape[:3], channels, -1)
    w = np.zeros((*taps, channels, apart.shape[-1]))
    for tap, pixels in under_taps(x, taps, **window):
        w[tap] = np.einsum("bhwc,bhwcm->cm", pixels, apart)
    return w
