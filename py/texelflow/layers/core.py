"""Layers that every model uses: Dense, Flatten, Activation, and a model's input."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from .. import ops
from ..tensor import Tensor
from . import activations, constraints, initializers, regularizers
from .input_spec import InputSpec, Shape, known
from .layer import Layer

__all__ = ["Activation", "Dense", "Flatten", "Input", "InputLayer"]


class InputLayer(Layer):
    """The beginning of a model: says what its inputs are, and passes them on.

    Args:
        shape: of one sample; None where a size may vary.
        batch_size: the size of a batch, if fixed.
        dtype: of the inputs.
        batch_shape: instead of ``shape`` and ``batch_size``.

    Mirrors ``keras.layers.InputLayer``.

    >>> tf.layers.InputLayer((4,), batch_size=2).batch_shape
    (2, 4)
    """

    def __init__(
        self,
        shape: Sequence[int | None] | None = None,
        batch_size: int | None = None,
        dtype: Any = None,
        batch_shape: Sequence[int | None] | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        if (shape is None) == (batch_shape is None):
            raise ValueError(f"{self.label}: give either shape or batch_shape")
        given = batch_shape if shape is None else (batch_size, *shape)
        self._batch_input_shape = tuple(given or ())
        self.built = True

    @property
    def batch_shape(self) -> Shape:
        """The inputs' shape, batch size first."""
        return self._batch_input_shape or ()

    def call(self, inputs: Any) -> Any:
        """Return the inputs."""
        return inputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"batch_shape": self._batch_input_shape, "dtype": self.dtype, "name": self.name}


def Input(
    shape: Sequence[int | None] | None = None,
    batch_size: int | None = None,
    dtype: Any = None,
    batch_shape: Sequence[int | None] | None = None,
    name: str | None = None,
) -> InputLayer:
    """Return the input of a Sequential, as its first entry.

    >>> model = tf.Sequential([tf.Input((4,)), tf.layers.Dense(2)])
    >>> model.count_params()
    10
    """
    return InputLayer(shape, batch_size, dtype, batch_shape, name)


class Dense(Layer):
    """``activation(inputs @ kernel + bias)`` over the last axis.

    Args:
        units: size of the output's last axis.
        activation: a name or function; None is linear.

    Mirrors ``keras.layers.Dense``.

    >>> layer = tf.layers.Dense(2, kernel_initializer="ones")
    >>> layer([[1.0, 2.0]]).tolist()
    [[3.0, 3.0]]
    """

    def __init__(
        self,
        units: int,
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
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        if not isinstance(units, int) or units <= 0:
            raise ValueError(f"{self.label}: units must be a positive int, got {units!r}")
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.input_spec = InputSpec(min_ndim=2)

    def build(self, input_shape: Shape) -> None:
        """Make kernel and bias."""
        size = known(self.label, input_shape)
        self.kernel = self.add_weight(
            "kernel",
            (size, self.units),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.bias = (
            self.add_weight(
                "bias",
                (self.units,),
                self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
            if self.use_bias
            else None
        )
        self.input_spec = InputSpec(min_ndim=2, axes={-1: size})

    def call(self, inputs: Tensor) -> Tensor:
        """Return the outputs."""
        *lead, size = inputs.shape
        flat = inputs if len(lead) == 1 else ops.reshape(inputs, (prod(lead), size))
        y = ops.matmul(flat, self.kernel)
        if self.bias is not None:
            y = y + self.bias
        if len(lead) > 1:
            y = ops.reshape(y, (*lead, self.units))
        return self.activation(y)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        return (*input_shape[:-1], self.units)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "units": self.units,
            "activation": activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": initializers.serialize(self.kernel_initializer),
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "kernel_regularizer": regularizers.serialize(self.kernel_regularizer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
            "kernel_constraint": constraints.serialize(self.kernel_constraint),
            "bias_constraint": constraints.serialize(self.bias_constraint),
        }


class Activation(Layer):
    """An activation function as a layer. Mirrors ``keras.layers.Activation``.

    >>> tf.layers.Activation("relu")([-1.0, 2.0]).tolist()
    [0.0, 2.0]
    """

    def __init__(self, activation: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.activation = activations.get(activation)

    def call(self, inputs: Tensor) -> Tensor:
        """Return the activation of the inputs."""
        return self.activation(inputs)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "activation": activations.serialize(self.activation)}


class Flatten(Layer):
    """All axes but the first as one. Mirrors ``keras.layers.Flatten``.

    >>> tf.layers.Flatten()(tf.ones([2, 3, 4])).shape
    (2, 12)
    """

    def __init__(self, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = data_format or "channels_last"
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs: Tensor) -> Tensor:
        """Return the inputs, flat but for the batch."""
        if self.data_format == "channels_first" and inputs.ndim > 2:
            inputs = ops.transpose(inputs, (0, *range(2, inputs.ndim), 1))
        return ops.reshape(inputs, (inputs.shape[0], prod(inputs.shape[1:])))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return (batch, everything else)."""
        rest = input_shape[1:]
        return input_shape[0], None if None in rest else prod(size for size in rest if size)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "data_format": self.data_format}
