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
from ..tensor import Tensor, TensorLike, as_tensor, from_host
from ..types import unchanged
from .complex_rules import each_part
from .gathering import gather
from .joining import axis_of
from .movement import broadcast_to
from .reduction import sum as reduce_sum
from .reshaping import reshape
from .slicing import take_ranges
from .string_rules import moved
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
    strings=moved,
)
def tile(x: TensorLike, reps: Sequence[int]) -> Tensor:
    """Return x repeated as a whole, ``reps[axis]`` times along each axis.

    >>> tf.tile([1, 2], [2]).tolist()
    [1, 2, 1, 2]
    """
    ...


def repeat(x: Any, repeats: Any, axis: int | None = None) -> Tensor:
    """Return x with each element repeated along an axis; flattened first if there is none.

    Args:
        x: any tensor.
        repeats: how often; one count, or one for each place on the axis. Counts that are a tensor
            are read on the host, since the result's size depends on them.
        axis: along which axis.

    Mirrors NumPy's ``repeat``.

    Raises:
        ShapeError: if a count is negative, or there are not as many as the axis is long.

    >>> tf.repeat([1, 2], 2).tolist(), tf.repeat([1, 2], [1, 3]).tolist()
    ([1, 1, 2, 2], [1, 2, 2, 2])
    """
    x = as_tensor("repeat", x)
    if axis is None:
        x, axis = reshape(x, (-1,) if x.size else (0,)), 0
    call = f"repeat(x: {x.shape})"
    at = axis_of(call, axis, x)
    size = x.shape[at]
    counts = repeats.tolist() if hasattr(repeats, "tolist") else repeats
    counts = list(counts) if isinstance(counts, (list, tuple)) else [counts]
    if any(not isinstance(n, int) or n < 0 for n in counts):
        raise ShapeError(f"{call}: repeats {repeats!r} must be whole numbers, not negative")
    if len(counts) == 1:
        count = counts[0]
        outer, inner = prod(x.shape[:at]), prod(x.shape[at + 1 :])
        wide = broadcast_to(reshape(x, (outer, size, 1, inner)), (outer, size, count, inner))
        return reshape(wide, (*x.shape[:at], size * count, *x.shape[at + 1 :]))
    if len(counts) != size:
        raise ShapeError(f"{call}: {len(counts)} counts for {size} places on axis {at}")
    places = [i for i, n in enumerate(counts) for _ in range(n)]
    return gather(x, from_host("repeat", places, (len(places),), "int32"), at)


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


def meshgrid(*xs: Any, indexing: str = "xy") -> list[Tensor]:
    """Return, for all combinations of elements of vectors, a tensor of those of each vector.

    Args:
        xs: vectors, usually two; a scalar counts as a vector of one.
        indexing: with "ij" each vector runs along the axis of its place; with "xy" the first two
            change places, so that the first runs along columns.

    Mirrors NumPy's ``meshgrid``, and TensorFlow.js ``tf.meshgrid``, which takes two.

    Raises:
        ShapeError: if one is no vector, or for another ``indexing``.

    >>> [m.tolist() for m in tf.meshgrid([1, 2], [3, 4])]
    [[[1, 2], [1, 2]], [[3, 3], [4, 4]]]
    """
    if xs and isinstance(xs[-1], str):
        *xs, indexing = xs  # type: ignore[assignment]
    vectors = [as_tensor("meshgrid", x) for x in xs]
    if any(x.ndim > 1 for x in vectors) or indexing not in ("xy", "ij"):
        shapes = ", ".join(str(x.shape) for x in vectors)
        raise ShapeError(f"meshgrid({shapes}): needs vectors, and indexing 'xy' or 'ij'")
    places = list(range(len(vectors)))
    if indexing == "xy" and len(places) > 1:
        places[:2] = 1, 0
    shape = [0] * len(places)
    for x, place in zip(vectors, places, strict=True):
        shape[place] = x.size
    return [
        broadcast_to(
            reshape(x, tuple(x.size if i == place else 1 for i in range(len(shape)))), tuple(shape)
        )
        for x, place in zip(vectors, places, strict=True)
    ]
