"""Embedding: whole numbers to rows of a table that is learnt."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..tensor import Tensor
from . import constraints, initializers, regularizers
from .input_spec import Shape
from .layer import Layer

__all__ = ["Embedding"]


class Embedding(Layer):
    """The row of a table for each whole number.

    Args:
        input_dim: how many numbers there are; they run from 0 to ``input_dim - 1``. Another one
            gives zeros.
        output_dim: the length of a row.
        mask_zero: whether 0 stands for padding; ``compute_mask`` tells where there is none.

    Mirrors ``keras.layers.Embedding``.

    >>> layer = tf.layers.Embedding(10, 2, embeddings_initializer="ones")
    >>> layer([[3, 4, 9]]).tolist()
    [[[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]]
    """

    def __init__(
        self,
        input_dim: int,
        output_dim: int,
        embeddings_initializer: Any = "uniform",
        embeddings_regularizer: Any = None,
        embeddings_constraint: Any = None,
        mask_zero: bool = False,
        weights: Any = None,
        input_length: int | None = None,
        **kwargs: Any,
    ) -> None:
        if input_length is not None:
            kwargs.setdefault("input_shape", (input_length,))
        super().__init__(**kwargs)
        for name, size in (("input_dim", input_dim), ("output_dim", output_dim)):
            if not isinstance(size, int) or size <= 0:
                raise ValueError(f"{self.label}: {name} must be a positive int, got {size!r}")
        self.input_dim, self.output_dim = input_dim, output_dim
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.embeddings_regularizer = regularizers.get(embeddings_regularizer)
        self.embeddings_constraint = constraints.get(embeddings_constraint)
        self.mask_zero = bool(mask_zero)
        self._given = weights

    def build(self, input_shape: Shape) -> None:
        """Make the table."""
        self.embeddings = self.add_weight(
            "embeddings",
            (self.input_dim, self.output_dim),
            self.embeddings_initializer,
            regularizer=self.embeddings_regularizer,
            constraint=self.embeddings_constraint,
        )
        if self._given is not None:
            many = isinstance(self._given, (list, tuple)) and len(self._given) == 1
            self.embeddings.assign(self._given[0] if many else self._given)
            self._given = None

    def call(self, inputs: Tensor) -> Tensor:
        """Return the rows."""
        indices = inputs if inputs.dtype == "int32" else ops.cast(inputs, "int32")
        return ops.gather(self.embeddings, indices)

    def compute_mask(self, inputs: Tensor, mask: Any = None) -> Tensor | None:
        """Return where the inputs are not 0, with ``mask_zero``; else None."""
        return ops.not_equal(inputs, 0) if self.mask_zero else None

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape, and the length of a row."""
        return (*input_shape, self.output_dim)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "input_dim": self.input_dim,
            "output_dim": self.output_dim,
            "embeddings_initializer": initializers.serialize(self.embeddings_initializer),
            "embeddings_regularizer": regularizers.serialize(self.embeddings_regularizer),
            "embeddings_constraint": constraints.serialize(self.embeddings_constraint),
            "mask_zero": self.mask_zero,
        }
