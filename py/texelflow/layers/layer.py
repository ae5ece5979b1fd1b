"""The base of every layer: weights made lazily, calls, losses, configuration.

Sub-layers and weights are found among the attributes when they are asked for, so lists and dicts
of layers may change at any time. Knows nothing of training.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import Any

from ..autograd import no_grad
from ..dtypes import canonical, float32
from ..errors import ShapeError
from ..lifetime import tidy
from ..registry import Registry
from ..tensor import Tensor, TensorLike, as_tensor
from ..variable import Variable
from . import initializers, regularizers
from .input_spec import InputSpec, batchless, shape_of
from .naming import unique_name
from .random_state import RandomState
from .weight import Weight

__all__ = ["Layer"]

layer_registry = Registry("layer", "keras.layers")

_calls: list[bool] = []
"""The ``training`` of the layer calls that are open, the innermost last."""


def _found(value: Any, kind: type) -> Iterator[Any]:
    """Yield the objects of ``kind`` in an attribute: itself, or in lists, tuples and dicts."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _found(item, kind)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _found(item, kind)


_PLAIN = frozenset({type(None), bool, int, float, str})
"""Types of most attributes: models are walked at every step, so these are passed by quickly."""


def _attributes(owner: Any, kind: type) -> list[Any]:
    """Return the objects of ``kind`` in all attributes of ``owner``, each once."""
    found: dict[int, Any] = {}
    for value in vars(owner).values():
        if type(value) in _PLAIN:
            continue
        if isinstance(value, kind):
            found[id(value)] = value
        elif isinstance(value, (list, tuple, dict)) and value:
            found.update((id(item), item) for item in _found(value, kind))
    return list(found.values())


def _once(items: Iterator[Any]) -> list[Any]:
    return list({id(item): item for item in items}.values())


@functools.cache
def takes(function: Callable[..., Any], name: str) -> bool:
    """Return whether a function has a parameter called ``name``, or takes any."""
    parameters = inspect.signature(function).parameters
    return name in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def _marking(build: Callable[..., None]) -> Callable[..., None]:
    """Return ``build`` so that calling it, by whomever, notes that the layer is built."""

    @functools.wraps(build)
    def marked(self: Layer, input_shape: Any = None) -> None:
        with no_grad():
            build(self, input_shape)
        self._built_for = input_shape
        self.built = True

    return marked


