"""Repeating tensors, and turning them round."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axes
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .complex_rules import each_part
from .joining import axis_of
from .movement import broadcast_to
from .reduction import sum as reduce_sum
from .reshaping import reshape
from .slicing import take_ranges
from .walks import strided_copy

__all__ = ["flip", "meshgrid", "repeat", "reverse", "tile"]


def _tile_shape(x: Spec, *, reps: tuple[int, ...]) -> tuple[int, ...]:
    if len(reps) != x.ndim or any(not isinstance(n, int) or n < 0 for n in reps):
        raise ShapeError(f"reps {reps} must be {x.ndim} counts, one per axis, none negative")
    return tuple(n * r for n, r in zip(x.shape, reps, strict=True))


def _lower_tile(b: Builder, y: Spec, x: Buffer, *, reps: tuple[int, ...]) -> Buffer:
    if y.shape == x.spec.shape:
        return b.view(x, y)
    own, dims, strides = strides_of(x.spec.shape), [], []
    for n, times, stride in zip(x.spec.shape[:-1], reps[:-1], own[:-1], strict=True):
        dims += [times, n]
        strides += [0, stride]
    last = x.spec.shape[-1] if reps[-1] != 1 else None
    return strided_copy(b, y, x, [*strides, own[-1]], 0, [*dims, y.shape[-1]], last)


def _tile_grad(g: Tensor, _y: Spec, _x: Spec, *, reps: tuple[int, ...]) -> Tensor:
    shape = list(_y.shape)
    for axis, (size, count) in enumerate(zip(_x.shape, reps, strict=True)):
        if count != 1:
            outer, inner = prod(shape[:axis]), prod(shape[axis + 1 :])
            shape[axis] = size
            g = reshape(reduce_sum(reshape(g, (outer, count, size, inner)), 1), tuple(shape))
    return g


@op(
    shape=_tile_shape,
    types=unchanged,
    lower=_lower_tile,
    grad=_tile_grad,
    complex=each_part,
)
def tile(x: TensorLike, reps: Sequence[int]) -> Tensor:
    """Return x repeated as a whole, ``reps[axis]`` times along each axis.

    >>> tf.tile([1, 2], [2]).tolist()
    [1, 2, 1, 2]
    """
    ...


def repeat(x: Any, repeats: int, axis: int | None = None) -> Tensor:
    """Return x with each element repeated along an axis; flattened first if there is none.

    As NumPy's ``repeat`` with one count.

    >>> tf.repeat([1, 2], 2).tolist()
    [1, 1, 2, 2]
    """
    x = as_tensor("repeat", x)
    if axis is None:
        x, axis = reshape(x, (-1,)), 0
    if not isinstance(repeats, int) or repeats < 0:
        raise ShapeError(f"repeat(x: {x.shape}): repeats {repeats!r} must be an int, not negative")
    at = axis_of(f"repeat(x: {x.shape})", axis, x)
    outer, inner = prod(x.shape[:at]), prod(x.shape[at + 1 :])
    wide = broadcast_to(
        reshape(x, (outer, x.shape[at], 1, inner)), (outer, x.shape[at], repeats, inner)
    )
    return reshape(wide, (*x.shape[:at], x.shape[at] * repeats, *x.shape[at + 1 :]))


def reverse(x: Any, axis: int | Sequence[int] | None = None) -> Tensor:
    """Return x with the order of its elements turned round along the given axes, or along all.

    Mirrors TensorFlow.js ``tf.reverse``; ``flip`` is the same.

    >>> tf.reverse([1, 2, 3]).tolist()
    [3, 2, 1]
    """
    x = as_tensor("reverse", x)
    try:
        axes = normalize_axes(axis, x.ndim)
    except ShapeError as error:
        raise ShapeError(f"reverse(x: {x.shape}): {error}") from None
    if not x.size:
        return x
    return take_ranges(
        x, tuple((n - 1, -1, n) if i in axes else (0, 1, n) for i, n in enumerate(x.shape))
    )


flip = reverse


def meshgrid(x: Any, y: Any, indexing: str = "xy") -> list[Tensor]:
    """Return, for all pairs of elements of two vectors, a matrix of the first and of the second.

    With ``indexing="xy"`` x runs along columns, with "ij" along rows. Mirrors TensorFlow.js
    ``tf.meshgrid``.

    >>> [m.tolist() for m in tf.meshgrid([1, 2], [3, 4])]
    [[[1, 2], [1, 2]], [[3, 3], [4, 4]]]
    """
    x, y = as_tensor("meshgrid", x), as_tensor("meshgrid", y)
    if x.ndim > 1 or y.ndim > 1 or indexing not in ("xy", "ij"):
        raise ShapeError(
            f"meshgrid(x: {x.shape}, y: {y.shape}): needs two vectors, and indexing 'xy' or 'ij'"
        )
    x, y = reshape(x, (-1,)), reshape(y, (-1,))
    n, m = x.shape[0], y.shape[0]
    if indexing == "xy":
        return [broadcast_to(x, (m, n)), broadcast_to(reshape(y, (m, 1)), (m, n))]
    return [broadcast_to(reshape(x, (n, 1)), (n, m)), broadcast_to(y, (n, m))]
