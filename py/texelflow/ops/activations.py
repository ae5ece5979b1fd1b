"""Activation functions, element by element."""

from __future__ import annotations

from typing import Any

from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic, floating
from .activation_gradients import (
    elu_grad,
    gelu_grad,
    gelu_tanh_grad,
    leaky_relu_grad,
    relu6_grad,
    relu_grad,
    selu_grad,
    sigmoid_grad,
    silu_grad,
)
from .compare import where
from .complex_rules import composed
from .elementwise import broadcasting, unary
from .rounding import abs
from .trigonometry import tanh
from .unary import exp, square

__all__ = [
    "elu",
    "gelu",
    "hard_sigmoid",
    "leaky_relu",
    "log_sigmoid",
    "mish",
    "prelu",
    "relu",
    "relu6",
    "selu",
    "sigmoid",
    "silu",
    "softplus",
    "softsign",
    "swish",
]


def _mish_grad(g: Tensor, _y: Any, x: Tensor) -> Tensor:
    t = tanh(softplus(x))
    return g * (t + x * sigmoid(x) * (1.0 - square(t)))


@op(
    shape=same,
    types=floating,
    lower=unary("unary/elu"),
    grad=lambda g, y, _x, *, alpha: elu_grad(g, y, alpha),
)
def elu(x: TensorLike, alpha: float = 1.0) -> Tensor:
    """Return x, or ``alpha * (exp(x) - 1)`` below 0.

    >>> tf.elu([1.0, 0.0]).tolist()
    [1.0, 0.0]
    """
    ...


@op(shape=same, types=floating, lower=unary("unary/gelu"), grad=lambda g, _y, x: gelu_grad(g, x))
def _gelu(x: TensorLike) -> Tensor:
    """Return ``x * cdf(x)``, cdf being the standard normal distribution's.

    >>> tf.gelu([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/gelu_tanh"),
    grad=lambda g, _y, x: gelu_tanh_grad(g, x),
)
def _gelu_tanh(x: TensorLike) -> Tensor:
    """Return ``gelu`` with tanh for the distribution.

    >>> tf.gelu([0.0], approximate=True).tolist()
    [0.0]
    """
    ...


def gelu(x: Any, approximate: bool = False) -> Tensor:
    """Return x times the probability that a standard normal number is below x.

    ``approximate`` uses ``tanh``, as networks trained so expect. Mirrors Keras
    ``activations.gelu``.

    >>> round(tf.gelu(1.0).item(), 5), round(tf.gelu(1.0, approximate=True).item(), 5)
    (0.84134, 0.84119)
    """
    return (_gelu_tanh if approximate else _gelu)(as_tensor("gelu", x))


@op(
    shape=same,
    types=floating,
    lower=unary("unary/hard_sigmoid"),
    grad=lambda g, y, _x: relu6_grad(g, y * 6.0) / 6.0,
)
def hard_sigmoid(x: TensorLike) -> Tensor:
    """Return ``relu6(x + 3) / 6``. Mirrors Keras 3 (TensorFlow.js has another slope).

    >>> tf.hard_sigmoid([-3.0, 0.0, 3.0]).tolist()
    [0.0, 0.5, 1.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/leaky_relu"),
    grad=lambda g, _y, x, *, alpha: leaky_relu_grad(g, x, alpha),
)
def leaky_relu(x: TensorLike, alpha: float = 0.2) -> Tensor:
    """Return x, or ``alpha * x`` below 0.

    >>> tf.leaky_relu([-1.0, 2.0], 0.5).tolist()
    [-0.5, 2.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/log_sigmoid"),
    grad=lambda g, _y, x: g * sigmoid(-x),
)
def log_sigmoid(x: TensorLike) -> Tensor:
    """Return ``log(sigmoid(x))``, without overflow or loss.

    >>> round(tf.log_sigmoid(0.0).item(), 6)
    -0.693147
    """
    ...


@op(shape=same, types=floating, lower=unary("unary/mish"), grad=_mish_grad)
def mish(x: TensorLike) -> Tensor:
    """Return ``x * tanh(softplus(x))``.

    >>> tf.mish([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=broadcast,
    types=floating,
    lower=broadcasting("binary/prelu"),
    grad=lambda g, _y, x, alpha: (where(x > 0.0, g, g * alpha), where(x > 0.0, 0.0, g * x)),
)
def prelu(x: TensorLike, alpha: TensorLike) -> Tensor:
    """Return x, or ``alpha * x`` below 0, where alpha is a tensor that broadcasts and can learn.

    >>> tf.prelu([-1.0, 2.0], [0.5, 0.5]).tolist()
    [-0.5, 2.0]
    """
    ...


@op(shape=same, types=arithmetic, lower=unary("unary/relu"), grad=lambda g, y, _x: relu_grad(g, y))
def relu(x: TensorLike) -> Tensor:
    """Return x, or 0 below 0; NaN stays. int32 stays int32. The gradient at 0 is 0.

    >>> tf.relu([-1.0, 2.0]).tolist()
    [0.0, 2.0]
    """
    ...


@op(shape=same, types=floating, lower=unary("unary/relu6"), grad=lambda g, y, _x: relu6_grad(g, y))
def relu6(x: TensorLike) -> Tensor:
    """Return x within 0 and 6; NaN stays.

    >>> tf.relu6([-1.0, 2.0, 8.0]).tolist()
    [0.0, 2.0, 6.0]
    """
    ...


@op(shape=same, types=floating, lower=unary("unary/selu"), grad=lambda g, y, _x: selu_grad(g, y))
def selu(x: TensorLike) -> Tensor:
    """Return the scaled ``elu`` that keeps mean 0 and variance 1 (Klambauer et al. 2017).

    >>> tf.selu([0.0]).tolist()
    [0.0]
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/sigmoid"),
    grad=lambda g, y, _x: sigmoid_grad(g, y),
    complex=composed(lambda z: 1.0 / (exp(-z) + 1.0)),
)
def sigmoid(x: TensorLike) -> Tensor:
    """Return ``1 / (1 + exp(-x))``.

    >>> tf.sigmoid([0.0]).tolist()
    [0.5]
    """
    ...


@op(shape=same, types=floating, lower=unary("unary/silu"), grad=lambda g, _y, x: silu_grad(g, x))
def silu(x: TensorLike) -> Tensor:
    """Return ``x * sigmoid(x)``, also known as swish.

    >>> tf.silu([0.0]).tolist()
    [0.0]
    """
    ...


swish = silu


@op(shape=same, types=floating, lower=unary("unary/softplus"), grad=lambda g, _y, x: g * sigmoid(x))
def softplus(x: TensorLike) -> Tensor:
    """Return ``log(1 + exp(x))``, without overflow or loss.

    >>> round(tf.softplus(0.0).item(), 6)
    0.693147
    """
    ...


@op(
    shape=same,
    types=floating,
    lower=unary("unary/softsign"),
    grad=lambda g, _y, x: g / square(abs(x) + 1.0),
)
def softsign(x: TensorLike) -> Tensor:
    """Return ``x / (1 + |x|)``.

    >>> tf.softsign([1.0]).tolist()
    [0.5]
    """
    ...
