"""How exact element-wise functions are, in units of the last place, over their useful ranges.

The error of a result is counted in units of ``2^-23`` of the exact value (computed by NumPy in
float64 from the same float32 arguments); below the least normal float, in units of that one, since
GPUs may flush smaller ones to 0. ``docs/ops.md`` shows the bounds.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from support.reference_activations import erf

USUAL = 4.0
"""What is allowed where nothing else is said."""

Points = Callable[[np.random.Generator], np.ndarray]


@dataclass(frozen=True)
class Accuracy:
    """One function: its exact values, where it is tried, and what error is allowed."""

    name: str
    ref: Callable[..., np.ndarray]
    points: tuple[Points, ...]
    """For each argument, values of it."""
    ulps: float = USUAL
    where: str = ""
    """The range, in words."""
    call: str = ""
    """How it is called, if not by its name: an expression of ``x``."""


def even(low: float, high: float, count: int = 2000) -> Points:
    """Values spread evenly."""
    return lambda rng: rng.uniform(low, high, count)


def sizes(low: float, high: float, sign: int = 0, around: float = 0.0) -> Points:
    """Values of all sizes from ``low`` to ``high``, of both signs or of one, beside ``around``."""

    def draw(rng: np.random.Generator) -> np.ndarray:
        x = np.exp(rng.uniform(np.log(low), np.log(high), 2000))
        return around + x * (sign or rng.choice([-1, 1], x.shape))

    return draw


def turns(shift: float) -> Points:
    """Floats nearest to multiples of pi, where a sine all but vanishes."""
    return lambda rng: np.arange(1, 300) * np.pi + shift


def joined(*parts: Points) -> Points:
    """The values of several."""
    return lambda rng: np.concatenate([part(rng) for part in parts])


def _erfc(x: np.ndarray) -> np.ndarray:
    return np.array([math.erfc(value) for value in x.ravel()]).reshape(x.shape)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def _softplus(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _gelu_tanh(x: np.ndarray) -> np.ndarray:
    return x * _sigmoid(2 * math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))


def _erfinv(x: np.ndarray) -> np.ndarray:
    """Newton's method on erf, from Winitzki's approximation."""
    log = np.log1p(-x * x)
    half = 2 / (np.pi * 0.147) + log / 2
    y = np.sign(x) * np.sqrt(np.sqrt(half**2 - log / 0.147) - half)
    for _ in range(6):
        # Through erfc, so that nothing cancels near 1.
        missing = _erfc(np.abs(y)) - (1 - np.abs(x))
        y = y + np.sign(x) * missing * np.exp(y * y) * np.sqrt(np.pi) / 2
    return y


def _sinc(x: np.ndarray) -> np.ndarray:
    whole = np.rint(x)  # NumPy's own is not 0 at whole numbers
    return np.where(whole % 2, -1, 1) * np.sin(np.pi * (x - whole)) / (np.pi * x)


SELU = 1.0507009873554805, 1.6732632423543772


def _selu(x: np.ndarray) -> np.ndarray:
    return SELU[0] * np.where(x > 0, x, SELU[1] * np.expm1(x))


ALL = sizes(1e-37, 1e37)
POSITIVE = sizes(1e-37, 3e38, 1)
TINY = sizes(1e-20, 1)
ANGLES = joined(even(-10, 10), even(-1e4, 1e4), sizes(1e-20, 1e30))
MIDDLE = sizes(1e-10, 1e10)


def one(
    name: str, ref: Any, points: Points, where: str, ulps: float = USUAL, call: str = ""
) -> Accuracy:
    """A function of one argument."""
    return Accuracy(name, ref, (points,), ulps, where, call)


UNARY = [
    one("abs", np.abs, ALL, "everywhere", 0),
    one("neg", np.negative, ALL, "everywhere", 0),
    one("relu", lambda x: np.maximum(x, 0), ALL, "everywhere", 0),
    one("relu6", lambda x: np.clip(x, 0, 6), ALL, "everywhere", 0),
    one("leaky_relu", lambda x: np.where(x < 0, 0.2 * x, x), sizes(1e-30, 1e37), "everywhere", 1),
    one("ceil", np.ceil, sizes(1e-3, 1e9), "everywhere", 0),
    one("floor", np.floor, sizes(1e-3, 1e9), "everywhere", 0),
    one("round", np.rint, sizes(1e-3, 1e9), "everywhere", 0),
    one("sign", np.sign, ALL, "everywhere", 0),
    one("square", np.square, sizes(1e-18, 1e18), "where it is a float", 1),
    one("reciprocal", lambda x: 1 / x, ALL, "everywhere", 3),
    one("sqrt", np.sqrt, POSITIVE, "x > 0", 3),
    one("rsqrt", lambda x: 1 / np.sqrt(x), POSITIVE, "x > 0"),
    one("cbrt", np.cbrt, ALL, "everywhere"),
    one("trunc", np.trunc, sizes(1e-3, 1e9), "everywhere", 0),
    one("exp2", np.exp2, joined(even(-126, 127.9), TINY), "-126 to 128"),
    one("log2", np.log2, joined(POSITIVE, even(0.5, 2), sizes(1e-6, 0.1, 0, 1.0)), "x > 0"),
    one("log10", np.log10, joined(POSITIVE, even(0.5, 2), sizes(1e-6, 0.1, 0, 1.0)), "x > 0"),
    one("erfc", _erfc, joined(even(-4, 9), TINY), "everywhere"),
    one("erfinv", _erfinv, joined(even(-1, 1), sizes(1e-7, 0.1, -1, 1.0)), "-1 to 1"),
    one("sinc", _sinc, joined(even(-10, 10), TINY, sizes(1, 1e6)), "up to 1e6"),
    one("exp", np.exp, joined(even(-87, 88.7), TINY), "-87 to 88.7"),
    one("expm1", np.expm1, joined(even(-20, 88.7), TINY), "up to 88.7"),
    one("log", np.log, joined(POSITIVE, even(0.5, 2), sizes(1e-6, 0.1, 0, 1.0)), "x > 0"),
    one("log1p", np.log1p, joined(sizes(1e-20, 1e30, 1), even(-0.9999, 3), TINY), "x > -1"),
    one("erf", erf, joined(even(-5, 5), TINY), "everywhere"),
    one("sin", np.sin, joined(ANGLES, turns(0)), "up to 1e30"),
    one("cos", np.cos, joined(ANGLES, turns(-np.pi / 2)), "up to 1e30"),
    one("tan", np.tan, joined(ANGLES, turns(0)), "up to 1e30"),
    one("asin", np.arcsin, joined(even(-1, 1), TINY), "-1 to 1"),
    one("acos", np.arccos, joined(even(-1, 1), sizes(1e-7, 1e-2, -1, 1.0)), "-1 to 1"),
    one("atan", np.arctan, joined(even(-10, 10), sizes(1e-20, 1e30)), "everywhere"),
    one("sinh", np.sinh, joined(even(-89, 89), TINY), "-89 to 89"),
    one("cosh", np.cosh, joined(even(-89, 89), TINY), "-89 to 89"),
    one("tanh", np.tanh, joined(even(-10, 10), sizes(1e-20, 100)), "everywhere"),
    one("asinh", np.arcsinh, joined(even(-10, 10), sizes(1e-20, 1e30)), "everywhere"),
    one("acosh", np.arccosh, joined(sizes(1e-7, 1, 1, 1.0), sizes(1, 1e30, 1)), "x > 1"),
    one("atanh", np.arctanh, joined(even(-1, 1), TINY, sizes(1e-7, 0.1, -1, 1.0)), "-1 to 1"),
    one("sigmoid", _sigmoid, joined(even(-87, 87), TINY), "everywhere"),
    one("softplus", _softplus, joined(even(-87, 87), sizes(1e-20, 1e4)), "everywhere"),
    one("log_sigmoid", lambda x: -_softplus(-x), joined(even(-87, 87), TINY), "everywhere"),
    one("silu", lambda x: x * _sigmoid(x), joined(even(-80, 80), TINY), "everywhere"),
    one("mish", lambda x: x * np.tanh(_softplus(x)), joined(even(-80, 80), TINY), "everywhere"),
    one("gelu", lambda x: x * _erfc(-x / 2**0.5) / 2, joined(even(-12, 12), TINY), "everywhere"),
    one("gelu", _gelu_tanh, joined(even(-9, 9), TINY), "", call="tf.gelu(x, approximate=True)"),
    one("elu", lambda x: np.where(x > 0, x, np.expm1(x)), even(-20, 5), "everywhere"),
    one("selu", _selu, joined(even(-20, 5), TINY), "everywhere"),
    one("softsign", lambda x: x / (1 + np.abs(x)), sizes(1e-20, 1e20), "everywhere"),
    one("hard_sigmoid", lambda x: np.clip(x + 3, 0, 6) / 6, even(-5, 5), "everywhere"),
]


def two(name: str, ref: Any, a: Points, b: Points, where: str, ulps: float = USUAL) -> Accuracy:
    """A function of two arguments."""
    return Accuracy(name, ref, (a, b), ulps, where)


BINARY = [
    two("add", np.add, MIDDLE, MIDDLE, "everywhere", 1),
    two("sub", np.subtract, MIDDLE, MIDDLE, "everywhere", 1),
    two("mul", np.multiply, MIDDLE, MIDDLE, "everywhere", 1),
    two("fmod", np.fmod, even(-1e3, 1e3), even(-5, 5), "everywhere", 0),
    two("hypot", np.hypot, ALL, ALL, "everywhere"),
    two("logaddexp2", np.logaddexp2, even(-70, 70), even(-70, 70), "everywhere"),
    two("copysign", np.copysign, MIDDLE, MIDDLE, "everywhere", 0),
    two("div", np.divide, MIDDLE, MIDDLE, "everywhere", 3),
    two("div_no_nan", np.divide, MIDDLE, MIDDLE, "everywhere", 3),
    two("maximum", np.maximum, MIDDLE, MIDDLE, "everywhere", 0),
    two("minimum", np.minimum, MIDDLE, MIDDLE, "everywhere", 0),
    two("mod", np.mod, even(-1e3, 1e3), even(-5, 5), "everywhere", 1),
    two("floor_div", np.floor_divide, even(-1e3, 1e3), even(-5, 5), "everywhere", 0),
    two("atan2", np.arctan2, MIDDLE, sizes(1e-9, 1e9), "everywhere"),
    two("logaddexp", np.logaddexp, even(-50, 50), even(-50, 50), "everywhere"),
    two(
        "squared_difference",
        lambda a, b: np.square(a - b),
        even(-5, 5),
        even(-5, 5),
        "everywhere",
        3,
    ),
    two("pow", np.power, sizes(1e-10, 1e10, 1), even(-3.5, 3.5), "where it is a float"),
    two("pow", np.power, even(0.5, 2), even(-80, 80), "where it is a float"),
    two("pow", np.power, sizes(1e-7, 1e-2, 0, 1.0), even(-3e3, 3e3), "where it is a float"),
]

ACCURACY = [*UNARY, *BINARY]


def error_in_ulps(found: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """Return by how many units of the exact value's last place each result is off."""
    largest = float(np.finfo(np.float32).max)
    exact = np.where(np.abs(exact) > largest, np.copysign(np.inf, exact), exact)
    with np.errstate(all="ignore"):
        error = np.abs(found - exact) / np.maximum(np.abs(exact) * 2.0**-23, 2.0**-126)
    return np.where(found == exact, 0.0, np.where(np.isnan(error), np.inf, error))
