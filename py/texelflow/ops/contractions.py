"""Products of NumPy's kinds: over pairs of axes, of all elements, of vectors in space."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import MAX_RANK
from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic
from .axes import axes_of, moveaxis, ravel
from .complex_numbers import conj
from .complex_rules import bilinear
from .matrices import matmul, outer_product
from .movement import broadcast_to, transpose
from .repeating import repeat, tile
from .reshaping import reshape

__all__ = ["cross", "inner", "kron", "outer", "tensordot", "vdot"]


def _sum_of_products(a: Tensor, b: Tensor, left: list[int], right: list[int]) -> Tensor:
    """Return the products of a and b summed over pairs of axes."""
    rows = [i for i in range(a.ndim) if i not in left]
    cols = [i for i in range(b.ndim) if i not in right]
    k = prod(a.shape[i] for i in left)
    # Axes that lie together already, in front or behind, need no transpose.
    flip_a = [*left, *rows] == sorted([*left, *rows])
    flip_b = [*cols, *right] == sorted([*cols, *right])
    x = a if flip_a else transpose(a, (*rows, *left))
    y = b if flip_b else transpose(b, (*right, *cols))
    m, n = prod(a.shape[i] for i in rows), prod(b.shape[i] for i in cols)
    x = reshape(x, (k, m) if flip_a else (m, k))
    y = reshape(y, (n, k) if flip_b else (k, n))
    shape = (*(a.shape[i] for i in rows), *(b.shape[i] for i in cols))
    return reshape(matmul(x, y, flip_a, flip_b), shape)


def tensordot(a: Any, b: Any, axes: int | Sequence[Any] = 2) -> Tensor:
    """Return the products of a and b summed over pairs of axes.

    Args:
        a: any tensor.
        b: any tensor.
        axes: so many last axes of a and first ones of b; or the axes of a and those of b, as two
            lists.

    What is left of a's axes comes before what is left of b's. Mirrors NumPy's ``tensordot``.

    Raises:
        ShapeError: if the axes are out of range, not as many of both, or of other lengths.

    >>> tf.tensordot([[1, 2], [3, 4]], [1, 10], axes=1).tolist()
    [21, 43]
    """
    a, b = as_tensor("tensordot", a), as_tensor("tensordot", b)
    call = f"tensordot(a: {a.shape}, b: {b.shape})"
    if isinstance(axes, int):
        if not 0 <= axes <= min(a.ndim, b.ndim):
            raise ShapeError(f"{call}: axes {axes} must be from 0 to {min(a.ndim, b.ndim)}")
        left, right = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    else:
        first, second = axes
        left, right = axes_of(call, first, a.ndim), axes_of(call, second, b.ndim)
    lengths = [a.shape[i] for i in left], [b.shape[i] for i in right]
    if lengths[0] != lengths[1]:
        raise ShapeError(f"{call}: axes of lengths {lengths[0]} and {lengths[1]} must be alike")
    return _sum_of_products(a, b, left, right)


def inner(a: Any, b: Any) -> Tensor:
    """Return the products of a and b summed over the last axis of both; a scalar just scales.

    >>> tf.inner([1, 2], [3, 4]).item()
    11
    """
    a, b = as_tensor("inner", a), as_tensor("inner", b)
    if not a.ndim or not b.ndim:
        return a * b
    if a.shape[-1] != b.shape[-1]:
        raise ShapeError(
            f"inner(a: {a.shape}, b: {b.shape}): the last axes differ; they must be of one length"
        )
    return _sum_of_products(a, b, [a.ndim - 1], [b.ndim - 1])


def vdot(a: Any, b: Any) -> Tensor:
    """Return the sum of the products of all elements, both flattened; a complex ``a`` conjugated.

    >>> tf.vdot([[1, 2], [3, 4]], [[1, 0], [0, 1]]).item()
    5
    """
    a, b = as_tensor("vdot", a), as_tensor("vdot", b)
    if a.size != b.size:
        raise ShapeError(
            f"vdot(a: {a.shape}, b: {b.shape}): {a.size} and {b.size} elements; "
            "there must be as many of both"
        )
    return matmul(ravel(conj(a)), ravel(b))


def outer(a: Any, b: Any) -> Tensor:
    """Return the matrix of all products of an element of a and one of b, both flattened.

    ``outer_product`` takes vectors only.

    >>> tf.outer([1, 2], [3, 4]).tolist()
    [[3, 4], [6, 8]]
    """
    return outer_product(ravel(as_tensor("outer", a)), ravel(as_tensor("outer", b)))


def kron(a: Any, b: Any) -> Tensor:
    """Return b once for every element of a, multiplied by it: the Kronecker product.

    >>> tf.kron([1, 10], [1, 2]).tolist()
    [1, 2, 10, 20]
    """
    a, b = as_tensor("kron", a), as_tensor("kron", b)
    ndim = max(a.ndim, b.ndim)
    a = reshape(a, (1,) * (ndim - a.ndim) + a.shape)
    b = reshape(b, (1,) * (ndim - b.ndim) + b.shape)
    shape = tuple(m * n for m, n in zip(a.shape, b.shape, strict=True))
    if 2 * ndim <= MAX_RANK:
        x = reshape(a, tuple(size for n in a.shape for size in (n, 1)))
        y = reshape(b, tuple(size for n in b.shape for size in (1, n)))
        return reshape(x * y, shape)
    tiled = tile(b, a.shape)
    for axis, count in enumerate(b.shape):
        a = repeat(a, count, axis) if count != 1 else a
    return a * tiled


# --- cross ----------------------------------------------------------------------------------------


def _lower_cross(b: Builder, y: Spec, u: Buffer, v: Buffer) -> Buffer:
    return b.draw("linalg/cross", {"a": u, "b": v}, y)


@op(
    shape=lambda a, _b: a.shape,
    types=arithmetic,
    lower=_lower_cross,
    complex=bilinear,
    grad=lambda g, _y, a, b: (_cross(b, g), _cross(g, a)),
)
def _cross(a: TensorLike, b: TensorLike) -> Tensor:
    """Return the cross products of rows of three; a and b are of one shape."""
    ...


def cross(a: Any, b: Any, axis: int = -1) -> Tensor:
    """Return the cross products of vectors of three, along an axis; other axes broadcast.

    Of two vectors of two the third component, which is a number, as in NumPy.

    Runs on the GPU, in one draw where the vectors lie along the last axis.

    Raises:
        ShapeError: if the axis is neither 3 nor 2 long in both.

    >>> tf.cross([1, 0, 0], [0, 1, 0]).tolist()
    [0, 0, 1]
    """
    a, b = as_tensor("cross", a), as_tensor("cross", b)
    call = f"cross(a: {a.shape}, b: {b.shape})"
    a, b = (moveaxis(x, axes_of(call, axis, x.ndim)[0], -1) for x in (a, b))
    size = a.shape[-1]
    if size not in (2, 3) or b.shape[-1] != size:
        raise ShapeError(f"{call}: axis {axis} must be 3 long in both, or 2 in both")
    if size == 2:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    try:
        shape = broadcast_shapes(a.shape, b.shape)
    except ShapeError as error:
        raise ShapeError(f"{call}: {error}") from None
    made = _cross(broadcast_to(a, shape), broadcast_to(b, shape))
    return moveaxis(made, -1, axis)
