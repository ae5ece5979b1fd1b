"""Taking and adding up along an axis by an index for each element: ``take_along_axis``."""

from __future__ import annotations

from math import prod
from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes, normalize_axis
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import indexed
from .complex_rules import each_part_but
from .gathering import segment_sum
from .gathering import take as take_slices
from .movement import broadcast_to, transpose
from .places import places
from .reshaping import reshape
from .string_rules import moved_but

__all__ = ["take", "take_along_axis"]


def sum_along(x: Tensor, indices: Tensor, axis: int, size: int) -> Tensor:
    """Return, for each of ``size`` places on an axis, the sum of the x whose index names it."""
    last = x.ndim - 1
    if axis == last:
        return segment_sum(x, indices, size, last)
    perm = [i for i in range(x.ndim) if i != axis] + [axis]
    summed = segment_sum(transpose(x, perm), transpose(indices, perm), size, last)
    return transpose(summed, [*range(axis), last, *range(axis, last)])


def _along_shape(x: Spec, indices: Spec, *, axis: int) -> tuple[int, ...]:
    del x, axis
    return indices.shape


def _lower_along(b: Builder, y: Spec, x: Buffer, indices: Buffer, *, axis: int) -> Buffer:
    shape = x.spec.shape
    return b.draw(
        "joining/along",
        {"x": x, "indices": indices},
        y,
        {},
        size=shape[axis],
        count=y.shape[axis],
        inner=prod(shape[axis + 1 :]),
        x_cols=x.spec.layout.cols,
        x_stride=x.spec.layout.stride,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(
    shape=_along_shape,
    types=indexed,
    lower=_lower_along,
    complex=each_part_but(1),
    grad=lambda g, _y, _x, indices, *, axis: (sum_along(g, indices, axis, _x.shape[axis]), None),
    strings=moved_but(1),
)
def take_along(x: TensorLike, indices: TensorLike, axis: int) -> Tensor:
    """Return what ``take_along_axis`` does; its arguments have been checked."""
    ...


def aligned(call: str, x: Tensor, indices: Tensor, axis: int) -> tuple[Tensor, Tensor]:
    """Return both broadcast against one another on all axes but one."""
    if x.ndim != indices.ndim:
        raise ShapeError(f"{call}: x has {x.ndim} axes and indices {indices.ndim}; as many each")
    own, others = list(x.shape), list(indices.shape)
    size, count = own[axis], others[axis]
    own[axis] = others[axis] = 1
    try:
        shape = list(broadcast_shapes(tuple(own), tuple(others)))
    except ShapeError as error:
        raise ShapeError(f"{call}: beside axis {axis}, {error}") from None
    both = []
    for value, length in ((x, size), (indices, count)):
        wanted = (*shape[:axis], length, *shape[axis + 1 :])
        both.append(value if value.shape == wanted else broadcast_to(value, wanted))
    return both[0], both[1]


def take_along_axis(x: Any, indices: Any, axis: int | None = -1) -> Tensor:
    """Return, along an axis, the elements that ``indices`` names, one index an element.

    Args:
        x: any tensor; None for the axis takes it as one row.
        indices: int32, of as many axes as x; all but ``axis`` broadcast against x's. Negative ones
            count from the end. Where one is out of range the result is 0, unless it is known on
            the host (a list), which raises.
        axis: the last by default.

    Mirrors NumPy's.

    Raises:
        ShapeError: if the axes do not fit together.
        DTypeError: if the indices are not int32.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.take_along_axis([[3, 1, 2]], [[1, -1, 0]]).tolist()
    [[1, 2, 3]]
    """
    x = as_tensor("take_along_axis", x)
    if axis is None:
        x, axis = reshape(x, (-1,)), 0
    given, indices = indices, as_tensor("take_along_axis", indices)
    call = f"take_along_axis(x: {x.shape}, indices: {indices.shape})"
    try:
        at = normalize_axis(axis, x.ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{call}: {error}") from None
    x, indices = aligned(call, x, places(call, given, x.shape[at]), at)
    return take_along(x, indices, at)


def take(x: Any, indices: Any, axis: int | None = None) -> Tensor:
    """Return the slices of x along an axis that ``indices`` names; None takes x as one row.

    As ``gather``, but negative indices count from the end. Mirrors NumPy's and Keras' ``take``.

    Args:
        x: any tensor.
        indices: int32, of any shape; it takes the place of the axis in the result's shape. Where
            one is out of range the result is 0, unless the host knows it (in a list): that raises.
        axis: the axis of x to take from.

    Raises:
        ShapeError: if the axis is none of x's.
        DTypeError: if the indices are not int32.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.take([[1, 2], [3, 4]], [-1, 0], axis=1).tolist(), tf.take([[1, 2], [3, 4]], 2).item()
    ([[2, 1], [4, 3]], 3)
    """
    value = as_tensor("take", x)
    if axis is None:
        value, axis = reshape(value, (-1,)), 0
    try:
        at = normalize_axis(axis, value.ndim)
        if not value.ndim:
            raise ShapeError("a scalar has nothing to take from")
    except (ShapeError, TypeError) as error:
        raise type(error)(f"take(x: {value.shape}): {error}") from None
    return take_slices(value, places(f"take(x: {value.shape})", indices, value.shape[at]), at, 0)
