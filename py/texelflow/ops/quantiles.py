"""Medians, quantiles and percentiles: sorted along an axis, then read at one place or two."""

from __future__ import annotations

import builtins
import math
from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import to_buffer
from ..dtypes import float32, int32
from ..errors import ShapeError
from ..shapes import normalize_axes, reduced_shape
from ..tensor import Tensor, from_host
from .along import take_along_axis
from .arithmetic import minimum
from .compare import as_real, cast, where
from .creation import fill
from .gathering import take
from .joining import stack
from .movement import transpose
from .reduction import sum
from .reshaping import reshape
from .rounding import floor, round
from .sorting import sort
from .unary import isnan

__all__ = [
    "median",
    "nanmedian",
    "nanpercentile",
    "nanquantile",
    "percentile",
    "quantile",
]

Axis = int | Sequence[int] | None
METHODS = ("linear", "lower", "higher", "midpoint", "nearest")


def _sorted(name: str, x: Any, axis: Axis) -> tuple[Tensor, int, tuple[int, ...], Tensor]:
    """Return x sorted along one axis that holds all of ``axis``; that axis, the axes, and x."""
    value = as_real(name, x)
    try:
        axes = normalize_axes(axis, value.ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{name}(x: {value.shape}): {error}") from None
    if len(axes) == 1:
        return sort(value, axes[0]), axes[0], axes, value
    kept = [i for i in range(value.ndim) if i not in axes]
    shape = [value.shape[i] for i in kept]
    row = prod(value.shape[i] for i in axes)
    moved = value if not kept else transpose(value, (*kept, *axes))
    return sort(reshape(moved, (*shape, row)), -1), len(kept), axes, value


def _fractions(name: str, x: Tensor, q: Any, most: float, method: str) -> tuple[Any, list[float]]:
    """Return (shape, values from 0 to 1) of what was asked for."""
    call = f"{name}(x: {x.shape})"
    if method not in METHODS:
        raise ShapeError(f"{call}: method is {method!r}; it must be one of {', '.join(METHODS)}")
    # As Python's own floats: 0.1 as float32 would be beyond the place that it means.
    level = q.tolist() if hasattr(q, "tolist") else q
    shape = to_buffer(name, level, None)[1]
    flat: list[Any] = [level]
    for _ in shape:
        flat = [item for part in flat for item in part]
    for value in flat:
        if not 0 <= value <= most:
            raise ShapeError(f"{call}: q is {value}; it must be from 0 to {most:g}")
    return shape, [value / most for value in flat]


def _weighed(fraction: float, last: int, method: str) -> tuple[int, int, float]:
    """Return two places in a row that ends at ``last``, and the weight of the second."""
    at = fraction * last
    low, high = math.floor(at), math.ceil(at)
    if method == "lower":
        return low, low, 0.0
    if method == "higher":
        return high, high, 0.0
    if method == "nearest":
        near = builtins.round(at)
        return near, near, 0.0
    weight = at - low
    return low, high, 0.5 if method == "midpoint" and high > low else weight


def _quantile(
    name: str, x: Any, q: Any, axis: Axis, method: str, keepdims: bool, most: float
) -> Tensor:
    s, at, axes, value = _sorted(name, x, axis)
    q_shape, fractions = _fractions(name, value, q, most, method)
    kept = reduced_shape(value.shape, axes, keepdims)
    size = s.shape[at]
    if not size:
        return fill((*q_shape, *kept), math.nan)
    places = [_weighed(fraction, size - 1, method) for fraction in fractions]

    def taken(which: int) -> Tensor:
        indices = from_host(name, [p[which] for p in places], (len(places),), int32)
        return take(s, indices, at, 0)

    y = taken(0)
    if any(weight for _, _, weight in places):
        shape = [1] * at + [len(places)] + [1] * (s.ndim - at - 1)
        weights = from_host(name, [float(p[2]) for p in places], shape, float32)
        # A weight of 0 must leave even infinity alone.
        y = where(weights > 0.0, y * (1.0 - weights) + taken(1) * weights, y)
    last = take(s, from_host(name, [size - 1]), at, 0)
    y = where(isnan(last), last, y)  # a NaN sorts to the end, and spoils its row
    if at and len(places) > 1:
        y = transpose(y, (at, *range(at), *range(at + 1, y.ndim)))
    return reshape(y, (*q_shape, *kept))


def quantile(
    x: Any, q: Any, axis: Axis = None, method: str = "linear", keepdims: bool = False
) -> Tensor:
    """Return the q-th quantiles of x over an axis, several, or (None) all; NaN if one is NaN.

    Args:
        x: any tensor; taken as float32.
        q: numbers from 0 to 1, known on the host (a tensor is read). Their axes come first in the
            result's shape.
        axis: an int, several, or None.
        method: between two elements ``linear``, ``lower``, ``higher``, ``midpoint`` or ``nearest``.
        keepdims: whether the axes stay, with size 1.

    Differentiable by x. Mirrors NumPy's and Keras' ``ops.quantile``.

    Raises:
        ShapeError: if the axis is none of x's, or q or the method is none of those.

    >>> tf.quantile([1.0, 2.0, 3.0, 4.0], [0.0, 0.5, 1.0]).tolist()
    [1.0, 2.5, 4.0]
    """
    return _quantile("quantile", x, q, axis, method, keepdims, 1.0)


def percentile(
    x: Any, q: Any, axis: Axis = None, method: str = "linear", keepdims: bool = False
) -> Tensor:
    """Return the q-th percentiles of x, q from 0 to 100; everything else as ``quantile``.

    >>> tf.percentile([1.0, 2.0, 3.0], 50).item()
    2.0
    """
    return _quantile("percentile", x, q, axis, method, keepdims, 100.0)


def median(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the median of x over an axis, several, or (None) all, as float32. Mirrors NumPy's.

    Of an even count, the mean of the two in the middle. NaN if one is NaN.

    >>> tf.median([3.0, 1.0, 2.0, 10.0]).item()
    2.5
    """
    return _quantile("median", x, 0.5, axis, "linear", keepdims, 1.0)


# --- without NaN ----------------------------------------------------------------------------------


def _without_nan(
    name: str, x: Any, q: Any, axis: Axis, method: str, keepdims: bool, most: float
) -> Tensor:
    """As ``_quantile``, but only the GPU knows how many numbers a row has: it finds the places."""
    s, at, axes, value = _sorted(name, x, axis)
    q_shape, fractions = _fractions(name, value, q, most, method)
    kept = reduced_shape(value.shape, axes, keepdims)
    if not s.shape[at]:
        return fill((*q_shape, *kept), math.nan)
    last = cast(sum(cast(isnan(s), int32) * -1 + 1, at, True) - 1, float32)
    found = []
    for fraction in fractions:
        place = last * fraction
        low = floor(place)
        weight = place - low
        high = minimum(low + 1.0, last)
        if method == "midpoint":
            weight = where(weight > 0.0, 0.5, 0.0)
        elif method == "higher":
            weight = cast(weight > 0.0, float32)
        elif method == "lower":
            weight = weight * 0.0
        elif method == "nearest":
            weight = round(place) - low
        a = take_along_axis(s, cast(low, int32), at)
        b = take_along_axis(s, cast(high, int32), at)
        y = where(weight > 0.0, a * (1.0 - weight) + b * weight, a)
        found.append(reshape(where(last < 0.0, math.nan, y), kept))
    return reshape(stack(found), (*q_shape, *kept))


def nanquantile(
    x: Any, q: Any, axis: Axis = None, method: str = "linear", keepdims: bool = False
) -> Tensor:
    """Return quantiles of those elements that are numbers; NaN where there is none.

    Everything else as ``quantile``. Mirrors NumPy's.

    >>> tf.nanquantile([1.0, float("nan"), 3.0], 0.5).item()
    2.0
    """
    return _without_nan("nanquantile", x, q, axis, method, keepdims, 1.0)


def nanpercentile(
    x: Any, q: Any, axis: Axis = None, method: str = "linear", keepdims: bool = False
) -> Tensor:
    """Return percentiles of those elements that are numbers; see ``nanquantile``.

    >>> tf.nanpercentile([1.0, float("nan"), 3.0], 100).item()
    3.0
    """
    return _without_nan("nanpercentile", x, q, axis, method, keepdims, 100.0)


def nanmedian(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the median of those elements that are numbers; see ``nanquantile``.

    >>> tf.nanmedian([1.0, float("nan"), 3.0]).item()
    2.0
    """
    return _without_nan("nanmedian", x, 0.5, axis, "linear", keepdims, 1.0)