def as_inputs(name: str, value: Any) -> Any:
    """Return a call's inputs as tensors; a list of tensors or arrays stays a list."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, dict):
        return {key: as_inputs(name, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)) and value and all(hasattr(v, "shape") for v in value):
        return [as_inputs(name, item) for item in value]
    return as_tensor(name, value)


class Layer:
    """A function with weights: subclass it, make weights in ``build``, compute in ``call``.

    Args:
        name: by default the class's name in snake case, made unique.
        trainable: whether an optimizer may change the weights.
        dtype: of the weights.
        activity_regularizer: adds ``regularizer(output)`` to the losses at every call.
        input_shape: shape of one sample; lets a Sequential that begins with it build at once.
        batch_size: with ``input_shape``, the size of a batch.

    Mirrors ``keras.layers.Layer``.

    >>> class Double(tf.layers.Layer):
    ...     def call(self, inputs):
    ...         return inputs * 2.0
    >>> Double()([1.0, 2.0]).tolist()
    [2.0, 4.0]
    """

    input_spec: InputSpec | None = None

    def __init__(
        self,
        *,
        name: str | None = None,
        trainable: bool = True,
        dtype: Any = None,
        activity_regularizer: Any = None,
        input_shape: Sequence[int | None] | None = None,
        batch_input_shape: Sequence[int | None] | None = None,
        batch_size: int | None = None,
        input_dim: int | None = None,
    ) -> None:
        self.name = name or unique_name(type(self).__name__)
        self.dtype = _dtype_of(dtype)
        self.built = False
        self.activity_regularizer = regularizers.get(activity_regularizer)
        self._own_weights: list[Weight] = []
        self._trainable = bool(trainable)
        self._losses: list[Tensor] = []
        self._built_for: Any = None
        if input_dim is not None:
            input_shape = (input_dim,)
        if input_shape is not None:
            batch_input_shape = (batch_size, *input_shape)
        self._batch_input_shape = tuple(batch_input_shape) if batch_input_shape else None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "build" in cls.__dict__:
            cls.build = _marking(cls.build)  # type: ignore[method-assign]
        if not cls.__name__.startswith("_"):
            layer_registry.register(cls)

    @property
    def label(self) -> str:
        """How errors name the layer: ``Dense "dense_1"``."""
        return f'{type(self).__name__} "{self.name}"'

    # --- to override ------------------------------------------------------------------------

    def build(self, input_shape: Any) -> None:
        """Make the weights; called once, before the first ``call``, with batch size None."""

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the outputs; may take ``training``."""
        raise TypeError(f"{self.label}: its class must define call(self, inputs)")

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the outputs; batch size None stays None.

        A layer that does not say so itself is run once, on zeros.
        """
        from ..ops.creation import zeros

        with no_grad(), tidy():
            shape = tuple(1 if size is None else size for size in input_shape)
            return batchless(shape_of(self(zeros(shape))))

    def get_config(self) -> dict[str, Any]:
        """Return what ``from_config`` needs to make the layer again, without its weights."""
        config: dict[str, Any] = {
            "name": self.name,
            "trainable": self._trainable,
            "dtype": self.dtype,
        }
        if self.activity_regularizer is not None:
            config["activity_regularizer"] = regularizers.serialize(self.activity_regularizer)
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Return a layer made of what ``get_config`` returned."""
        return cls(**config)

    # --- calling ----------------------------------------------------------------------------

    def __call__(self, inputs: Any, *args: Any, training: bool | None = None, **kwargs: Any) -> Any:
        """Return ``call`` of tensors (or arrays, or lists of either); build first, if need be.

        ``training`` is passed on where ``call`` takes it; by default it is that of the layer
        around this one, or False.
        """
        inputs = as_inputs(self.name, inputs)
        if not self.built:
            self.ensure_built(shape_of(inputs))
        if self.input_spec is not None and isinstance(inputs, Tensor):
            self.input_spec.check(self.label, inputs.shape)
        if training is None:
            training = _calls[-1] if _calls else False
        if takes(type(self).call, "training"):
            kwargs["training"] = training
        if not _calls:
            self._forget_losses()
        _calls.append(bool(training))
        try:
            outputs = self.call(inputs, *args, **kwargs)
        finally:
            _calls.pop()
        if self.activity_regularizer is not None:
            for output in _found(outputs, TensorLike):
                self._losses.append(self.activity_regularizer(output) / float(output.shape[0]))
        return outputs

    def ensure_built(self, input_shape: Any) -> None:
        """Make the weights for inputs of ``input_shape``, unless they have been made."""
        if self.built:
            return
        shape = batchless(input_shape)
        if self.input_spec is not None and isinstance(shape, tuple):
            self.input_spec.check(self.label, input_shape)
        self.build(shape)
        self._built_for = shape
        self.built = True

    def add_weight(
        self,
        name: str | None = None,
        shape: Sequence[int] = (),
        initializer: Any = None,
        trainable: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
        dtype: Any = None,
    ) -> Weight:
        """Make a weight and return it.

        Args:
            initializer: a name, config or function of (shape, dtype); by default
                ``glorot_uniform``, and zeros for whole numbers.
        """
        dtype = _dtype_of(dtype or self.dtype)
        default = "glorot_uniform" if dtype == float32 else "zeros"
        fill = initializers.get(initializer if initializer is not None else default)
        for size in shape:
            if not isinstance(size, int) or size < 0:
                raise ShapeError(f"{self.label}: weight {name!r} cannot have shape {tuple(shape)}")
        with no_grad():
            value = fill(tuple(shape), dtype=dtype)
        weight = Weight(
            value,
            trainable,
            f"{self.name}/{name or 'variable'}",
            regularizers.get(regularizer),
            _constraint(constraint),
        )
        self._own_weights.append(weight)
        return weight

    # --- losses -----------------------------------------------------------------------------

    def add_loss(self, loss: Any) -> None:
        """Add a scalar to what training minimises; called inside ``call``."""
        many = loss if isinstance(loss, (list, tuple)) else [loss]
        self._losses.extend(as_tensor(self.name, item) for item in many)

    @property
    def losses(self) -> list[Tensor]:
        """The losses added during the last call, and those of the weights' regularizers."""
        found = [loss for layer in self._walk() for loss in layer._losses if not loss.is_disposed]
        for weight in self.trainable_weights:
            if isinstance(weight, Weight) and weight.regularizer is not None:
                found.append(weight.regularizer(weight))
        return found

    def _forget_losses(self) -> None:
        for layer in self._walk():
            layer._losses.clear()

    # --- weights ----------------------------------------------------------------------------

    def _sublayers(self) -> list[Layer]:
        return _attributes(self, Layer)

    def _walk(self) -> Iterator[Layer]:
        """Yield this layer and all inside it."""
        yield self
        for layer in self._sublayers():
            yield from layer._walk()

    def _own_variables(self) -> list[Variable]:
        own = _attributes(self, Variable)
        own = [variable for variable in own if not isinstance(variable, RandomState)]
        return sorted(own, key=lambda variable: not variable.trainable)

    def _random_states(self) -> list[Variable]:
        return _once(
            state
            for layer in self._walk()
            for value in vars(layer).values()
            for state in _found(value, RandomState)
        )

    @property
    def weights(self) -> list[Variable]:
        """All variables of the layer and of those inside it, each once."""
        inner = [weight for layer in self._sublayers() for weight in layer.weights]
        return _once(iter(self._own_variables() + inner))

    @property
    def variables(self) -> list[Variable]:
        """The ``weights``, and the states of random numbers."""
        return self.weights + self._random_states()

    @property
    def trainable_weights(self) -> list[Variable]:
        """The variables that an optimizer may change."""
        if not self._trainable:
            return []
        own = [variable for variable in self._own_variables() if variable.trainable]
        inner = [weight for layer in self._sublayers() for weight in layer.trainable_weights]
        return _once(iter(own + inner))

    @property
    def trainable_variables(self) -> list[Variable]:
        """The same as ``trainable_weights``."""
        return self.trainable_weights

    @property
    def non_trainable_weights(self) -> list[Variable]:
        """The variables that an optimizer must leave alone."""
        trainable = {id(weight) for weight in self.trainable_weights}
        return [weight for weight in self.weights if id(weight) not in trainable]

    @property
    def non_trainable_variables(self) -> list[Variable]:
        """The ``non_trainable_weights``, and the states of random numbers."""
        return self.non_trainable_weights + self._random_states()

    @property
    def trainable(self) -> bool:
        """Whether an optimizer may change the weights; setting it sets the layers inside too."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for layer in self._walk():
            layer._trainable = bool(value)

    def get_weights(self) -> list[Any]:
        """Return the values of ``weights``: NumPy arrays, or nested lists without NumPy."""
        try:
            import numpy  # noqa: F401
        except ImportError:
            return [weight.tolist() for weight in self.weights]
        return [weight.numpy() for weight in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Set the values of ``weights``: tensors, arrays or nested lists, in that order.

        Raises:
            ShapeError: if their number or a shape differs.
        """
        own = self.weights
        if len(weights) != len(own):
            raise ShapeError(
                f"{self.label}: set_weights got {len(weights)} weights; it has {len(own)}: "
                f"{[(weight.name, weight.shape) for weight in own]}"
            )
        for weight, value in zip(own, weights, strict=True):
            weight.assign(value)

    def count_params(self) -> int:
        """Return the number of elements of all weights."""
        if not self.built:
            raise ValueError(f"{self.label}: has no weights yet; build it, or call it on data")
        return sum(prod(weight.shape) for weight in self.weights)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _dtype_of(dtype: Any) -> str:
    """Return the dtype's name; Keras's configs nest it in a policy."""
    if isinstance(dtype, dict):
        dtype = dtype["config"]["name"]
    return canonical(dtype or float32)


def _constraint(constraint: Any) -> Any:
    from . import constraints

    return constraints.get(constraint)
