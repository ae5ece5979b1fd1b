"""Singular values, and what follows from them: pseudo-inverse, least squares, rank.

On the GPU, by rotations that make the columns of a matrix orthogonal.
"""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike
from ..types import floating
from .compare import as_real
from .diagonals import lay
from .factors import _qr_full
from .joining import concat
from .matrices import matmul
from .matrix_steps import TALL, cells, matrices, orthogonalise, part, transposed, with_size
from .products import lower_matmul
from .reduction import max as reduce_max
from .reduction import sum as reduce_sum
from .reshaping import reshape
from .slicing import take_ranges
from .symmetric import in_order, orthonormal, rounds, slopes_between

__all__ = ["cond", "lstsq", "matrix_rank", "pinv", "svd", "svdvals"]

EPSILON = 1.1920929e-07


def _right_vectors(b: Builder, x: Buffer) -> Buffer:
    """Return matrices V, with which the columns of x V are orthogonal; not yet in order."""
    m, n = x.spec.shape[-2:]
    tall = with_size(x.spec, m + n, n)
    sizes: dict[str, Any] = {"rows": m, "columns": n, "x_stride": x.spec.layout.stride}
    state = b.draw("linalg/above_identity", {"x": x}, tall, **sizes, **cells(tall))
    angles = with_size(x.spec, 2, n)
    for step in rounds(n):
        inputs = {"x": state}
        sizes = {"rows": m + n, "upper_rows": m, "x_stride": tall.layout.stride}
        w = b.draw("linalg/angles", inputs, angles, **sizes, **step, **cells(angles))
        sizes = {"rows": m + n, "w_stride": angles.layout.stride}
        state = b.draw("linalg/rotate", {"x": state, "w": w}, tall, **sizes, **step, **cells(tall))
    return part(b, state, n, n, m * tall.layout.stride)


def decompose(b: Builder, x: Buffer) -> tuple[Buffer, Buffer, Buffer]:
    """Return U, s and V transposed of matrices with no fewer rows than columns."""
    m, n = x.spec.shape[-2:]
    outer = None
    if m > TALL * n:
        outer, x = orthogonalise(b, x, False)
    v = orthonormal(b, _right_vectors(b, x)) if n > 1 else _right_vectors(b, x)
    # Multiplied anew, and made orthogonal anew, the columns are free of the rotations' errors.
    turned = lower_matmul(b, x.spec, x, v, transpose_a=False, transpose_b=False)
    keys = Spec((*x.spec.shape[:-2], n), x.spec.dtype)
    rows = x.spec.shape[-2]
    sizes: dict[str, Any] = {"rows": rows, "x_stride": turned.spec.layout.stride}
    lengths = b.draw("linalg/lengths", {"x": turned}, keys, **sizes, **cells(keys))
    _, (turned, v) = in_order(b, lengths, [turned, v], False)
    u, r = orthogonalise(b, turned, False)
    u, s = _positive(b, u, r, keys)
    if outer is not None:
        spec = with_size(x.spec, m, n)
        u = lower_matmul(b, spec, outer, u, transpose_a=False, transpose_b=False)
    return u, s, part(b, v, n, n, 0, True)


def _positive(b: Builder, u: Buffer, r: Buffer, keys: Spec) -> tuple[Buffer, Buffer]:
    """Return u with columns turned so that r's diagonal is positive, and that diagonal."""
    n = keys.shape[-1]
    sizes: dict[str, Any] = {"rows": n, "r_stride": r.spec.layout.stride}
    own: dict[str, Any] = {"cols": n, "x_rows": u.spec.shape[-2], "x_stride": u.spec.layout.stride}
    turned = b.draw("linalg/turned", {"x": u, "r": r}, u.spec, **sizes, **own, **cells(u.spec))
    s = b.draw("linalg/turned", {"r": r}, keys, {"LENGTHS": 1}, **sizes, **cells(keys))
    return turned, s


def _svd_shape(x: Spec) -> list[tuple[int, ...]]:
    *batch, m, n = x.shape
    return [(*batch, m, n), (*batch, n), (*batch, n, n)]


