"""Norms of vectors and matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from ..errors import ShapeError
from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .arithmetic import div_no_nan
from .axes import axes_of
from .compare import cast, not_equal
from .elementwise import unary
from .movement import transpose
from .powers import pow
from .reduction import max as reduce_max
from .reduction import min as reduce_min
from .reduction import sum as reduce_sum
from .reshaping import clone, reshape
from .rounding import abs
from .unary import square

__all__ = ["euclidean_norm", "norm"]

Axis = int | Sequence[int] | None
Ord = float | str | None


@op(
    shape=same,
    types=floating,
    lower=unary("unary/sqrt"),
    grad=lambda g, y, _x: g * div_no_nan(0.5, y),
)
def _root(x: TensorLike) -> Tensor:
    """Return the square root, whose gradient at 0 is taken to be 0."""
    ...


def _length(x: Tensor, axes: Any, keepdims: bool) -> Tensor:
    """Return the root of the sum of squares; its gradient at 0 is 0."""
    return _root(reduce_sum(square(x), axes, keepdims))


def _of_vectors(x: Tensor, ord: Any, axes: Any, keepdims: bool) -> Tensor:
    if ord in (None, "euclidean", "fro", 2):
        return _length(x, axes, keepdims)
    if ord == inf:
        return reduce_max(abs(x), axes, keepdims)
    if ord == -inf:
        return reduce_min(abs(x), axes, keepdims)
    if ord == 0:
        return cast(reduce_sum(cast(not_equal(x, 0.0), "int32"), axes, keepdims), "float32")
    if ord == 1:
        return reduce_sum(abs(x), axes, keepdims)
    return pow(reduce_sum(pow(abs(x), float(ord)), axes, keepdims), 1.0 / float(ord))


def _spectral(x: Tensor, ord: Any) -> Tensor:
    """Return the norm of the matrices on the last two axes by their singular values."""
    from .singular import singular_values

    s = singular_values(x)
    if ord == "nuc":
        return reduce_sum(s, -1)
    return reduce_max(s, -1) if ord == 2 else reduce_min(s, -1)


def _of_matrices(x: Tensor, ord: Any, axes: list[int], keepdims: bool) -> Tensor:
    if ord in ("euclidean", "fro", None):
        return _length(x, axes, keepdims)
    rest = [i for i in range(x.ndim) if i not in axes]
    moved = transpose(x, (*rest, *axes))
    if ord in (2, -2, "nuc"):
        made = _spectral(moved, ord)
    else:
        # The greatest or least sum over columns (1) or rows (inf).
        sums = reduce_sum(abs(moved), -2 if ord in (1, -1) else -1)
        made = reduce_max(sums, -1) if ord > 0 else reduce_min(sums, -1)
    shape = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
    return reshape(made, shape) if keepdims else made


def _checked(call: str, ord: Any, matrices: bool) -> None:
    numbers: Callable[[Any], bool] = lambda v: isinstance(v, (int, float)) and v == v  # noqa: E731
    if matrices:
        known = ord in (None, "euclidean", "fro", "nuc", 1, -1, 2, -2, inf, -inf)
        wanted = "'euclidean', 'fro', 'nuc', 1, -1, 2, -2, inf or -inf for matrices"
    else:
        known = ord in (None, "euclidean") or numbers(ord)
        wanted = "'euclidean', inf, -inf or a number for vectors"
    if not known:
        raise ShapeError(f"{call}: ord {ord!r} must be {wanted}")


def _sizes(x: Tensor) -> Tensor:
    """Return x as float32; of complex numbers, which norms know by their sizes, these."""
    return abs(x) if x.dtype == "complex64" else cast(x, "float32")


def norm(x: Any, ord: Ord = "euclidean", axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the norms of vectors along one axis, or of matrices on two, as float32.

    Args:
        x: any tensor.
        ord: ``"euclidean"`` (or None, or "fro" for matrices): the root of the sum of squares.
            Of vectors: a number p for ``sum(|x| ** p) ** (1 / p)``, 0 for how many are not 0,
            inf and -inf for the greatest and least ``|x|``. Of matrices: 1 and -1, inf and -inf
            for the greatest and least sum over a column or a row; 2 and -2 for the greatest and
            least singular value, "nuc" for the sum of them.
        axis: an int for vectors, two ints for matrices; None takes all elements as one vector,
            or, with an ``ord`` that needs one, x of two axes as a matrix.
        keepdims: whether the axes stay, with size 1.

    The gradient of the Euclidean norm at 0 is 0. Mirrors TensorFlow.js ``tf.norm`` and NumPy's.

    Raises:
        ShapeError: for an axis out of range, more than two axes, or an unknown ``ord``.

    >>> tf.norm([3.0, 4.0]).item()
    5.0
    >>> tf.norm([[1.0, -2.0], [3.0, 4.0]], ord=1, axis=[0, 1]).item()
    6.0
    """
    x = _sizes(as_tensor("norm", x))
    call = f"norm(x: {x.shape})"
    if axis is None:
        if ord in (None, "euclidean", "fro"):
            return _length(x, None, keepdims) if x.ndim else abs(x)
        if x.ndim not in (1, 2):
            raise ShapeError(f"{call}: ord {ord!r} needs an axis, or two, where x has {x.ndim}")
        axes = list(range(x.ndim))
    else:
        axes = axes_of(call, axis, x.ndim)
    if not 1 <= len(axes) <= 2:
        raise ShapeError(f"{call}: axis {axis} must be one axis or two")
    _checked(call, ord, len(axes) == 2)
    of = _of_vectors if len(axes) == 1 else _of_matrices
    return of(x, ord, axes, keepdims)


def euclidean_norm(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the root of the sum of squares over ``axis``: an int, several, or None for all.

    Mirrors TensorFlow.js ``tf.euclideanNorm``.

    >>> tf.euclidean_norm([[3.0, 4.0], [0.0, 0.0]], axis=1).tolist()
    [5.0, 0.0]
    """
    x = _sizes(as_tensor("euclidean_norm", x))
    axes = None if axis is None else axes_of(f"euclidean_norm(x: {x.shape})", axis, x.ndim)
    if not x.ndim or axes == []:
        return clone(abs(x))
    return _length(x, axes, keepdims)
