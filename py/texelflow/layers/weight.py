"""A layer's weight: a variable that knows its regularizer and its constraint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..variable import Variable

__all__ = ["Weight"]


class Weight(Variable):
    """A variable made by ``Layer.add_weight``.

    ``regularizer(weight)`` is added to the model's losses; ``constraint(weight)`` replaces the
    value after every update by an optimizer.
    """

    __slots__ = ("constraint", "regularizer")

    def __init__(
        self,
        initial_value: Any,
        trainable: bool = True,
        name: str | None = None,
        regularizer: Callable[[Any], Any] | None = None,
        constraint: Callable[[Any], Any] | None = None,
    ) -> None:
        super().__init__(initial_value, trainable, name)
        self.regularizer = regularizer
        self.constraint = constraint
