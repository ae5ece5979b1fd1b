"""Adam."""

from __future__ import annotations

from typing import Any

from ...ops.optimizer_updates import adam_update, amsgrad_update
from ...tensor import Tensor
from ...variable import Variable
from .optimizer import Optimizer

__all__ = ["Adam"]


class Adam(Optimizer):
    """Gradient descent scaled by running means of the gradient and of its square.

    ``m += (g - m) * (1 - beta_1)``, ``v += (g² - v) * (1 - beta_2)``,
    ``w -= learning_rate * sqrt(1 - beta_2ᵗ) / (1 - beta_1ᵗ) * m / (sqrt(v) + epsilon)``.
    ``amsgrad`` divides by the largest v so far. Mirrors ``keras.optimizers.Adam``.

    >>> w = tf.Variable([1.0])
    >>> tf.optimizers.Adam(0.5).apply_gradients([(tf.tensor([3.0]), w)])
    >>> round(w.item(), 4)
    0.5
    """

    slots = ("momentum", "velocity")
    decays_itself = True

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, name)
        if not (0 <= beta_1 < 1 and 0 <= beta_2 < 1):
            raise ValueError(
                f"Adam: beta_1 and beta_2 must be at least 0 and below 1, got {beta_1}, {beta_2}"
            )
        self.beta_1, self.beta_2 = float(beta_1), float(beta_2)
        self.epsilon, self.amsgrad = float(epsilon), amsgrad

    def slots_wanted(self) -> tuple[str, ...]:
        """Return the slots' names; ``amsgrad`` has one more."""
        return (*self.slots, "velocity_hat") if self.amsgrad else self.slots

    def update_step(self, gradient: Tensor, variable: Variable, learning_rate: Any) -> None:
        """Change one variable, in one draw."""
        slots = [self.slot(name, variable) for name in self.slots_wanted()]
        update = amsgrad_update if self.amsgrad else adam_update
        new = update(
            variable,
            gradient,
            *slots,
            learning_rate,
            self.iterations,
            beta_1=self.beta_1,
            beta_2=self.beta_2,
            epsilon=self.epsilon,
            decay=self.decay_of(variable),
        )
        for target, value in zip([variable, *slots], new, strict=True):
            target.replace(value)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
            "amsgrad": self.amsgrad,
        }
