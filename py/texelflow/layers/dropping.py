"""Dropout, and the state of its random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..ops.dropping import drop
from ..tensor import Tensor
from .input_spec import Shape
from .layer import Layer
from .random_state import RandomState

__all__ = ["Dropout"]


def thinned(
    x: Tensor, rate: float, noise_shape: Sequence[int] | None, state: RandomState | None
) -> Tensor:
    """Return x after dropout, by a layer's own random numbers or else by everybody's."""
    if state is None:
        return ops.dropout(x, float(rate), noise_shape)
    return drop(x, float(rate), noise_shape, state.take(), 0)


class Dropout(Layer):
    """In training, makes the share ``rate`` of the elements zero and scales up the others.

    Args:
        rate: between 0 and 1.
        noise_shape: axes of size 1 in it are dropped as one.
        seed: makes what is dropped the same in every run; each call drops others.

    Mirrors ``keras.layers.Dropout``.

    >>> tf.layers.Dropout(0.5)([1.0, 2.0]).tolist()
    [1.0, 2.0]
    """

    def __init__(
        self,
        rate: float,
        noise_shape: Sequence[int | None] | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not 0 <= rate <= 1:
            raise ValueError(f"{self.label}: rate must be between 0 and 1, got {rate}")
        self.rate, self.seed = rate, seed
        self.noise_shape = None if noise_shape is None else tuple(noise_shape)
        self._state: RandomState | None = None

    def build(self, input_shape: Shape) -> None:
        """Make the generator of a layer with a seed."""
        del input_shape
        if self.seed is not None:
            self._state = RandomState(self.seed, f"{self.name}/seed_state")

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """Return the inputs, thinned out in training."""
        if not training or not self.rate:
            return inputs
        noise = self._noise_shape(inputs.shape)
        if self.rate == 1:
            # Zeros through which a gradient, of zeros, still flows.
            return ops.where(ops.zeros((), "bool"), inputs, 0.0)
        return thinned(inputs, self.rate, noise, self._state)

    def _noise_shape(self, shape: tuple[int, ...]) -> tuple[int, ...] | None:
        if self.noise_shape is None:
            return None
        if len(self.noise_shape) != len(shape):
            raise ShapeError(
                f"{self.label}: noise_shape {self.noise_shape} must have an entry per axis of "
                f"its input {shape}"
            )
        return tuple(
            size if wanted is None else wanted
            for wanted, size in zip(self.noise_shape, shape, strict=True)
        )

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "rate": self.rate,
            "seed": self.seed,
            "noise_shape": self.noise_shape,
        }
