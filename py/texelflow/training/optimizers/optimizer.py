"""The base of optimizers: learning rate, step count and slots as variables, clipping, decay.

A subclass names its slots and writes its formula in ``update_step``. Nothing that changes from
step to step is a Python number there, so a recorded step stays right when it is replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from ... import ops
from ...autograd import no_grad, variable_gradients
from ...complex_variable import real_pairs
from ...dtypes import int32
from ...lifetime import tidy
from ...registry import Registry, snake_case
from ...tensor import Tensor
from ...variable import Variable
from . import schedules
from .schedules import LearningRateSchedule

__all__ = ["Optimizer"]

registry = Registry("optimizer", "keras.optimizers")

Pairs = Iterable[tuple[Tensor | None, Variable]] | Mapping[str, Tensor]


class Optimizer:
    """Changes variables so that a loss falls.

    Args:
        learning_rate: a number, a ``LearningRateSchedule``, or a function that returns either a
            number or a scalar tensor.
        weight_decay: the share of its value, times the learning rate, that a variable loses at
            every step.
        clipnorm: largest norm of one variable's gradient.
        clipvalue: largest absolute element of a gradient.
        global_clipnorm: largest norm of all gradients together.

    A subclass lists in ``slots`` what it remembers of every variable and defines
    ``update_step(gradient, variable, learning_rate)``. Mirrors ``keras.optimizers.Optimizer``.

    >>> w = tf.Variable([1.0])
    >>> tf.optimizers.SGD(0.5, clipvalue=1.0).apply_gradients([(tf.tensor([3.0]), w)])
    >>> w.item()
    0.5
    """

    slots: tuple[str, ...] = ()
    decays_itself = False
    """Whether ``update_step`` applies weight decay, instead of a draw of its own before."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
    ) -> None:
        if sum(value is not None for value in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise ValueError(
                f"{type(self).__name__}: only one of clipnorm, clipvalue and global_clipnorm can "
                "be given"
            )
        for key, value in (("clipnorm", clipnorm), ("global_clipnorm", global_clipnorm)):
            if value is not None and value <= 0:
                raise ValueError(f"{type(self).__name__}: {key} must be positive, got {value}")
        self.name = name or snake_case(type(self).__name__)
        self.weight_decay = weight_decay
        self.clipnorm, self.clipvalue = clipnorm, clipvalue
        self.global_clipnorm = global_clipnorm
        self.iterations = Variable(0, trainable=False, name=f"{self.name}/iteration", dtype=int32)
        if isinstance(learning_rate, dict):
            learning_rate = schedules.deserialize(learning_rate)
        self._rate: Variable | Callable[..., Any] = (
            learning_rate
            if callable(learning_rate)
            else Variable(float(learning_rate), False, f"{self.name}/learning_rate")
        )
        self._variables: list[Variable] = []
        self._slots: list[dict[str, Variable]] = []
        self._index: dict[int, int] = {}
        self._undecayed: tuple[set[int], tuple[str, ...]] = (set(), ())

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        registry.register(cls)

    # --- to override ------------------------------------------------------------------------

    def update_step(self, gradient: Tensor, variable: Variable, learning_rate: Any) -> None:
        """Change one variable and its slots; ``learning_rate`` is a scalar tensor."""
        raise TypeError(f"{type(self).__name__} must define update_step")

    def slot_value(self, name: str, variable: Variable) -> Tensor:
        """Return what a slot holds before the first step: zeros."""
        return ops.zeros(variable.shape, variable.dtype)

    # --- state ------------------------------------------------------------------------------

    @property
    def built(self) -> bool:
        """Whether the slots of any variable exist."""
        return bool(self._variables)

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the slots of ``variables`` that have none yet."""
        for variable in variables:
            if id(variable) in self._index:
                continue
            self._index[id(variable)] = len(self._variables)
            self._variables.append(variable)
            self._slots.append(
                {
                    name: Variable(
                        self.slot_value(name, variable),
                        False,
                        f"{self.name}/{variable.name.replace('/', '_')}_{name}",
                    )
                    for name in self.slots_wanted()
                }
            )

    def slots_wanted(self) -> tuple[str, ...]:
        """Return the names of the slots that these settings need."""
        return self.slots

    def slot(self, name: str, variable: Variable) -> Variable:
        """Return what is remembered of ``variable`` under ``name``."""
        return self._slots[self._index[id(variable)]][name]

    @property
    def variables(self) -> list[Variable]:
        """Step count, learning rate and slots, in Keras's order."""
        rate = [self._rate] if isinstance(self._rate, Variable) else []
        slots = [variable for slots in self._slots for variable in slots.values()]
        return [self.iterations, *rate, *slots]

    @property
    def learning_rate(self) -> Any:
        """The learning rate now: a variable, or what the schedule makes of the step count.

        Setting it takes a number, or another schedule.
        """
        if isinstance(self._rate, Variable):
            return self._rate
        if isinstance(self._rate, LearningRateSchedule):
            return self._rate(self.iterations)
        return self._rate()

    @property
    def learning_rate_source(self) -> str:
        """``variable``, ``schedule``, or ``function``: a Python one that is called every step."""
        if isinstance(self._rate, Variable):
            return "variable"
        return "schedule" if isinstance(self._rate, LearningRateSchedule) else "function"

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if callable(value):
            self._rate = value
        elif isinstance(self._rate, Variable):
            self._rate.assign(value)
        else:
            raise TypeError(
                f"{type(self).__name__}: its learning rate follows a schedule, so a number cannot "
                "be set; make the optimizer with a number if it is to be changed"
            )

    def get_weights(self) -> list[Any]:
        """Return the values of ``variables`` as nested lists."""
        return [variable.tolist() for variable in self.variables]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Set the values of ``variables``, in that order."""
        if len(weights) != len(self.variables):
            raise ValueError(
                f"{type(self).__name__}: set_weights got {len(weights)} values for "
                f"{len(self.variables)} variables; build it first"
            )
        for variable, value in zip(self.variables, weights, strict=True):
            variable.assign(value)

    def dispose(self) -> None:
        """Free step count, learning rate and slots."""
        for variable in self.variables:
            variable.dispose()

    # --- steps ------------------------------------------------------------------------------

    def apply_gradients(self, grads_and_vars: Pairs) -> None:
        """Do one step with ``(gradient, variable)`` pairs, or ``{variable name: gradient}``.

        The latter is what ``tf.variable_grads`` returns, as in TensorFlow.js.
        """
        if isinstance(grads_and_vars, Mapping):
            pairs = _by_name(cast(Mapping[str, Tensor], grads_and_vars))
        else:
            pairs = [(g, v) for g, v in grads_and_vars if g is not None]
        pairs = real_pairs(pairs)
        if not pairs:
            return
        with no_grad(), tidy():
            self.build([variable for _, variable in pairs])
            rate = self.learning_rate
            if not isinstance(rate, (Tensor, Variable)):
                rate = ops.scalar(float(rate))
            gradients = self._clip([gradient for gradient, _ in pairs])
            for gradient, (_, variable) in zip(gradients, pairs, strict=True):
                if not self.decays_itself and self.decay_of(variable):
                    variable.assign(variable - variable * (rate * self.decay_of(variable)))
                self.update_step(gradient, variable, rate)
                if variable.constraint is not None:
                    variable.assign(variable.constraint(variable))
            self.iterations.assign_add(1)

    def apply(
        self, grads: Sequence[Tensor | None], trainable_variables: Sequence[Variable] | None = None
    ) -> None:
        """Do one step with gradients in the order of the variables."""
        variables = self._variables if trainable_variables is None else trainable_variables
        if len(grads) != len(variables):
            raise ValueError(
                f"{type(self).__name__}: apply got {len(grads)} gradients for {len(variables)} "
                "variables"
            )
        self.apply_gradients(zip(grads, variables, strict=True))

    def minimize(
        self,
        f: Callable[[], Tensor],
        var_list: Sequence[Variable] | None = None,
        return_cost: bool = False,
    ) -> Tensor | None:
        """Do one step that lowers the scalar ``f()``; return it if ``return_cost``.

        Without ``var_list`` all trainable variables that ``f`` reads are changed. Mirrors
        TensorFlow.js ``optimizer.minimize``.

        >>> w = tf.Variable(1.0)
        >>> tf.train.sgd(0.25).minimize(lambda: w * w, return_cost=True).item(), w.item()
        (1.0, 0.5)
        """

        def step() -> Tensor:
            cost, pairs = variable_gradients(f, var_list)
            self.apply_gradients((gradient, variable) for variable, gradient in pairs)
            return cost

        cost = tidy(step)
        if return_cost:
            return cost
        cost.dispose()
        return None

    def _clip(self, gradients: list[Tensor]) -> list[Tensor]:
        if self.clipnorm is not None:
            return [_to_norm(g, _norm([g]), self.clipnorm) for g in gradients]
        if self.global_clipnorm is not None:
            norm = _norm(gradients)
            return [_to_norm(g, norm, self.global_clipnorm) for g in gradients]
        if self.clipvalue is not None:
            top = float(self.clipvalue)
            return [ops.clip_by_value(g, -top, top) for g in gradients]
        return gradients

    def exclude_from_weight_decay(
        self,
        var_list: Sequence[Variable] | None = None,
        var_names: Sequence[str] | None = None,
    ) -> None:
        """Let variables keep their values: those listed, or whose names contain one of these."""
        self._undecayed = ({id(variable) for variable in var_list or ()}, tuple(var_names or ()))

    def decay_of(self, variable: Variable) -> float:
        """Return the weight decay of ``variable``; 0.0 if it has none."""
        variables, names = self._undecayed
        if id(variable) in variables or any(name in variable.name for name in names):
            return 0.0
        return float(self.weight_decay or 0.0)

    # --- configuration ----------------------------------------------------------------------

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        rate: Any = self._rate
        if isinstance(rate, Variable):
            rate = rate.item()
        elif isinstance(rate, LearningRateSchedule):
            rate = schedules.serialize(rate)
        return {
            "name": self.name,
            "learning_rate": rate,
            "weight_decay": self.weight_decay,
            "clipnorm": self.clipnorm,
            "clipvalue": self.clipvalue,
            "global_clipnorm": self.global_clipnorm,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Return an optimizer made of what ``get_config`` returned."""
        return cls(**config)


def _norm(gradients: Sequence[Tensor]) -> Tensor:
    squares = [ops.sum(g * g) for g in gradients]
    return ops.sqrt(sum(squares[1:], squares[0]))


def _to_norm(gradient: Tensor, norm: Tensor, largest: float) -> Tensor:
    """Return the gradient scaled down, if ``norm`` is above ``largest``."""
    return gradient * (float(largest) / ops.maximum(norm, float(largest)))


def _by_name(gradients: Mapping[str, Tensor]) -> list[tuple[Tensor, Variable]]:
    from ...variable import variables

    known = {variable.name: variable for variable in variables()}
    missing = [name for name in gradients if name not in known]
    if missing:
        raise ValueError(f"apply_gradients: there is no variable called {missing[0]!r}")
    return [(gradient, known[name]) for name, gradient in gradients.items()]
