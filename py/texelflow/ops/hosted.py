"""Reading arguments on the host, for ops whose results depend on their values."""

from __future__ import annotations

from typing import Any, cast

from ..arrays import to_buffer
from ..dtypes import int32
from ..errors import DTypeError, ShapeError
from ..tensor import TensorLike

__all__: list[str] = []


def host_list(
    name: str, x: Any, dtype: str | None = None
) -> tuple[list[Any], tuple[int, ...], str]:
    """Return (elements in row-major order, shape, dtype) of a tensor, read back, or of values."""
    if isinstance(x, TensorLike):
        value = x._value()
        flat = value.to_memoryview()
        plain = (
            flat.cast("B").cast(cast("Any", flat.format or "B"))
            if flat.nbytes and flat.ndim > 1
            else flat
        )
        return list(plain), value.shape, value.dtype
    data, shape, found = to_buffer(name, x, dtype)
    return list(data), shape, found


def whole_numbers(name: str, x: Any, ndim: int | None = None) -> tuple[list[int], tuple[int, ...]]:
    """Return (elements, shape) of an int32 argument; ``name`` begins the error's text.

    Raises:
        DTypeError: if they are no whole numbers.
        ShapeError: if there are not ``ndim`` axes.
    """
    values, shape, dtype = host_list(name, x)
    if dtype != int32 and values:
        raise DTypeError(f"{name} is {dtype}; it must be int32")
    if ndim is not None and len(shape) != ndim:
        raise ShapeError(f"{name} is of shape {shape}; it must have {ndim} axes")
    return values, shape
