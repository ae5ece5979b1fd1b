"""Element-wise kernels: a formula each, the addressing once."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..numpy_drawing import Drawing, digits
from .registry import imitates


def _sigmoid(x: Any) -> Any:
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def _erf(x: Any) -> Any:
    return np.vectorize(math.erf, otypes=[float])(x)


_ROOT = math.sqrt(2 * math.pi)


def _normal_cdf(x: Any) -> Any:
    return (1 + _erf(x / math.sqrt(2))) / 2


def _gelu_tanh_slope(x: Any) -> Any:
    c = math.sqrt(8 / math.pi)
    s = _sigmoid(c * (x + 0.044715 * x**3))
    return s + x * s * (1 - s) * c * (1 + 3 * 0.044715 * x * x)


def _whole(x: Any) -> Any:
    return np.trunc(np.clip(np.nan_to_num(x, nan=0), -(2.0**31), 2.0**31 - 1)).astype(np.int32)


UNARY: dict[str, Callable[..., Any]] = {
    "unary/abs": np.abs,
    "unary/acos": np.arccos,
    "unary/acosh": np.arccosh,
    "unary/asin": np.arcsin,
    "unary/asinh": np.arcsinh,
    "unary/atan": np.arctan,
    "unary/atanh": np.arctanh,
    "unary/bitwise_not": lambda x: ~x,
    "unary/ceil": np.ceil,
    "unary/clip_by_value": lambda x, low, high: np.clip(x, low, high),
    "unary/cos": np.cos,
    "unary/cosh": np.cosh,
    "unary/elu": lambda x, alpha: np.where(x < 0, alpha * np.expm1(x), x),
    "unary/erf": _erf,
    "unary/exp": np.exp,
    "unary/expm1": np.expm1,
    "unary/floor": np.floor,
    "unary/gelu": lambda x: x * _normal_cdf(x),
    "unary/gelu_tanh": lambda x: x * _sigmoid(np.sqrt(8 / np.pi) * (x + 0.044715 * x**3)),
    "unary/hard_sigmoid": lambda x: np.clip(x + 3, 0, 6) / 6,
    "unary/identity": lambda x: x,
    "unary/isfinite": np.isfinite,
    "unary/isinf": np.isinf,
    "unary/isnan": np.isnan,
    "unary/leaky_relu": lambda x, alpha: np.where(x < 0, alpha * x, x),
    "unary/log": np.log,
    "unary/log1p": np.log1p,
    "unary/log_sigmoid": lambda x: -np.logaddexp(0, -x),
    "unary/logical_not": lambda x: 1 - x,
    "unary/mish": lambda x: x * np.tanh(np.logaddexp(0, x)),
    "unary/neg": lambda x: -x,
    "unary/power": lambda x, exponent: np.power(x, exponent),
    "unary/reciprocal": lambda x: 1 / x,
    "unary/relu": lambda x: np.maximum(x, 0),
    "unary/relu6": lambda x: np.clip(x, 0, 6),
    "unary/round": np.round,
    "unary/rsqrt": lambda x: 1 / np.sqrt(x),
    "unary/selu": lambda x: 1.05070098 * np.where(x < 0, 1.67326324 * np.expm1(x), x),
    "unary/sigmoid": _sigmoid,
    "unary/sign": np.sign,
    "unary/silu": lambda x: x * _sigmoid(x),
    "unary/sin": np.sin,
    "unary/sinh": np.sinh,
    "unary/softplus": lambda x: np.logaddexp(0, x),
    "unary/softsign": lambda x: x / (1 + np.abs(x)),
    "unary/sqrt": np.sqrt,
    "unary/square": np.square,
    "unary/step": lambda x, alpha: np.where(np.isnan(x), x, np.where(x > 0, 1, alpha)),
    "unary/tan": np.tan,
    "unary/tanh": np.tanh,
    "cast/to_bool": lambda x: x != 0,
    "cast/to_float32": lambda x: x,
    "cast/to_int32": _whole,
}

MANY: dict[str, Callable[..., Any]] = {
    "binary/add": lambda a, b: a + b,
    "binary/atan2": np.arctan2,
    "binary/div": lambda a, b: a / b,
    "binary/div_no_nan": lambda a, b: np.where(b == 0, 0, a / b),
    "binary/floor_div": np.floor_divide,
    "binary/logaddexp": np.logaddexp,
    "binary/maximum": np.maximum,
    "binary/minimum": np.minimum,
    "binary/mod": np.mod,
    "binary/mul": lambda a, b: a * b,
    "binary/pow": np.power,
    "binary/prelu": lambda x, alpha: np.where(x < 0, alpha * x, x),
    "binary/squared_difference": lambda a, b: (a - b) ** 2,
    "binary/sub": lambda a, b: a - b,
    "compare/equal": np.equal,
    "compare/greater": np.greater,
    "compare/greater_equal": np.greater_equal,
    "compare/less": np.less,
    "compare/less_equal": np.less_equal,
    "compare/not_equal": np.not_equal,
    "gradient/elu": lambda g, v, alpha: np.where(v < 0, g * (v + alpha), g),
    "gradient/gelu": lambda g, v: g * (_normal_cdf(v) + v * np.exp(-v * v / 2) / _ROOT),
    "gradient/gelu_tanh": lambda g, v: g * _gelu_tanh_slope(v),
    "gradient/silu": lambda g, v: g * _sigmoid(v) * (1 + v * (1 - _sigmoid(v))),
    "gradient/leaky_relu": lambda g, v, alpha: np.where(v > 0, g, alpha * g),
    "gradient/relu": lambda g, v: np.where(v > 0, g, 0),
    "gradient/relu6": lambda g, v: np.where((v > 0) & (v < 6), g, 0),
    "gradient/selu": lambda g, v: np.where(v < 0, g * (v + 1.75809932), g * 1.05070102),
    "gradient/sigmoid": lambda g, v: g * v * (1 - v),
    "gradient/tanh": lambda g, v: g * (1 - v * v),
    "logical/and": np.bitwise_and,
    "logical/or": np.bitwise_or,
    "logical/xor": np.bitwise_xor,
    "choose/where": lambda condition, a, b: np.where(condition != 0, a, b),
}


def addresses(d: Drawing, name: str) -> np.ndarray:
    """Return where each lane finds its element of an input, as broadcasting lays them."""
    step = d[f"{name}_step"]
    if "DIRECT" in d.defines:
        return d.elements * step
    row = d.elements // d["y_stride"]
    col = np.minimum(d.elements - row * d["y_stride"], d["y_cols"] - 1)
    rank, strides = d["rank"], d[f"{name}_strides"]
    at = sum(
        (c * s for c, s in zip(digits(row, d["dims"][:rank]), strides, strict=False)),
        np.zeros_like(row),
    )
    if "ROWS" in d.defines and step == 1:
        assert not (at % 4).any(), f"{d.kernel.label}: a row of {name} does not start on a texel"
    return at + col * step


def _attributes(d: Drawing) -> dict[str, float]:
    """Return the parameters that are the op's own."""
    inner = {"rank", "dims", "y_cols", "y_stride"}
    names = [name for name, _ in d.kernel.inputs + d.kernel.outputs]
    inner |= {f"{name}_{end}" for name in names for end in ("shift", "mask", "step", "strides")}
    return {name: value for name, value in d.params.items() if name not in inner}


def _imitate(name: str, formula: Callable[..., Any]) -> None:
    @imitates(name)
    def run(d: Drawing) -> np.ndarray:
        direct = name.startswith(("unary/", "cast/"))
        values = [d.at(n, d.elements if direct else addresses(d, n)) for n, _ in d.kernel.inputs]
        with np.errstate(all="ignore"):
            return np.asarray(formula(*values, **_attributes(d)))


@imitates("sum/add_n")
def _add_n(d: Drawing) -> np.ndarray:
    return np.sum([d.at(n, d.elements) for n, _ in d.kernel.inputs], axis=0)


for _name, _formula in (UNARY | MANY).items():
    _imitate(_name, _formula)
