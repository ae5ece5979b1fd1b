"""Putting tensors together, and taking them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import prod
from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import TensorList, op
from ..shapes import normalize_axis
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import common, unchanged
from .complex_rules import each_part
from .creation import zeros
from .reshaping import expand_dims, squeeze
from .slicing import lower_ranges, take_ranges
from .string_rules import moved
from .walks import rows_of

__all__ = ["concat", "split", "stack", "unstack"]

WIDEST = 8
"""How many tensors one draw can join."""


def ranges_of(shape: Sequence[int], axis: int, begin: int, count: int) -> Any:
    """Return ranges that take ``count`` places from ``begin`` on along one axis, all of others."""
    return tuple((begin, 1, count) if i == axis else (0, 1, n) for i, n in enumerate(shape))


def axis_of(call: str, axis: Any, x: Tensor) -> int:
    """Return ``axis`` counted from the front; an error has the call in front."""
    try:
        return normalize_axis(axis, x.ndim)
    except ShapeError as error:
        raise ShapeError(f"{call}: {error}") from None


# --- concat ---------------------------------------------------------------------------------------


def _concat_shape(*xs: Spec, axis: int) -> tuple[int, ...]:
    if not xs:
        raise ShapeError("there is nothing to join; it needs one tensor at least")
    first = xs[0]
    if not first.ndim:
        raise ShapeError("scalars have no axis to join along; use stack")
    at = normalize_axis(axis, first.ndim)
    for x in xs[1:]:
        if x.ndim != first.ndim or any(
            a != b for i, (a, b) in enumerate(zip(x.shape, first.shape, strict=True)) if i != at
        ):
            raise ShapeError(
                f"shapes {first.shape} and {x.shape} differ on an axis other than {at}; "
                "they may differ there only"
            )
    return tuple(sum(x.shape[at] for x in xs) if i == at else n for i, n in enumerate(first.shape))


def lower_concat(b: Builder, y: Spec, *xs: Buffer, axis: int) -> Buffer:
    at = normalize_axis(axis, y.ndim)
    level = [x for x in xs if x.spec.size] or [xs[0]]
    while len(level) > WIDEST:
        level = [_join(b, level[i : i + WIDEST], at) for i in range(0, len(level), WIDEST)]
    return b.view(_join(b, level, at), y)


def _join(b: Builder, xs: Sequence[Buffer], axis: int) -> Buffer:
    """Draw up to ``WIDEST`` tensors one after the other."""
    if len(xs) == 1:
        return xs[0]
    first = xs[0].spec
    sizes = [x.spec.shape[axis] for x in xs]
    y = Spec((*first.shape[:axis], sum(sizes), *first.shape[axis + 1 :]), first.dtype)
    last = axis == y.ndim - 1
    buffers = {f"x{i}": x for i, x in enumerate(xs)}
    texels = y.layout.aligned and all(x.spec.layout.aligned for x in xs)
    if last and y.layout.aligned and not (texels and all(n % 4 == 0 for n in sizes[:-1])):
        params: dict[str, Any] = {"strides": tuple(x.spec.layout.stride for x in xs)}
        params |= _ends(sizes) | rows_of(y)
        return b.draw("joining/concat", buffers, y, {"N": len(xs), "RUNS": True}, **params)
    row = y.layout.stride >> 2 if texels else y.layout.stride
    inner = 1 if last else prod(y.shape[axis + 1 : -1]) * row
    if last and texels:
        sizes = [-(-n // 4) for n in sizes]
    params = _ends([n * inner for n in sizes])
    total = max(1, params["ends"][-1])
    params |= {"total": total, "total_inverse": 1.0 / total}
    return b.draw("joining/concat", buffers, y, {"N": len(xs), "TEXELS": texels}, **params)


def _ends(sizes: Sequence[int]) -> dict[str, Any]:
    """Return sizes one after the other, and where each ends."""
    return {"sizes": tuple(sizes), "ends": tuple(accumulate(sizes))}


def _concat_grad(g: Tensor, _y: Spec, *_xs: Spec, axis: int) -> list[Any]:
    at = normalize_axis(axis, _y.ndim)
    rules = []
    begin = 0
    for x in _xs:
        count = x.shape[at]
        ranges = ranges_of(_y.shape, at, begin, count)
        rules.append(lambda ranges=ranges: take_ranges(g, ranges))
        begin += count
    return rules


@op(
    shape=_concat_shape,
    types=common,
    lower=lower_concat,
    grad=_concat_grad,
    complex=each_part,
    strings=moved,
)
def concat(tensors: TensorList, axis: int = 0) -> Tensor:
    """Return the tensors one after the other along an axis.

    Raises:
        ShapeError: if there are none, they are scalars, or they differ on another axis.

    >>> tf.concat([[1, 2], [3]]).tolist()
    [1, 2, 3]
    """
    ...


def stack(tensors: Any, axis: int = 0) -> Tensor:
    """Return tensors of one shape side by side along a new axis.

    Raises:
        ShapeError: if there are none, or their shapes differ.

    >>> tf.stack([[1, 2], [3, 4]], axis=1).tolist()
    [[1, 3], [2, 4]]
    """
    xs = [as_tensor("stack", x) for x in tensors]
    shapes = [x.shape for x in xs]
    if not xs or any(shape != shapes[0] for shape in shapes):
        raise ShapeError(f"stack(tensors: {shapes}): needs tensors of one shape, one at least")
    return concat([expand_dims(x, axis) for x in xs], axis % (xs[0].ndim + 1))


# --- split ----------------------------------------------------------------------------------------


def _parts_shape(x: Spec, *, sizes: tuple[int, ...], axis: int) -> list[tuple[int, ...]]:
    return [tuple(size if i == axis else n for i, n in enumerate(x.shape)) for size in sizes]


def _lower_parts(
    b: Builder, ys: list[Spec], x: Buffer, *, sizes: tuple[int, ...], axis: int
) -> list[Buffer]:
    begins = [sum(sizes[:i]) for i in range(len(sizes))]
    shape = x.spec.shape
    return [
        lower_ranges(b, y, x, ranges=ranges_of(shape, axis, begin, size))
        for y, begin, size in zip(ys, begins, sizes, strict=True)
    ]


def _parts_grad(g: Any, _ys: Any, _x: Spec, *, axis: int) -> Tensor:
    arrived = g if isinstance(g, tuple) else (g,)
    specs = _ys if isinstance(_ys, (tuple, list)) and not isinstance(_ys, Spec) else (_ys,)
    return concat(
        [zeros(y.shape) if part is None else part for part, y in zip(arrived, specs, strict=True)],
        axis,
    )


@op(
    shape=_parts_shape,
    types=unchanged,
    lower=_lower_parts,
    grad=_parts_grad,
    complex=each_part,
    strings=moved,
)
def parts(x: TensorLike, sizes: tuple[int, ...], axis: int) -> tuple[Tensor, ...]:
    """Return x in parts of ``sizes``, which must add up to the axis; see ``split``."""
    ...


def split(x: Any, num_or_size_splits: int | Sequence[int], axis: int = 0) -> list[Tensor]:
    """Return x cut along an axis: into so many equal parts, or parts of the given sizes.

    One of the sizes may be -1: what is left. Mirrors TensorFlow.js ``tf.split``.

    Raises:
        ShapeError: if the axis cannot be cut so.

    >>> [part.tolist() for part in tf.split([1, 2, 3, 4], 2)]
    [[1, 2], [3, 4]]
    """
    x = as_tensor("split", x)
    call = f"split(x: {x.shape})"
    at = axis_of(call, axis, x)
    length = x.shape[at]
    if isinstance(num_or_size_splits, int):
        count = num_or_size_splits
        if count < 1 or length % count:
            raise ShapeError(f"{call}: {length} cannot be cut into {count} equal parts")
        sizes = [length // count] * count
    else:
        sizes = list(num_or_size_splits)
        if sizes.count(-1) == 1:
            sizes[sizes.index(-1)] = length - sum(sizes) - 1
        if sum(sizes) != length or any(n < 0 for n in sizes):
            raise ShapeError(
                f"{call}: sizes {list(num_or_size_splits)} must add up to {length}, none negative"
            )
    return list(parts(x, tuple(sizes), at))


def unstack(x: Any, axis: int = 0) -> list[Tensor]:
    """Return the slices of x along an axis, without that axis.

    >>> [row.tolist() for row in tf.unstack([[1, 2], [3, 4]])]
    [[1, 2], [3, 4]]
    """
    x = as_tensor("unstack", x)
    if not x.ndim:
        raise ShapeError("unstack(x: ()): a scalar has no axis to take apart")
    at = axis_of(f"unstack(x: {x.shape})", axis, x)
    if not x.shape[at]:
        return []
    return [squeeze(part, at) for part in split(x, x.shape[at], at)]
