"""Sequential: layers one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ShapeError
from ..layers.core import InputLayer
from ..layers.input_spec import batchless
from ..layers.layer import Layer, layer_registry
from .model import Model

__all__ = ["Sequential"]


class Sequential(Model):
    """A model of layers that each take the output of the one before.

    Weights are made as soon as the shape of the input is known: from ``tf.Input`` as the first
    entry, ``input_shape`` of the first layer, ``build``, or the first call. Mirrors
    ``keras.Sequential``.

    >>> model = tf.Sequential([tf.layers.Dense(4, "relu", input_shape=(3,)), tf.layers.Dense(1)])
    >>> model.output_shape, model.count_params()
    ((None, 1), 21)
    """

    def __init__(
        self,
        layers: Sequence[Layer] | None = None,
        trainable: bool = True,
        name: str | None = None,
    ) -> None:
        super().__init__(name=name, trainable=trainable)
        self._input: InputLayer | None = None
        self._stack: list[Layer] = []
        self._shape: Any = None
        for layer in layers or ():
            self.add(layer)

    def add(self, layer: Layer) -> None:
        """Put a layer at the end.

        Raises:
            TypeError: if it is no layer.
            ValueError: if a layer of its name is there already.
        """
        if not isinstance(layer, Layer):
            raise TypeError(f"{self.label}: add takes a layer, got {type(layer).__name__}")
        if isinstance(layer, InputLayer):
            if self._stack or self._input is not None:
                raise ValueError(f"{self.label}: Input must be the first entry, and the only one")
            self._input = layer
            self._shape = layer.batch_shape
            return
        if any(layer.name == other.name for other in self._stack):
            raise ValueError(
                f"{self.label}: has a layer called {layer.name!r} already; names must be unique"
            )
        if self._input is None and not self._stack and layer._batch_input_shape:
            self._input = InputLayer(batch_shape=layer._batch_input_shape, dtype=layer.dtype)
            self._shape = self._input.batch_shape
        self._stack.append(layer)
        if self._shape is not None:
            self._extend(layer)

    def _extend(self, layer: Layer) -> None:
        """Build the next layer, and move on to the shape of its output."""
        try:
            layer.ensure_built(self._shape)
            self._shape = layer.compute_output_shape(self._shape)
        except ShapeError as error:
            if str(error).startswith(layer.label):
                raise
            raise ShapeError(f"{layer.label}: {error}") from None
        self.built = True

    def pop(self) -> Layer:
        """Take the last layer away and return it."""
        if not self._stack:
            raise ValueError(f"{self.label}: there is no layer to pop")
        layer = self._stack.pop()
        if self._shape is not None and self._input is not None:
            self._shape = self._input.batch_shape
            for other in self._stack:
                self._shape = other.compute_output_shape(self._shape)
        return layer

    def build(self, input_shape: Any = None) -> None:
        """Make all weights for inputs of ``input_shape``, batch size first."""
        if self._shape is not None and input_shape is None:
            return
        if input_shape is None:
            raise ValueError(f"{self.label}: build needs the shape of the input")
        if self._input is None:
            self._input = InputLayer(batch_shape=batchless(tuple(input_shape)))
        self._shape = batchless(tuple(input_shape))
        for layer in self._stack:
            self._extend(layer)

    def call(self, inputs: Any) -> Any:
        """Return the output of the last layer."""
        for layer in self._stack:
            inputs = layer(inputs)
        return inputs

    @property
    def layers(self) -> list[Layer]:
        """The layers, without Input."""
        return list(self._stack)

    @property
    def input_shape(self) -> Any:
        """The shape of the input, batch size first; None if not known yet."""
        return self._input.batch_shape if self._input else None

    @property
    def output_shape(self) -> Any:
        """The shape of the output, batch size first; None if not known yet."""
        return self._shape

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the output for inputs of ``input_shape``."""
        for layer in self._stack:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return name and layers; with the input's shape, if it is known."""
        layers: list[Layer] = [*([self._input] if self._input else []), *self._stack]
        return {
            "name": self.name,
            "trainable": self.trainable,
            "layers": [layer_registry.serialize(layer) for layer in layers],
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Sequential:
        """Return a model made of what ``get_config`` returned, with new weights."""
        layers = [layer_registry.deserialize(item) for item in config["layers"]]
        return cls(layers, config.get("trainable", True), config.get("name"))
