"""Powers: a tensor to the power of a number, or of a tensor."""

from __future__ import annotations

import builtins
from typing import Any

from ..lowering import Spec
from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic, with_whole
from .compare import where
from .complex_rules import composed
from .creation import ones_like, zeros_like
from .elementwise import broadcasting, unary
from .unary import exp as exponential
from .unary import log, square

__all__ = ["pow"]

MOST_SQUARINGS = 256
"""The largest whole power that complex numbers are multiplied for; each product rounds."""


def _pow_grad(g: Tensor, y: Tensor, base: Tensor, exp: Tensor) -> tuple[Tensor, Tensor]:
    # Neither 0 * 0 ** -1 nor 0 * log(0) may arise: both are NaN, also one derivative further on.
    less = where(exp == 0.0, 0.0, exp - 1.0)
    positive = base > 0.0
    return g * exp * _pow(base, less), g * y * log(where(positive, base, 1.0))


def _power_grad(g: Tensor, _y: Spec, x: Tensor, *, exponent: float) -> Tensor:
    return g * (_power(x, exponent - 1.0) * float(exponent)) if exponent else zeros_like(g)


def _pow_complex(base: Tensor, exp: Tensor) -> Tensor:
    """Return ``e^(exp log base)``; a power of 0 is 0, but for exponent 0."""
    zero = base == 0.0
    y = exponential(exp * log(where(zero, 1.0, base)))
    return where(zero, where(exp == 0.0, 1.0, 0.0), y)


def _power_complex(x: Tensor, exponent: float) -> Tensor:
    """Whole powers by repeated squaring, others by the logarithm."""
    if not float(exponent).is_integer() or builtins.abs(exponent) > MOST_SQUARINGS:
        return _pow_complex(x, as_tensor("pow", float(exponent)))
    result, count = None, builtins.abs(int(exponent))
    factor = 1.0 / x if exponent < 0 else x
    while count:
        if count & 1:
            result = factor if result is None else result * factor
        count >>= 1
        factor = factor * factor if count else factor
    return ones_like(x) if result is None else result


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/pow"),
    grad=_pow_grad,
    complex=composed(_pow_complex),
)
def _pow(base: TensorLike, exp: TensorLike) -> Tensor:
    """Return ``base ** exp`` for an exponent that is a tensor."""
    ...


@op(
    shape=same,
    types=with_whole("exponent"),
    lower=unary("unary/power"),
    grad=_power_grad,
    complex=composed(_power_complex),
)
def _power(x: TensorLike, exponent: float) -> Tensor:
    """Return x to the power of a number; NumPy's rules hold for its type too."""
    ...


def pow(base: Any, exp: Any) -> Tensor:
    """Return ``base ** exp``; whole powers of negative numbers are right, and ``0 ** 0`` is 1.

    int32 to an int32 power stays int32, wrapping around; there a negative power is
    ``1 / base ** -exp`` cut to a whole number. The gradient by ``exp`` is 0 where base is not
    positive.

    >>> tf.pow([-2.0, 3.0], [3.0, 2.0]).tolist()
    [-8.0, 9.0]
    """
    if isinstance(exp, (int, float)) and not isinstance(exp, bool):
        x = as_tensor("pow", base)
        return square(x) if exp == 2 and type(exp) is int else _power(x, exp)
    like = exp.dtype if isinstance(exp, TensorLike) else None
    return _pow(as_tensor("pow", base, like), exp)
