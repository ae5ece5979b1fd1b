"""``tf.fused``: products and convolutions with bias and activation in one call.

Inside ``tf.function`` they become one draw where they can, as the separate ops would too.
"""

from __future__ import annotations

from typing import Any

from .errors import one_of
from .ops import activations
from .ops import conv as _conv
from .ops import depthwise as _depthwise
from .ops import matrices as _matrices
from .ops.arithmetic import add
from .tensor import Tensor, as_tensor

__all__ = ["conv2d", "depthwise_conv2d", "matmul"]

ACTIVATIONS = ("linear", "relu", "prelu", "elu", "relu6", "leakyrelu", "sigmoid")


def _finished(
    name: str, y: Tensor, bias: Any, activation: str | None, prelu_weights: Any, slope: float
) -> Tensor:
    """Return y with the bias added and the activation applied."""
    if bias is not None:
        y = add(y, as_tensor(name, bias))
    kind = activation or "linear"
    if kind == "linear":
        return y
    if kind == "prelu":
        if prelu_weights is None:
            raise ValueError(f"{name}(activation): prelu needs prelu_activation_weights")
        return activations.prelu(y, prelu_weights)
    if kind == "leakyrelu":
        return activations.leaky_relu(y, slope)
    one_of(f"{name}(activation)", kind, ACTIVATIONS)
    return getattr(activations, kind)(y)


def matmul(
    a: Any,
    b: Any,
    transpose_a: bool = False,
    transpose_b: bool = False,
    bias: Any = None,
    activation: str | None = "linear",
    prelu_activation_weights: Any = None,
    leakyrelu_alpha: float = 0.2,
) -> Tensor:
    """Return ``activation(a @ b + bias)``.

    ``activation`` is linear, relu, prelu, elu, relu6, leakyrelu or sigmoid. Mirrors TensorFlow.js
    ``tf.fused.matMul``.

    Raises:
        ShapeError: as ``tf.matmul`` does.
        ValueError: for another activation.

    >>> tf.fused.matmul([[1.0]], [[-2.0]], bias=[0.5], activation="relu").tolist()
    [[0.0]]
    """
    y = _matrices.matmul(a, b, transpose_a, transpose_b)
    return _finished("fused.matmul", y, bias, activation, prelu_activation_weights, leakyrelu_alpha)


def conv2d(
    x: Any,
    filter: Any,
    strides: Any = 1,
    pad: Any = "valid",
    data_format: str = "NHWC",
    dilations: Any = 1,
    dim_rounding_mode: str | None = None,
    bias: Any = None,
    activation: str | None = "linear",
    prelu_activation_weights: Any = None,
    leakyrelu_alpha: float = 0.2,
) -> Tensor:
    """Return ``activation(conv2d(x, filter, …) + bias)``.

    See ``tf.conv2d`` and ``tf.fused.matmul``. Mirrors TensorFlow.js ``tf.fused.conv2d``.

    >>> x, filter = tf.ones([1, 2, 2, 1]), tf.ones([2, 2, 1, 1])
    >>> tf.fused.conv2d(x, filter, bias=[-5.0], activation="elu").shape
    (1, 1, 1, 1)
    """
    y = _conv.conv2d(x, filter, strides, pad, data_format, dilations, dim_rounding_mode)
    return _finished("fused.conv2d", y, bias, activation, prelu_activation_weights, leakyrelu_alpha)


def depthwise_conv2d(
    x: Any,
    filter: Any,
    strides: Any = 1,
    pad: Any = "valid",
    data_format: str = "NHWC",
    dilations: Any = 1,
    dim_rounding_mode: str | None = None,
    bias: Any = None,
    activation: str | None = "linear",
    prelu_activation_weights: Any = None,
    leakyrelu_alpha: float = 0.2,
) -> Tensor:
    """Return ``activation(depthwise_conv2d(x, filter, …) + bias)``.

    See ``tf.depthwise_conv2d`` and ``tf.fused.matmul``. Mirrors TensorFlow.js
    ``tf.fused.depthwiseConv2d``.

    >>> x, filter = tf.ones([1, 2, 2, 1]), tf.ones([2, 2, 1, 1])
    >>> tf.fused.depthwise_conv2d(x, filter, activation="relu6").tolist()
    [[[[4.0]]]]
    """
    y = _depthwise.depthwise_conv2d(
        x, filter, strides, pad, data_format, dilations, dim_rounding_mode
    )
    return _finished(
        "fused.depthwise_conv2d", y, bias, activation, prelu_activation_weights, leakyrelu_alpha
    )
