"""Indices made into places: counted from the start, checked where the host knows them.

A place of -1 stands for an index out of range, which no GPU can raise an error about.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import to_buffer
from ..dtypes import int32
from ..errors import DTypeError, OutOfRange
from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike, from_host
from ..types import arithmetic
from .elementwise import broadcasting, unary


@op(shape=same, types=arithmetic, lower=unary("unary/place_of"))
def place_of(x: TensorLike, size: int) -> Tensor:
    """Return indices counted from the start of an axis of ``size``; -1 where out of range.

    >>> from texelflow.ops.places import place_of
    >>> place_of([0, -1, 3], 3).tolist()
    [0, 2, -1]
    """
    ...


@op(shape=broadcast, types=arithmetic, lower=broadcasting("binary/pair_places", attributes=True))
def pair_places(a: TensorLike, b: TensorLike, outer: int, size: int) -> Tensor:
    """Return the places on two axes, of ``outer`` and ``size``, taken as one axis.

    If ``outer`` is 0, a holds places already.

    >>> from texelflow.ops.places import pair_places
    >>> pair_places([1, -1, 2], [2, 0, 0], 2, 3).tolist()
    [5, 3, -1]
    """
    ...


def _known(call: str, value: Any, size: int, low: int) -> tuple[list[int], tuple[int, ...]]:
    """Return host indices, all checked to be from ``low`` to below ``size``, and their shape."""
    data, shape, dtype = to_buffer(call, value, None)
    if not prod(shape):
        return [], shape
    if dtype != int32:
        raise DTypeError(f"{call}: indices are {dtype}; they must be int32")
    items = memoryview(data).cast("B").cast("i").tolist()
    for item in items:
        if not low <= item < size:
            raise OutOfRange(
                f"{call}: index {item} is out of range for an axis of {size}; it must be "
                + (f"from {low} to {size - 1}" if size else "no index at all")
            )
    return items, shape


def check_known(call: str, value: Any, size: int) -> None:
    """Raise OutOfRange if the host knows an index that is negative or beyond an axis."""
    if not isinstance(value, TensorLike):
        _known(call, value, size, 0)


def host_places(call: str, value: Any, size: int) -> Tensor | None:
    """Return host indices as a tensor of places, all of them checked; None for a tensor.

    Raises:
        OutOfRange: for an index beyond the axis.
        DTypeError: for what is no whole number.
    """
    if isinstance(value, TensorLike):
        return None
    items, shape = _known(call, value, size, -size)
    placed = array("i", [item + size if item < 0 else item for item in items])
    return from_host(call, placed, shape, int32)


def places(call: str, value: Any, size: int) -> Tensor:
    """Return indices, on the host or the GPU, as places on an axis; negative ones count back."""
    known = host_places(call, value, size)
    if known is not None:
        return known
    tensor = value._value()
    if tensor.dtype != int32:
        raise DTypeError(f"{call}: indices are {tensor.dtype}; they must be int32")
    return place_of(tensor, size)


def joint_places(call: str, indices: Sequence[Any], sizes: Sequence[int]) -> Tensor:
    """Return places on neighbouring axes taken as one, of indices that broadcast together."""
    if len(indices) == 1:
        return places(call, indices[0], sizes[0])
    found: Any = None
    outer = 0
    for value, size in zip(indices, sizes, strict=True):
        here = host_places(call, value, size)
        if here is None:
            here = value._value()
        found, outer = (here, size) if found is None else (pair_places(found, here, outer, size), 0)
    return found
