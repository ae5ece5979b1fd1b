"""Taking elements by index tensors, and adding up by them: ``gather`` and its gradient."""

from __future__ import annotations

from math import isqrt, prod
from typing import Any

from ..dtypes import int32
from ..errors import DTypeError, ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import indexed
from .complex_rules import each_part_but
from .joining import axis_of
from .movement import lower_reshape, transpose

__all__ = ["gather", "unsorted_segment_sum"]


def _units(x: Spec, axis: int) -> int:
    """Return how many texels one place on ``axis`` has, or 0 if it is not made of whole texels."""
    if axis == x.ndim - 1 or not x.layout.aligned:
        return 0
    return prod(x.shape[axis + 1 : -1]) * (x.layout.stride >> 2)


def _dense(b: Builder, indices: Buffer) -> Buffer:
    return lower_reshape(b, Spec((indices.spec.size,), int32), indices)


SEARCHES = 1 << 18
"""How many comparisons of a segment with an index are made without buckets."""


# --- gather ---------------------------------------------------------------------------------------


def _take_shape(x: Spec, indices: Spec, *, axis: int, batch_dims: int) -> tuple[int, ...]:
    return (*x.shape[:axis], *indices.shape[batch_dims:], *x.shape[axis + 1 :])


def _lower_take(
    b: Builder, y: Spec, x: Buffer, indices: Buffer, *, axis: int, batch_dims: int
) -> Buffer:
    shape = x.spec.shape
    count = prod(indices.spec.shape[batch_dims:])
    inner = _units(x.spec, axis) if y.layout.aligned else 0
    params: dict[str, Any] = {
        "size": shape[axis],
        "outer": prod(shape[batch_dims:axis]),
        "count": count,
    }
    if not inner:
        params |= {"x_cols": x.spec.layout.cols, "x_stride": x.spec.layout.stride}
        params |= {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    return b.draw(
        "joining/gather",
        {"x": x, "indices": _dense(b, indices)},
        y,
        {"TEXELS": inner > 0},
        inner=inner or prod(shape[axis + 1 :]),
        **params,
    )


def _take_grad(
    g: Tensor, _y: Spec, _x: Spec, indices: Tensor, *, axis: int, batch_dims: int
) -> tuple[Any, None]:
    taken = indices.ndim - batch_dims

    def by_x() -> Tensor:
        # The axes of the indices come before those between the batch and the axis, and go back.
        lead, middle = range(batch_dims), range(batch_dims, axis)
        tail = range(axis + taken, g.ndim)
        ahead = transpose(g, (*lead, *range(axis, axis + taken), *middle, *tail)) if middle else g
        summed = segment_sum(ahead, indices, _x.shape[axis], batch_dims)
        if not middle:
            return summed
        moved = [i + 1 for i in middle]
        return transpose(summed, (*lead, *moved, batch_dims, *range(axis + 1, _x.ndim)))

    return by_x, None


@op(
    shape=_take_shape,
    types=indexed,
    lower=_lower_take,
    grad=_take_grad,
    complex=each_part_but(1),
)
def take(x: TensorLike, indices: TensorLike, axis: int, batch_dims: int) -> Tensor:
    """Return what ``gather`` does; its arguments have been checked."""
    ...


# --- adding up ------------------------------------------------------------------------------------


def _segment_shape(x: Spec, indices: Spec, *, segments: int, batch_dims: int) -> tuple[int, ...]:
    return (*x.shape[:batch_dims], segments, *x.shape[indices.ndim :])


def _chains(b: Builder, indices: Buffer, batch: int, count: int, segments: int) -> Buffer:
    """Return, for each segment, where its first index is, and for each index where the next is.

    Looking for each of many segments among many indices would be dear: 10,000 among 3,200 took
    100 ms in SwiftShader. So first those in one bucket of segments are chained, then, along these
    chains, the equal ones.
    """
    buckets = segments
    if segments * count > SEARCHES:
        buckets = min(segments, 2 * isqrt(count))
    width = -(-segments // buckets) if buckets else 1
    buckets = -(-segments // width)
    sizes: dict[str, Any] = {
        "size": buckets,
        "count": count,
        "heads": batch * buckets,
        "width": width,
    }
    coarse = Spec((batch * (buckets + count),), int32)
    made = b.draw("joining/links", {"indices": indices}, coarse, {}, **sizes, **_lanes(coarse))
    if width == 1:
        return made
    exact = Spec((batch * (segments + count),), int32)
    sizes |= {"size": segments, "heads": batch * segments}
    sizes |= {"buckets": buckets, "coarse_heads": batch * buckets}
    return b.draw(
        "joining/sift",
        {"indices": indices, "coarse": made},
        exact,
        {},
        **sizes,
        **_lanes(exact),
    )


def _lanes(y: Spec) -> dict[str, Any]:
    return {"y_cols": y.layout.cols, "y_stride": y.layout.stride}


def _lower_segment_sum(
    b: Builder, y: Spec, x: Buffer, indices: Buffer, *, segments: int, batch_dims: int
) -> Buffer:
    """Chain equal indices first, so that each result visits only what it is made of."""
    batch = prod(indices.spec.shape[:batch_dims])
    count = prod(indices.spec.shape[batch_dims:])
    heads = batch * segments
    links = _chains(b, _dense(b, indices), batch, count, segments)
    inner = _units(x.spec, indices.spec.ndim - 1) if y.layout.aligned else 0
    params: dict[str, Any] = {"heads": heads, "count": count}
    if not inner:
        params |= {"x_cols": x.spec.layout.cols, "x_stride": x.spec.layout.stride}
        params |= {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    return b.draw(
        "joining/segment_sum",
        {"x": x, "links": links},
        y,
        {"TEXELS": inner > 0},
        inner=inner or prod(x.spec.shape[indices.spec.ndim :]),
        **params,
    )


@op(
    shape=_segment_shape,
    types=indexed,
    lower=_lower_segment_sum,
    grad=lambda g, _y, _x, indices, *, batch_dims: (take(g, indices, batch_dims, batch_dims), None),
    complex=each_part_but(1),
)
def segment_sum(x: TensorLike, indices: TensorLike, segments: int, batch_dims: int) -> Tensor:
    """Return sums of x by index, per batch entry; see ``unsorted_segment_sum``."""
    ...


# --- the public functions -------------------------------------------------------------------------


def gather(x: Any, indices: Any, axis: int = 0, batch_dims: int = 0) -> Tensor:
    """Return the slices of x along an axis that a tensor of indices names.

    Args:
        x: any tensor but a scalar.
        indices: int32, of any shape; it takes the place of the axis in the result's shape. Where
            an index is out of range (a negative one, too) the result is 0, as in TensorFlow.js on
            WebGL: the GPU cannot raise errors.
        axis: the axis of x to take from.
        batch_dims: how many first axes x and indices share, entry by entry.

    Mirrors TensorFlow.js ``tf.gather``.

    Raises:
        ShapeError: if the axis is none of x's, or the first ``batch_dims`` axes differ.
        DTypeError: if the indices are not int32.

    >>> tf.gather([[1, 2], [3, 4]], [1, 1, 0]).tolist()
    [[3, 4], [3, 4], [1, 2]]
    """
    x, indices = as_tensor("gather", x), as_tensor("gather", indices)
    call = f"gather(x: {x.shape}, indices: {indices.shape})"
    if not x.ndim:
        raise ShapeError(f"{call}: a scalar has nothing to take from")
    if indices.dtype != int32:
        raise DTypeError(f"{call}: indices are {indices.dtype}; they must be int32")
    at = axis_of(call, axis, x)
    batch = batch_dims + indices.ndim if batch_dims < 0 else batch_dims
    if not 0 <= batch <= min(at, indices.ndim) or x.shape[:batch] != indices.shape[:batch]:
        raise ShapeError(
            f"{call}: batch_dims {batch_dims} must be from 0 to {min(at, indices.ndim)}, "
            "and x and indices alike on that many first axes"
        )
    return take(x, indices, at, batch)


def unsorted_segment_sum(x: Any, segment_ids: Any, num_segments: int) -> Tensor:
    """Return, for each segment, the sum of the slices of x that belong to it.

    Args:
        x: (…the axes of segment_ids, …rest).
        segment_ids: int32, which segment each slice belongs to; what is out of range is left out.
        num_segments: how many sums there are: the result is (num_segments, …rest).

    The order of additions is always that of x. Mirrors TensorFlow.js ``tf.unsortedSegmentSum``.

    Raises:
        ShapeError: if x's first axes are not those of segment_ids.
        DTypeError: if segment_ids are not int32.

    >>> tf.unsorted_segment_sum([1.0, 2.0, 4.0], [1, 0, 1], 2).tolist()
    [2.0, 5.0]
    """
    x = as_tensor("unsorted_segment_sum", x)
    ids = as_tensor("unsorted_segment_sum", segment_ids)
    if not ids.ndim or x.shape[: ids.ndim] != ids.shape:
        raise ShapeError(
            f"unsorted_segment_sum(x: {x.shape}, segment_ids: {ids.shape}): "
            "x's first axes must be those of segment_ids"
        )
    if ids.dtype != int32:
        raise DTypeError(
            f"unsorted_segment_sum(x: {x.shape}, segment_ids: {ids.shape}): "
            f"segment_ids are {ids.dtype}; they must be int32"
        )
    return segment_sum(x, ids, int(num_segments), 0)
