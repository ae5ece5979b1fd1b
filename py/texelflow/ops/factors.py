"""Matrices as products: Cholesky's factor, and orthogonal times triangular, on the GPU."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .compare import cast, where
from .diagonals import band, diagonal, tril
from .joining import concat, stack
from .matrices import matmul
from .matrix_steps import cells, matrices, orthogonalise, transposed
from .reshaping import reshape
from .slicing import take_ranges
from .solving import _substitute

__all__ = ["cholesky", "gram_schmidt", "qr"]


# --- Cholesky -------------------------------------------------------------------------------------


def _lower_cholesky(b: Builder, y: Spec, x: Buffer) -> Buffer:
    rows = y.shape[-1]
    for step in range(rows):
        x = b.draw("linalg/cholesky", {"x": x}, y, step=step, rows=rows, **cells(y))
    return x


def _cholesky_grad(g: Tensor, y: Tensor, _x: Spec) -> Tensor:
    inside = tril(matmul(y, g, True))
    inside = inside - band(inside, 0, 0) * 0.5  # half of the diagonal
    inside = _substitute(y, inside, True, True)
    inside = transposed(_substitute(y, transposed(inside), True, True))
    return (inside + transposed(inside)) * 0.5


@op(shape=same, types=floating, lower=_lower_cholesky, grad=_cholesky_grad)
def _cholesky(x: TensorLike) -> Tensor:
    """Return what ``cholesky`` does; x has been checked."""
    ...


def cholesky(x: Any) -> Tensor:
    """Return the lower triangular L with ``L @ L.T = x`` for a symmetric, positive definite x.

    Args:
        x: (…, n, n); only the lower triangle is read.

    Runs on the GPU: n draws for the whole batch, in float32. Of a matrix that is not positive
    definite comes NaN: the GPU cannot raise errors. The gradient is symmetric.

    Raises:
        ShapeError: if x is not square.

    >>> tf.linalg.cholesky([[4.0, 2.0], [2.0, 5.0]]).tolist()
    [[2.0, 0.0], [1.0, 2.0]]
    """
    return _cholesky(matrices("cholesky", x, True))


# --- QR -------------------------------------------------------------------------------------------


def _reduced_shape(x: Spec) -> list[tuple[int, ...]]:
    *batch, m, n = x.shape
    return [(*batch, m, min(m, n)), (*batch, min(m, n), n)]


def _lower_reduced(b: Builder, _ys: Any, x: Buffer) -> list[Buffer]:
    return list(orthogonalise(b, x, False))


def _reduced_grad(gs: Any, ys: tuple[Tensor, Tensor], _x: Spec) -> Tensor:
    q, r = ys
    by_q, by_r = gs
    inside = None if by_r is None else matmul(r, by_r, False, True)
    if by_q is not None:
        also = matmul(by_q, q, True)
        inside = -also if inside is None else inside - also
    assert inside is not None
    low = tril(inside, -1)
    total = matmul(q, tril(inside) + transposed(low))
    total = total if by_q is None else total + by_q
    return transposed(_substitute(r, transposed(total), False, False))


@op(shape=_reduced_shape, types=floating, lower=_lower_reduced, grad=_reduced_grad)
def _qr_reduced(x: TensorLike) -> tuple[Tensor, Tensor]:
    """Return Q and R of matrices that have as many rows as columns at least."""
    ...


@op(
    shape=lambda x: [(*x.shape[:-1], x.shape[-2]), x.shape],
    types=floating,
    lower=lambda b, _ys, x: list(orthogonalise(b, x, True)),
)
def _qr_full(x: TensorLike) -> tuple[Tensor, Tensor]:
    """Return the square Q, and R with rows of zeros below."""
    ...


def _columns(x: Tensor, begin: int, count: int) -> Tensor:
    return take_ranges(x, (*((0, 1, n) for n in x.shape[:-1]), (begin, 1, count)))


def qr(x: Any, full_matrices: bool = False) -> tuple[Tensor, Tensor]:
    """Return an orthogonal Q and an upper triangular R with ``Q @ R = x``.

    Args:
        x: (…, m, n).
        full_matrices: whether Q is square, (…, m, m), and R (…, m, n); else, with k the lesser of
            m and n, Q is (…, m, k) and R (…, k, n).

    Runs on the GPU: Householder's reflections in float32, two draws a column for the whole batch.
    Signs are LAPACK's and so NumPy's. Differentiable where the first k columns are independent;
    the further columns of a full Q are not determined by x, and have no gradient. Mirrors
    TensorFlow.js ``tf.linalg.qr``.

    Raises:
        ShapeError: if x has fewer than two axes.

    >>> q, r = tf.linalg.qr([[3.0, 1.0], [4.0, 2.0]])
    >>> [[round(v, 5) for v in row] for row in r.tolist()]
    [[-5.0, -2.2], [0.0, 0.4]]
    """
    x = matrices("qr", x)
    m, n = x.shape[-2:]
    if full_matrices and m > n:
        return _qr_full(x)
    if m >= n:
        return _qr_reduced(x)
    q, r = _qr_reduced(_columns(x, 0, m))
    return q, concat([r, matmul(q, _columns(x, m, n - m), True)], -1)


def gram_schmidt(xs: Any) -> Any:
    """Return vectors of length 1, at right angles to one another, that span what ``xs`` span.

    Args:
        xs: (n, d) with n ≤ d, a vector a row; or a list of n vectors, which gives a list.

    The first of them points where the first of ``xs`` does, and so on: Q of ``qr`` with signs that
    make R's diagonal positive. Runs on the GPU. Mirrors TensorFlow.js ``tf.linalg.gramSchmidt``.

    Raises:
        ShapeError: if there are none, their lengths differ, or there are more than they are long.

    >>> tf.linalg.gram_schmidt([[2.0, 0.0], [1.0, 1.0]])[1].tolist()
    [0.0, 1.0]
    """
    listed = isinstance(xs, (list, tuple))
    rows = [as_tensor("gram_schmidt", x) for x in xs] if listed else None
    if rows is not None and (
        not rows or any(x.ndim != 1 or x.shape != rows[0].shape for x in rows)
    ):
        shapes = ", ".join(str(x.shape) for x in rows)
        raise ShapeError(f"gram_schmidt(xs: [{shapes}]): needs vectors of one length")
    x = cast(as_tensor("gram_schmidt", xs) if rows is None else stack(rows), "float32")
    if x.ndim != 2 or x.shape[0] > x.shape[1] or not x.shape[0]:
        raise ShapeError(
            f"gram_schmidt(xs: {x.shape}): needs one vector a row, no more than they are long"
        )
    q, r = _qr_reduced(transposed(x))
    made = transposed(q * where(diagonal(r) < 0.0, -1.0, 1.0))
    return [reshape(row, (x.shape[1],)) for row in _rows(made)] if listed else made


def _rows(x: Tensor) -> list[Tensor]:
    return [take_ranges(x, ((i, 1, 1), (0, 1, x.shape[1]))) for i in range(x.shape[0])]
