"""Diagonals of matrices, and what lies on one side of them."""

from __future__ import annotations

from typing import Any

from ..arrays import MAX_RANK
from ..dtypes import canonical, float32
from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .axes import axes_of, ravel
from .complex_rules import each_part
from .creation import ones
from .movement import transpose
from .reduction import sum as reduce_sum
from .string_rules import moved
from .walks import strided_copy

__all__ = [
    "diagflat",
    "diagonal",
    "trace",
    "tri",
    "tril",
    "triu",
]

FAR = 1 << 30
"""A diagonal beyond every matrix."""


# --- a band around the diagonal -------------------------------------------------------------------


def _matrix_shape(x: Spec, **_: Any) -> tuple[int, ...]:
    if x.ndim < 2:
        raise ShapeError("has no rows and columns; it needs two axes at least")
    return x.shape


def _lower_band(b: Builder, y: Spec, x: Buffer, *, low: int, high: int) -> Buffer:
    return b.draw(
        "movement/band",
        {"x": x},
        y,
        low=low,
        high=high,
        rows=y.shape[-2],
        y_stride=y.layout.stride,
    )


@op(
    shape=_matrix_shape,
    types=unchanged,
    lower=_lower_band,
    grad=lambda g, _y, _x, *, low, high: band(g, low, high),
    complex=each_part,
)
def band(x: TensorLike, low: int, high: int) -> Tensor:
    """Return x where column - row is from ``low`` to ``high``, and 0 elsewhere.

    >>> from texelflow.ops.diagonals import band
    >>> band([[1, 2], [3, 4]], 0, 1).tolist()
    [[1, 2], [0, 4]]
    """
    ...


def _named_band(name: str, x: Any, low: int, high: int) -> Tensor:
    x = as_tensor(name, x)
    if x.ndim < 2:
        raise ShapeError(
            f"{name}(x: {x.shape}): has no rows and columns; it needs two axes at least"
        )
    return band(x, max(low, -FAR), min(high, FAR))


def tril(x: Any, k: int = 0) -> Tensor:
    """Return x with zeros above its ``k``-th diagonal, for each matrix of the last two axes.

    >>> tf.tril([[1, 2], [3, 4]]).tolist()
    [[1, 0], [3, 4]]
    """
    return _named_band("tril", x, -FAR, k)


def triu(x: Any, k: int = 0) -> Tensor:
    """Return x with zeros below its ``k``-th diagonal, for each matrix of the last two axes.

    >>> tf.triu([[1, 2], [3, 4]]).tolist()
    [[1, 2], [0, 4]]
    """
    return _named_band("triu", x, k, FAR)


def tri(n: int, m: int | None = None, k: int = 0, dtype: Any = float32) -> Tensor:
    """Return a matrix of ``n`` rows and ``m`` (or n) columns: 1 up to the ``k``-th diagonal.

    >>> tf.tri(2, 3).tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]
    """
    return band(ones([n, n if m is None else m], canonical(dtype)), -FAR, k)


def band_part(a: Any, num_lower: int, num_upper: int) -> Tensor:
    """Return ``a`` with zeros outside a band around the diagonal of each matrix.

    Args:
        a: (…, m, n).
        num_lower: how many diagonals below the main one to keep; all if negative.
        num_upper: likewise above.

    Runs on the GPU, in one draw. Mirrors TensorFlow.js ``tf.linalg.bandPart``.

    Raises:
        ShapeError: if ``a`` has fewer than two axes, or more diagonals are asked for than it has.

    >>> tf.linalg.band_part([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 0, 1).tolist()
    [[1, 2, 0], [0, 5, 6], [0, 0, 9]]
    """
    a = as_tensor("band_part", a)
    if a.ndim >= 2:
        counts = {"lower": num_lower, "upper": num_upper}
        for (name, count), size in zip(counts.items(), a.shape[-2:], strict=True):
            if count > size:
                raise ShapeError(
                    f"band_part(a: {a.shape}): num_{name} {count} is more than the matrix has, "
                    f"{size}; a negative number means all"
                )
    return _named_band(
        "band_part",
        a,
        -FAR if num_lower < 0 else -num_lower,
        FAR if num_upper < 0 else num_upper,
    )


# --- taking and placing diagonals -----------------------------------------------------------------


def _length(rows: int, cols: int, offset: int) -> int:
    return max(0, min(rows + min(offset, 0), cols - max(offset, 0)))


def _pick_shape(x: Spec, *, offset: int, axis1: int, axis2: int) -> tuple[int, ...]:
    rest = [n for i, n in enumerate(x.shape) if i not in (axis1, axis2)]
    return (*rest, _length(x.shape[axis1], x.shape[axis2], offset))


