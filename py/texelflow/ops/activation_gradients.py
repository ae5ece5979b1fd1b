"""Gradients of the activations that training meets at every step, in one draw each.

They are ops like others, with gradients of their own in terms of public ops, so that second
derivatives come right; nobody else has a use for them.
"""

from __future__ import annotations

from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike
from ..types import floating
from .creation import zeros_like
from .elementwise import broadcasting


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/relu"),
    grad=lambda g, _y, _dy, y: (relu_grad(g, y), zeros_like(y)),
)
def relu_grad(dy: TensorLike, y: TensorLike) -> Tensor:
    """Return the gradient of ``y = relu(x)``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/relu6"),
    grad=lambda g, _y, _dy, y: (relu6_grad(g, y), zeros_like(y)),
)
def relu6_grad(dy: TensorLike, y: TensorLike) -> Tensor:
    """Return the gradient of ``y = relu6(x)``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/tanh"),
    grad=lambda g, _y, dy, y: (tanh_grad(g, y), g * dy * y * -2.0),
)
def tanh_grad(dy: TensorLike, y: TensorLike) -> Tensor:
    """Return the gradient of ``y = tanh(x)``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/sigmoid"),
    grad=lambda g, _y, dy, y: (sigmoid_grad(g, y), g * dy * (1.0 - y * 2.0)),
)
def sigmoid_grad(dy: TensorLike, y: TensorLike) -> Tensor:
    """Return the gradient of ``y = sigmoid(x)``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/elu", attributes=True),
    grad=lambda g, _y, dy, y, *, alpha: (elu_grad(g, y, alpha), g * relu_grad(dy, -y)),
)
def elu_grad(dy: TensorLike, y: TensorLike, alpha: float) -> Tensor:
    """Return the gradient of ``y = elu(x)``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/selu"),
    grad=lambda g, _y, dy, y: (selu_grad(g, y), g * relu_grad(dy, -y)),
)
def selu_grad(dy: TensorLike, y: TensorLike) -> Tensor:
    """Return the gradient of ``y = selu(x)``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/leaky_relu", attributes=True),
    grad=lambda g, _y, _dy, x, *, alpha: (leaky_relu_grad(g, x, alpha), zeros_like(x)),
)
def leaky_relu_grad(dy: TensorLike, x: TensorLike, alpha: float) -> Tensor:
    """Return the gradient of ``leaky_relu(x)``."""
    ...


def _gelu_bend(x: Tensor) -> Tensor:
    """Return gelu's second derivative."""
    from .unary import exp, square

    squared = square(x)
    return exp(squared * -0.5) * (2.0 - squared) * 0.3989422804014327


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/gelu"),
    grad=lambda g, _y, dy, x: (gelu_grad(g, x), g * dy * _gelu_bend(x)),
)
def gelu_grad(dy: TensorLike, x: TensorLike) -> Tensor:
    """Return the gradient of ``gelu(x)``."""
    ...


def _gelu_tanh_bend(x: Tensor) -> Tensor:
    """Return the second derivative of ``x s(u)``, where s is sigmoid and u = k (x + c x³)."""
    from .activations import sigmoid
    from .unary import square

    k, c = 1.5957691216057308, 0.044715
    s = sigmoid((x + square(x) * x * c) * k)
    slope = s * (1.0 - s)
    du = (square(x) * (3.0 * c) + 1.0) * k
    return slope * (du * 2.0 + x * ((1.0 - s * 2.0) * square(du) + x * (6.0 * c * k)))


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/gelu_tanh"),
    grad=lambda g, _y, dy, x: (gelu_tanh_grad(g, x), g * dy * _gelu_tanh_bend(x)),
)
def gelu_tanh_grad(dy: TensorLike, x: TensorLike) -> Tensor:
    """Return the gradient of ``gelu(x, approximate=True)``."""
    ...


def _silu_bend(x: Tensor) -> Tensor:
    """Return silu's second derivative."""
    from .activations import sigmoid

    s = sigmoid(x)
    return s * (1.0 - s) * (x * (1.0 - s * 2.0) + 2.0)


@op(
    shape=same,
    types=floating,
    lower=broadcasting("gradient/silu"),
    grad=lambda g, _y, dy, x: (silu_grad(g, x), g * dy * _silu_bend(x)),
)
def silu_grad(dy: TensorLike, x: TensorLike) -> Tensor:
    """Return the gradient of ``silu(x)``."""
    ...