def _svd_grad(gs: Any, ys: tuple[Tensor, Tensor, Tensor], _x: Spec) -> Tensor:
    u, s, vh = ys
    by_u, by_s, by_vh = gs
    n = s.shape[-1]
    across = reshape(s, (*s.shape[:-1], 1, n))
    down = reshape(s, (*s.shape[:-1], n, 1))
    between = slopes_between(s * s, s * s)
    terms = [] if by_s is None else [matmul(matmul(u, lay(by_s, n, n, 0)), vh)]
    if by_u is not None:
        inside = matmul(u, by_u, True)
        inside = (inside - transposed(inside)) * between * across
        terms.append(matmul(matmul(u, inside), vh))
        if u.shape[-2] > n:
            beside = by_u - matmul(u, matmul(u, by_u, True))
            terms.append(matmul(beside / across, vh))
    if by_vh is not None:
        inside = matmul(vh, by_vh, False, True)
        inside = (inside - transposed(inside)) * between * down
        terms.append(matmul(matmul(u, inside), vh))
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


@op(
    shape=_svd_shape,
    types=floating,
    lower=lambda b, _ys, x: list(decompose(b, x)),
    grad=_svd_grad,
)
def _svd(x: TensorLike) -> tuple[Tensor, Tensor, Tensor]:
    """Return U, s and V transposed of matrices with no fewer rows than columns."""
    ...


