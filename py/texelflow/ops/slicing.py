"""Parts of a tensor: slices, and their inverse, a place in a larger one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..reasons import misfit
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .complex_rules import each_part, filled
from .string_rules import filled as filled_with_text
from .string_rules import moved
from .walks import place_copy, strided_copy

__all__ = ["slice", "strided_slice"]


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
    strings=moved,
)
def take_ranges(x: TensorLike, ranges: Sequence[Range]) -> Tensor:
    """Return, on each axis, ``count`` elements from ``begin`` on in steps of ``step``.

    What every kind of slicing comes down to; ``ranges`` must lie inside x.

    >>> from texelflow.ops.slicing import take_ranges
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
    begins = [begin for begin, _, _ in ranges]
    value = float(fill) if y.kind == "float" else int(fill)
    strides = strides_of(x.spec.shape)
    if y.layout.aligned and all(step == 1 or count == 1 for _, step, count in ranges):
        return place_copy(b, y, x, strides, begins, value)
    rest = 6 - y.ndim
    return b.draw(
        "movement/place",
        {"x": x},
        y,
        rank=y.ndim,
        dims=(*y.shape, *(1,) * rest),
        x_dims=(*x.spec.shape, *(1,) * rest),
        x_strides=(*strides, *(0,) * rest),
        begins=(*begins, *(0,) * rest),
        steps=(*(step for _, step, _ in ranges), *(1,) * rest),
        fill=value,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(
    shape=_place_shape,
    types=unchanged,
    lower=_lower_place,
    grad=lambda g, _y, _x, *, ranges: take_ranges(g, ranges),
    complex=filled,
    strings=filled_with_text,
)
def place(x: TensorLike, shape: Sequence[int], ranges: Sequence[Range], fill: float = 0) -> Tensor:
    """Return ``fill`` in ``shape``, with x at ``ranges``; the inverse of ``take_ranges``.

    >>> from texelflow.ops.slicing import place
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
    for name, value in (("begin", begins), ("size", sizes)):
        if reason := misfit("Sequence[int]", value):
            raise TypeError(f"{name} {reason}")
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

    counts = {len(part) for part in (begin, end, strides) if part is not None}
    if len(counts) != 1:
        raise ShapeError("begin, end and strides must be of one length")
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
