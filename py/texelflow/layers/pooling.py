"""Pooling layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import ops
from ..tensor import Tensor
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

__all__ = ["AveragePooling2D", "AvgPool2D", "MaxPool2D", "MaxPooling2D"]


class _Pooling2D(Layer):
    """What the two-dimensional poolings share; ``pool`` does the work."""

    def __init__(
        self,
        pool_size: Any = (2, 2),
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.pool_size = pair(self.label, "pool_size", pool_size)
        self.strides = pair(self.label, "strides", self.pool_size if strides is None else strides)
        self.padding = padding_of(self.label, padding)
        self.data_format = data_format_of(self.label, data_format)
        self.input_spec = InputSpec(ndim=4)

    def pool(self) -> Callable[..., Tensor]:
        """Return the op."""
        raise AssertionError("abstract")

    def call(self, inputs: Tensor) -> Tensor:
        """Return the pooled inputs."""
        x = to_channels_last(inputs, self.data_format)
        y = self.pool()(x, self.pool_size, self.strides, self.padding)
        return from_channels_last(y, self.data_format)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        channels = input_shape[-1 if self.data_format == "channels_last" else 1]
        return windowed_shape(
            self.label,
            input_shape,
            self.pool_size,
            self.strides,
            self.padding,
            channels,
            self.data_format,
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


class MaxPooling2D(_Pooling2D):
    """The largest value in each window. Mirrors ``keras.layers.MaxPooling2D``.

    >>> tf.layers.MaxPooling2D()(tf.ones([1, 4, 6, 3])).shape
    (1, 2, 3, 3)
    """

    def pool(self) -> Callable[..., Tensor]:
        """Return the op."""
        return ops.max_pool


class AveragePooling2D(_Pooling2D):
    """The mean of each window. Mirrors ``keras.layers.AveragePooling2D``.

    >>> tf.layers.AveragePooling2D()(tf.ones([1, 4, 6, 3])).shape
    (1, 2, 3, 3)
    """

    def pool(self) -> Callable[..., Tensor]:
        """Return the op."""
        return ops.avg_pool


MaxPool2D, AvgPool2D = MaxPooling2D, AveragePooling2D
