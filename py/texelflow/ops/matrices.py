"""Products of matrices: ``matmul``, ``dot``, ``outer_product``."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..lowering import Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic
from .complex_rules import bilinear
from .products import BATCH_AXES, lower_matmul, sizes_of
from .reshaping import reshape

__all__ = ["dot", "matmul", "outer_product"]


def _matmul_shape(a: Spec, b: Spec, *, transpose_a: bool, transpose_b: bool) -> tuple[int, ...]:
    if not a.ndim or not b.ndim:
        raise ShapeError("a scalar has no rows and columns; use * to scale")
    if (transpose_a and a.ndim == 1) or (transpose_b and b.ndim == 1):
        raise ShapeError("a vector cannot be transposed; reshape it to two axes")
    m, inner = sizes_of(a.shape if a.ndim > 1 else (1, *a.shape), transpose_a)
    other, n = sizes_of(b.shape if b.ndim > 1 else (*b.shape, 1), transpose_b)
    if inner != other:
        things = "elements" if b.ndim == 1 else "columns" if transpose_b else "rows"
        raise ShapeError(
            f"inner dimensions {inner} and {other} differ; b must have {inner} {things}"
        )
    batch = broadcast_shapes(a.shape[:-2], b.shape[:-2])
    if len(batch) > BATCH_AXES:
        raise ShapeError(f"{len(batch)} axes before the last two; {BATCH_AXES} are the most")
    return (*batch, *(m,) * (a.ndim > 1), *(n,) * (b.ndim > 1))


# --- the op ---------------------------------------------------------------------------------------


def _matmul_grad(
    g: Tensor, _y: Spec, a: Tensor, b: Tensor, *, transpose_a: bool, transpose_b: bool
) -> tuple[Any, Any]:
    left = reshape(a, (1, -1)) if a.ndim == 1 else a
    right = reshape(b, (-1, 1)) if b.ndim == 1 else b
    batch = broadcast_shapes(left.shape[:-2], right.shape[:-2])
    m, n = sizes_of(left.shape, transpose_a)[0], sizes_of(right.shape, transpose_b)[1]
    g = reshape(g, (*batch, m, n))

    def by_a() -> Tensor:
        if transpose_a:
            found = matmul(right, g, transpose_b, True)
        else:
            found = matmul(g, right, False, not transpose_b)
        return reshape(found, (*batch, -1)) if a.ndim == 1 else found

    def by_b() -> Tensor:
        if transpose_b:
            found = matmul(g, left, True, transpose_a)
        else:
            found = matmul(left, g, not transpose_a, False)
        return reshape(found, (*batch, -1)) if b.ndim == 1 else found

    return by_a, by_b


@op(
    shape=_matmul_shape,
    types=arithmetic,
    lower=lower_matmul,
    grad=_matmul_grad,
    complex=bilinear,
)
def matmul(
    a: TensorLike, b: TensorLike, transpose_a: bool = False, transpose_b: bool = False
) -> Tensor:
    """Return the product of two matrices, or of all pairs in two batches of matrices.

    Args:
        a: (…, m, k), or (…, k, m) with ``transpose_a``; or a vector of k.
        b: (…, k, n), or (…, n, k) with ``transpose_b``; or a vector of k.
        transpose_a: whether to take the transpose of a's last two axes; costs nothing.
        transpose_b: likewise of b's.

    Axes before the last two broadcast. A vector counts as one row (a) or one column (b), and that
    axis is gone from the result, as in NumPy. Also the operator ``@``. Mirrors TensorFlow.js
    ``tf.matMul``.

    Raises:
        ShapeError: if the inner dimensions differ, an argument is a scalar, or the other axes do
            not broadcast.

    >>> tf.matmul([[1.0, 2.0]], [[3.0], [4.0]]).tolist()
    [[11.0]]
    """
    ...


def _described(name: str, a: Tensor, b: Tensor) -> str:
    return f"{name}(a: {a.shape}, b: {b.shape})"


def dot(a: Any, b: Any) -> Tensor:
    """Return the product of vectors or matrices (one or two axes each), or scale by a scalar.

    Mirrors TensorFlow.js ``tf.dot``. For more axes use ``matmul``.

    Raises:
        ShapeError: if an argument has more than two axes, or inner dimensions differ.

    >>> tf.dot([1.0, 2.0], [3.0, 4.0]).item()
    11.0
    """
    a, b = as_tensor("dot", a), as_tensor("dot", b)
    call = _described("dot", a, b)
    if a.ndim > 2 or b.ndim > 2:
        raise ShapeError(f"{call}: needs at most two axes; use matmul for batches")
    if not a.ndim or not b.ndim:
        return a * b
    if a.shape[-1] != b.shape[0]:
        raise ShapeError(
            f"{call}: inner dimensions {a.shape[-1]} and {b.shape[0]} differ; "
            f"b must have {a.shape[-1]} {'rows' if b.ndim == 2 else 'elements'}"
        )
    return matmul(a, b)


def outer_product(v1: Any, v2: Any) -> Tensor:
    """Return the matrix of all products ``v1[i] * v2[j]`` of two vectors.

    Mirrors TensorFlow.js ``tf.outerProduct``.

    Raises:
        ShapeError: if an argument is not a vector.

    >>> tf.outer_product([1.0, 2.0], [3.0, 4.0]).tolist()
    [[3.0, 4.0], [6.0, 8.0]]
    """
    v1, v2 = as_tensor("outer_product", v1), as_tensor("outer_product", v2)
    if v1.ndim != 1 or v2.ndim != 1:
        raise ShapeError(
            f"outer_product(v1: {v1.shape}, v2: {v2.shape}): needs two vectors; flatten them first"
        )
    return reshape(v1, (-1, 1)) * reshape(v2, (1, -1))
