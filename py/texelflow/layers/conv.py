"""Convolution layers."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..tensor import Tensor
from . import activations, constraints, initializers, regularizers
from .input_spec import InputSpec, Shape, known
from .layer import Layer
from .window import (
    data_format_of,
    from_channels_last,
    padding_of,
    pair,
    to_channels_last,
    windowed_shape,
)

__all__ = ["Conv2D", "DepthwiseConv2D"]


class _Conv(Layer):
    """What convolutions share: settings, bias and activation."""

    kernel_prefix = "kernel"

    def __init__(
        self,
        rank: int,
        kernel_size: Any,
        strides: Any,
        padding: str,
        data_format: str | None,
        dilation_rate: Any,
        activation: Any,
        use_bias: bool,
        bias_initializer: Any,
        bias_regularizer: Any,
        bias_constraint: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.kernel_size = pair(self.label, "kernel_size", kernel_size, rank)
        self.strides = pair(self.label, "strides", strides, rank)
        self.padding = padding_of(self.label, padding)
        self.data_format = data_format_of(self.label, data_format)
        self.dilation_rate = pair(self.label, "dilation_rate", dilation_rate, rank)
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise ValueError(
                f"{self.label}: strides {self.strides} and dilation_rate {self.dilation_rate} "
                "cannot both be above 1"
            )
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.bias_initializer = initializers.get(bias_initializer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.bias_constraint = constraints.get(bias_constraint)
        self.input_spec = InputSpec(ndim=rank + 2)

    @property
    def channel_axis(self) -> int:
        """The axis of the inputs that holds channels."""
        return -1 if self.data_format == "channels_last" else 1

    def _make_bias(self, size: int) -> None:
        self.bias = (
            self.add_weight(
                "bias",
                (size,),
                self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
            if self.use_bias
            else None
        )

    def _finish(self, y: Tensor) -> Tensor:
        """Return the layer's output for a convolution's (channels last)."""
        if self.bias is not None:
            y = y + self.bias
        return self.activation(from_channels_last(y, self.data_format))

    def _shape(self, input_shape: Shape, channels: int | None) -> Shape:
        return windowed_shape(
            self.label,
            input_shape,
            self.kernel_size,
            self.strides,
            self.padding,
            channels,
            self.data_format,
            self.dilation_rate,
        )

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "data_format": self.data_format,
            "dilation_rate": self.dilation_rate,
            "activation": activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
            "bias_constraint": constraints.serialize(self.bias_constraint),
        }


class _Filtering(_Conv):
    """What convolutions with one kernel of ``filters`` output channels share."""

    def __init__(
        self,
        rank: int,
        filters: int,
        kernel_initializer: Any,
        kernel_regularizer: Any,
        kernel_constraint: Any,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(rank, *args, **kwargs)
        if not isinstance(filters, int) or filters <= 0:
            raise ValueError(f"{self.label}: filters must be a positive int, got {filters!r}")
        self.filters = filters
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)

    def build(self, input_shape: Shape) -> None:
        """Make kernel and bias."""
        channels = known(self.label, input_shape, self.channel_axis)
        self.kernel = self.add_weight(
            "kernel",
            (*self.kernel_size, channels, self.filters),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self._make_bias(self.filters)
        rank = len(self.kernel_size)
        self.input_spec = InputSpec(ndim=rank + 2, axes={self.channel_axis: channels})

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "filters": self.filters,
            "kernel_initializer": initializers.serialize(self.kernel_initializer),
            "kernel_regularizer": regularizers.serialize(self.kernel_regularizer),
            "kernel_constraint": constraints.serialize(self.kernel_constraint),
        }


class Conv2D(_Filtering):
    """A convolution over two axes, then bias and activation.

    Args:
        filters: number of output channels.
        kernel_size: one int, or (height, width).
        strides: one int, or two.
        padding: ``valid`` or ``same``.
        data_format: ``channels_last`` (batch, height, width, channels) or ``channels_first``.

    Mirrors ``keras.layers.Conv2D``.

    >>> tf.layers.Conv2D(8, 3)(tf.ones([1, 5, 5, 2])).shape
    (1, 3, 3, 8)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = (1, 1),
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = (1, 1),
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
        super().__init__(
            2, filters, kernel_initializer, kernel_regularizer, kernel_constraint, kernel_size,
            strides, padding, data_format, dilation_rate, activation, use_bias, bias_initializer,
            bias_regularizer, bias_constraint, activity_regularizer=activity_regularizer, **kwargs,
        )  # fmt: skip

    def call(self, inputs: Tensor) -> Tensor:
        """Return the outputs."""
        x = to_channels_last(inputs, self.data_format)
        y = ops.conv2d(x, self.kernel, self.strides, self.padding, dilations=self.dilation_rate)
        return self._finish(y)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        return self._shape(input_shape, self.filters)


class DepthwiseConv2D(_Conv):
    """A convolution of each channel by itself, into ``depth_multiplier`` channels.

    Mirrors ``keras.layers.DepthwiseConv2D``.

    >>> tf.layers.DepthwiseConv2D(3, depth_multiplier=2)(tf.ones([1, 5, 5, 2])).shape
    (1, 3, 3, 4)
    """

    def __init__(
        self,
        kernel_size: Any,
        strides: Any = (1, 1),
        padding: str = "valid",
        depth_multiplier: int = 1,
        data_format: str | None = None,
        dilation_rate: Any = (1, 1),
        activation: Any = None,
        use_bias: bool = True,
        depthwise_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        depthwise_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        depthwise_constraint: Any = None,
        bias_constraint: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            2,
            kernel_size,
            strides,
            padding,
            data_format,
            dilation_rate,
            activation,
            use_bias,
            bias_initializer,
            bias_regularizer,
            bias_constraint,
            activity_regularizer=activity_regularizer,
            **kwargs,
        )
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer = initializers.get(depthwise_initializer)
        self.depthwise_regularizer = regularizers.get(depthwise_regularizer)
        self.depthwise_constraint = constraints.get(depthwise_constraint)

    def build(self, input_shape: Shape) -> None:
        """Make kernel and bias."""
        channels = known(self.label, input_shape, self.channel_axis)
        self.kernel = self.add_weight(
            "kernel",
            (*self.kernel_size, channels, self.depth_multiplier),
            self.depthwise_initializer,
            regularizer=self.depthwise_regularizer,
            constraint=self.depthwise_constraint,
        )
        self._make_bias(channels * self.depth_multiplier)
        self.input_spec = InputSpec(ndim=4, axes={self.channel_axis: channels})

    def call(self, inputs: Tensor) -> Tensor:
        """Return the outputs."""
        x = to_channels_last(inputs, self.data_format)
        y = ops.depthwise_conv2d(
            x, self.kernel, self.strides, self.padding, dilations=self.dilation_rate
        )
        return self._finish(y)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        channels = input_shape[self.channel_axis]
        return self._shape(input_shape, channels and channels * self.depth_multiplier)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "depth_multiplier": self.depth_multiplier,
            "depthwise_initializer": initializers.serialize(self.depthwise_initializer),
            "depthwise_regularizer": regularizers.serialize(self.depthwise_regularizer),
            "depthwise_constraint": constraints.serialize(self.depthwise_constraint),
        }
