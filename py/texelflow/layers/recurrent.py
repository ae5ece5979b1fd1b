"""What recurrent layers share: arguments, weights, the walk through time, states.

A layer says how many gates it has, and what one step does. The products with the inputs do not
depend on the steps before, so they are one product for all steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ops, tape
from ..autograd import no_grad
from ..errors import ShapeError
from ..layout import FLAT_COLS
from ..tensor import Tensor, as_tensor
from ..variable import Variable
from . import activations, constraints, initializers, regularizers
from .dropping import thinned
from .input_spec import InputSpec, Shape, known
from .layer import Layer
from .random_state import RandomState

__all__ = ["Recurrent"]

Step = tuple[Tensor, list[Tensor]]


class _Memory:
    """The states that a stateful layer keeps between calls; no weights."""

    def __init__(self) -> None:
        self.states: list[Variable] = []

    def keep(self, states: Sequence[Tensor]) -> None:
        with no_grad():
            if [s.shape for s in self.states] != [s.shape for s in states]:
                self.states = [Variable(state, trainable=False) for state in states]
            else:
                for variable, state in zip(self.states, states, strict=True):
                    variable.assign(state)


class Recurrent(Layer):
    """The base of SimpleRNN, GRU and LSTM, with the arguments that all of them have.

    Args:
        units: size of the output's last axis.
        kernel_initializer, recurrent_initializer, bias_initializer, and the same with
            ``regularizer`` and ``constraint``: of the weights; the recurrent kernel begins
            orthogonal.
        dropout: share of the inputs that is dropped in training, the same at every step.
        recurrent_dropout: the same of the state.
        return_sequences: whether to return the output of every step, not of the last one only.
        return_state: whether to return the last states too, after the output.
        go_backwards: whether to walk from the last step to the first.
        stateful: whether a batch begins with the states that the one before ended with.
        unroll: accepted; the steps are always drawn one by one.

    >>> tf.layers.SimpleRNN(3, return_sequences=True)(tf.ones([2, 5, 4])).shape
    (2, 5, 3)
    """

    gates = 1
    states = 1
    biases = 1

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        use_bias: bool = True,
        *,
        activity_regularizer: Any = None,
        dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        seed: int | None = None,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        **kwargs: Any,
    ) -> None:
        settings = {
            name: module.get(kwargs.pop(name, default))
            for name, (module, default) in _SETTINGS.items()
        }
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        if not isinstance(units, int) or units <= 0:
            raise ValueError(f"{self.label}: units must be a positive int, got {units!r}")
        for name, rate in (("dropout", dropout), ("recurrent_dropout", recurrent_dropout)):
            if not 0 <= rate < 1:
                raise ValueError(f"{self.label}: {name} must be in [0, 1), got {rate}")
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        for name, value in settings.items():
            setattr(self, name, value)
        self.dropout, self.recurrent_dropout, self.seed = dropout, recurrent_dropout, seed
        self.return_sequences, self.return_state = return_sequences, return_state
        self.go_backwards, self.stateful, self.unroll = go_backwards, stateful, unroll
        self.input_spec = InputSpec(ndim=3)
        self._memory = _Memory()
        self._random: RandomState | None = None

    def build(self, input_shape: Shape) -> None:
        """Make kernel, recurrent kernel and bias, a block of columns for each gate."""
        size, width = known(self.label, input_shape), self.gates * self.units
        bias = (width,) if self.biases == 1 else (self.biases, width)
        self.kernel = self._weight("kernel", "kernel", (size, width))
        self.recurrent_kernel = self._weight("recurrent_kernel", "recurrent", (self.units, width))
        self.bias = self._weight("bias", "bias", bias) if self.use_bias else None
        if self.seed is not None:
            self._random = RandomState(self.seed, f"{self.name}/seed_state")
        self.input_spec = InputSpec(ndim=3, axes={-1: size})

    def _weight(self, name: str, part: str, shape: tuple[int, ...]) -> Any:
        return self.add_weight(
            name,
            shape,
            getattr(self, f"{part}_initializer"),
            regularizer=getattr(self, f"{part}_regularizer"),
            constraint=getattr(self, f"{part}_constraint"),
        )

    # --- to override ------------------------------------------------------------------------

    def input_bias(self) -> Any:
        """Return the bias that is added to the products with the inputs."""
        return self.bias

    def all_steps(
        self, z: Tensor, states: list[Tensor], mask: Tensor, drop: Tensor
    ) -> list[Tensor] | None:
        """Return the states after every step, the output first, each (steps, batch, units).

        ``mask`` is (steps, batch, 1) of 0 and 1, ``drop`` what the state is multiplied by, both
        without elements where there are none. None if the layer's settings demand that ``step`` is
        called for one step after the other.
        """
        del z, states, mask, drop
        return None

    def step(self, z: Tensor, states: list[Tensor]) -> Step:
        """Return output and states after one step; z is the inputs' part of it."""
        raise TypeError(f"{self.label}: its class must define step(self, z, states)")

    # --- calling ----------------------------------------------------------------------------

    def call(
        self, sequences: Tensor, initial_state: Any = None, mask: Any = None, training: bool = False
    ) -> Any:
        """Return the outputs, and the states if they are wanted.

        Args:
            sequences: (batch, steps, features).
            initial_state: a tensor (batch, units), or a list of them; zeros by default.
            mask: (batch, steps) of bool; a step that is False changes nothing.
        """
        states = self._first_states(sequences, initial_state)
        x = ops.transpose(sequences, (1, 0, 2))
        x = ops.reverse(x, 0) if self.go_backwards else x
        if training and self.dropout:
            x = thinned(x, self.dropout, (1, *x.shape[1:]), self._random)
        z = self._projected(x)
        kept = None if mask is None else self._mask_of_steps(mask)
        drop = self._drop(states[0]) if training and self.recurrent_dropout else None
        whole = self._whole(z, states, kept, drop)
        if whole is None:
            outputs, states = self._walk_steps(z, states, kept, drop)
            y = ops.stack(outputs, 1) if self.return_sequences else outputs[-1]
        else:
            needed = self.states if self.return_state or self.stateful else 1
            zeros = initial_state is None and not (self.stateful and self._memory.states)
            seen = whole[0] if kept is None or zeros else _from_first_kept(whole[0], kept)
            states = [walk[-1] for walk in whole[:needed]]
            y = ops.transpose(seen, (1, 0, 2)) if self.return_sequences else seen[-1]
        if self.stateful:
            self._memory.keep(states)
        return [y, *states] if self.return_state else y

    def _projected(self, x: Tensor) -> Tensor:
        """Return what the inputs (steps, batch, features) add to every gate of every step."""
        steps, batch, size = x.shape
        z = ops.matmul(ops.reshape(x, (steps * batch, size)), self.kernel)
        bias = self.input_bias()
        z = z if bias is None else z + bias
        return ops.reshape(z, (steps, batch, self.gates * self.units))

    def by_gate(self, x: Tensor) -> Tensor:
        """Return x with the gates in an axis of their own, before the last."""
        return ops.reshape(x, (*x.shape[:-1], self.gates, self.units))

    def _whole(
        self, z: Tensor, states: list[Tensor], kept: Tensor | None, drop: Tensor | None
    ) -> list[Tensor] | None:
        """Return what ``all_steps`` does, where it can be asked."""
        # A gradient of a gradient needs ops that have gradients all the way.
        if tape.depth > 1 or self.units <= FLAT_COLS:
            return None
        none = ops.zeros((0,))
        mask = none if kept is None else ops.cast(kept, "float32")
        return self.all_steps(z, states, mask, none if drop is None else drop)

    def _walk_steps(
        self, z: Tensor, states: list[Tensor], kept: Tensor | None, drop: Tensor | None
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Return the outputs of all steps and the last states, step by step."""
        keep = None if kept is None else ops.unstack(kept, 0)
        outputs: list[Tensor] = []
        for at, part in enumerate(ops.unstack(z, 0)):
            seen = states if drop is None else [states[0] * drop, *states[1:]]
            y, after = self.step(part, seen)
            if keep is not None:
                before = outputs[-1] if outputs else ops.zeros_like(y)
                y = ops.where(keep[at], y, before)
                after = [ops.where(keep[at], a, b) for a, b in zip(after, states, strict=True)]
            outputs.append(y)
            states = after
        return outputs, states

    def _drop(self, state: Tensor) -> Tensor:
        """Return what every step multiplies the state by."""
        return thinned(ops.ones_like(state), self.recurrent_dropout, None, self._random)

    def _mask_of_steps(self, mask: Any) -> Tensor:
        """Return a mask as (steps, batch, 1), in the order of the walk."""
        turned = ops.expand_dims(ops.transpose(ops.cast(mask, "bool"), (1, 0)), -1)
        return ops.reverse(turned, 0) if self.go_backwards else turned

    def _first_states(self, sequences: Tensor, given: Any) -> list[Tensor]:
        batch, steps, _ = sequences.shape
        if not steps:
            raise ShapeError(f"{self.label}: needs one step at least, got {sequences.shape}")
        shape = (batch, self.units)
        if given is None and self.stateful and self._memory.states:
            given = [variable.value for variable in self._memory.states]
        if given is None:
            return [ops.zeros(shape)] * self.states
        states = [given] if hasattr(given, "shape") else list(given)
        states = [as_tensor(self.name, state) for state in states]
        found = [state.shape for state in states]
        if found != [shape] * self.states:
            raise ShapeError(
                f"{self.label}: initial_state must be {self.states} of shape {shape}, got {found}"
            )
        return states

    def reset_state(self) -> None:
        """Let a stateful layer begin with zeros again."""
        self._memory.states = []

    reset_states = reset_state

    def compute_output_shape(self, input_shape: Shape) -> Any:
        """Return the outputs' shape; with the states', in a list, if they are returned."""
        batch, steps, _ = input_shape
        y = (batch, steps, self.units) if self.return_sequences else (batch, self.units)
        return [y, *[(batch, self.units)] * self.states] if self.return_state else y

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        config = {
            **super().get_config(),
            "units": self.units,
            "activation": activations.serialize(self.activation),
        }
        for name, (module, _) in _SETTINGS.items():
            config[name] = module.serialize(getattr(self, name))
        return {**config, **{name: getattr(self, name) for name in _PLAIN}}


def _from_first_kept(outputs: Tensor, kept: Tensor) -> Tensor:
    """Return outputs that are 0 until a step is not masked, though the state was not."""
    whole = ops.cast(kept, "int32")
    first = ops.where(ops.any(kept, 0), ops.argmax(whole, 0), len(whole))
    steps = ops.reshape(ops.range(0, len(whole), dtype="int32"), (-1, 1, 1))
    return ops.where(ops.greater_equal(steps, first), outputs, 0.0)


_SETTINGS: dict[str, tuple[Any, Any]] = {
    "kernel_initializer": (initializers, "glorot_uniform"),
    "recurrent_initializer": (initializers, "orthogonal"),
    "bias_initializer": (initializers, "zeros"),
    **{f"{part}_regularizer": (regularizers, None) for part in ("kernel", "recurrent", "bias")},
    **{f"{part}_constraint": (constraints, None) for part in ("kernel", "recurrent", "bias")},
}
"""Keyword arguments by name: where they are looked up, and what they are by default."""

_PLAIN = (
    "use_bias",
    "dropout",
    "recurrent_dropout",
    "seed",
    "return_sequences",
    "return_state",
    "go_backwards",
    "stateful",
    "unroll",
)
