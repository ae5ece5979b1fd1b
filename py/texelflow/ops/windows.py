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


WORDS = {1: "one", 2: "two", 3: "three"}


def several(name: str, value: Any, count: int) -> tuple[int, ...]:
    """Return an int, or ``count`` of them, as a tuple of positive ints.

    >>> several("strides", 2, 3)
    (2, 2, 2)
    """
    items = list(value) if isinstance(value, (list, tuple)) else [value]
    if len(items) == 1:
        items *= count
    if len(items) == count + 2 and items[0] == items[-1] == 1:
        items = items[1:-1]  # TensorFlow's form, with the batch and the channels
    if len(items) != count or any(not isinstance(n, int) or n < 1 for n in items):
        raise ShapeError(f"{name} {value!r} must be a positive int, or {WORDS[count]} of them")
    return tuple(items)


def pair(name: str, value: Any) -> Pair:
    """Return an int, or two of them, as a pair of positive ints.

    >>> pair("strides", 2)
    (2, 2)
    """
    items = several(name, value, 2)
    return items[0], items[1]


class Axis(NamedTuple):
    """Where the windows of one call lie along one axis."""

    stride: int
    dilation: int
    before: int
    out: int


def along_axes(
    sizes: Sequence[int],
    filter_sizes: Sequence[int],
    strides: Any,
    pad: Any,
    dilations: Any = 1,
    rounding: str | None = None,
) -> list[Axis]:
    """Return what ``windows`` does, of any number of axes, axis by axis.

    >>> [axis.out for axis in along_axes((5, 5, 3), (3, 3, 1), 2, "same")]
    [3, 3, 2]
    """
    count = len(sizes)
    if rounding not in ROUNDINGS:
        raise ShapeError(f"dim_rounding_mode {rounding!r} must be 'floor', 'ceil', 'round' or None")
    steps, spread = several("strides", strides, count), several("dilations", dilations, count)
    given: Any = pad.lower() if isinstance(pad, str) else _sides(pad, count)
    if isinstance(given, str) and rounding is not None:
        raise ShapeError(f"dim_rounding_mode is for pad in numbers, not {pad!r}")
    found = []
    for axis in range(count):
        sides = given if isinstance(given, str) else given[axis]
        size, tap, step, apart = sizes[axis], filter_sizes[axis], steps[axis], spread[axis]
        out, before = _along(size, tap, step, apart, sides, rounding)
        found.append(Axis(step, apart, before, out))
    out = tuple(axis.out for axis in found)
    if min(out) < 1 and min(sizes) > 0:
        raise ShapeError(
            f"a window of {tuple(filter_sizes)} with dilations {spread} does not fit into "
            f"{tuple(sizes)} with pad {pad!r}; there would be {out} windows"
        )
    return found


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
    rows, columns = along_axes(sizes, filter_sizes, strides, pad, dilations, rounding)
    stride, dilation, before, out = zip(rows, columns, strict=True)
    return Windows(stride, dilation, before, out)


def _sides(pad: Any, count: int) -> list[Pair]:
    """Return padding in numbers as one (before, after) per axis."""
    if isinstance(pad, int):
        items: list[Any] = [(pad, pad)] * count
    else:
        items = [(p, p) if isinstance(p, int) else tuple(p) for p in pad]
    if len(items) in (count + 1, count + 2):  # with the batch and the channels, or these alone
        outer, items = [*items[: -count - 1], items[-1]], items[-count - 1 : -1]
        if any(n for p in outer for n in p):
            raise ShapeError(f"pad {pad!r} must be 0 for the batch and the channels")
    if len(items) != count or any(
        len(p) != 2 or any(not isinstance(n, int) or n < 0 for n in p) for p in items
    ):
        raise ShapeError(
            f"pad {pad!r} must be 'same', 'valid', an int, or (before, after) per axis; "
            "none may be negative"
        )
    return items


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
