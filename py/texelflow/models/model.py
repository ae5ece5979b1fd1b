"""A model: a layer that can be trained, evaluated, summarised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..autograd import no_grad
from ..layers.layer import Layer
from ..lifetime import tidy
from ..ops.creation import zeros
from ..training.trainer import Trainer
from .summary import summary

__all__ = ["Model"]


class Model(Trainer, Layer):
    """A layer with ``compile``, ``fit``, ``evaluate``, ``predict`` and ``summary``.

    Subclass it, make layers in ``__init__`` and use them in ``call``. Mirrors ``keras.Model``.

    >>> class Twice(tf.Model):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.dense = tf.layers.Dense(3, kernel_initializer="ones")
    ...     def call(self, inputs):
    ...         return self.dense(self.dense(inputs))
    >>> Twice()([[1.0, 2.0, 3.0]]).tolist()
    [[18.0, 18.0, 18.0]]
    """

    def build(self, input_shape: Any) -> None:
        """Make all weights, by running the model once on zeros of ``input_shape``."""
        shape = tuple(1 if size is None else size for size in input_shape)
        self.built = True
        with no_grad(), tidy():
            self(zeros(shape), training=False)

    def ensure_built(self, input_shape: Any) -> None:
        """Note the shape; the layers make their weights in the call that follows."""
        if type(self).build is not Model.build:
            super().ensure_built(input_shape)
        self.built = True

    @property
    def layers(self) -> list[Layer]:
        """The layers that are attributes of the model."""
        return self._sublayers()

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return a layer by name or by index.

        Raises:
            ValueError: if there is none; the message lists those that there are.
        """
        layers = self.layers
        if index is not None:
            if not -len(layers) <= index < len(layers):
                raise ValueError(
                    f"get_layer: index {index} is out of range of {len(layers)} layers"
                )
            return layers[index]
        for layer in layers:
            if layer.name == name:
                return layer
        raise ValueError(
            f"get_layer: there is no layer called {name!r} among {[layer.name for layer in layers]}"
        )

    def summary(
        self,
        line_length: int | None = None,
        positions: list[float] | None = None,
        print_fn: Callable[[str], Any] | None = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
    ) -> None:
        """Print a table of the layers with output shapes and numbers of weights, as Keras does.

        Args:
            line_length: width of the table; by default 88, or what the terminal has.
            positions: right ends of the columns, as shares of the width.
            print_fn: takes the text, instead of ``print``.
            expand_nested: show the layers inside layers.
            show_trainable: show which layers are trainable.
        """
        text = summary(self, line_length, positions, expand_nested, show_trainable)
        (print_fn or print)(text)

    def dispose(self) -> None:
        """Free all weights, and the state of optimizer and metrics."""
        self._traced = {}
        for variable in self.variables:
            variable.dispose()
        if self.optimizer is not None:
            self.optimizer.dispose()
        for metric in self.metrics:
            metric.dispose()
