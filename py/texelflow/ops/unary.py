"""Functions of one tensor, element by element: powers, logarithms, what is finite."""

from __future__ import annotations

from typing import Any

from .. import tape
from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike
from ..types import arithmetic, comparison, floating
from .complex_rules import both, composed, each_part, either, joined, of_pair
from .elementwise import unary
from .reshaping import clone

__all__ = [
    "erf",
    "exp",
    "expm1",
    "identity",
    "isfinite",
    "isinf",
    "isnan",
    "log",
    "log1p",
    "neg",
    "reciprocal",
    "rsqrt",
    "sqrt",
    "square",
    "stop_gradient",
]


def _expm1_complex(z: Any) -> Tensor:
    """Return ``e^x cos y - 1 + i e^x sin y``, the real part without cancellation near 0."""
    from .trigonometry import cos, sin

    x, y = z.parts
    grown = exp(x)
    return joined(expm1(x) * cos(y) - square(sin(y * 0.5)) * 2.0, grown * sin(y))


def _log1p_complex(z: Any) -> Tensor:
    """Return ``log |1 + z| + i arg(1 + z)``, the real part without cancellation near 0."""
    from .arithmetic import atan2

    x, y = z.parts
    return joined(log1p(x * (x + 2.0) + square(y)) * 0.5, atan2(y, x + 1.0))


@op(
    shape=same,
    types=floating,
    lower=unary("unary/erf"),
    grad=lambda g, _y, x: g * exp(-square(x)) * 1.1283791670955126,
)
def erf(x: TensorLike) -> Tensor:
    """Return the error function of x.

    >>> round(tf.erf(1.0).item(), 6)
    0.842701
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/exp"),
    grad=lambda g, y, _x: g * y,
    complex=of_pair("exp_pair"),
)
def exp(x: TensorLike) -> Tensor:
    """Return e to the power of x.

    >>> tf.exp([0.0]).tolist()
    [1.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/expm1"),
    grad=lambda g, y, _x: g * (y + 1.0),
    complex=composed(_expm1_complex),
)
def expm1(x: TensorLike) -> Tensor:
    """Return ``exp(x) - 1``, without loss where x is near 0.

    >>> tf.expm1([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=comparison,
    lower=unary("unary/isfinite"),
    complex=both,
)
def isfinite(x: TensorLike) -> Tensor:
    """Return where x is neither NaN nor infinite, as bool.

    >>> tf.isfinite([1.0, float('inf')]).tolist()
    [True, False]
    """
    ...


@op(
    shape=same,
    types=comparison,
    lower=unary("unary/isinf"),
    complex=either,
)
def isinf(x: TensorLike) -> Tensor:
    """Return where x is infinite, as bool.

    >>> tf.isinf([1.0, float('inf')]).tolist()
    [False, True]
    """
    ...


@op(
    shape=same,
    types=comparison,
    lower=unary("unary/isnan"),
    complex=either,
)
def isnan(x: TensorLike) -> Tensor:
    """Return where x is NaN, as bool.

    >>> tf.isnan([1.0, float('inf')]).tolist()
    [False, False]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/log"),
    grad=lambda g, _y, x: g / x,
    complex=of_pair("log_pair"),
)
def log(x: TensorLike) -> Tensor:
    """Return the natural logarithm: NaN below 0, -inf at 0.

    >>> tf.log([1.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/log1p"),
    grad=lambda g, _y, x: g / (x + 1.0),
    complex=composed(_log1p_complex),
)
def log1p(x: TensorLike) -> Tensor:
    """Return ``log(1 + x)``, without loss where x is near 0.

    >>> tf.log1p([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=arithmetic,
    lower=unary("unary/neg"),
    grad=lambda g, _y, _x: -g,
    complex=each_part,
)
def neg(x: TensorLike) -> Tensor:
    """Return ``-x``.

    >>> tf.neg([1.0, -2.0]).tolist()
    [-1.0, 2.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/reciprocal"),
    grad=lambda g, y, _x: -g * square(y),
    complex=composed(lambda x: 1.0 / x),
)
def reciprocal(x: TensorLike) -> Tensor:
    """Return ``1 / x``: infinite at 0.

    >>> tf.reciprocal([2.0]).tolist()
    [0.5]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/rsqrt"),
    grad=lambda g, y, _x: g * square(y) * y * -0.5,
    complex=composed(lambda x: 1.0 / sqrt(x)),
)
def rsqrt(x: TensorLike) -> Tensor:
    """Return ``1 / sqrt(x)``: NaN below 0, infinite at 0.

    >>> tf.rsqrt([4.0]).tolist()
    [0.5]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/sqrt"),
    grad=lambda g, y, _x: g / (y * 2.0),
    complex=of_pair("sqrt_pair"),
)
def sqrt(x: TensorLike) -> Tensor:
    """Return the square root: NaN below 0.

    >>> tf.sqrt([4.0]).tolist()
    [2.0]
    """
    ...


@op(
    shape=same,
    types=arithmetic,
    lower=unary("unary/square"),
    grad=lambda g, _y, x: g * (x * 2.0),
    complex=composed(lambda x: x * x),
)
def square(x: TensorLike) -> Tensor:
    """Return ``x * x``. int32 stays int32, wrapping around.

    >>> tf.square([3]).tolist()
    [9]
    """
    ...


def identity(x: Any, dtype: Any = None) -> Tensor:
    """Return another handle on a tensor; of a whole number n the n by n identity matrix.

    The first is TensorFlow's ``tf.identity``, the second NumPy's and Keras', with their ``dtype``.

    >>> tf.identity([1.0]).tolist(), tf.identity(2).tolist()
    ([1.0], [[1.0, 0.0], [0.0, 1.0]])
    """
    if isinstance(x, int) and not isinstance(x, bool):
        from .sequences import eye

        return eye(x, dtype=dtype or "float32")
    return clone(x)


def stop_gradient(x: Any) -> Tensor:
    """Return x as a constant to every gradient.

    Mirrors Keras ``ops.stop_gradient``.

    >>> tf.grad(lambda x: x * tf.stop_gradient(x))(tf.scalar(3.0)).item()
    3.0
    """
    tape.paused += 1
    try:
        return clone(x)
    finally:
        tape.paused -= 1
