"""Convolution and pooling over sequences: (batch, steps, channels)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import ops
from ..tensor import Tensor
from .conv import _Filtering
from .input_spec import InputSpec, Shape
from .layer import Layer
from .window import (
    data_format_of,
    from_channels_last,
    padding_of,
    pair,
    to_channels_last,
    windowed_shape,
)

__all__ = [
    "AveragePooling1D",
    "AvgPool1D",
    "Conv1D",
    "Convolution1D",
    "MaxPool1D",
    "MaxPooling1D",
]


class Conv1D(_Filtering):
    """A convolution over the steps of sequences, then bias and activation.

    Args:
        filters: number of output channels.
        kernel_size, strides, dilation_rate: one int each.
        padding: ``valid``, ``same``, or ``causal``: outputs depend on no later step.
        data_format: ``channels_last`` (batch, steps, channels) or ``channels_first``.

    Mirrors ``keras.layers.Conv1D``; ``groups`` is not supported.

    >>> tf.layers.Conv1D(8, 3, padding="causal")(tf.ones([1, 5, 2])).shape
    (1, 5, 8)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = 1,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        **kwargs: Any,
    ) -> None:
        causal = padding.lower() == "causal"
        super().__init__(
            1, filters, kernel_initializer, kernel_regularizer, kernel_constraint, kernel_size,
            strides, "valid" if causal else padding, data_format, dilation_rate, activation,
            use_bias, bias_initializer, bias_regularizer, bias_constraint,
            activity_regularizer=activity_regularizer, **kwargs,
        )  # fmt: skip
        self.padding = "causal" if causal else self.padding

    def call(self, inputs: Tensor) -> Tensor:
        """Return the outputs."""
        x = to_channels_last(inputs, self.data_format)
        (stride,), (dilation,) = self.strides, self.dilation_rate
        before = (self.kernel_size[0] - 1) * dilation
        pad = (before, 0) if self.padding == "causal" else self.padding
        return self._finish(ops.conv1d(x, self.kernel, stride, pad, dilation=dilation))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        return windowed_shape(
            self.label,
            input_shape,
            self.kernel_size,
            self.strides,
            "same" if self.padding == "causal" else self.padding,
            self.filters,
            self.data_format,
            self.dilation_rate,
        )


class _Pooling1D(Layer):
    """What poolings over sequences share; ``pool`` does the work."""

    def __init__(
        self,
        pool_size: Any = 2,
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.pool_size = pair(self.label, "pool_size", pool_size, 1)
        strides = self.pool_size if strides is None else strides
        self.strides = pair(self.label, "strides", strides, 1)
        self.padding = padding_of(self.label, padding)
        self.data_format = data_format_of(self.label, data_format)
        self.input_spec = InputSpec(ndim=3)

    def pool(self) -> Callable[..., Tensor]:
        """Return the op for images, which sequences are of one line."""
        raise AssertionError("abstract")

    def call(self, inputs: Tensor) -> Tensor:
        """Return the pooled inputs."""
        x = to_channels_last(inputs, self.data_format)
        line = ops.expand_dims(x, 1)
        y = self.pool()(line, (1, *self.pool_size), (1, *self.strides), self.padding)
        return from_channels_last(ops.squeeze(y, 1), self.data_format)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        channels = input_shape[-1 if self.data_format == "channels_last" else 1]
        sizes = self.pool_size, self.strides
        return windowed_shape(
            self.label, input_shape, *sizes, self.padding, channels, self.data_format, (1,)
        )

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "pool_size": self.pool_size,
            "strides": self.strides,
            "padding": self.padding,
            "data_format": self.data_format,
        }


class MaxPooling1D(_Pooling1D):
    """The largest value of each window of steps. Mirrors ``keras.layers.MaxPooling1D``.

    >>> tf.layers.MaxPooling1D()([[[1.0], [3.0], [2.0], [5.0]]]).tolist()
    [[[3.0], [5.0]]]
    """

    def pool(self) -> Callable[..., Tensor]:
        """Return the op."""
        return ops.max_pool


class AveragePooling1D(_Pooling1D):
    """The mean of each window of steps. Mirrors ``keras.layers.AveragePooling1D``.

    >>> tf.layers.AveragePooling1D()([[[1.0], [3.0], [2.0], [5.0]]]).tolist()
    [[[2.0], [3.5]]]
    """

    def pool(self) -> Callable[..., Tensor]:
        """Return the op."""
        return ops.avg_pool


Convolution1D = Conv1D
MaxPool1D, AvgPool1D = MaxPooling1D, AveragePooling1D
