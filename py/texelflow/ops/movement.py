"""Whole tensors moved without computing: axes permuted, axes repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..arrays import check_shape
from ..errors import ShapeError
from ..layout import same_place, strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes, normalize_axis
from ..tensor import Tensor, TensorLike
from ..types import unchanged
from .complex_rules import each_part, turned
from .reshaping import reshape
from .string_rules import moved
from .walks import strided_copy

__all__ = ["broadcast_to", "transpose"]


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
    strings=moved,
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
    strings=moved,
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
