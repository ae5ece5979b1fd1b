"""Counting: how often each number comes, how many fall into each bin, how many are not zero."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..dtypes import bool_, float32, int32
from ..errors import DTypeError, ShapeError
from ..shapes import normalize_axes
from ..tensor import Tensor, TensorLike, as_tensor, from_host
from . import reduction
from .compare import as_real, cast, equal, not_equal, where
from .creation import ones
from .gathering import segment_sum as sum_segments
from .reshaping import reshape
from .searching import bisect
from .segments import by_segment
from .sequences import linspace

__all__ = ["bincount", "count_nonzero", "dense_bincount", "histogram"]


def count_nonzero(
    x: Any, axis: int | Sequence[int] | None = None, keepdims: bool = False
) -> Tensor:
    """Return as int32 how many elements over ``axis`` are not zero; NaN is not. Mirrors NumPy's.

    Raises:
        ShapeError: if the axis is none of x's.

    >>> tf.count_nonzero([[0, 1], [2, 3]], axis=0).tolist()
    [1, 2]
    """
    value = as_tensor("count_nonzero", x)
    try:
        normalize_axes(axis, value.ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"count_nonzero(x: {value.shape}): {error}") from None
    there = value if value.dtype == bool_ else not_equal(value, 0)
    return reduction.sum(there, axis, keepdims)


def _counted(name: str, x: Any, weights: Any, size: Any) -> tuple[str, Tensor, Tensor, int]:
    """Return the call, x, weights (ones, where none are given) and how many counts there are."""
    value = as_tensor(name, x)
    given = None if weights is None else as_tensor(name, weights)
    call = f"{name}(x: {value.shape}" + (f", weights: {given.shape})" if given is not None else ")")
    if value.dtype != int32 and value.size:
        raise DTypeError(f"{call}: x is {value.dtype}; it must be int32")
    if given is None or (not given.size and value.size):
        given = ones(value.shape, given.dtype if given is not None else int32)
    if given.shape != value.shape:
        raise ShapeError(f"{call}: weights must be of x's shape, or empty")
    if size is not None and (isinstance(size, bool) or not hasattr(size, "__index__") or size < 0):
        raise ShapeError(f"{call}: size is {size!r}; it must be an int, and not negative")
    kept = given if given.dtype != bool_ else cast(given, int32)
    return call, cast(value, int32), kept, -1 if size is None else int(size)


def bincount(x: Any, weights: Any = None, size: int | None = None, minlength: int = 0) -> Tensor:
    """Return how often each of 0, 1, 2, … comes in x, or the sum of the weights where it does.

    Args:
        x: int32 (n,); numbers below 0, or from ``size`` on, are left out.
        weights: (n,), or None (or empty) for ones. The result is of their dtype.
        size: how many counts. By default one more than x's greatest, which must be read, and at
            least ``minlength``, as in NumPy.
        minlength: see ``size``.

    Mirrors TensorFlow.js ``tf.bincount``.

    Raises:
        ShapeError: if x has not one axis, or weights have another shape.
        DTypeError: if x is not int32.

    >>> tf.bincount([1, 3, 1]).tolist(), tf.bincount([1, 3, 1], [0.5, 1.0, 2.0], 2).tolist()
    ([0, 2, 0, 1], [0.0, 2.5])
    """
    call, value, amounts, count = _counted("bincount", x, weights, size)
    if value.ndim != 1:
        raise ShapeError(f"{call}: x must have one axis")
    if count < 0:
        most = int(reduction.max(value).item()) + 1 if value.size else 0
        count = builtins.max(most, int(minlength), 0)
    return by_segment(sum_segments, reduction.sum, amounts, value, count)


def dense_bincount(x: Any, weights: Any, size: int, binary_output: bool = False) -> Tensor:
    """Return ``bincount`` of each row of x, (n,) or (rows, n), or whether a number comes at all.

    Args:
        x: int32; numbers below 0, or from ``size`` on, are left out.
        weights: of x's shape, or None (or empty) for ones. The result is of their dtype.
        size: how many counts.
        binary_output: whether to return 1 where a number comes and 0 elsewhere, weights or not.

    Mirrors TensorFlow.js ``tf.denseBincount``.

    Raises:
        ShapeError: if x has not one or two axes, or weights have another shape.

    >>> tf.dense_bincount([[1, 1], [0, 3]], None, 3).tolist()
    [[0, 2, 0], [1, 0, 0]]
    """
    call, value, amounts, count = _counted("dense_bincount", x, weights, size)
    if value.ndim not in (1, 2):
        raise ShapeError(f"{call}: x must have one axis or two")
    if count < 0:
        raise ShapeError(f"{call}: size must be given")
    dtype = amounts.dtype
    amounts = ones(value.shape, int32) if binary_output else amounts
    if value.ndim == 1:
        made = by_segment(sum_segments, reduction.sum, amounts, value, count)
    else:
        made = sum_segments(amounts, value, count, 1)
    return cast(made > 0, dtype) if binary_output else made


class Histogram(NamedTuple):
    """How much fell into each bin, and where bins begin and end."""

    hist: Tensor
    bin_edges: Tensor


def _edges(call: str, x: Tensor, bins: Any, span: Any) -> Tensor:
    """Return the bins' edges; of an int they lie evenly over ``span``, or over what x has."""
    if isinstance(bins, bool) or not hasattr(bins, "__index__"):
        edges = as_tensor("histogram", bins)
        if edges.ndim != 1 or edges.size < 2:
            raise ShapeError(f"{call}: bins is {edges.shape}; it must be an int, or a row of edges")
        return cast(edges, float32)
    count = int(bins)
    if count < 1:
        raise ShapeError(f"{call}: bins is {count}; it must be 1 at least")
    if span is None and not x.size:
        span = (0.0, 1.0)
    if span is not None:
        low, high = (float(v) for v in span)
        if not low <= high:
            raise ShapeError(f"{call}: range is {(low, high)}; its end must not be below its start")
        if low == high:
            low, high = low - 0.5, high + 0.5
        return linspace(low, high, count + 1)
    least, most = reduction.min(x), reduction.max(x)
    half = where(equal(least, most), 0.5, 0.0)
    steps = from_host("histogram", [i / count for i in builtins.range(count + 1)], None, float32)
    # Weighing both ends keeps the last edge exact.
    return (least - half) * (1.0 - steps) + (most + half) * steps