def _lower_pick(b: Builder, y: Spec, x: Buffer, *, offset: int, axis1: int, axis2: int) -> Buffer:
    strides = strides_of(x.spec.shape)
    begin = strides[axis2] * offset if offset > 0 else -strides[axis1] * offset
    rest = [s for i, s in enumerate(strides) if i not in (axis1, axis2)]
    return strided_copy(b, y, x, [*rest, strides[axis1] + strides[axis2]], begin, y.shape)


def _pick_grad(g: Tensor, _y: Spec, _x: Spec, *, offset: int, axis1: int, axis2: int) -> Tensor:
    placed = lay(g, _x.shape[axis1], _x.shape[axis2], offset)
    order = iter(range(_x.ndim - 2))
    ends = {axis1: _x.ndim - 2, axis2: _x.ndim - 1}
    return transpose(placed, tuple(ends[i] if i in ends else next(order) for i in range(_x.ndim)))


@op(
    shape=_pick_shape,
    types=unchanged,
    lower=_lower_pick,
    grad=_pick_grad,
    complex=each_part,
    strings=moved,
)
def pick(x: TensorLike, offset: int, axis1: int, axis2: int) -> Tensor:
    """Return what ``diagonal`` does; its arguments have been checked."""
    ...


def _lower_lay(b: Builder, y: Spec, x: Buffer, *, rows: int, cols: int, offset: int) -> Buffer:
    return b.draw(
        "movement/lay_diagonal",
        {"x": x},
        y,
        offset=offset,
        rows=rows,
        count=x.spec.shape[-1],
        x_stride=x.spec.layout.stride,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(
    shape=lambda x, *, rows, cols, **_: (*x.shape[:-1], rows, cols),
    types=unchanged,
    lower=_lower_lay,
    grad=lambda g, _y, _x, *, offset: pick(g, offset, g.ndim - 2, g.ndim - 1),
    complex=each_part,
)
def lay(x: TensorLike, rows: int, cols: int, offset: int) -> Tensor:
    """Return zeros with the last axis of x on the ``offset``-th diagonal of two new last axes.

    >>> from texelflow.ops.diagonals import lay
    >>> lay([1, 2], 2, 3, 1).tolist()
    [[0, 1, 0], [0, 0, 2]]
    """
    ...


def diagonal(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Tensor:
    """Return the ``offset``-th diagonal of the matrices on two axes, as the last axis.

    Mirrors NumPy's ``diagonal``; ``tf.linalg.diagonal`` takes the last two axes.

    Raises:
        ShapeError: if x has fewer than two axes, or the two are one.

    >>> tf.diagonal([[1, 2], [3, 4]]).tolist()
    [1, 4]
    """
    x = as_tensor("diagonal", x)
    call = f"diagonal(x: {x.shape})"
    if x.ndim < 2:
        raise ShapeError(f"{call}: has no diagonal; it needs two axes at least")
    at = axes_of(call, [axis1, axis2], x.ndim)
    return pick(x, offset, *at)


def trace(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Tensor:
    """Return the sum along the ``offset``-th diagonal of the matrices on two axes.

    Mirrors NumPy's ``trace``; ``tf.linalg.trace`` takes the last two axes.

    >>> tf.trace([[1, 2], [3, 4]]).item()
    5
    """
    x = as_tensor("trace", x)
    if x.ndim < 2:
        raise ShapeError(f"trace(x: {x.shape}): has no diagonal; it needs two axes at least")
    return reduce_sum(diagonal(x, offset, axis1, axis2), -1)


def matrix_diag(x: Any, k: int = 0) -> Tensor:
    """Return square matrices of zeros with the last axis of x on their ``k``-th diagonal.

    Runs on the GPU, in one draw. ``tf.diag`` is TensorFlow.js's: it doubles every axis.

    >>> tf.linalg.diag([1, 2]).tolist()
    [[1, 0], [0, 2]]
    """
    x = as_tensor("diag", x)
    if not x.ndim or x.ndim >= MAX_RANK:
        raise ShapeError(f"diag(x: {x.shape}): needs one axis at least and {MAX_RANK - 1} at most")
    size = x.shape[-1] + (k if k > 0 else -k)
    return lay(x, size, size, k)


def diagflat(x: Any, k: int = 0) -> Tensor:
    """Return a square matrix of zeros with all elements of x on its ``k``-th diagonal.

    >>> tf.diagflat([[1, 2]]).tolist()
    [[1, 0], [0, 2]]
    """
    flat = ravel(as_tensor("diagflat", x))
    size = flat.size + (k if k > 0 else -k)
    return lay(flat, size, size, k)
