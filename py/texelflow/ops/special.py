"""More functions of the reals: other bases, roots, the normal distribution's, degrees."""

from __future__ import annotations

from math import log as _log
from math import pi
from typing import Any

from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .arithmetic import div_no_nan
from .compare import less, where
from .complex_rules import composed
from .elementwise import broadcasting, unary
from .rounding import abs
from .trigonometry import cos
from .unary import exp, log, square

__all__ = [  # noqa: RUF022 - by the alphabet, as everywhere
    "cbrt",
    "deg2rad",
    "erfc",
    "erfinv",
    "exp2",
    "hypot",
    "log10",
    "log2",
    "logaddexp2",
    "rad2deg",
    "sinc",
]

LN_2, LN_10 = _log(2.0), _log(10.0)

NEAR_0 = 0.25
"""Below this the slope of sinc is taken from its series: elsewhere it is a difference."""


@op(
    shape=same,
    types=floating,
    lower=unary("unary/cbrt"),
    grad=lambda g, y, _x: g / (square(y) * 3.0),
)
def cbrt(x: TensorLike) -> Tensor:
    """Return the cube root, that of a negative number too.

    >>> tf.cbrt([8.0, -27.0]).tolist()
    [2.0, -3.0]
    """
    ...


def deg2rad(x: Any) -> Tensor:
    """Return an angle in degrees as radians.

    >>> round(tf.deg2rad(180.0).item(), 5)
    3.14159
    """
    return as_tensor("deg2rad", x) * (pi / 180.0)


@op(
    shape=same,
    types=floating,
    lower=unary("unary/erfc"),
    grad=lambda g, _y, x: g * exp(-square(x)) * -1.1283791670955126,
)
def erfc(x: TensorLike) -> Tensor:
    """Return ``1 - erf(x)``, without cancellation where x is large.

    >>> round(tf.erfc(3.0).item() * 1e5, 4)
    2.209
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/erfinv"),
    grad=lambda g, y, _x: g * exp(square(y)) * 0.886226925452758,
)
def erfinv(x: TensorLike) -> Tensor:
    """Return the number of which ``erf`` is x: infinite at -1 and 1, NaN beyond.

    >>> round(tf.erfinv(0.5).item(), 6)
    0.476936
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/exp2"),
    grad=lambda g, y, _x: g * y * LN_2,
    complex=composed(lambda z: exp(z * LN_2)),
)
def exp2(x: TensorLike) -> Tensor:
    """Return 2 to the power of x.

    >>> tf.exp2([3.0, -1.0]).tolist()
    [8.0, 0.5]
    """
    ...


def _hypot_grad(g: Tensor, y: Tensor, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    return g * div_no_nan(a, y), g * div_no_nan(b, y)


@op(shape=broadcast, types=floating, lower=broadcasting("binary/hypot"), grad=_hypot_grad)
def hypot(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``sqrt(a * a + b * b)``, without overflow; the gradient where both are 0 is 0.

    >>> tf.hypot(3.0, 4.0).item()
    5.0
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/log10"),
    grad=lambda g, _y, x: g / (x * LN_10),
    complex=composed(lambda z: log(z) / LN_10),
)
def log10(x: TensorLike) -> Tensor:
    """Return the logarithm to the base 10: NaN below 0, -inf at 0.

    >>> round(tf.log10(1000.0).item(), 5)
    3.0
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/log2"),
    grad=lambda g, _y, x: g / (x * LN_2),
    complex=composed(lambda z: log(z) / LN_2),
)
def log2(x: TensorLike) -> Tensor:
    """Return the logarithm to the base 2: NaN below 0, -inf at 0; of powers of two exact.

    >>> tf.log2([8.0, 0.5]).tolist()
    [3.0, -1.0]
    """
    ...


@op(
    shape=broadcast,
    types=floating,
    lower=broadcasting("binary/logaddexp2"),
    grad=lambda g, y, a, b: (g * exp2(a - y), g * exp2(b - y)),
)
def logaddexp2(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``log2(2 ** a + 2 ** b)``, without overflow.

    >>> tf.logaddexp2(3.0, 3.0).item()
    4.0
    """
    ...


def rad2deg(x: Any) -> Tensor:
    """Return an angle in radians as degrees.

    >>> round(tf.rad2deg(3.14159265).item(), 4)
    180.0
    """
    return as_tensor("rad2deg", x) * (180.0 / pi)


def _sinc_grad(g: Tensor, y: Tensor, x: Tensor) -> Tensor:
    near = less(abs(x), NEAR_0)
    far = where(near, 1.0, x)
    t = x * pi
    z = square(t)
    tail = z * (1 / 840.0 - z * (1 / 45360.0 - z * (1 / 3991680.0)))
    slope = t * (z * (1 / 30.0 - tail) - 1 / 3.0) * pi
    return g * where(near, slope, (cos(far * pi) - where(near, 1.0, y)) / far)


@op(shape=same, types=floating, lower=unary("unary/sinc"), grad=_sinc_grad)
def sinc(x: TensorLike) -> Tensor:
    """Return ``sin(pi x) / (pi x)``, 1 at 0, and 0 at every other whole number; NumPy's ``sinc``.

    >>> tf.sinc([0.0, 0.5, 1.0]).tolist()[0::2]
    [1.0, 0.0]
    """
    ...
