"""Results whose shape depends on the values: what is true, what is distinct, what is missing.

Their size must be known, so each reads its input (and cannot be traced by ``tf.function``). Only
positions are worked out on the host: the values are then taken on the GPU, with gradients. Those
that end in ``_async`` do the same without blocking the page.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import compress
from math import prod
from typing import Any, NamedTuple

from ..dtypes import ARRAY_CODE, bool_, int32
from ..errors import DTypeError, ShapeError
from ..shapes import normalize_axis
from ..tensor import Tensor, as_tensor, from_host
from .compare import not_equal
from .gathering import take
from .movement import transpose
from .reshaping import reshape
from .searching import isin

__all__ = [
    "argwhere",
    "boolean_mask",
    "boolean_mask_async",
    "nonzero",
    "setdiff1d",
    "setdiff1d_async",
    "unique",
    "where_async",
]


def _flat(view: memoryview, dtype: str, size: int) -> memoryview:
    """Return what a tensor's elements were read as, as one row."""
    if not size:
        return memoryview(b"")
    raw: Any = view.cast("B")
    return raw if dtype == bool_ else raw.cast(ARRAY_CODE[dtype])


def _true_of(x: Tensor) -> Tensor:
    """Return x as bool: where it is not 0."""
    return x if x.dtype == bool_ else not_equal(x, 0)


def _true_places(view: memoryview, size: int) -> list[int]:
    return list(compress(range(size), _flat(view, bool_, size)))


def _column(name: str, items: Iterable[int]) -> Tensor:
    return from_host(name, array("i", items))


# --- what is true ---------------------------------------------------------------------------------


