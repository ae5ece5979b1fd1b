"""Arithmetic of two tensors, with broadcasting."""

from __future__ import annotations

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import TensorList, op
from ..shapes import broadcast
from ..tensor import Tensor, TensorLike
from ..types import arithmetic, floating
from .compare import less, logical_and, not_equal, where
from .complex_rules import (
    composed,
    difference_rule,
    each_part,
    product_rule,
    quotient_rule,
    sum_rule,
)
from .creation import zeros_like
from .elementwise import broadcasting
from .unary import exp, square

__all__ = [
    "add",
    "add_n",
    "atan2",
    "div",
    "div_no_nan",
    "floor_div",
    "fmod",
    "logaddexp",
    "maximum",
    "minimum",
    "mod",
    "mul",
    "squared_difference",
    "sub",
]

MAX_ADDENDS = 8
"""How many textures one draw may read."""


def _split(g: Tensor, to_a: Tensor) -> tuple[Tensor, Tensor]:
    return where(to_a, g, 0.0), where(to_a, 0.0, g)


def _atan2_grad(g: Tensor, _y: Spec, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    share = g / (square(a) + square(b))
    return share * b, -share * a


def _div_grad(g: Tensor, y: Tensor, _a: Spec, b: Tensor) -> tuple[Tensor, Tensor]:
    by_a = g / b
    return by_a, -by_a * y


def _div_no_nan_grad(g: Tensor, y: Tensor, _a: Spec, b: Tensor) -> tuple[Tensor, Tensor]:
    by_a = div_no_nan(g, b)
    return by_a, -by_a * y


def _squared_difference_grad(g: Tensor, _y: Spec, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    by_a = g * (a - b) * 2.0
    return by_a, -by_a


def _div_no_nan_complex(a: Tensor, b: Tensor) -> Tensor:
    zero = b == 0.0
    return where(zero, 0.0, a / where(zero, 1.0, b))


def _squared_distance(a: Tensor, b: Tensor) -> Tensor:
    """Return ``(a - b) conj(a - b)``, as TensorFlow does."""
    from .complex_numbers import conj

    difference = a - b
    return difference * conj(difference)


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/add"),
    grad=lambda g, _y, _a, _b: (g, g),
    complex=sum_rule,
)
def add(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a + b``, element by element; int32 wraps around.

    >>> tf.add([1.0, 2.0], 10.0).tolist()
    [11.0, 12.0]
    """
    ...


def _lower_add_n(b: Builder, y: Spec, *tensors: Buffer) -> Buffer:
    total = tensors[0]
    rest = list(tensors[1:])
    while rest:
        now = [total, *rest[: MAX_ADDENDS - 1]]
        rest = rest[MAX_ADDENDS - 1 :]
        total = b.draw("sum/add_n", {f"x{i}": x for i, x in enumerate(now)}, y, {"COUNT": len(now)})
    return total


def _add_n_shape(*tensors: Spec) -> tuple[int, ...]:
    if not tensors:
        raise ShapeError("needs at least one tensor")
    for x in tensors:
        if x.shape != tensors[0].shape:
            raise ShapeError(f"shapes {tensors[0].shape} and {x.shape} differ; all must be equal")
    return tensors[0].shape


@op(
    shape=_add_n_shape,
    types=arithmetic,
    lower=_lower_add_n,
    grad=lambda g, _y, *_tensors: [g] * len(_tensors),
    complex=each_part,
)
def add_n(tensors: TensorList) -> Tensor:
    """Return the sum of tensors of one shape, up to eight of them in one draw.

    >>> tf.add_n([[1, 2], [3, 4], [5, 6]]).tolist()
    [9, 12]
    """
    ...


@op(shape=broadcast, types=floating, lower=broadcasting("binary/atan2"), grad=_atan2_grad)
def atan2(a: TensorLike, b: TensorLike) -> Tensor:
    """Return the angle of the point ``(b, a)``, from -pi to pi, with NumPy's signs of zero.

    >>> round(tf.atan2(1.0, -1.0).item(), 5)
    2.35619
    """
    ...


@op(
    shape=broadcast,
    types=floating,
    lower=broadcasting("binary/div"),
    grad=_div_grad,
    complex=quotient_rule,
)
def div(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a / b``, element by element, as float32 also for whole numbers.

    >>> tf.div([1, 3], 2).tolist()
    [0.5, 1.5]
    """
    ...


@op(
    shape=broadcast,
    types=floating,
    lower=broadcasting("binary/div_no_nan"),
    grad=_div_no_nan_grad,
    complex=composed(_div_no_nan_complex),
)
def div_no_nan(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a / b``, and 0 where b is 0; so is the gradient there.

    >>> tf.div_no_nan([1.0, 3.0], [0.0, 2.0]).tolist()
    [0.0, 1.5]
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/floor_div"),
    grad=lambda g, _y, _a, _b: (zeros_like(g), zeros_like(g)),
)
def floor_div(a: TensorLike, b: TensorLike) -> Tensor:
    """Return the whole number below ``a / b``, as Python's ``//``; its gradient is 0.

    int32 stays int32, and divided by 0 gives 0.

    >>> tf.floor_div([7, -7], 2).tolist()
    [3, -4]
    """
    ...


def _fmod_grad(g: Tensor, _y: Spec, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    whole = floor_div(a, b)  # as often as b goes into a, towards 0
    up = logical_and(less(whole, 0.0), not_equal(whole * b, a))
    return g, -g * where(up, whole + 1.0, whole)


@op(shape=broadcast, types=arithmetic, lower=broadcasting("binary/fmod"), grad=_fmod_grad)
def fmod(a: TensorLike, b: TensorLike) -> Tensor:
    """Return what is left of a after its division by b, with a's sign, as C's and NumPy's ``fmod``.

    Exact; int32 stays int32, and modulo 0 is 0.

    >>> tf.fmod([7, -7], 3).tolist()
    [1, -1]
    """
    ...


@op(
    shape=broadcast,
    types=floating,
    lower=broadcasting("binary/logaddexp"),
    grad=lambda g, y, a, b: (g * exp(a - y), g * exp(b - y)),
)
def logaddexp(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``log(exp(a) + exp(b))``, without overflow.

    >>> round(tf.logaddexp(0.0, 0.0).item(), 6)
    0.693147
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/maximum"),
    grad=lambda g, _y, a, b: _split(g, a >= b),
)
def maximum(a: TensorLike, b: TensorLike) -> Tensor:
    """Return the greater of a and b, NaN if either is.

    Where they are equal the gradient goes to a, as in TensorFlow.js.

    >>> tf.maximum([1, 5], 3).tolist()
    [3, 5]
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/minimum"),
    grad=lambda g, _y, a, b: _split(g, a <= b),
)
def minimum(a: TensorLike, b: TensorLike) -> Tensor:
    """Return the lesser of a and b, NaN if either is.

    Where they are equal the gradient goes to a, as in TensorFlow.js.

    >>> tf.minimum([1, 5], 3).tolist()
    [1, 3]
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/mod"),
    grad=lambda g, _y, a, b: (g, -g * floor_div(a, b)),
)
def mod(a: TensorLike, b: TensorLike) -> Tensor:
    """Return what is left of a after ``floor_div``, with b's sign, as Python's ``%``.

    Exact; int32 stays int32, and modulo 0 is 0.

    >>> tf.mod([7, -7], 3).tolist()
    [1, 2]
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/mul"),
    grad=lambda g, _y, a, b: (g * b, g * a),
    complex=product_rule,
)
def mul(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a * b``, element by element; int32 wraps around.

    >>> tf.mul([1.0, 2.0], [3.0, 4.0]).tolist()
    [3.0, 8.0]
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/squared_difference"),
    grad=_squared_difference_grad,
    complex=composed(_squared_distance),
)
def squared_difference(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``(a - b) ** 2``.

    >>> tf.squared_difference([1.0, 5.0], 2.0).tolist()
    [1.0, 9.0]
    """
    ...


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/sub"),
    grad=lambda g, _y, _a, _b: (g, -g),
    complex=difference_rule,
)
def sub(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a - b``, element by element; int32 wraps around.

    >>> tf.sub([1.0, 2.0], 1.0).tolist()
    [0.0, 1.0]
    """
    ...
