"""Activation functions that are layers of their own, with settings."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..tensor import Tensor
from . import activations
from .input_spec import Shape
from .layer import Layer

__all__ = ["ELU", "LeakyReLU", "ReLU", "Softmax"]


class ReLU(Layer):
    """``max(x, 0)``, with Keras's settings. Mirrors ``keras.layers.ReLU``.

    >>> tf.layers.ReLU(max_value=1.0)([-1.0, 0.5, 3.0]).tolist()
    [0.0, 0.5, 1.0]
    """

    def __init__(
        self,
        max_value: float | None = None,
        negative_slope: float = 0.0,
        threshold: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if (max_value is not None and max_value < 0) or negative_slope < 0 or threshold < 0:
            raise ValueError(f"{self.label}: its settings must not be negative")
        self.max_value, self.negative_slope, self.threshold = max_value, negative_slope, threshold

    def call(self, inputs: Tensor) -> Tensor:
        """Return the rectified inputs."""
        return activations.relu(inputs, self.negative_slope, self.max_value, self.threshold)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "max_value": self.max_value,
            "negative_slope": self.negative_slope,
            "threshold": self.threshold,
        }


class LeakyReLU(Layer):
    """x where positive, else ``negative_slope * x``. Mirrors ``keras.layers.LeakyReLU``.

    >>> tf.layers.LeakyReLU(0.5)([-1.0, 2.0]).tolist()
    [-0.5, 2.0]
    """

    def __init__(self, negative_slope: float = 0.3, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if negative_slope < 0:
            raise ValueError(f"{self.label}: negative_slope must not be negative")
        self.negative_slope = negative_slope

    def call(self, inputs: Tensor) -> Tensor:
        """Return the rectified inputs."""
        return ops.leaky_relu(inputs, float(self.negative_slope))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "negative_slope": self.negative_slope}


class ELU(Layer):
    """x where positive, else ``alpha * (exp(x) - 1)``. Mirrors ``keras.layers.ELU``.

    >>> tf.layers.ELU()([0.0, 2.0]).tolist()
    [0.0, 2.0]
    """

    def __init__(self, alpha: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.alpha = alpha

    def call(self, inputs: Tensor) -> Tensor:
        """Return the activated inputs."""
        return ops.elu(inputs, float(self.alpha))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "alpha": self.alpha}


class Softmax(Layer):
    """``exp(x)`` scaled to the sum 1 along ``axis``. Mirrors ``keras.layers.Softmax``.

    >>> tf.layers.Softmax()([[0.0, 0.0]]).tolist()
    [[0.5, 0.5]]
    """

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs: Tensor, mask: Any = None) -> Tensor:
        """Return the probabilities; where ``mask`` is False they are zero."""
        if mask is not None:
            inputs = ops.where(mask, inputs, -3e38)
        return ops.softmax(inputs, self.axis)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "axis": self.axis}
