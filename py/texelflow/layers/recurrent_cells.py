"""SimpleRNN, GRU and LSTM: what one step of each does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ops
from ..ops.recurrent import lstm_walk, simple_walk
from ..ops.recurrent_gru import gru_walk
from ..ops.recurrent_gru_reset import gru_reset_walk
from ..ops.recurrent_walks import ACTIVATIONS, GATES
from ..tensor import Tensor
from . import activations, initializers
from .input_spec import Shape
from .recurrent import Recurrent, Step

__all__ = ["GRU", "LSTM", "SimpleRNN"]


def _known(activation: Any, names: Sequence[str]) -> str | None:
    """Return which of ``names`` an activation is."""
    return next((name for name in names if activation is getattr(activations, name)), None)


class SimpleRNN(Recurrent):
    """``h = activation(x @ kernel + bias + h @ recurrent_kernel)``, step by step.

    Arguments as ``Recurrent``'s. Mirrors ``keras.layers.SimpleRNN``.

    >>> layer = tf.layers.SimpleRNN(1, "linear", kernel_initializer="ones")
    >>> layer.build((None, None, 1))
    >>> layer.recurrent_kernel.assign([[2.0]])
    >>> layer([[[1.0], [1.0], [1.0]]]).tolist()
    [[7.0]]
    """

    def all_steps(
        self, z: Tensor, states: list[Tensor], mask: Tensor, drop: Tensor
    ) -> list[Tensor] | None:
        """Return the outputs of all steps, if the walk knows the activation."""
        name = _known(self.activation, ACTIVATIONS)
        if name is None:
            return None
        z, u = self.by_gate(z), self.by_gate(self.recurrent_kernel)
        return [simple_walk(z, u, *states, mask, drop, activation=name)]

    def step(self, z: Tensor, states: list[Tensor]) -> Step:
        """Return output and states after one step."""
        h = self.activation(z + ops.matmul(states[0], self.recurrent_kernel))
        return h, [h]


class _Gated(Recurrent):
    """A layer some of whose gates have an activation of their own."""

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        *,
        use_cudnn: Any = "auto",
        **kwargs: Any,
    ) -> None:
        super().__init__(units, activation, use_bias, **kwargs)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.use_cudnn = use_cudnn

    def names(self) -> dict[str, str] | None:
        """Return the activations' names, if the walks know them."""
        activation = _known(self.activation, ACTIVATIONS)
        gate = _known(self.recurrent_activation, GATES)
        return {"activation": activation, "gate": gate} if activation and gate else None

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        activation = activations.serialize(self.recurrent_activation)
        return {**super().get_config(), "recurrent_activation": activation}


class GRU(_Gated):
    """The gated recurrent unit.

    Args:
        units: size of the output's last axis.
        activation: of the candidate for the new state.
        recurrent_activation: of the update gate and the reset gate.
        reset_after: whether the reset gate acts after the product with the state, not before.

    Other arguments as ``Recurrent``'s. Mirrors ``keras.layers.GRU``.

    >>> tf.layers.GRU(3)(tf.ones([2, 5, 4])).shape
    (2, 3)
    """

    gates = 3

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        *,
        reset_after: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(units, activation, recurrent_activation, use_bias, **kwargs)
        self.reset_after = reset_after
        self.biases = 2 if reset_after else 1

    def input_bias(self) -> Any:
        """Return the bias that is added to the products with the inputs."""
        return self.bias[0] if self.bias is not None and self.reset_after else self.bias

    def all_steps(
        self, z: Tensor, states: list[Tensor], mask: Tensor, drop: Tensor
    ) -> list[Tensor] | None:
        """Return the outputs of all steps, if the walk knows the activations."""
        names = self.names()
        if names is None:
            return None
        z, u = self.by_gate(z), self.by_gate(self.recurrent_kernel)
        if not self.reset_after:
            return [gru_reset_walk(z, u, *states, mask, drop, **names)]
        shape = (self.gates, self.units)
        bias = ops.zeros(shape) if self.bias is None else ops.reshape(self.bias[1], shape)
        return [gru_walk(z, u, bias, *states, mask, drop, **names)]

    def step(self, z: Tensor, states: list[Tensor]) -> Step:
        """Return output and states after one step."""
        (h,), n = states, self.units
        u = self.recurrent_kernel
        inner = ops.matmul(h, u if self.reset_after else u[:, : 2 * n])
        if self.reset_after and self.bias is not None:
            inner = inner + self.bias[1]
        part = inner[:, : 2 * n]
        both = self.recurrent_activation(z[:, : 2 * n] + part)
        update, reset = both[:, :n], both[:, n:]
        if self.reset_after:
            recurrent = reset * inner[:, 2 * n :]
        else:
            recurrent = ops.matmul(reset * h, u[:, 2 * n :])
        candidate = self.activation(z[:, 2 * n :] + recurrent)
        h = candidate + update * (h - candidate)
        return h, [h]

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "reset_after": self.reset_after}


class LSTM(_Gated):
    """Long short-term memory; its states are the output and the cell.

    Args:
        units: size of the output's last axis.
        activation: of the candidate for the cell, and of the cell in the output.
        recurrent_activation: of the input gate, the forget gate and the output gate.
        unit_forget_bias: whether the forget gate's bias begins with ones.

    Other arguments as ``Recurrent``'s. Mirrors ``keras.layers.LSTM``.

    >>> y, h, c = tf.layers.LSTM(3, return_state=True)(tf.ones([2, 5, 4]))
    >>> y.shape, h.shape, c.shape
    ((2, 3), (2, 3), (2, 3))
    """

    gates = 4
    states = 2

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        *,
        unit_forget_bias: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(units, activation, recurrent_activation, use_bias, **kwargs)
        self.unit_forget_bias = unit_forget_bias

    def build(self, input_shape: Shape) -> None:
        """Make kernel, recurrent kernel and bias, a block of columns for each gate."""
        super().build(input_shape)
        if self.bias is not None and self.unit_forget_bias:
            n = self.units
            ones = initializers.get("ones")((n,))
            self.bias.assign(ops.concat([self.bias[:n], ones, self.bias[2 * n :]]))

    def all_steps(
        self, z: Tensor, states: list[Tensor], mask: Tensor, drop: Tensor
    ) -> list[Tensor] | None:
        """Return outputs and cells of all steps, if the walk knows the activations."""
        names = self.names()
        if names is None:
            return None
        z, u = self.by_gate(z), self.by_gate(self.recurrent_kernel)
        return list(lstm_walk(z, u, *states, mask, drop, **names))

    def step(self, z: Tensor, states: list[Tensor]) -> Step:
        """Return output and states after one step."""
        (h, c), n = states, self.units
        z = z + ops.matmul(h, self.recurrent_kernel)
        both = self.recurrent_activation(z[:, : 2 * n])
        candidate = self.activation(z[:, 2 * n : 3 * n])
        c = both[:, n:] * c + both[:, :n] * candidate
        h = self.recurrent_activation(z[:, 3 * n :]) * self.activation(c)
        return h, [h, c]

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "unit_forget_bias": self.unit_forget_bias}
