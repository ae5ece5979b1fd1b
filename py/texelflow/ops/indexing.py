"""``x[…]``: ints, slices with steps, ``...`` and ``None``, as in NumPy."""

from __future__ import annotations

import builtins
from typing import Any

from ..errors import OutOfRange, ShapeError
from ..tensor import Tensor, TensorLike
from .reshaping import reshape
from .slicing import take_ranges

__all__: list[str] = []


def _expand(x: Tensor, index: tuple[Any, ...]) -> list[Any]:
    """Return one entry per axis (plus the Nones), with ``...`` and missing axes filled in."""
    dots = [i for i, item in enumerate(index) if item is Ellipsis]
    if len(dots) > 1:
        raise OutOfRange(f"x[{_show(index)}]: an index can have one `...` only")
    named = sum(item is not None and item is not Ellipsis for item in index)
    if named > x.ndim:
        raise OutOfRange(
            f"x[{_show(index)}]: {named} indices for a tensor of {x.ndim} axes, shape {x.shape}"
        )
    missing = [slice(None)] * (x.ndim - named)
    at = dots[0] if dots else len(index)
    return [*index[:at], *missing, *index[at + 1 :]]


def _show(index: tuple[Any, ...]) -> str:
    return ", ".join("..." if item is Ellipsis else str(item) for item in index)


def _bounds(item: builtins.slice, size: int) -> tuple[int, int, int]:
    """Return (begin, step, count) of a slice."""
    try:
        first, stop, step = item.indices(size)
    except ValueError:
        raise ShapeError("x[…]: a slice's step cannot be 0") from None
    return first, step, len(range(first, stop, step))


def getitem(x: TensorLike, index: Any) -> Tensor:
    """Return the part of x that ``index`` names: int, slice, ``...``, None, or a tuple of them.

    Differentiable. An int removes its axis, None adds one.

    Raises:
        OutOfRange (an IndexError): if an int lies beyond its axis, or there are too many.
        TypeError: for an index of another type.

    >>> x = tf.tensor([[1, 2, 3], [4, 5, 6]])
    >>> x[0].tolist(), x[:, -1].tolist(), x[::-1, ..., None].shape
    ([1, 2, 3], [3, 6], (2, 3, 1))
    """
    value = x._value()
    items = _expand(value, index if isinstance(index, tuple) else (index,))
    ranges: list[tuple[int, int, int]] = []
    shape: list[int] = []
    for item in items:
        if item is None:
            shape.append(1)
            continue
        size = value.shape[len(ranges)]
        if isinstance(item, slice):
            ranges.append(_bounds(item, size))
            shape.append(ranges[-1][2])
        elif hasattr(item, "__index__") and not isinstance(item, bool):
            at = item.__index__()
            if not -size <= at < size:
                raise OutOfRange(
                    f"x[{at}]: axis {len(ranges)} of a tensor of shape {value.shape} has {size} "
                    f"elements; the index must be from {-size} to {size - 1}"
                )
            ranges.append((at % size, 1, 1))
        else:
            raise TypeError(
                f"x[{item!r}]: an index is an int, a slice, ... or None, not "
                f"{type(item).__name__}; use tf.gather for lists of positions"
            )
    return reshape(take_ranges(value, tuple(ranges)), tuple(shape))


def refuse_setitem(x: TensorLike, index: Any, value: Any) -> None:
    """Tensors are immutable."""
    del index, value
    raise TypeError(
        f"a {type(x).__name__} cannot be changed in place by x[…] = …; make a new one with "
        "tf.where or tf.concat, and v.assign(…) it if it is a variable"
    )


TensorLike.__getitem__ = getitem  # type: ignore[method-assign]
TensorLike.__setitem__ = refuse_setitem  # type: ignore[attr-defined]