def _reduced(x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    if x.shape[-2] >= x.shape[-1]:
        return _svd(x)
    u, s, vh = _svd(transposed(x))
    return transposed(vh), s, transposed(u)


def _completed(q: Tensor) -> Tensor:
    """Return orthonormal columns with as many more as make the matrix square."""
    m, n = q.shape[-2:]
    rest = (*((0, 1, size) for size in q.shape[:-1]), (n, 1, m - n))
    return concat([q, take_ranges(_qr_full(q)[0], rest)], -1)


def singular_values(x: Tensor) -> Tensor:
    """Return the singular values of matrices, the greatest first."""
    return _reduced(x)[1]


def svd(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """Return ``(u, s, vh)`` with ``(u * s) @ vh = x``: two orthogonal matrices, values between.

    The values come with the greatest first.

    Args:
        x: (…, m, n).
        full_matrices: whether u and vh are square; else, with k the lesser of m and n, u is
            (…, m, k) and vh (…, k, n).
        compute_uv: whether u and vh are wanted; without them only s comes.

    Runs on the GPU: rotations in float32, two draws for each half of n of them, about
    ``2 * (n - 1) * (3 + log2 n)`` draws for the whole batch (n the shorter side), which suits
    small matrices. The error of s is a few units in the last place of its greatest. Signs are
    arbitrary. Differentiable where x has full rank (and, for u and vh, no two equal values); of
    full matrices that are not square only s is. Mirrors NumPy's ``svd``.

    Raises:
        ShapeError: if x has fewer than two axes.

    >>> tf.linalg.svd([[3.0, 0.0], [0.0, 4.0]], compute_uv=False).tolist()
    [4.0, 3.0]
    """
    x = matrices("svd", x)
    u, s, vh = _reduced(x)
    if not compute_uv:
        return s
    if full_matrices:
        u = u if u.shape[-1] == u.shape[-2] else _completed(u)
        vh = vh if vh.shape[-1] == vh.shape[-2] else transposed(_completed(transposed(vh)))
    return u, s, vh


def svdvals(x: Any) -> Tensor:
    """Return the singular values of a matrix, the greatest first; see ``svd``.

    >>> tf.linalg.svdvals([[3.0, 0.0], [0.0, 4.0]]).tolist()
    [4.0, 3.0]
    """
    return singular_values(matrices("svdvals", x))


# --- pseudo-inverse -------------------------------------------------------------------------------


def _lower_pinv(b: Builder, y: Spec, x: Buffer, *, rcond: float) -> Buffer:
    u, s, vh = decompose(b, x)
    return b.draw(
        "linalg/pseudo_inverse",
        {"u": u, "s": s, "v": vh},
        y,
        rows=y.shape[-2],
        count=s.spec.shape[-1],
        small=float(rcond),
        u_stride=u.spec.layout.stride,
        s_stride=s.spec.layout.stride,
        v_stride=vh.spec.layout.stride,
        **cells(y),
    )


def _pinv_grad(g: Tensor, y: Tensor, x: Tensor) -> Tensor:
    turned = transposed(g)
    squares = matmul(y, y, False, True)  # of the rows
    others = matmul(y, y, True)
    total = -matmul(matmul(y, g, True), y, False, True)
    beside = turned - matmul(x, matmul(y, turned))
    total = total + matmul(beside, squares)
    beside = turned - matmul(matmul(turned, y), x)
    return total + matmul(others, beside)


@op(
    shape=lambda x, **_: (*x.shape[:-2], x.shape[-1], x.shape[-2]),
    types=floating,
    lower=_lower_pinv,
    grad=_pinv_grad,
)
def _pinv(x: TensorLike, rcond: float) -> Tensor:
    """Return what ``pinv`` does, for matrices with no fewer rows than columns."""
    ...


def pinv(x: Any, rcond: float | None = None) -> Tensor:
    """Return the pseudo-inverse of a matrix, or of each of a batch: (…, n, m) of (…, m, n).

    Args:
        x: (…, m, n).
        rcond: singular values up to so much of the greatest count as 0; by default the longer
            side times float32's epsilon.

    Runs on the GPU by ``svd``. Differentiable as long as the rank stays.

    Raises:
        ShapeError: if x has fewer than two axes.

    >>> tf.linalg.pinv([[2.0], [0.0]]).tolist()
    [[0.5, 0.0]]
    """
    x = matrices("pinv", x)
    least = max(x.shape[-2:]) * EPSILON if rcond is None else float(rcond)
    if x.shape[-2] >= x.shape[-1]:
        return _pinv(x, least)
    return transposed(_pinv(transposed(x), least))


def lstsq(a: Any, b: Any, rcond: float | None = None) -> Tensor:
    """Return the x that makes ``a @ x - b`` shortest; the shortest such x, if there are several.

    Args:
        a: (…, m, n).
        b: (…, m, k), or a vector of m.
        rcond: as for ``pinv``, by which this goes.

    Runs on the GPU. Mirrors Keras' ``ops.lstsq``: NumPy's returns residuals, rank and singular
    values, too.

    Raises:
        ShapeError: if ``b`` has not as many rows as ``a``.

    >>> round(tf.linalg.lstsq([[1.0], [1.0]], [1.0, 3.0]).item(), 5)
    2.0
    """
    left = matrices("lstsq", a, argument="a")
    right = as_real("lstsq", b)
    call = f"lstsq(a: {left.shape}, b: {right.shape})"
    vector = right.ndim == 1
    if not right.ndim or right.shape[0 if vector else -2] != left.shape[-2]:
        raise ShapeError(f"{call}: b must have {left.shape[-2]} rows, as a has")
    if not vector:
        try:
            broadcast_shapes(left.shape[:-2], right.shape[:-2])
        except ShapeError as error:
            raise ShapeError(f"{call}: {error}") from None
    return matmul(pinv(left, rcond), right)


def matrix_rank(x: Any, rtol: float | None = None) -> Tensor:
    """Return how many singular values are above ``rtol`` times the greatest, as int32.

    ``rtol`` is by default the longer side times float32's epsilon. Runs on the GPU.

    >>> tf.linalg.matrix_rank([[1.0, 2.0], [2.0, 4.0]]).item()
    1
    """
    x = matrices("matrix_rank", x)
    least = max(x.shape[-2:]) * EPSILON if rtol is None else float(rtol)
    s = singular_values(x)
    return reduce_sum(s > reduce_max(s, -1, True) * least, -1)


def cond(x: Any, p: Any = None) -> Tensor:
    """Return how much a matrix may magnify errors: its norm times that of its inverse.

    With ``p`` None the ratio of the greatest to the least singular value. Runs on the GPU.

    >>> tf.linalg.cond([[4.0, 0.0], [0.0, 2.0]]).item()
    2.0
    """
    from .norms import norm
    from .solving import inv

    if p is None or p in (2, -2):
        s = singular_values(matrices("cond", x))
        ends = [
            reshape(take_ranges(s, (*((0, 1, n) for n in s.shape[:-1]), (at, 1, 1))), s.shape[:-1])
            for at in (0, s.shape[-1] - 1)
        ]
        return ends[1] / ends[0] if p == -2 else ends[0] / ends[1]
    x = matrices("cond", x, True)
    return norm(x, p, [-2, -1]) * norm(inv(x), p, [-2, -1])
