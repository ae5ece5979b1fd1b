"""Variable: a value that can be replaced, as a tensor wherever one is taken."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, cast

from . import tape
from .dtypes import canonical, complex64
from .errors import DTypeError, ShapeError, TraceError
from .tensor import Tensor, TensorLike, from_host, new_serial
from .tracing import tracer

if TYPE_CHECKING:
    from .engine import Storage

__all__ = ["Variable", "dispose_variables"]

_variables: weakref.WeakSet[Variable] = weakref.WeakSet()
_names: dict[str, int] = {}


def unique_name(name: str) -> str:
    """Return ``name``, with a number behind it if there is a variable of that name."""
    count = _names.get(name, 0)
    _names[name] = count + 1
    return f"{name}_{count}" if count else name


def _real(tensor: Tensor) -> Tensor:
    """Return an initial value as a tensor that outlives the trace in which it was written."""
    trace = tracer.active
    if trace is None or not isinstance(tensor._storage, tracer.Symbol):
        return tensor
    real = trace.real(tensor)
    if real is None:
        raise TraceError(
            f"Variable(initial_value: {tensor.shape}): made inside the traced function "
            f"{trace.name} of one of its arguments; make it outside, or of zeros, and assign"
        )
    return real


def _is_complex(value: Any, dtype: Any) -> bool:
    if dtype is not None and canonical(dtype) == complex64:
        return True
    if type(value) in (float, int, bool):
        return False
    if isinstance(value, (list, tuple)):
        return any(_is_complex(item, None) for item in value)
    return isinstance(value, complex) or str(getattr(value, "dtype", "")).startswith("complex")


def register(variable: Variable) -> None:
    """Let ``variables`` know a variable."""
    _variables.add(variable)


class Variable(TensorLike):
    """A value that can be replaced: ``assign``, ``assign_add``, ``assign_sub``.

    Works wherever a tensor does; reads as its value at that moment. ``tidy`` never disposes of it.
    Mirrors TensorFlow.js ``tf.Variable``.

    Args:
        initial_value: a tensor, or anything that ``tf.tensor`` takes.
        trainable: whether gradients of ``variable_grads`` and optimizers include it by default.
        name: made unique; by default ``variable``.
        dtype: by default the initial value's.

    >>> v = tf.Variable([1.0, 2.0])
    >>> v.assign_add([1.0, 1.0])
    >>> v.tolist()
    [2.0, 3.0]
    """

    __slots__ = ("__weakref__", "_tensor", "name", "trainable")

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make a variable of two parts where the values are complex."""
        given = dict(zip(("initial_value", "trainable", "name", "dtype"), args, strict=False))
        given |= kwargs
        if cls is Variable and _is_complex(given.get("initial_value"), given.get("dtype")):
            from .complex_variable import ComplexVariable

            return cast("Self", super().__new__(cast("Any", ComplexVariable)))
        return super().__new__(cls)

    constraint: Callable[[Any], Any] | None = None
    """A function of the variable that gives its value after an optimizer's update, if any."""

    def __init__(
        self,
        initial_value: Any,
        trainable: bool = True,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        if isinstance(initial_value, TensorLike) and dtype in (None, initial_value.dtype):
            tensor = _real(initial_value._value())._handle()
        else:
            values = initial_value
            tensor = from_host("Variable", values, None, canonical(dtype) if dtype else None)
        self._tensor = tensor
        tensor._kept = True
        self.trainable = trainable
        self.name = unique_name(name or "variable")
        register(self)

    @property
    def shape(self) -> tuple[int, ...]:  # type: ignore[override]
        """The shape, which no assignment changes."""
        return self._tensor.shape

    @property
    def dtype(self) -> str:  # type: ignore[override]
        """The dtype, which no assignment changes."""
        return self._tensor.dtype

    @property
    def _storage(self) -> Storage | None:
        return self._tensor._storage

    @property
    def _kept(self) -> bool:
        return True

    @_kept.setter
    def _kept(self, value: bool) -> None:
        del value  # a variable survives tidy anyhow

    def _value(self) -> Tensor:
        if tracer.active is not None:
            tracer.active.enter(self)
        tensor = self._tensor
        if tape.watched:
            if tensor._storage is None:
                tensor.storage  # noqa: B018 - raises
            for variables in tape.watched:
                if self.trainable or variables.get(-1) is not None:
                    variables[tensor.serial] = self
            tape.tracked.add(tensor.serial)
        return tensor

    def __deepcopy__(self, memo: Any) -> Variable:
        return Variable(self, self.trainable, self.name)

    def __reduce__(self) -> Any:
        return Variable, (self._tensor, self.trainable, self.name)

    @property
    def value(self) -> Tensor:
        """The value now, as a tensor."""
        return self._value()

    @property
    def is_disposed(self) -> bool:
        """Whether the variable can no longer be used."""
        return self._tensor.is_disposed

    def dispose(self) -> None:
        """Free the value's texture. Disposing twice does nothing."""
        self._tensor.dispose()

    def assign(self, value: Any) -> None:
        """Replace the value.

        Raises:
            ShapeError: if the shape differs.
            DTypeError: if the dtype differs, unless ``value`` is no tensor and can be converted.
        """
        self._tensor.storage  # noqa: B018 - raises if disposed
        if isinstance(value, TensorLike):
            new = value._value()
        else:
            new = from_host(f"{self.name}.assign", value, None, self.dtype)
        if new.shape != self.shape:
            raise ShapeError(
                f"{self.name}.assign(value: {new.shape}): the variable's shape is {self.shape}"
            )
        if new.dtype != self.dtype:
            raise DTypeError(
                f"{self.name}.assign(value: {new.dtype}): the variable's dtype is {self.dtype}; "
                f"use tf.cast(value, {self.dtype!r})"
            )
        self.replace(new._handle())

    def replace(self, tensor: Tensor) -> None:
        """Take ``tensor`` over as the new value, unchecked; for optimizers."""
        if tracer.active is not None:
            tracer.active.enter(self)
        tensor._kept = True
        tensor.serial = new_serial()  # to the tape, the new value is not the op's result
        self._tensor = tensor

    def assign_add(self, delta: Any) -> None:
        """Add ``delta`` to the value."""
        self.assign(self + delta)

    def assign_sub(self, delta: Any) -> None:
        """Subtract ``delta`` from the value."""
        self.assign(self - delta)


def variables() -> list[Variable]:
    """Return every variable that is alive."""
    return [variable for variable in _variables if not variable.is_disposed]


def dispose_variables() -> None:
    """Dispose of every variable that there is, those of layers and optimizers too.

    Mirrors TensorFlow.js ``tf.disposeVariables``.

    >>> v = tf.Variable([1.0])
    >>> tf.dispose_variables()
    >>> v.is_disposed
    True
    """
    for variable in list(_variables):
        variable.dispose()
