"""Regularizers: functions of a weight whose scalar result is added to the loss."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..registry import Configured, Registry
from ..tensor import Tensor

__all__ = [
    "L1",
    "L1L2",
    "L2",
    "Regularizer",
    "deserialize",
    "get",
    "l1",
    "l1_l2",
    "l2",
    "serialize",
]

registry = Registry("regularizer", "keras.regularizers")
get, serialize, deserialize = registry.get, registry.serialize, registry.deserialize


class Regularizer(Configured):
    """The base of regularizers; a subclass defines ``__call__(self, x)``, a scalar.

    Mirrors ``keras.regularizers.Regularizer``.

    >>> class Cube(tf.regularizers.Regularizer):
    ...     def __call__(self, x):
    ...         return tf.sum(tf.abs(x * x * x))
    >>> Cube()(tf.tensor([1.0, -2.0])).item()
    9.0
    """

    def __call__(self, x: Any) -> Tensor:
        """Return the penalty of a weight."""
        raise TypeError(f"{type(self).__name__} must define __call__(self, x)")


@registry.named("l1_l2")
class L1L2(Regularizer):
    """``l1 * sum(abs(x)) + l2 * sum(x * x)``. Mirrors ``keras.regularizers.L1L2``.

    >>> tf.regularizers.L1L2(l1=0.5)(tf.tensor([1.0, -2.0])).item()
    1.5
    """

    def __init__(self, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1, self.l2 = float(l1 or 0.0), float(l2 or 0.0)

    def __call__(self, x: Any) -> Tensor:
        terms = []
        if self.l1:
            terms.append(ops.sum(ops.abs(x)) * self.l1)
        if self.l2:
            terms.append(ops.sum(x * x) * self.l2)
        return sum(terms[1:], terms[0]) if terms else ops.scalar(0.0)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"l1": self.l1, "l2": self.l2}


@registry.named()
class L1(L1L2):
    """``l1 * sum(abs(x))``. Mirrors ``keras.regularizers.L1``.

    >>> tf.regularizers.L1(0.5)(tf.tensor([1.0, -2.0])).item()
    1.5
    """

    def __init__(self, l1: float = 0.01) -> None:
        super().__init__(l1=l1)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"l1": self.l1}


@registry.named()
class L2(L1L2):
    """``l2 * sum(x * x)``. Mirrors ``keras.regularizers.L2``.

    >>> tf.regularizers.L2(0.5)(tf.tensor([1.0, -2.0])).item()
    2.5
    """

    def __init__(self, l2: float = 0.01) -> None:
        super().__init__(l2=l2)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"l2": self.l2}


l1, l2 = L1, L2


def l1_l2(l1: float = 0.01, l2: float = 0.01) -> L1L2:
    """Return both penalties. Mirrors TensorFlow.js ``tf.regularizers.l1l2``.

    >>> tf.regularizers.l1_l2(0.5, 0.5)(tf.tensor([1.0, -2.0])).item()
    4.0
    """
    return L1L2(l1, l2)
