"""TensorBuffer: values on the host that can be set one by one, then made a tensor."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import prod
from typing import Any

from .arrays import check_shape
from .dtypes import ARRAY_CODE, bool_, canonical, complex64, float32, int32, string
from .errors import DTypeError, OutOfRange, ShapeError
from .tensor import Tensor, from_host

__all__ = ["TensorBuffer", "buffer"]


class TensorBuffer:
    """Values of a tensor to be, on the host: ``set`` and ``get`` them, then ``to_tensor()``.

    Made by ``tf.buffer``. Mirrors TensorFlow.js ``tf.TensorBuffer``.

    >>> b = tf.buffer([2, 2])
    >>> b.set(3.0, 0, 1)
    >>> b.get(0, 1), b.to_tensor().tolist()
    (3.0, [[0.0, 3.0], [0.0, 0.0]])
    """

    def __init__(self, shape: Sequence[int], dtype: Any = "float32", values: Any = None) -> None:
        self.shape = check_shape("buffer", shape)
        self.dtype = canonical(dtype)
        self.size = prod(self.shape)
        self.rank = len(self.shape)
        empty: Any = "" if self.dtype == string else 0
        given = [empty] * self.size if values is None else list(values)
        if len(given) != self.size:
            raise ShapeError(f"buffer: {len(given)} values do not fill shape {self.shape}")
        try:
            self.values = _held(self.dtype, given)
        except (TypeError, OverflowError) as error:
            raise DTypeError(f"buffer(values): {error}; they must be {self.dtype}") from None
        self.strides = tuple(prod(self.shape[axis + 1 :]) for axis in range(self.rank - 1))
        """Elements between neighbours along each axis but the last."""

    def loc_to_index(self, locs: Sequence[int]) -> int:
        """Return the number, in row-major order, of the element at a place."""
        if len(locs) != self.rank:
            raise OutOfRange(f"buffer: {len(locs)} indices for {self.rank} axes")
        index = 0
        for axis, (at, size) in enumerate(zip(locs, self.shape, strict=True)):
            if not -size <= at < size:
                raise OutOfRange(
                    f"buffer: index {at} is out of range for axis {axis}; it must be from "
                    f"{-size} to {size - 1}"
                )
            index = index * size + at % size
        return index

    def index_to_loc(self, index: int) -> list[int]:
        """Return the place of an element, given its number in row-major order."""
        if not 0 <= index < self.size:
            raise OutOfRange(f"buffer: there is no element {index} among {self.size}")
        locs = []
        for size in reversed(self.shape):
            index, at = divmod(index, size)
            locs.append(at)
        return locs[::-1]

    def set(self, value: Any, *locs: int) -> None:
        """Put a value at a place; without a place, at the first."""
        self.values[self.loc_to_index(locs or (0,) * self.rank)] = value

    def get(self, *locs: int) -> Any:
        """Return the value at a place; without a place, the first."""
        value = self.values[self.loc_to_index(locs or (0,) * self.rank)]
        return bool(value) if self.dtype == "bool" else value

    def to_tensor(self) -> Tensor:
        """Return a tensor of the values as they are now."""
        plain = self.dtype in (float32, int32)
        values = self.values if plain else [_AS[self.dtype](value) for value in self.values]
        return from_host("buffer", values, self.shape, self.dtype)


_AS: dict[str, Any] = {bool_: bool, complex64: complex, string: str}


def _held(dtype: str, given: list[Any]) -> Any:
    """Return values as they are kept: in a typed array, complex numbers and strings in a list."""
    if dtype in (complex64, string):
        return [_AS[dtype](value) for value in given]
    code = ARRAY_CODE[dtype]
    return array("b" if code == "?" else code, given)


def buffer(shape: Sequence[int], dtype: Any = "float32", values: Any = None) -> TensorBuffer:
    """Return a ``TensorBuffer`` of zeros, or of ``values`` in row-major order.

    Mirrors TensorFlow.js ``tf.buffer``.

    Raises:
        ShapeError: if the values do not fill the shape.

    >>> tf.buffer([2], "int32", [1, 2]).to_tensor().tolist()
    [1, 2]
    """
    return TensorBuffer(shape, dtype, values)
