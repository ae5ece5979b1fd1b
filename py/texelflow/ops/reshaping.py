"""The same elements under another shape: reshape, and what is written by it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import check_shape
from ..errors import ShapeError
from ..layout import same_place
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axis, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .complex_rules import each_part
from .string_rules import moved

__all__ = ["clone", "expand_dims", "reshape", "squeeze"]


def _reshape_shape(x: Spec, *, shape: Any) -> tuple[int, ...]:
    """``shape`` with its one -1 worked out."""
    wanted = [shape] if isinstance(shape, int) else list(shape)
    free = [i for i, size in enumerate(wanted) if size == -1]
    if len(free) > 1:
        raise ShapeError(
            f"shape {tuple(wanted)} has more than one -1; only one size can be inferred"
        )
    if free:
        known = prod(size for size in wanted if size != -1)
        if known == 0 or x.size % known:
            raise ShapeError(
                f"shape {tuple(wanted)}: {x.size} elements cannot be divided by {known}"
            )
        wanted[free[0]] = x.size // known
    result = check_shape("reshape", wanted)
    if prod(result) != x.size:
        raise ShapeError(
            f"{x.size} elements do not fill shape {result}, which needs {prod(result)}"
        )
    return result


def lower_reshape(b: Builder, y: Spec, x: Buffer, **_: Any) -> Buffer:
    if same_place(x.spec.shape, y.shape):
        return b.view(x, y)
    # Elements keep their order but not their place: walk y in x's shape.
    own, made = x.spec.layout, y.layout
    # What has no gaps is one row.
    rows = {"x_cols": max(1, x.spec.size), "x_stride": 0} if own.dense else {}
    rows = rows or {"x_cols": max(1, own.cols), "x_stride": own.stride}
    texels = made.texels if made.dense else max(1, made.stride >> 2)
    return b.draw(
        "movement/reorder",
        {"x": x},
        y,
        None,
        y_texels=texels,
        y_inverse=1.0 / texels,
        y_cols=made.cols,
        x_inverse=1.0 / rows["x_cols"],
        **rows,
    )


def _reshape_grad(g: Tensor, _y: Spec, _x: Spec) -> Tensor:
    return reshape(g, _x.shape)


@op(
    shape=_reshape_shape,
    types=unchanged,
    lower=lower_reshape,
    grad=_reshape_grad,
    complex=each_part,
    strings=moved,
)
def reshape(x: TensorLike, shape: Sequence[int]) -> Tensor:
    """Return the elements in row-major order under another shape; one size may be -1.

    Shares x's texture where both layouts put every element in the same place, else copies.

    >>> tf.reshape([1, 2, 3, 4], [2, -1]).tolist()
    [[1, 2], [3, 4]]
    """
    ...


def _clone_lower(b: Builder, y: Spec, x: Buffer) -> Buffer:
    return b.view(x, y)


@op(
    shape=same,
    types=unchanged,
    lower=_clone_lower,
    grad=lambda g, _y, _x: g,
    complex=each_part,
    strings=moved,
)
def clone(x: TensorLike) -> Tensor:
    """Return another handle on the same value, with a life of its own.

    >>> x = tf.ones([2])
    >>> y = tf.clone(x)
    >>> x.dispose()
    >>> y.tolist()
    [1.0, 1.0]
    """
    ...


def expand_dims(x: Any, axis: int = 0) -> Tensor:
    """Return x with a new axis of size 1 at ``axis``.

    >>> tf.expand_dims([1, 2], 1).shape
    (2, 1)
    """
    x = as_tensor("expand_dims", x)
    if isinstance(axis, bool) or not hasattr(axis, "__index__"):
        raise TypeError(f"axis must be an int, got {axis!r}")
    if not -x.ndim - 1 <= axis <= x.ndim:
        raise ShapeError(f"axis {axis} must be from {-x.ndim - 1} to {x.ndim}")
    at = axis % (x.ndim + 1)
    return reshape(x, (*x.shape[:at], 1, *x.shape[at:]))


def squeeze(x: Any, axis: int | Sequence[int] | None = None) -> Tensor:
    """Return x without its axes of size 1, or without those that ``axis`` names.

    >>> tf.squeeze([[[1, 2]]]).shape
    (2,)
    """
    x = as_tensor("squeeze", x)
    if axis is None:
        return reshape(x, tuple(size for size in x.shape if size != 1))
    items = axis if isinstance(axis, (list, tuple)) else [axis]
    axes = {normalize_axis(item, x.ndim) for item in items}
    for at in axes:
        if x.shape[at] != 1:
            raise ShapeError(f"squeeze(x: {x.shape}): axis {at} has size {x.shape[at]}, not 1")
    return reshape(x, tuple(size for at, size in enumerate(x.shape) if at not in axes))
