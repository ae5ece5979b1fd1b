"""Activation functions by name, with Keras 3's arguments."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..registry import Registry
from ..tensor import Tensor

registry = Registry("activation", "keras.activations")
serialize, deserialize = registry.serialize, registry.deserialize
named = registry.named


def get(identifier: Any) -> Any:
    """Return the activation that a name or function stands for; None is ``linear``.

    >>> tf.activations.get(None)(tf.scalar(2.0)).item()
    2.0
    """
    return linear if identifier is None else registry.get(identifier)


@named()
def linear(x: Any) -> Any:
    """Return x."""
    return x


@named()
def relu(
    x: Any, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0
) -> Tensor:
    """Return x above ``threshold`` (at most ``max_value``); below, the slope times the distance."""
    if threshold:
        kept = x * ops.cast(ops.greater(x, float(threshold)), "float32")
        below = ops.minimum(x - float(threshold), 0.0) * float(negative_slope)
        y = kept + below if negative_slope else kept
    elif negative_slope:
        y = ops.leaky_relu(x, float(negative_slope))
    elif max_value == 6:
        return ops.relu6(x)
    else:
        y = ops.relu(x)
    return y if max_value is None else ops.minimum(y, float(max_value))


@named()
def relu6(x: Any) -> Tensor:
    """Return ``min(max(x, 0), 6)``."""
    return ops.relu6(x)


@named()
def leaky_relu(x: Any, negative_slope: float = 0.2) -> Tensor:
    """Return x where positive, else ``negative_slope * x``."""
    return ops.leaky_relu(x, float(negative_slope))


@named()
def sigmoid(x: Any) -> Tensor:
    """Return ``1 / (1 + exp(-x))``."""
    return ops.sigmoid(x)


@named()
def tanh(x: Any) -> Tensor:
    """Return the hyperbolic tangent."""
    return ops.tanh(x)


@named()
def softmax(x: Any, axis: int = -1) -> Tensor:
    """Return ``exp(x)`` scaled to the sum 1 along ``axis``."""
    return ops.softmax(x, axis)


@named()
def log_softmax(x: Any, axis: int = -1) -> Tensor:
    """Return the logarithm of ``softmax``."""
    return ops.log_softmax(x, axis)


@named()
def elu(x: Any, alpha: float = 1.0) -> Tensor:
    """Return x where positive, else ``alpha * (exp(x) - 1)``."""
    return ops.elu(x, float(alpha))


@named()
def selu(x: Any) -> Tensor:
    """Return the scaled exponential linear unit."""
    return ops.selu(x)


@named()
def softplus(x: Any) -> Tensor:
    """Return ``log(exp(x) + 1)``."""
    return ops.softplus(x)


@named()
def softsign(x: Any) -> Tensor:
    """Return ``x / (abs(x) + 1)``."""
    return x / (ops.abs(x) + 1.0)


@named()
def exponential(x: Any) -> Tensor:
    """Return ``exp(x)``."""
    return ops.exp(x)


@named("swish")
def silu(x: Any) -> Tensor:
    """Return ``x * sigmoid(x)``."""
    return x * ops.sigmoid(x)


@named()
def mish(x: Any) -> Tensor:
    """Return ``x * tanh(softplus(x))``."""
    return x * ops.tanh(ops.softplus(x))


@named()
def hard_sigmoid(x: Any) -> Tensor:
    """Return ``min(max(x / 6 + 0.5, 0), 1)``."""
    return ops.relu6(x + 3.0) * (1.0 / 6.0)


@named("hard_swish")
def hard_silu(x: Any) -> Tensor:
    """Return ``x * hard_sigmoid(x)``."""
    return x * hard_sigmoid(x)


@named()
def gelu(x: Any, approximate: bool = False) -> Tensor:
    """Return x times the normal distribution's probability below x, or its tanh approximation."""
    if approximate:
        inner = (x + x * x * x * 0.044715) * 0.7978845608028654
        return x * 0.5 * (ops.tanh(inner) + 1.0)
    return x * 0.5 * (ops.erf(x * 0.7071067811865476) + 1.0)


swish, hard_swish = silu, hard_silu
