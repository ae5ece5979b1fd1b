"""Reductions by index: sums, products, greatest and least of the slices that share a number."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from ..dtypes import bool_, float32, int32
from ..errors import DTypeError, ShapeError
from ..lowering import Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import indexed
from . import reduction
from .borders import pad
from .compare import cast, equal, where
from .gathering import folding, segment_shape, take
from .gathering import segment_sum as sum_segments
from .reshaping import reshape

__all__ = ["segment_max", "segment_min", "segment_prod", "segment_sum", "unsorted_segment_sum"]

LONG = 1 << 14
"""From so many slices on they are folded in parts: no fragment follows a long chain alone."""

PART = 1 << 12
"""Slices of a part."""


def _extreme_grad(
    g: Tensor, y: Tensor, x: Tensor, indices: Tensor, *, segments: int, batch_dims: int
) -> tuple[Tensor, None]:
    chosen = equal(x, take(y, indices, batch_dims, batch_dims))
    ties = sum_segments(cast(chosen, float32), indices, segments, batch_dims)
    share = take(g / ties, indices, batch_dims, batch_dims)
    return where(chosen, share, 0.0), None


def _prod_grad(
    g: Tensor, _y: Spec, x: Tensor, indices: Tensor, *, segments: int, batch_dims: int
) -> tuple[Tensor, None]:
    """Per element the product of the others, also where some are 0; see ``reduction.prod``."""

    def total(value: Tensor) -> Tensor:
        return sum_segments(value, indices, segments, batch_dims)

    def spread(value: Tensor) -> Tensor:
        return take(value, indices, batch_dims, batch_dims)

    zero = equal(x, 0.0)
    solid = where(zero, 1.0, x)
    rest = spread(g * prod_segments(solid, indices, segments, batch_dims))
    zeros = spread(total(cast(zero, float32)))
    left = spread(total(where(zero, x, 0.0)))
    at_zero = where(equal(zeros, 1.0), 1.0, where(equal(zeros, 2.0), left - x, 0.0))
    elsewhere = where(equal(zeros, 0.0), 1.0, where(equal(zeros, 1.0), left, 0.0)) / solid
    return rest * where(zero, at_zero, elsewhere), None


@op(shape=segment_shape, types=indexed, lower=folding("segment/max"), grad=_extreme_grad)
def max_segments(x: TensorLike, indices: TensorLike, segments: int, batch_dims: int) -> Tensor:
    """Return the greatest of x by index, per batch entry; see ``segment_max``."""
    ...


@op(shape=segment_shape, types=indexed, lower=folding("segment/min"), grad=_extreme_grad)
def min_segments(x: TensorLike, indices: TensorLike, segments: int, batch_dims: int) -> Tensor:
    """Return the least of x by index, per batch entry; see ``segment_min``."""
    ...


@op(shape=segment_shape, types=indexed, lower=folding("segment/prod"), grad=_prod_grad)
def prod_segments(x: TensorLike, indices: TensorLike, segments: int, batch_dims: int) -> Tensor:
    """Return products of x by index, per batch entry; see ``segment_prod``."""
    ...


# --- the public functions -------------------------------------------------------------------------


def by_segment(
    fold: Callable[..., Tensor],
    join: Callable[..., Tensor],
    x: Tensor,
    ids: Tensor,
    segments: int,
) -> Tensor:
    """Return ``fold`` by index; very many slices in parts, whose results ``join`` puts together."""
    count, rest = prod(ids.shape), x.shape[ids.ndim :]
    if count < LONG or count < 16 * segments or len(rest) > 4:
        return fold(x, ids, segments, 0)
    parts = -(-count // PART)
    x, ids = reshape(x, (count, *rest)), reshape(ids, (count,))
    missing = parts * PART - count
    if missing:
        ids = pad(ids, [(0, missing)], -1)
        x = pad(x, [(0, missing), *[(0, 0)] * len(rest)])
    made = fold(reshape(x, (parts, PART, *rest)), reshape(ids, (parts, PART)), segments, 1)
    return join(made, 0)


def _checked(name: str, x: Any, segment_ids: Any, num_segments: int | None) -> Any:
    x, ids = as_tensor(name, x), as_tensor(name, segment_ids)
    call = f"{name}(x: {x.shape}, segment_ids: {ids.shape})"
    if not ids.ndim or x.shape[: ids.ndim] != ids.shape:
        raise ShapeError(f"{call}: x's first axes must be those of segment_ids")
    if ids.dtype != int32:
        raise DTypeError(f"{call}: segment_ids are {ids.dtype}; they must be int32")
    if num_segments is None:
        num_segments = int(reduction.max(ids).item()) + 1 if ids.size else 0
    if int(num_segments) < 0:
        raise ShapeError(f"{call}: num_segments is {num_segments}; it must not be negative")
    return x if x.dtype != bool_ else cast(x, int32), ids, int(num_segments)


def unsorted_segment_sum(x: Any, segment_ids: Any, num_segments: int | None = None) -> Tensor:
    """Return, for each segment, the sum of the slices of x that belong to it.

    Args:
        x: (…the axes of segment_ids, …rest).
        segment_ids: int32, which segment each slice belongs to; what is out of range is left out.
        num_segments: how many sums there are: the result is (num_segments, …rest). By default as
            many as the ids ask for, which must be read.

    The order of additions is always the same. Mirrors TensorFlow.js ``tf.unsortedSegmentSum``.

    Raises:
        ShapeError: if x's first axes are not those of segment_ids.
        DTypeError: if segment_ids are not int32.

    >>> tf.unsorted_segment_sum([1.0, 2.0, 4.0], [1, 0, 1], 2).tolist()
    [2.0, 5.0]
    """
    x, ids, count = _checked("unsorted_segment_sum", x, segment_ids, num_segments)
    return by_segment(sum_segments, reduction.sum, x, ids, count)


def segment_sum(
    x: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Tensor:
    """Return ``unsorted_segment_sum``, by Keras' name; whether ids are sorted makes no difference.

    >>> tf.segment_sum([1.0, 2.0, 4.0], [0, 1, 1]).tolist()
    [1.0, 6.0]
    """
    del sorted
    x, ids, count = _checked("segment_sum", x, segment_ids, num_segments)
    return by_segment(sum_segments, reduction.sum, x, ids, count)


def segment_max(
    x: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Tensor:
    """Return, for each segment, the greatest of the slices of x that belong to it.

    Everything else as ``unsorted_segment_sum``. An empty segment has what is below all numbers:
    -inf, or the least int32. Slices that tie share the gradient. Mirrors Keras'.

    >>> tf.segment_max([1.0, 5.0, 3.0], [0, 1, 1]).tolist()
    [1.0, 5.0]
    """
    del sorted
    x, ids, count = _checked("segment_max", x, segment_ids, num_segments)
    return by_segment(max_segments, reduction.max, x, ids, count)


def segment_min(
    x: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Tensor:
    """Return, for each segment, the least of the slices of x that belong to it.

    Everything else as ``segment_max``; an empty segment has inf, or the greatest int32.

    >>> tf.segment_min([1.0, 5.0, 3.0], [0, 1, 1]).tolist()
    [1.0, 3.0]
    """
    del sorted
    x, ids, count = _checked("segment_min", x, segment_ids, num_segments)
    return by_segment(min_segments, reduction.min, x, ids, count)


def segment_prod(
    x: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Tensor:
    """Return, for each segment, the product of the slices of x that belong to it; of none, 1.

    Everything else as ``unsorted_segment_sum``; differentiable also where elements are 0.

    >>> tf.segment_prod([2.0, 5.0, 3.0], [0, 1, 1]).tolist()
    [2.0, 15.0]
    """
    del sorted
    x, ids, count = _checked("segment_prod", x, segment_ids, num_segments)
    return by_segment(prod_segments, reduction.prod, x, ids, count)
