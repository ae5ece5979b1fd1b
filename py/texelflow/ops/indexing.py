"""``x[…]`` as in NumPy: ints, slices with steps, ``...``, ``None``, index arrays and masks."""

from __future__ import annotations

import builtins
from typing import Any

from ..errors import OutOfRange, ShapeError
from ..tensor import Tensor, TensorLike
from .advanced_indexing import Axis, Call, Selection, array_of, select
from .gathering import take
from .movement import transpose
from .reshaping import reshape
from .slicing import take_ranges

__all__: list[str] = []


def _axes_of(item: Any) -> int:
    """Return how many axes of x one entry of an index is about."""
    if item is None or item is Ellipsis:
        return 0
    return max(1, item.ndim) if isinstance(item, Axis) and item.mask is not None else 1


def _expand(x: Tensor, call: Call, index: tuple[Any, ...]) -> list[Any]:
    """Return one entry per axis (plus the Nones), with ``...`` and missing axes filled in."""
    dots = [i for i, item in enumerate(index) if item is Ellipsis]
    if len(dots) > 1:
        raise OutOfRange(f"{call}: an index can have one `...` only")
    named = sum(map(_axes_of, index))
    if named > x.ndim:
        raise OutOfRange(f"{call}: {named} indices for a tensor of {x.ndim} axes, shape {x.shape}")
    missing = [slice(None)] * (x.ndim - named)
    at = dots[0] if dots else len(index)
    return [*index[:at], *missing, *index[at + 1 :]]


def _bounds(call: Call, item: builtins.slice, size: int) -> tuple[int, int, int]:
    """Return (begin, step, count) of a slice."""
    try:
        first, stop, step = item.indices(size)
    except ValueError:
        raise ShapeError(f"{call}: a slice's step cannot be 0") from None
    return first, step, len(range(first, stop, step))


def _whole(call: Call, item: Any, axis: int, shape: tuple[int, ...]) -> int:
    """Return an int index counted from the start."""
    at, size = item.__index__(), shape[axis]
    if not -size <= at < size:
        raise OutOfRange(
            f"{call}: index {at} is out of range: axis {axis} of a tensor of shape {shape} has "
            f"{size} elements; the index must be from {-size} to {size - 1}"
        )
    return at % size


def parse(x: Tensor, index: Any, name: str = "x") -> Selection:
    """Return what an index says of x: a range of each axis, and arrays of positions on some."""
    entries = index if isinstance(index, tuple) else (index,)
    call = Call(name, entries)
    given = [array_of(call, item) for item in entries]
    ranges: list[tuple[int, int, int]] = []
    tokens: list[Any] = []  # per entry: None, an axis that stays, or an Axis that is taken from
    for item in _expand(x, call, tuple(given)):
        if item is None:
            tokens.append(None)
            continue
        axis = len(ranges)
        if isinstance(item, Axis):
            ranges += [(0, 1, n) for n in x.shape[axis : axis + max(1, _axes_of(item))]]
            tokens.append(item.on(call, x.shape, axis))
        elif isinstance(item, slice):
            ranges.append(_bounds(call, item, x.shape[axis]))
            tokens.append(axis)
        else:
            ranges.append((_whole(call, item, axis, x.shape), 1, 1))
            tokens.append(Axis(first=axis))
    return select(call, x.shape, tuple(ranges), tokens)


def getitem(x: TensorLike, index: Any) -> Tensor:
    """Return the part of x that ``index`` names, as NumPy would.

    An int removes its axis, None adds one, a slice may have a step of either sign. Int32 tensors,
    lists and arrays take positions, several of them broadcast together. A bool mask, which must
    be read, takes what is true. Differentiable by x.

    Negative positions count from the end. One out of range raises if the host knows it; in a
    tensor, which the GPU alone knows, it gives 0.

    Raises:
        OutOfRange (an IndexError): if an int lies beyond its axis, there are too many, or a mask
            has not the shape of the axes that it is for.
        TypeError: for an index of another type.

    >>> x = tf.tensor([[1, 2, 3], [4, 5, 6]])
    >>> x[0].tolist(), x[:, -1].tolist(), x[::-1, ..., None].shape
    ([1, 2, 3], [3, 6], (2, 3, 1))
    >>> x[[0, 1], [2, 0]].tolist(), x[x > 4].tolist(), x[:, tf.tensor([2, 2])].tolist()
    ([3, 4], [5, 6], [[3, 3], [6, 6]])
    """
    value = x._value()
    if type(index) is int and value.shape:  # the usual case, also of loops over a tensor
        at = _whole(Call("x", (index,)), index, 0, value.shape)
        rest = value.shape[1:]
        return reshape(take_ranges(value, ((at, 1, 1), *((0, 1, n) for n in rest))), rest)
    chosen = parse(value, index)
    part = take_ranges(value, chosen.ranges)
    if chosen.places is None:
        return reshape(part, chosen.shape)
    if chosen.perm is not None:
        part = transpose(part, chosen.perm)
    taken = take(reshape(part, chosen.merged), chosen.places, chosen.axis, 0)
    return reshape(taken, chosen.shape)


def refuse_setitem(x: TensorLike, index: Any, value: Any) -> None:
    """Tensors are immutable."""
    del index, value
    raise TypeError(
        f"a {type(x).__name__} cannot be changed in place by x[…] = …; make a new one with "
        "x.at[…].set(…), and v.assign(…) it if it is a variable"
    )


TensorLike.__getitem__ = getitem  # type: ignore[method-assign]
TensorLike.__setitem__ = refuse_setitem  # type: ignore[attr-defined]
