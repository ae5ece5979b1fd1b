"""A layer's weight: a variable that knows its regularizer and its constraint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..variable import Variable

__all__ = ["Weight"]


class Weight(Variable):
    """A variable made by ``Layer.add_weight``.

    ``regularizer(weight)`` is added to the model's losses; ``constraint(weight)`` replaces the
    value after every update by an optimizer. Mirrors what ``keras.layers.Layer.add_weight``
    returns.

    >>> w = tf.layers.Weight([1.0, 2.0], constraint=tf.constraints.NonNeg())
    >>> tf.optimizers.SGD(1.0).apply_gradients([(tf.tensor([3.0, 1.0]), w)])
    >>> w.tolist()
    [0.0, 1.0]
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
