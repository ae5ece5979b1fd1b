"""Trigonometric and hyperbolic functions and their inverses, element by element, in radians."""

from __future__ import annotations

from typing import Any

from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike
from ..types import floating
from .activation_gradients import tanh_grad
from .complex_rules import composed, joined, of_pair
from .elementwise import unary
from .unary import sqrt, square

__all__ = [
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "cos",
    "cosh",
    "sin",
    "sinh",
    "tan",
    "tanh",
]


def _times_i(z: Any) -> Any:
    re, im = z.parts
    return joined(-im, re)


def _over_i(z: Any) -> Any:
    re, im = z.parts
    return joined(im, -re)


@op(
    shape=same,
    types=floating,
    lower=unary("unary/acos"),
    grad=lambda g, _y, x: -g / sqrt(1.0 - square(x)),
)
def acos(x: TensorLike) -> Tensor:
    """Return the arc cosine: NaN outside -1 to 1.

    >>> tf.acos([1.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/acosh"),
    grad=lambda g, _y, x: g / sqrt(square(x) - 1.0),
)
def acosh(x: TensorLike) -> Tensor:
    """Return the inverse hyperbolic cosine: NaN below 1.

    >>> tf.acosh([1.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/asin"),
    grad=lambda g, _y, x: g / sqrt(1.0 - square(x)),
)
def asin(x: TensorLike) -> Tensor:
    """Return the arc sine: NaN outside -1 to 1.

    >>> tf.asin([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/asinh"),
    grad=lambda g, _y, x: g / sqrt(square(x) + 1.0),
)
def asinh(x: TensorLike) -> Tensor:
    """Return the inverse hyperbolic sine.

    >>> tf.asinh([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/atan"),
    grad=lambda g, _y, x: g / (square(x) + 1.0),
)
def atan(x: TensorLike) -> Tensor:
    """Return the arc tangent.

    >>> tf.atan([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/atanh"),
    grad=lambda g, _y, x: g / (1.0 - square(x)),
)
def atanh(x: TensorLike) -> Tensor:
    """Return the inverse hyperbolic tangent: infinite at -1 and 1, NaN beyond.

    >>> tf.atanh([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/cos"),
    grad=lambda g, _y, x: -g * sin(x),
    complex=of_pair("cos_pair"),
)
def cos(x: TensorLike) -> Tensor:
    """Return the cosine, right for any finite x.

    >>> tf.cos([0.0]).tolist()
    [1.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/cosh"),
    grad=lambda g, _y, x: g * sinh(x),
    complex=composed(lambda z: cos(_times_i(z))),
)
def cosh(x: TensorLike) -> Tensor:
    """Return the hyperbolic cosine.

    >>> tf.cosh([0.0]).tolist()
    [1.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/sin"),
    grad=lambda g, _y, x: g * cos(x),
    complex=of_pair("sin_pair"),
)
def sin(x: TensorLike) -> Tensor:
    """Return the sine, right for any finite x.

    >>> tf.sin([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/sinh"),
    grad=lambda g, _y, x: g * cosh(x),
    complex=composed(lambda z: _over_i(sin(_times_i(z)))),
)
def sinh(x: TensorLike) -> Tensor:
    """Return the hyperbolic sine.

    >>> tf.sinh([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/tan"),
    grad=lambda g, y, _x: g * (square(y) + 1.0),
    complex=composed(lambda z: _over_i(tanh(_times_i(z)))),
)
def tan(x: TensorLike) -> Tensor:
    """Return the tangent, right for any finite x.

    >>> tf.tan([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/tanh"),
    grad=lambda g, y, _x: tanh_grad(g, y),
    complex=of_pair("tanh_pair"),
)
def tanh(x: TensorLike) -> Tensor:
    """Return the hyperbolic tangent.

    >>> tf.tanh([0.0]).tolist()
    [0.0]
    """
    ...
