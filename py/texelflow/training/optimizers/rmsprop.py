"""RMSprop."""

from __future__ import annotations

from typing import Any

from ... import ops
from ...tensor import Tensor
from ...variable import Variable
from .optimizer import Optimizer

__all__ = ["RMSprop"]


class RMSprop(Optimizer):
    """Gradient descent divided by the root of a running mean of squared gradients.

    ``v = rho * v + (1 - rho) * g²`` and ``w -= learning_rate * g / sqrt(v + epsilon)``;
    ``centered`` subtracts the squared running mean of g from v under the root, ``momentum`` keeps
    a velocity. Mirrors ``keras.optimizers.RMSprop``.

    >>> w = tf.Variable([1.0])
    >>> tf.optimizers.RMSprop(0.1).apply_gradients([(tf.tensor([3.0]), w)])
    >>> round(w.item(), 4)
    0.6838
    """

    def __init__(
        self,
        learning_rate: Any = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, name)
        self.rho, self.momentum = float(rho), float(momentum)
        self.epsilon, self.centered = float(epsilon), centered

    def slots_wanted(self) -> tuple[str, ...]:
        """Return the slots' names, which depend on the settings."""
        momentum = ("momentum",) if self.momentum else ()
        return ("velocity", *momentum, *(("average_gradient",) if self.centered else ()))

    def update_step(self, gradient: Tensor, variable: Variable, learning_rate: Any) -> None:
        """Change one variable."""
        rho, velocity = self.rho, self.slot("velocity", variable)
        velocity.assign(velocity * rho + gradient * gradient * (1.0 - rho))
        variance = velocity.value
        if self.centered:
            average = self.slot("average_gradient", variable)
            average.assign(average * rho + gradient * (1.0 - rho))
            variance = variance - average * average
        step = gradient * learning_rate / ops.sqrt(variance + self.epsilon)
        if self.momentum:
            momentum = self.slot("momentum", variable)
            momentum.assign(momentum * self.momentum + step)
            step = momentum
        variable.assign(variable - step)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "rho": self.rho,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "centered": self.centered,
        }
