"""NumPy's ways to move axes, to roll elements along them and to add some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axes, normalize_axis, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .complex_rules import each_part
from .movement import transpose
from .repeating import flip
from .reshaping import clone, reshape
from .string_rules import moved

__all__ = [
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "fliplr",
    "flipud",
    "moveaxis",
    "ravel",
    "roll",
    "rot90",
    "swapaxes",
]


def axes_of(call: str, axis: Any, ndim: int) -> list[int]:
    """Return axes in the order given, from the front; an error has the call in front."""
    items = list(axis) if isinstance(axis, (list, tuple)) else [axis]
    try:
        axes = [normalize_axis(item, ndim) for item in items]
        normalize_axes(items, ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{call}: {error}") from None
    return axes


def swapaxes(x: Any, axis1: int, axis2: int) -> Tensor:
    """Return x with two of its axes changing places.

    Raises:
        ShapeError: if an axis is out of range.

    >>> tf.swapaxes(tf.ones([2, 3, 4]), 0, -1).shape
    (4, 3, 2)
    """
    x = as_tensor("swapaxes", x)
    call = f"swapaxes(x: {x.shape})"
    a, b = (axes_of(call, axis, x.ndim)[0] for axis in (axis1, axis2))
    perm = list(range(x.ndim))
    perm[a], perm[b] = b, a
    return transpose(x, tuple(perm))


def moveaxis(x: Any, source: int | Sequence[int], destination: int | Sequence[int]) -> Tensor:
    """Return x with the ``source`` axes at the places ``destination``; the others keep their order.

    Raises:
        ShapeError: if an axis is out of range or named twice, or there are not as many of both.

    >>> tf.moveaxis(tf.ones([2, 3, 4]), 0, -1).shape
    (3, 4, 2)
    """
    x = as_tensor("moveaxis", x)
    call = f"moveaxis(x: {x.shape})"
    here, there = axes_of(call, source, x.ndim), axes_of(call, destination, x.ndim)
    if len(here) != len(there):
        raise ShapeError(
            f"{call}: {len(here)} axes cannot go to {len(there)} places; "
            "source and destination must name as many"
        )
    rest = iter(axis for axis in range(x.ndim) if axis not in here)
    places = dict(zip(there, here, strict=True))
    return transpose(x, tuple(places[i] if i in places else next(rest) for i in range(x.ndim)))


def ravel(x: Any) -> Tensor:
    """Return all elements along one axis, in row-major order.

    >>> tf.ravel([[1, 2], [3, 4]]).tolist()
    [1, 2, 3, 4]
    """
    x = as_tensor("ravel", x)
    return reshape(x, (x.size,))


# --- rolling --------------------------------------------------------------------------------------


def _lower_turn(b: Builder, y: Spec, x: Buffer, *, shifts: tuple[int, ...]) -> Buffer:
    if not any(shifts):
        return b.view(x, y)
    rest = 6 - y.ndim
    texels = y.layout.aligned and not shifts[-1]
    return b.draw(
        "movement/roll",
        {"x": x},
        y,
        {"ROWS": texels},
        rank=y.ndim,
        dims=(*y.shape, *(1,) * rest),
        strides=(*strides_of(y.shape), *(0,) * rest),
        begin=(*((-s) % max(1, n) for s, n in zip(shifts, y.shape, strict=True)), *(0,) * rest),
        y_stride=y.layout.stride,
        **({} if texels else {"y_cols": y.layout.cols}),
    )


@op(
    shape=same,
    types=unchanged,
    lower=_lower_turn,
    grad=lambda g, _y, _x, *, shifts: _turn(g, tuple(-s for s in shifts)),
    complex=each_part,
    strings=moved,
)
def _turn(x: TensorLike, shifts: Sequence[int]) -> Tensor:
    """Return x rolled by ``shifts[axis]`` places along each axis; see ``roll``."""
    ...


def roll(x: Any, shift: int | Sequence[int], axis: int | Sequence[int] | None = None) -> Tensor:
    """Return x with its elements moved on by ``shift`` places; those beyond the end begin anew.

    Without an axis x counts as flattened. Several shifts and axes go pair by pair.

    Raises:
        ShapeError: if an axis is out of range, or shifts and axes are not as many.

    >>> tf.roll([1, 2, 3, 4], 1).tolist()
    [4, 1, 2, 3]
    """
    x = as_tensor("roll", x)
    call = f"roll(x: {x.shape})"
    if axis is None:
        total = shift if isinstance(shift, int) else sum(shift)
        return reshape(_turn(ravel(x), (total,)), x.shape)
    items = list(axis) if isinstance(axis, (list, tuple)) else [axis]
    axes = [axes_of(call, item, x.ndim)[0] for item in items]
    shifts = [shift] * len(axes) if isinstance(shift, int) else list(shift)
    if len(axes) == 1:
        axes *= len(shifts)
    if len(shifts) != len(axes):
        raise ShapeError(f"{call}: {len(shifts)} shifts for {len(axes)} axes; give one each")
    turns = [0] * x.ndim
    for at, count in zip(axes, shifts, strict=True):
        turns[at] += int(count)
    # The remainder keeps shifts of one effect in one plan, and any int in a uniform.
    return _turn(x, tuple(t % max(1, n) for t, n in zip(turns, x.shape, strict=True)))


# --- turning --------------------------------------------------------------------------------------


def fliplr(x: Any) -> Tensor:
    """Return x with the order of its columns (axis 1) turned round.

    >>> tf.fliplr([[1, 2], [3, 4]]).tolist()
    [[2, 1], [4, 3]]
    """
    x = as_tensor("fliplr", x)
    if x.ndim < 2:
        raise ShapeError(f"fliplr(x: {x.shape}): has no columns; it needs two axes at least")
    return flip(x, 1)


def flipud(x: Any) -> Tensor:
    """Return x with the order of its rows (axis 0) turned round.

    >>> tf.flipud([[1, 2], [3, 4]]).tolist()
    [[3, 4], [1, 2]]
    """
    x = as_tensor("flipud", x)
    if not x.ndim:
        raise ShapeError("flipud(x: ()): a scalar has no rows; it needs one axis at least")
    return flip(x, 0)


def rot90(x: Any, k: int = 1, axes: Sequence[int] = (0, 1)) -> Tensor:
    """Return x turned by 90 degrees ``k`` times, from the first of two axes towards the second.

    Raises:
        ShapeError: if there are not two different axes.

    >>> tf.rot90([[1, 2], [3, 4]]).tolist()
    [[2, 4], [1, 3]]
    """
    x = as_tensor("rot90", x)
    call = f"rot90(x: {x.shape})"
    plane = axes_of(call, axes, x.ndim)
    if len(plane) != 2:
        raise ShapeError(f"{call}: axes {tuple(axes)} must be two")
    turns = k % 4
    if turns % 2 == 0:
        return flip(x, plane) if turns else clone(x)
    if turns == 3:
        return swapaxes(flip(x, plane[0]), *plane)
    return flip(swapaxes(x, *plane), plane[0])


# --- at least so many axes ------------------------------------------------------------------------


def _at_least(name: str, ndim: int, xs: tuple[Any, ...]) -> Any:
    made = []
    for value in xs:
        x = as_tensor(name, value)
        if x.ndim == 2 and ndim == 3:
            x = reshape(x, (*x.shape, 1))
        elif x.ndim == 1 and ndim == 3:
            x = reshape(x, (1, x.size, 1))
        elif x.ndim < ndim:
            x = reshape(x, (1,) * (ndim - x.ndim) + x.shape)
        made.append(x)
    return made[0] if len(made) == 1 else made


def atleast_1d(*xs: Any) -> Any:
    """Return x with one axis at least; of several a list.

    >>> tf.atleast_1d(3).shape
    (1,)
    """
    return _at_least("atleast_1d", 1, xs)


def atleast_2d(*xs: Any) -> Any:
    """Return x with two axes at least, added in front; of several a list.

    >>> tf.atleast_2d([1, 2, 3]).shape
    (1, 3)
    """
    return _at_least("atleast_2d", 2, xs)


def atleast_3d(*xs: Any) -> Any:
    """Return x with three axes at least, in NumPy's way: a vector lies in the middle.

    >>> tf.atleast_3d([1, 2, 3]).shape, tf.atleast_3d([[1, 2, 3]]).shape
    ((1, 3, 1), (1, 3, 1))
    """
    return _at_least("atleast_3d", 3, xs)
