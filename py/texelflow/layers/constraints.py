"""Constraints: functions of a weight that give it its value after every update."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ops
from ..registry import Configured, Registry
from ..tensor import Tensor

__all__ = [
    "Constraint",
    "MaxNorm",
    "MinMaxNorm",
    "NonNeg",
    "UnitNorm",
    "deserialize",
    "get",
    "max_norm",
    "min_max_norm",
    "non_neg",
    "serialize",
    "unit_norm",
]

EPSILON = 1e-7

registry = Registry("constraint", "keras.constraints")
get, serialize, deserialize = registry.get, registry.serialize, registry.deserialize

Axis = int | Sequence[int]


class Constraint(Configured):
    """The base of constraints; a subclass defines ``__call__(self, w)``, of w's shape.

    Mirrors ``keras.constraints.Constraint``.

    >>> class Halve(tf.constraints.Constraint):
    ...     def __call__(self, w):
    ...         return w * 0.5
    >>> Halve()(tf.tensor([2.0])).tolist()
    [1.0]
    """

    def __call__(self, w: Any) -> Tensor:
        """Return the weight's new value."""
        raise TypeError(f"{type(self).__name__} must define __call__(self, w)")


def _norms(w: Any, axis: Axis) -> Tensor:
    return ops.sqrt(ops.sum(w * w, axis, keepdims=True))


@registry.named()
class MaxNorm(Constraint):
    """Scales down what has a norm, along ``axis``, above ``max_value``.

    Mirrors ``keras.constraints.MaxNorm``.

    >>> w = tf.constraints.MaxNorm(1.0)(tf.tensor([[0.0, 0.5], [4.0, 0.0]]))
    >>> [[round(x, 4) for x in row] for row in w.tolist()]
    [[0.0, 0.5], [1.0, 0.0]]
    """

    def __init__(self, max_value: float = 2, axis: Axis = 0) -> None:
        self.max_value, self.axis = max_value, axis

    def __call__(self, w: Any) -> Tensor:
        norms = _norms(w, self.axis)
        desired = ops.minimum(norms, float(self.max_value))
        return w * (desired / (norms + EPSILON))

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"max_value": self.max_value, "axis": self.axis}


@registry.named()
class NonNeg(Constraint):
    """Makes negative elements zero. Mirrors ``keras.constraints.NonNeg``.

    >>> tf.constraints.NonNeg()(tf.tensor([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """

    def __call__(self, w: Any) -> Tensor:
        return ops.maximum(w, 0.0)


@registry.named()
class UnitNorm(Constraint):
    """Scales to a norm of one along ``axis``. Mirrors ``keras.constraints.UnitNorm``.

    >>> w = tf.constraints.UnitNorm()(tf.tensor([3.0, 4.0]))
    >>> [round(x, 4) for x in w.tolist()]
    [0.6, 0.8]
    """

    def __init__(self, axis: Axis = 0) -> None:
        self.axis = axis

    def __call__(self, w: Any) -> Tensor:
        return w / (_norms(w, self.axis) + EPSILON)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"axis": self.axis}


@registry.named()
class MinMaxNorm(Constraint):
    """Moves norms along ``axis`` into a range, by the share ``rate`` of the way at each update.

    Mirrors ``keras.constraints.MinMaxNorm``.

    >>> w = tf.constraints.MinMaxNorm(1.0, 2.0, rate=0.5)(tf.tensor([0.0, 4.0]))
    >>> [round(x, 4) for x in w.tolist()]
    [0.0, 3.0]
    """

    def __init__(
        self,
        min_value: float = 0.0,
        max_value: float = 1.0,
        rate: float = 1.0,
        axis: Axis = 0,
    ) -> None:
        self.min_value, self.max_value = min_value, max_value
        self.rate, self.axis = rate, axis

    def __call__(self, w: Any) -> Tensor:
        norms = _norms(w, self.axis)
        inside = ops.maximum(ops.minimum(norms, float(self.max_value)), float(self.min_value))
        desired = inside * float(self.rate) + norms * (1.0 - self.rate)
        return w * (desired / (norms + EPSILON))

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            "min_value": self.min_value,
            "max_value": self.max_value,
            "rate": self.rate,
            "axis": self.axis,
        }


max_norm, non_neg, unit_norm, min_max_norm = MaxNorm, NonNeg, UnitNorm, MinMaxNorm
