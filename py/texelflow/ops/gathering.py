"""Taking elements by index tensors, and adding up by them: ``gather`` and its gradient."""

from __future__ import annotations

from collections.abc import Callable
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
from .movement import transpose
from .places import check_known
from .reshaping import lower_reshape
from .string_rules import moved_but

__all__ = ["gather"]


def units(x: Spec, axis: int) -> int:
    """Return how many texels one place on ``axis`` has, or 0 if it is not made of whole texels."""
    if axis == x.ndim - 1 or not x.layout.aligned:
        return 0
    return prod(x.shape[axis + 1 : -1]) * (x.layout.stride >> 2)


def dense(b: Builder, indices: Buffer) -> Buffer:
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
    inner = units(x.spec, axis) if y.layout.aligned else 0
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
        {"x": x, "indices": dense(b, indices)},
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
    strings=moved_but(1),
)
def take(x: TensorLike, indices: TensorLike, axis: int, batch_dims: int) -> Tensor:
    """Return what ``gather`` does; its arguments have been checked."""
    ...


# --- adding up ------------------------------------------------------------------------------------


def segment_shape(x: Spec, indices: Spec, *, segments: int, batch_dims: int) -> tuple[int, ...]:
    return (*x.shape[:batch_dims], segments, *x.shape[indices.ndim :])


def chains(b: Builder, indices: Buffer, batch: int, count: int, segments: int) -> Buffer:
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
    made = b.draw("joining/links", {"indices": indices}, coarse, {}, **sizes, **lanes(coarse))
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
        **lanes(exact),
    )


def lanes(y: Spec) -> dict[str, Any]:
    return {"y_cols": y.layout.cols, "y_stride": y.layout.stride}


def folding(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering: equal indices are chained, so that each result visits only its own."""

    def lower(
        b: Builder, y: Spec, x: Buffer, indices: Buffer, *, segments: int, batch_dims: int
    ) -> Buffer:
        batch = prod(indices.spec.shape[:batch_dims])
        count = prod(indices.spec.shape[batch_dims:])
        links = chains(b, dense(b, indices), batch, count, segments)
        taken = indices.spec.ndim
        inner = units(x.spec, taken - 1) if y.layout.aligned else 0
        rest = prod(x.spec.shape[taken:])
        return fold(b, kernel, y, x, links, (batch * segments, count), (inner, rest))

    return lower


def fold(
    b: Builder,
    kernel: str,
    y: Spec,
    x: Buffer,
    links: Buffer,
    sizes: tuple[int, int],
    inner: tuple[int, int],
) -> Buffer:
    """Draw what follows the chains of (heads, count), for rows of (texels or 0, elements)."""
    texels, elements = inner
    params: dict[str, Any] = {"heads": sizes[0], "count": sizes[1]}
    if not texels:
        params |= {"x_cols": x.spec.layout.cols, "x_stride": x.spec.layout.stride, **lanes(y)}
    return b.draw(
        kernel,
        {"x": x, "links": links},
        y,
        {"TEXELS": texels > 0},
        inner=texels or elements,
        **params,
    )


@op(
    shape=segment_shape,
    types=indexed,
    lower=folding("segment/sum"),
    grad=lambda g, _y, _x, indices, *, batch_dims: (take(g, indices, batch_dims, batch_dims), None),
    complex=each_part_but(1),
)
def segment_sum(x: TensorLike, indices: TensorLike, segments: int, batch_dims: int) -> Tensor:
    """Return sums of x by index, per batch entry; see ``segments.unsorted_segment_sum``."""
    ...


# --- the public functions -------------------------------------------------------------------------


def gather(x: Any, indices: Any, axis: int = 0, batch_dims: int = 0) -> Tensor:
    """Return the slices of x along an axis that a tensor of indices names.

    Args:
        x: any tensor but a scalar.
        indices: int32, of any shape; it takes the place of the axis in the result's shape. Where
            an index is out of range (a negative one, too) the result is 0, as in TensorFlow.js on
            WebGL: the GPU cannot raise errors. One that the host knows (in a list) raises.
        axis: the axis of x to take from.
        batch_dims: how many first axes x and indices share, entry by entry.

    Mirrors TensorFlow.js ``tf.gather``.

    Raises:
        ShapeError: if the axis is none of x's, or the first ``batch_dims`` axes differ.
        DTypeError: if the indices are not int32.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.gather([[1, 2], [3, 4]], [1, 1, 0]).tolist()
    [[3, 4], [3, 4], [1, 2]]
    """
    x, given, indices = as_tensor("gather", x), indices, as_tensor("gather", indices)
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
    check_known(call, given, x.shape[at])
    return take(x, indices, at, batch)
