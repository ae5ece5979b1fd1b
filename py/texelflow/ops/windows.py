"""Sliding windows: what strides, dilations and padding make of sizes. Pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..errors import ShapeError

Pair = tuple[int, int]

ROUNDINGS = {
    None: math.floor,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": lambda x: math.floor(x + 0.5),
}


class Windows(NamedTuple):
    """Where the windows of one call lie; each pair is (rows, columns)."""

    strides: Pair
    dilations: Pair
    before: Pair
    """Padding above and on the left; what lies beyond is a matter of ``out``."""
    out: Pair
    """How many windows there are."""


def pair(name: str, value: Any) -> Pair:
    """Return an int, or two of them, as a pair of positive ints.

    >>> pair("strides", 2)
    (2, 2)
    """
    items = [value, value] if isinstance(value, int) else list(value)
    if len(items) == 1:
        items *= 2
    if len(items) == 4 and items[0] == items[3] == 1:
        items = items[1:3]  # TensorFlow's form, with the batch and the channels
    if len(items) != 2 or any(not isinstance(n, int) or n < 1 for n in items):
        raise ShapeError(f"{name} {value!r} must be a positive int, or two of them")
    return items[0], items[1]


def windows(
    sizes: Sequence[int],
    filter_sizes: Sequence[int],
    strides: Any,
    pad: Any,
    dilations: Any = 1,
    rounding: str | None = None,
) -> Windows:
    """Return where windows of ``filter_sizes`` lie over rows and columns of ``sizes``.

    ``pad`` is "same", "valid", an int for all sides, one pair per axis (rows, columns), or one per
    axis of a batch of images. ``rounding`` ("floor", "ceil", "round") is for a last window that
    does not fit whole.

    >>> windows((5, 5), (3, 3), 2, "same").out
    (3, 3)
    """
    if rounding not in ROUNDINGS:
        raise ShapeError(f"dim_rounding_mode {rounding!r} must be 'floor', 'ceil', 'round' or None")
    steps, spread = pair("strides", strides), pair("dilations", dilations)
    given: Any = pad.lower() if isinstance(pad, str) else _sides(pad)
    if isinstance(given, str) and rounding is not None:
        raise ShapeError(f"dim_rounding_mode is for pad in numbers, not {pad!r}")
    found = [
        _along(size, tap, step, apart, given if isinstance(given, str) else given[axis], rounding)
        for axis, (size, tap, step, apart) in enumerate(
            zip(sizes, filter_sizes, steps, spread, strict=True)
        )
    ]
    out = (found[0][0], found[1][0])
    if min(out) < 1 and min(sizes) > 0:
        raise ShapeError(
            f"a window of {tuple(filter_sizes)} with dilations {spread} does not fit into "
            f"{tuple(sizes)} with pad {pad!r}; there would be {out} windows"
        )
    return Windows(steps, spread, (found[0][1], found[1][1]), out)


def _sides(pad: Any) -> tuple[Pair, Pair]:
    """Return padding in numbers as ((top, bottom), (left, right))."""
    if isinstance(pad, int):
        items: list[Any] = [(pad, pad), (pad, pad)]
    else:
        items = [(p, p) if isinstance(p, int) else tuple(p) for p in pad]
    if len(items) in (3, 4):  # with the batch and the channels, or the channels alone
        outer, items = [*items[:-3], items[-1]], items[-3:-1]
        if any(n for p in outer for n in p):
            raise ShapeError(f"pad {pad!r} must be 0 for the batch and the channels")
    if len(items) != 2 or any(
        len(p) != 2 or any(not isinstance(n, int) or n < 0 for n in p) for p in items
    ):
        raise ShapeError(
            f"pad {pad!r} must be 'same', 'valid', an int, or (before, after) per axis; "
            "none may be negative"
        )
    return items[0], items[1]


def _along(
    size: int, tap: int, step: int, apart: int, pad: str | Pair, rounding: str | None
) -> Pair:
    """Return how many windows an axis has, and the padding before it."""
    reach = (tap - 1) * apart + 1
    if pad == "same":
        out = -(-size // step)
        return out, max(0, (out - 1) * step + reach - size) // 2
    if pad == "valid":
        return max(0, -(-(size - reach + 1) // step)), 0
    if isinstance(pad, str):
        raise ShapeError(f"pad {pad!r} must be 'same', 'valid', an int, or pairs of ints")
    before, after = pad
    return max(0, ROUNDINGS[rounding]((size - reach + before + after) / step + 1)), before
