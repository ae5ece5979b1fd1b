"""Moving elements without computing: reshape, transpose, slices."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import check_shape
from ..errors import ShapeError
from ..layout import same_place, strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes, normalize_axis, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .complex_rules import each_part, filled, turned

__all__ = [
    "broadcast_to",
    "clone",
    "expand_dims",
    "reshape",
    "slice",
    "squeeze",
    "strided_slice",
    "transpose",
]


def strided_copy(
    b: Builder, y: Spec, x: Buffer, strides: Sequence[int], offset: int, dims: Sequence[int]
) -> Buffer:
    """Draw ``y[c] = x[offset + Σ c·strides]``, where ``c`` runs over ``dims`` in row-major order.

    ``dims`` is y's shape, or one with as many elements and the same last axis.
    """
    texelwise = (
        y.layout.aligned
        and bool(dims)
        and strides[-1] == 1
        and offset % 4 == 0
        and all(s % 4 == 0 for s, n in zip(strides[:-1], dims, strict=False) if n > 1)
    )
    padding = (0,) * (6 - len(dims))
    ways: dict[str, bool] = {"ROWS": texelwise}
    more: dict[str, int] = {}
    if y.layout.aligned and bool(dims) and not texelwise:
        ways = {"STEPS": True, "TEXELS": strides[-1] % 4 == 0}
        more = {"x_step": strides[-1]}
    return b.draw(
        "movement/strided",
        {"x": x},
        y,
        ways,
        **more,
        rank=len(dims),
        dims=(*dims, *padding),
        x_strides=(*strides, *padding),
        offset=offset,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


# --- the same elements under another shape -------------------------------------------------------


def _reshape_shape(x: Spec, *, shape: Any) -> tuple[int, ...]:
    """``shape`` with its one -1 worked out."""
    wanted = [shape] if isinstance(shape, int) else list(shape)
    free = [i for i, size in enumerate(wanted) if size == -1]
    if len(free) > 1:
        raise ShapeError(
            f"shape {tuple(wanted)} has more than one -1; only one size can be inferred"
        )
    if free:
        known = prod(size for size in wanted if size != -1)
        if known == 0 or x.size % known:
            raise ShapeError(
                f"shape {tuple(wanted)}: {x.size} elements cannot be divided by {known}"
            )
        wanted[free[0]] = x.size // known
    result = check_shape("reshape", wanted)
    if prod(result) != x.size:
        raise ShapeError(
            f"{x.size} elements do not fill shape {result}, which needs {prod(result)}"
        )
    return result


def lower_reshape(b: Builder, y: Spec, x: Buffer, **_: Any) -> Buffer:
    if same_place(x.spec.shape, y.shape):
        return b.view(x, y)
    # Elements keep their order but not their place: walk y in x's shape.
    return b.draw(
        "movement/reorder",
        {"x": x},
        y,
        {"STEPS": y.layout.aligned},
        x_cols=x.spec.layout.cols,
        x_stride=x.spec.layout.stride,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


def _reshape_grad(g: Tensor, _y: Spec, _x: Spec) -> Tensor:
    return reshape(g, _x.shape)


@op(
    shape=_reshape_shape,
    types=unchanged,
    lower=lower_reshape,
    grad=_reshape_grad,
    complex=each_part,
)
def reshape(x: TensorLike, shape: Sequence[int]) -> Tensor:
    """Return the elements in row-major order under another shape; one size may be -1.

    Shares x's texture where both layouts put every element in the same place, else copies.

    >>> tf.reshape([1, 2, 3, 4], [2, -1]).tolist()
    [[1, 2], [3, 4]]
    """
    ...


def _clone_lower(b: Builder, y: Spec, x: Buffer) -> Buffer:
    return b.view(x, y)


@op(
    shape=same,
    types=unchanged,
    lower=_clone_lower,
    grad=lambda g, _y, _x: g,
    complex=each_part,
)
def clone(x: TensorLike) -> Tensor:
    """Return another handle on the same value, with a life of its own.

    >>> x = tf.ones([2])
    >>> y = tf.clone(x)
    >>> x.dispose()
    >>> y.tolist()
    [1.0, 1.0]
    """
    ...


def expand_dims(x: Any, axis: int = 0) -> Tensor:
    """Return x with a new axis of size 1 at ``axis``.

    >>> tf.expand_dims([1, 2], 1).shape
    (2, 1)
    """
    x = as_tensor("expand_dims", x)
    if isinstance(axis, bool) or not -x.ndim - 1 <= axis <= x.ndim:
        raise ShapeError(
            f"expand_dims(x: {x.shape}): axis {axis} must be from {-x.ndim - 1} to {x.ndim}"
        )
    at = axis % (x.ndim + 1)
    return reshape(x, (*x.shape[:at], 1, *x.shape[at:]))


def squeeze(x: Any, axis: int | Sequence[int] | None = None) -> Tensor:
    """Return x without its axes of size 1, or without those that ``axis`` names.

    >>> tf.squeeze([[[1, 2]]]).shape
    (2,)
    """
    x = as_tensor("squeeze", x)
    if axis is None:
        return reshape(x, tuple(size for size in x.shape if size != 1))
    items = axis if isinstance(axis, (list, tuple)) else [axis]
    axes = {normalize_axis(item, x.ndim) for item in items}
    for at in axes:
        if x.shape[at] != 1:
            raise ShapeError(f"squeeze(x: {x.shape}): axis {at} has size {x.shape[at]}, not 1")
    return reshape(x, tuple(size for at, size in enumerate(x.shape) if at not in axes))


# --- affine walks: transpose, slices, broadcasting ------------------------------------------------


def _permutation(x: Spec, perm: Any) -> tuple[int, ...]:
    if perm is None:
        return tuple(reversed(range(x.ndim)))
    axes = tuple(normalize_axis(axis, x.ndim) for axis in perm)
    if sorted(axes) != list(range(x.ndim)):
        raise ShapeError(f"perm {tuple(perm)} must name each of the {x.ndim} axes once")
    return axes


def _transpose_shape(x: Spec, *, perm: Any, conjugate: bool) -> tuple[int, ...]:
    del conjugate
    return tuple(x.shape[axis] for axis in _permutation(x, perm))


def _lower_transpose(b: Builder, y: Spec, x: Buffer, *, perm: Any, conjugate: bool) -> Buffer:
    del conjugate
    axes = _permutation(x.spec, perm)
    moved = [axis for axis in axes if x.spec.shape[axis] != 1]
    if moved == sorted(moved) and same_place(x.spec.shape, y.shape):
        return b.view(x, y)
    strides = strides_of(x.spec.shape)
    return strided_copy(b, y, x, [strides[axis] for axis in axes], 0, y.shape)


def _transpose_grad(g: Tensor, _y: Spec, _x: Spec, *, perm: Any) -> Tensor:
    axes = _permutation(_x, perm)
    return transpose(g, tuple(axes.index(axis) for axis in range(len(axes))))


@op(
    shape=_transpose_shape,
    types=unchanged,
    lower=_lower_transpose,
    grad=_transpose_grad,
    complex=turned,
)
def transpose(x: TensorLike, perm: Sequence[int] | None = None, conjugate: bool = False) -> Tensor:
    """Return x with its axes permuted; reversed by default. ``conjugate`` is for complex numbers.

    >>> tf.transpose([[1, 2], [3, 4]]).tolist()
    [[1, 3], [2, 4]]
    """
    ...


def _broadcast_to_shape(x: Spec, *, shape: Any) -> tuple[int, ...]:
    wanted = check_shape("broadcast_to", shape)
    if broadcast_shapes(x.shape, wanted) != wanted:
        raise ShapeError(f"shape {x.shape} does not broadcast to {wanted}")
    return wanted


def _lower_broadcast_to(b: Builder, y: Spec, x: Buffer, **_: Any) -> Buffer:
    if x.spec.shape == y.shape:
        return b.view(x, y)
    own, lead = strides_of(x.spec.shape), y.ndim - x.spec.ndim
    strides = [0] * lead + [0 if n == 1 else own[i] for i, n in enumerate(x.spec.shape)]
    return b.mark_pointwise(strided_copy(b, y, x, strides, 0, y.shape), {})


@op(
    shape=_broadcast_to_shape,
    types=unchanged,
    lower=_lower_broadcast_to,
    grad=lambda g, _y, _x: unbroadcast(g, _x.shape),
    complex=each_part,
)
def broadcast_to(x: TensorLike, shape: Sequence[int]) -> Tensor:
    """Return x repeated along its axes of size 1 until it has ``shape``.

    >>> tf.broadcast_to([1, 2], [2, 2]).tolist()
    [[1, 2], [1, 2]]
    """
    ...


def unbroadcast(g: Tensor, shape: tuple[int, ...]) -> Tensor:
    """Return ``g`` summed over the axes that broadcasting from ``shape`` added or stretched."""
    from .reduction import sum as reduce_sum

    if g.shape == shape:
        return g
    lead = g.ndim - len(shape)
    axes = [a for a in range(g.ndim) if a < lead or (shape[a - lead] == 1 and g.shape[a] != 1)]
    return reshape(reduce_sum(g, axes), shape)


Range = tuple[int, int, int]  # begin, step, count


def _strided_shape(x: Spec, *, ranges: tuple[Range, ...]) -> tuple[int, ...]:
    del x
    return tuple(count for _, _, count in ranges)


def lower_ranges(b: Builder, y: Spec, x: Buffer, *, ranges: tuple[Range, ...]) -> Buffer:
    strides = strides_of(x.spec.shape)
    if y.shape == x.spec.shape and all(step > 0 for _, step, _ in ranges):
        return b.view(x, y)
    offset = sum(begin * s for (begin, _, _), s in zip(ranges, strides, strict=True))
    steps = [step * s for (_, step, _), s in zip(ranges, strides, strict=True)]
    return strided_copy(b, y, x, steps, offset, y.shape)


def _take_ranges_grad(g: Tensor, _y: Spec, _x: Spec, *, ranges: tuple[Range, ...]) -> Tensor:
    return place(g, _x.shape, ranges)


@op(
    shape=_strided_shape,
    types=unchanged,
    lower=lower_ranges,
    grad=_take_ranges_grad,
    complex=each_part,
)
def take_ranges(x: TensorLike, ranges: Sequence[Range]) -> Tensor:
    """Return, on each axis, ``count`` elements from ``begin`` on in steps of ``step``.

    What every kind of slicing comes down to; ``ranges`` must lie inside x.

    >>> from texelflow.ops.movement import take_ranges
    >>> take_ranges([1, 2, 3, 4, 5], [(4, -2, 3)]).tolist()
    [5, 3, 1]
    """
    ...


def _place_shape(x: Spec, *, shape: tuple[int, ...], **_: Any) -> tuple[int, ...]:
    del x
    return shape


def _lower_place(
    b: Builder, y: Spec, x: Buffer, *, shape: Any, ranges: Sequence[Range], fill: float
) -> Buffer:
    del shape
    rest = 6 - y.ndim
    return b.draw(
        "movement/place",
        {"x": x},
        y,
        rank=y.ndim,
        dims=(*y.shape, *(1,) * rest),
        x_dims=(*x.spec.shape, *(1,) * rest),
        x_strides=(*strides_of(x.spec.shape), *(0,) * rest),
        begin=(*(begin for begin, _, _ in ranges), *(0,) * rest),
        steps=(*(step for _, step, _ in ranges), *(1,) * rest),
        fill=float(fill) if y.kind == "float" else int(fill),
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(
    shape=_place_shape,
    types=unchanged,
    lower=_lower_place,
    grad=lambda g, _y, _x, *, ranges: take_ranges(g, ranges),
    complex=filled,
)
def place(x: TensorLike, shape: Sequence[int], ranges: Sequence[Range], fill: float = 0) -> Tensor:
    """Return ``fill`` in ``shape``, with x at ``ranges``; the inverse of ``take_ranges``.

    >>> from texelflow.ops.movement import place
    >>> place([1, 2], [5], [(0, 3, 2)]).tolist()
    [1, 0, 0, 2, 0]
    """
    ...


def slice(x: Any, begin: int | Sequence[int], size: int | Sequence[int] | None = None) -> Tensor:
    """Return the block of ``size`` that starts at ``begin``; size -1 means up to the end.

    Axes beyond those given are taken whole. Mirrors TensorFlow.js ``tf.slice``.

    Raises:
        ShapeError: if the block does not lie inside x.

    >>> tf.slice([[1, 2, 3], [4, 5, 6]], [0, 1], [2, 2]).tolist()
    [[2, 3], [5, 6]]
    """
    x = as_tensor("slice", x)
    begins = [begin] if isinstance(begin, int) else list(begin)
    sizes = [-1] * len(begins) if size is None else [size] if isinstance(size, int) else list(size)
    if len(begins) > x.ndim or len(sizes) > len(begins):
        raise ShapeError(
            f"slice(x: {x.shape}): begin {begins} and size {sizes} are for more axes than x has"
        )
    sizes += [-1] * (x.ndim - len(sizes))
    begins += [0] * (x.ndim - len(begins))
    ranges = []
    for axis, (first, count, length) in enumerate(zip(begins, sizes, x.shape, strict=True)):
        count = length - first if count == -1 else count
        if first < 0 or count < 0 or first + count > length:
            raise ShapeError(
                f"slice(x: {x.shape}): begin {first} and size {count} leave axis {axis}, "
                f"which has {length} elements"
            )
        ranges.append((first, 1, count))
    return take_ranges(x, ranges)


def strided_slice(
    x: Any,
    begin: Sequence[int],
    end: Sequence[int],
    strides: Sequence[int] | None = None,
    begin_mask: int = 0,
    end_mask: int = 0,
    ellipsis_mask: int = 0,
    new_axis_mask: int = 0,
    shrink_axis_mask: int = 0,
) -> Tensor:
    """Return ``x[begin:end:strides]``, per axis; bits of the masks change the meaning of an entry.

    Mirrors TensorFlow.js ``tf.stridedSlice``; in Python ``x[1:5:2, ...]`` says the same.

    >>> tf.strided_slice([1, 2, 3, 4], [3], [0], [-2]).tolist()
    [4, 2]
    """
    import builtins

    index: list[Any] = []
    for i, (first, last) in enumerate(zip(begin, end, strict=True)):
        bit = 1 << i
        if ellipsis_mask & bit:
            index.append(Ellipsis)
        elif new_axis_mask & bit:
            index.append(None)
        elif shrink_axis_mask & bit:
            index.append(first)
        else:
            index.append(
                builtins.slice(
                    None if begin_mask & bit else first,
                    None if end_mask & bit else last,
                    strides[i] if strides else 1,
                )
            )
    return as_tensor("strided_slice", x)[tuple(index)]
