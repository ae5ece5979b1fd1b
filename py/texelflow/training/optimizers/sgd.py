"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

from ...ops.optimizer_updates import momentum_update, sgd_update
from ...tensor import Tensor
from ...variable import Variable
from .optimizer import Optimizer

__all__ = ["SGD"]


class SGD(Optimizer):
    """Gradient descent: ``w -= learning_rate * g``; with momentum ``m = momentum * m -
    learning_rate * g`` and ``w += m``, or, if ``nesterov``, ``w += momentum * m -
    learning_rate * g``.

    Mirrors ``keras.optimizers.SGD``.

    >>> w = tf.Variable([1.0, 2.0])
    >>> tf.optimizers.SGD(0.5).apply_gradients([(tf.tensor([1.0, 1.0]), w)])
    >>> w.tolist()
    [0.5, 1.5]
    """

    slots = ("momentum",)
    decays_itself = True

    def __init__(
        self,
        learning_rate: Any = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, name)
        if not 0 <= momentum <= 1:
            raise ValueError(f"SGD: momentum must be between 0 and 1, got {momentum}")
        self.momentum, self.nesterov = float(momentum), nesterov

    def slots_wanted(self) -> tuple[str, ...]:
        """Return the slots' names: none without momentum."""
        return self.slots if self.momentum else ()

    def update_step(self, gradient: Tensor, variable: Variable, learning_rate: Any) -> None:
        """Change one variable, in one draw."""
        decay = self.decay_of(variable)
        if not self.momentum:
            (w,) = sgd_update(variable, gradient, learning_rate, decay)
            variable.replace(w)
            return
        slot = self.slot("momentum", variable)
        w, m = momentum_update(
            variable, gradient, slot, learning_rate, self.momentum, self.nesterov, decay
        )
        variable.replace(w)
        slot.replace(m)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "momentum": self.momentum, "nesterov": self.nesterov}
