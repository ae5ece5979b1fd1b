"""Variables of complex numbers: two real variables under one name."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

from .complex_tensor import ComplexTensor
from .dtypes import canonical, complex64
from .errors import DTypeError, ShapeError
from .tensor import Tensor, TensorLike, as_tensor, from_host
from .variable import Variable, register, unique_name

__all__: list[str] = []


class _Part(Variable):
    """The real or the imaginary part; gradients go to its owner."""

    __slots__ = ("owner",)

    def __init__(self, value: Tensor, trainable: bool, name: str, owner: ComplexVariable) -> None:
        super().__init__(value, trainable, name)
        self.owner = weakref.ref(owner)


class ComplexVariable(Variable):
    """A ``tf.Variable`` of dtype complex64; ``tf.Variable`` makes it of complex values.

    Reads as a complex tensor; traces, gradients and memory see its two parts.

    >>> v = tf.Variable([1 + 2j])
    >>> v.assign_add([1j])
    >>> v.tolist()
    [(1+3j)]
    """

    __slots__ = ("_im", "_re")

    def __init__(
        self,
        initial_value: Any,
        trainable: bool = True,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        if dtype is not None and canonical(dtype) != complex64:
            raise DTypeError(
                f"Variable(initial_value: complex64): dtype {dtype} cannot hold it; "
                "use tf.real(x) or tf.abs(x)"
            )
        self.trainable = trainable
        self.name = unique_name(name or "variable")
        re, im = _complex("Variable", initial_value).parts
        self._re = _Part(re, trainable, f"{self.name}/real", self)
        self._im = _Part(im, trainable, f"{self.name}/imag", self)
        register(self)

    @property
    def parts(self) -> tuple[Variable, Variable]:
        """The real and the imaginary part, as variables."""
        return self._re, self._im

    @property
    def shape(self) -> tuple[int, ...]:  # type: ignore[override]
        """The shape, which no assignment changes."""
        return self._re.shape

    @property
    def dtype(self) -> str:  # type: ignore[override]
        """complex64."""
        return complex64

    @property
    def _storage(self) -> Any:
        return self._re._storage

    def _value(self) -> Tensor:
        return ComplexTensor(self._re._value(), self._im._value())

    @property
    def is_disposed(self) -> bool:
        """Whether the variable can no longer be used."""
        return self._re.is_disposed

    def dispose(self) -> None:
        """Free the value's textures. Disposing twice does nothing."""
        self._re.dispose()
        self._im.dispose()

    def to_memoryview(self) -> memoryview:
        """Return the elements as floats, the real and the imaginary part along a last axis of 2."""
        return self._value().to_memoryview()

    def tolist(self) -> Any:
        """Return the elements as nested lists of Python's complex numbers. Blocks."""
        return self._value().tolist()

    def item(self, *index: int) -> Any:
        """Return the only element, or the one at ``index``, as a Python complex number. Blocks."""
        return self._value().item(*index)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return self._value().__array__(dtype, copy)

    async def data(self) -> memoryview:
        """Return what ``to_memoryview`` would, without blocking the page."""
        return await self._value().data()

    def __reduce__(self) -> Any:
        return Variable, (self._value(), self.trainable, self.name)

    def assign(self, value: Any) -> None:
        """Replace the value; real numbers become complex ones.

        Raises:
            ShapeError: if the shape differs.
        """
        new = _complex(f"{self.name}.assign", value)
        if new.shape != self.shape:
            raise ShapeError(
                f"{self.name}.assign(value: {new.shape}): the variable's shape is {self.shape}"
            )
        for variable, part in zip(self.parts, new.parts, strict=True):
            variable.assign(part)


def _complex(name: str, value: Any) -> ComplexTensor:
    if not isinstance(value, TensorLike):
        value = from_host(name, value, None, complex64)
    value = as_tensor(name, value)
    if isinstance(value, ComplexTensor):
        return value
    if value.dtype != "float32":
        raise DTypeError(
            f"{name}(value: {value.dtype}): the variable's dtype is complex64; "
            "use tf.cast(value, 'complex64')"
        )
    return ComplexTensor(value, from_host(name, bytes(4 * value.size), value.shape, "float32"))


def owner_of(variable: Variable) -> Variable | None:
    """Return the complex variable that a variable is a part of, else the variable itself."""
    return variable.owner() if isinstance(variable, _Part) else variable


def real_pairs(pairs: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return (gradient, variable) pairs in which complex variables are two real ones."""
    found: list[tuple[Any, Any]] = []
    for gradient, variable in pairs:
        if isinstance(variable, ComplexVariable):
            parts = _complex(f"gradient of {variable.name}", gradient).parts
            found += zip(parts, variable.parts, strict=True)
        else:
            found.append((gradient, variable))
    return found


def whole_gradients(pairs: Sequence[tuple[Any, Tensor]]) -> list[tuple[Any, Tensor]]:
    """Return (variable, gradient) pairs in which the parts of complex variables are joined."""
    whole: dict[int, tuple[Any, dict[int, Tensor]]] = {}
    for variable, gradient in pairs:
        owner = owner_of(variable)
        whole.setdefault(id(owner), (owner, {}))[1][id(variable)] = gradient
    return [(owner, _joined(owner, found)) for owner, found in whole.values()]


def _joined(owner: Any, found: dict[int, Tensor]) -> Tensor:
    if not isinstance(owner, ComplexVariable):
        return found[id(owner)]
    some = next(iter(found.values()))
    re, im = (found[id(p)] if id(p) in found else some * 0.0 for p in owner.parts)
    return ComplexTensor(re, im)