def histogram(
    x: Any,
    bins: int | Sequence[float] | TensorLike = 10,
    range: tuple[float, float] | None = None,
    weights: Any = None,
    density: bool = False,
) -> Histogram:
    """Return how many elements fall into each bin, and the bins' edges: ``(hist, bin_edges)``.

    Args:
        x: any tensor, taken as one row of float32. NaN is in no bin.
        bins: how many, or their edges in rising order. A bin has its lower edge but not its upper;
            the last has both.
        range: from where to where, of an int's bins; by default from x's least to its greatest.
        weights: of x's shape; what each element counts, instead of 1.
        density: whether to return a density, which integrates to 1 over the bins.

    Counts are int32; densities and sums of float32 weights are float32. Mirrors NumPy's.

    Raises:
        ShapeError: for less than one bin, a range that falls, or weights of another shape.

    >>> hist, edges = tf.histogram([1.0, 2.0, 2.5, 5.0], bins=2, range=(1, 5))
    >>> hist.tolist(), edges.tolist()
    ([3, 1], [1.0, 3.0, 5.0])
    """
    value = as_real("histogram", x)
    call = f"histogram(x: {value.shape})"
    edges = _edges(call, value, bins, range)
    count = edges.size - 1
    amounts = ones(value.shape, int32) if weights is None else as_tensor("histogram", weights)
    if amounts.shape != value.shape:
        raise ShapeError(f"{call}: weights are {amounts.shape}; they must be of x's shape")
    row = reshape(value, (-1,))
    own = bisect(edges, row, "right") - 1
    own = where(equal(row, edges[count]), count - 1, own)
    amounts = reshape(amounts, (-1,))
    hist = by_segment(sum_segments, reduction.sum, amounts, own, count)
    if density:
        widths = edges[1:] - edges[:-1]
        hist = cast(hist, float32) / widths / cast(reduction.sum(hist), float32)
    return Histogram(hist, edges)
