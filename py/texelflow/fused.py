"""``tf.fused``: products and convolutions with bias and activation in one call.

Inside ``tf.function`` they become one draw where they can, as the separate ops would too.
"""

from __future__ import annotations

from typing import Any

from .errors import ShapeError, one_of
from .ops import activations
from .ops import conv as _conv
from .ops import depthwise as _depthwise
from .ops import matrices as _matrices
from .ops.arithmetic import add
from .ops.reshaping import reshape
from .tensor import Tensor, as_tensor

__all__ = ["conv2d", "depthwise_conv2d", "matmul"]

ACTIVATIONS = ("linear", "relu", "prelu", "elu", "relu6", "leakyrelu", "sigmoid")


def _beside(call: str, value: Any, y: Tensor, first: bool) -> Tensor:
    """Return a bias or slopes as they broadcast to y; a vector has one number per channel."""
    x = as_tensor(call, value)
    if first and x.ndim == 1:  # channels come before rows and columns
        x = reshape(x, (x.size, 1, 1))
    lead = y.ndim - x.ndim
    if lead < 0 or any(n not in (1, m) for n, m in zip(x.shape, y.shape[lead:], strict=True)):
        raise ShapeError(f"{call}: shape {x.shape} must broadcast to the result's, {y.shape}")
    return x


def _finished(
    name: str,
    y: Tensor,
    bias: Any,
    activation: str | None,
    prelu_weights: Any,
    slope: float,
    data_format: str = "NHWC",
) -> Tensor:
    """Return y with the bias added and the activation applied."""
    first = data_format in ("NCHW", "channels_first")
    if bias is not None:
        y = add(y, _beside(f"{name}(bias)", bias, y, first))
    kind = activation or "linear"
    if kind == "linear":
        return y
    if kind == "prelu":
        if prelu_weights is None:
            raise ValueError(f"{name}(activation): prelu needs prelu_activation_weights")
        weights = _beside(f"{name}(prelu_activation_weights)", prelu_weights, y, first)
        return activations.prelu(y, weights)
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
    slopes = prelu_activation_weights
    return _finished("fused.conv2d", y, bias, activation, slopes, leakyrelu_alpha, data_format)


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
    name, slopes = "fused.depthwise_conv2d", prelu_activation_weights
    return _finished(name, y, bias, activation, slopes, leakyrelu_alpha, data_format)