def _coordinates(name: str, places: list[int], shape: tuple[int, ...]) -> Tensor:
    """Return the coordinates of places in a tensor of ``shape``: (count, axes)."""
    steps = [prod(shape[axis + 1 :]) for axis in range(len(shape))]
    sized = list(zip(steps, shape, strict=True))
    flat = array("i", [place // step % size for place in places for step, size in sized])
    return from_host(name, flat, (len(places), len(shape)), int32)


def argwhere(x: Any) -> Tensor:
    """Return as int32 (count, axes) the coordinates of what is not 0, in row-major order. Blocks.

    Mirrors NumPy's.

    >>> tf.argwhere([[0, 5], [7, 0]]).tolist()
    [[0, 1], [1, 0]]
    """
    value = _true_of(as_tensor("argwhere", x))
    places = _true_places(value.to_memoryview(), value.size)
    return _coordinates("argwhere", places, value.shape)


async def where_async(condition: Any) -> Tensor:
    """Return ``argwhere(condition)`` without blocking. Mirrors TensorFlow.js ``tf.whereAsync``.

    >>> async def show():
    ...     print(await tf.where_async([True, False, True]))
    """
    value = _true_of(as_tensor("where_async", condition))
    places = _true_places(await value.data(), value.size)
    return _coordinates("where_async", places, value.shape)


def nonzero(x: Any) -> tuple[Tensor, ...]:
    """Return the positions of what is not 0, as int32, one tensor for each axis. Blocks.

    ``x[tf.nonzero(x)]`` are these elements. Mirrors NumPy's.

    Raises:
        ShapeError: if x is a scalar.

    >>> [positions.tolist() for positions in tf.nonzero([[0, 5], [7, 0]])]
    [[0, 1], [1, 0]]
    """
    value = _true_of(as_tensor("nonzero", x))
    if not value.ndim:
        raise ShapeError("nonzero(x: ()): a scalar has no positions; it needs one axis at least")
    places = _true_places(value.to_memoryview(), value.size)
    steps = [prod(value.shape[axis + 1 :]) for axis in range(value.ndim)]
    sized = zip(steps, value.shape, strict=True)
    return tuple(_column("nonzero", [p // step % size for p in places]) for step, size in sized)


def _masking(name: str, tensor: Any, mask: Any, axis: int | None) -> tuple[Tensor, Tensor, int]:
    """Return both as tensors, and the first axis that the mask is for."""
    x, flags = as_tensor(name, tensor), as_tensor(name, mask)
    call = f"{name}(tensor: {x.shape}, mask: {flags.shape})"
    if not flags.ndim:
        raise ShapeError(f"{call}: a mask has at least one axis")
    if flags.dtype != bool_ and flags.size:
        raise DTypeError(f"{call}: the mask is {flags.dtype}; it must be bool")
    try:
        at = 0 if axis is None else normalize_axis(axis, x.ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{call}: {error}") from None
    if x.shape[at : at + flags.ndim] != flags.shape:
        raise ShapeError(
            f"{call}: from axis {at} on the tensor is {x.shape[at : at + flags.ndim]}; the mask "
            "must have that shape"
        )
    return x, flags, at


def _masked(name: str, x: Tensor, flags: Tensor, at: int, view: memoryview) -> Tensor:
    end = at + flags.ndim
    joined = reshape(x, (*x.shape[:at], flags.size, *x.shape[end:]))
    return take(joined, _column(name, _true_places(view, flags.size)), at, 0)


def boolean_mask(tensor: Any, mask: Any, axis: int | None = None) -> Tensor:
    """Return the slices of ``tensor`` where the mask is true, along one axis. Reads the mask.

    Args:
        tensor: any tensor but a scalar.
        mask: bool, of the shape of some neighbouring axes of the tensor.
        axis: the first of them; 0 by default.

    Differentiable by tensor. ``x[mask]`` says the same for axis 0.

    Raises:
        ShapeError: if the mask has not the shape of these axes.
        DTypeError: if it is not bool.

    >>> tf.boolean_mask([[1, 2], [3, 4], [5, 6]], [True, False, True]).tolist()
    [[1, 2], [5, 6]]
    """
    x, flags, at = _masking("boolean_mask", tensor, mask, axis)
    return _masked("boolean_mask", x, flags, at, flags.to_memoryview())


async def boolean_mask_async(tensor: Any, mask: Any, axis: int | None = None) -> Tensor:
    """Return ``boolean_mask`` without blocking. Mirrors TensorFlow.js ``tf.booleanMaskAsync``.

    >>> async def show():
    ...     print(await tf.boolean_mask_async([1, 2, 3], [True, False, True]))
    """
    x, flags, at = _masking("boolean_mask_async", tensor, mask, axis)
    return _masked("boolean_mask_async", x, flags, at, await flags.data())


# --- what is distinct -----------------------------------------------------------------------------


class Unique(NamedTuple):
    """Distinct slices, and which of them each slice of the input is."""

    values: Tensor
    indices: Tensor


def _keys(x: Tensor) -> list[Any]:
    """Return what tells the slices on x's first axis apart; all NaN are alike, and 0 is -0."""
    if x.dtype in ARRAY_CODE:
        flat: list[Any] = _flat(x.to_memoryview(), x.dtype, x.size).tolist()
    else:  # complex numbers and strings
        flat = reshape(x, (-1,)).tolist()
    # NaN differs from itself: None stands for it.
    flat = [None if item != item else item for item in flat]
    if x.ndim == 1:
        return flat
    step = prod(x.shape[1:])
    return [tuple(flat[i * step : (i + 1) * step]) for i in range(x.shape[0])]


def _rank(key: Any) -> Any:
    """Return what sorts keys: numbers first, then NaN; complex ones by their parts."""
    if isinstance(key, tuple):
        return [_rank(item) for item in key]
    if isinstance(key, complex):
        key = (key.real, key.imag)
    return (True, 0) if key is None else (False, key)


def unique(
    x: Any,
    axis: int | None = 0,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
) -> Any:
    """Return the distinct slices of x along an axis, and which of them each slice is. Blocks.

    Without flags it is TensorFlow.js ``tf.unique``: ``(values, indices)``, where values are in the
    order in which they first come. With a flag it is NumPy's: sorted values, then what was asked
    for, in a tuple.

    Args:
        x: any tensor but a scalar.
        axis: the axis that slices are counted along; None takes x as one row.
        return_index: whether to return where each value first is.
        return_inverse: whether to return which value each slice is.
        return_counts: whether to return how often each value comes.

    Positions and counts are int32. All NaN are alike. Differentiable by x through the values.

    Raises:
        ShapeError: if the axis is none of x's.

    >>> values, indices = tf.unique([5, 3, 5, 1])
    >>> values.tolist(), indices.tolist()
    ([5, 3, 1], [0, 1, 0, 2])
    >>> [part.tolist() for part in tf.unique([5, 3, 5, 1], return_counts=True)]
    [[1, 3, 5], [1, 1, 2]]
    """
    value = as_tensor("unique", x)
    if axis is None:
        value, axis = reshape(value, (-1,)), 0
    try:
        at = normalize_axis(axis, value.ndim)
        if not value.ndim:
            raise ShapeError("a scalar has no slices; it needs one axis at least")
    except (ShapeError, TypeError) as error:
        raise type(error)(f"unique(x: {value.shape}): {error}") from None
    rest = [i for i in range(value.ndim) if i != at]
    keys = _keys(transpose(value, (at, *rest)) if at else value)
    first: dict[Any, int] = {}
    for position, key in enumerate(keys):
        first.setdefault(key, position)
    flags = (return_index, return_inverse, return_counts)
    distinct = sorted(first, key=_rank) if any(flags) else list(first)
    number = {key: i for i, key in enumerate(distinct)}
    values = take(value, _column("unique", [first[key] for key in distinct]), at, 0)
    inverse = [number[key] for key in keys]
    if not any(flags):
        return Unique(values, _column("unique", inverse))
    counts = [0] * len(distinct)
    for i in inverse:
        counts[i] += 1
    found = ([first[key] for key in distinct], inverse, counts)
    return (values, *(_column("unique", part) for part in compress(found, flags)))


# --- what is missing ------------------------------------------------------------------------------


class Difference(NamedTuple):
    """Elements, and the positions where they were."""

    values: Tensor
    indices: Tensor


def _differing(name: str, x: Any, y: Any) -> tuple[Tensor, Tensor]:
    """Return x, and where it is not in y."""
    a, b = as_tensor(name, x), as_tensor(name, y)
    call = f"{name}(x: {a.shape}, y: {b.shape})"
    if a.ndim != 1 or b.ndim != 1:
        raise ShapeError(f"{call}: both must have one axis")
    if a.dtype != b.dtype and a.size and b.size:
        raise DTypeError(f"{call}: x is {a.dtype} and y {b.dtype}; they must be alike")
    return a, isin(a, b, invert=True)


def _difference(name: str, x: Tensor, view: memoryview) -> Difference:
    places = _column(name, _true_places(view, x.size))
    return Difference(take(x, places, 0, 0), places)


def setdiff1d(x: Any, y: Any) -> Difference:
    """Return the elements of x that are not in y, and their positions: ``(values, indices)``.

    They keep their order, and come as often as in x. NaN is in no y. Blocks. Mirrors TensorFlow.js
    ``tf.setdiff1dAsync``.

    Raises:
        ShapeError: if x or y has not one axis.
        DTypeError: if their dtypes differ.

    >>> values, indices = tf.setdiff1d([1, 2, 3, 4], [2, 4])
    >>> values.tolist(), indices.tolist()
    ([1, 3], [0, 2])
    """
    value, missing = _differing("setdiff1d", x, y)
    return _difference("setdiff1d", value, missing.to_memoryview())


async def setdiff1d_async(x: Any, y: Any) -> Difference:
    """Return ``setdiff1d`` without blocking. Mirrors TensorFlow.js ``tf.setdiff1dAsync``.

    >>> async def show():
    ...     print((await tf.setdiff1d_async([1, 2, 3], [2])).values)
    """
    value, missing = _differing("setdiff1d_async", x, y)
    return _difference("setdiff1d_async", value, await missing.data())
