"""The state of a layer's own random numbers: a variable, so that a recorded step moves it on."""

from __future__ import annotations

from typing import Any

from ..dtypes import int32
from ..ops.random import advance_state, seed_words
from ..tensor import Tensor
from ..variable import Variable

__all__ = ["RandomState"]


class RandomState(Variable):
    """Where a seeded generator stands: ``[seed, seed, step, 0]``, int32.

    Among a layer's ``variables``, but not among its ``weights``, as in Keras
    (``keras.random.SeedGenerator``).

    >>> from texelflow.layers.random_state import RandomState
    >>> state = RandomState(7)
    >>> state.take().tolist(), state.tolist()
    ([7, 0, 0, 0], [7, 0, 1, 0])
    """

    __slots__ = ()

    def __init__(self, seed: int | list[int], name: str | None = None) -> None:
        words = seed_words(seed) if isinstance(seed, int) else seed
        super().__init__(words, False, name or "seed_state", int32)

    def __deepcopy__(self, memo: Any) -> RandomState:
        return RandomState(self.tolist(), self.name)

    def __reduce__(self) -> Any:
        return RandomState, (self.tolist(), self.name)

    def take(self) -> Tensor:
        """Return the state, and move on to the next."""
        now = self.value
        self.assign(advance_state(now))
        return now
