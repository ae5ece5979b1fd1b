"""Systems of linear equations, inverses and determinants, by elimination on the GPU."""

from __future__ import annotations

from typing import Any

from ..dtypes import complex64
from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .compare import as_real
from .complex_numbers import real
from .complex_rules import joined, parts_of
from .creation import ones
from .diagonals import lay, tril, triu
from .joining import concat
from .matrices import matmul
from .matrix_steps import (
    beside_identity,
    cells,
    eliminate,
    matrices,
    transposed,
    with_size,
)
from .movement import broadcast_to
from .reshaping import reshape
from .slicing import take_ranges

__all__ = ["det", "inv", "matrix_power", "slogdet", "solve", "triangular_solve"]


def _solution(b: Builder, y: Spec, state: Buffer) -> Buffer:
    sizes: dict[str, Any] = {"rows": y.shape[-2], "x_stride": state.spec.layout.stride}
    return b.draw("linalg/solved", {"x": state}, y, **sizes, **cells(y))


# --- solve ----------------------------------------------------------------------------------------


def _lower_solve(b: Builder, y: Spec, a: Buffer, rhs: Buffer) -> Buffer:
    rows = y.shape[-2]
    wide = with_size(y, rows, rows + y.shape[-1])
    strides: dict[str, Any] = {"a_stride": a.spec.layout.stride, "b_stride": rhs.spec.layout.stride}
    state = b.draw("linalg/beside", {"a": a, "b": rhs}, wide, cols=rows, **strides, **cells(wide))
    return _solution(b, y, eliminate(b, state, False))


def _solve_grad(g: Tensor, y: Tensor, a: Tensor, _b: Spec) -> tuple[Tensor, Tensor]:
    by_b = _solve(transposed(a), g)
    return -matmul(by_b, y, False, True), by_b


@op(shape=lambda _a, b: b.shape, types=floating, lower=_lower_solve, grad=_solve_grad)
def _solve(a: TensorLike, b: TensorLike) -> Tensor:
    """Return what ``solve`` does; a and b are matrices of one batch."""
    ...


def _complex_system(name: str, a: Tensor, b: Tensor) -> Tensor:
    """Solve for complex numbers by the real matrix of their parts, twice as large."""
    (ar, ai), (br, bi) = parts_of(a), parts_of(b)
    ai, bi = ai + ar * 0.0, bi + br * 0.0  # of real numbers the zeros may be one
    whole = concat([concat([ar, -ai], -1), concat([ai, ar], -1)], -2)
    n = a.shape[-1]
    flat = b.ndim == 1
    found = _solved(name, whole, concat([br, bi], 0 if flat else -2))
    ends = ((0, n), (n, n))
    lead = () if flat else tuple((0, 1, size) for size in found.shape[:-2])
    tail = () if flat else ((0, 1, found.shape[-1]),)
    return joined(*(take_ranges(found, (*lead, (at, 1, size), *tail)) for at, size in ends))


def _system(name: str, a: Any, b: Any, names: tuple[str, str]) -> tuple[Tensor, Tensor, bool]:
    """Return the matrices and right-hand sides of one batch, and whether b was a vector."""
    left = matrices(name, a, True, names[0])
    right = as_real(name, b)
    call = f"{name}({names[0]}: {left.shape}, {names[1]}: {right.shape})"
    vector = right.ndim == 1
    if not right.ndim or right.shape[0 if vector else -2] != left.shape[-1]:
        raise ShapeError(f"{call}: {names[1]} must have {left.shape[-1]} rows, as {names[0]} has")
    if vector:
        right = reshape(right, (right.size, 1))
    try:
        batch = broadcast_shapes(left.shape[:-2], right.shape[:-2])
    except ShapeError as error:
        raise ShapeError(f"{call}: {error}") from None
    left = broadcast_to(left, (*batch, *left.shape[-2:]))
    return left, broadcast_to(right, (*batch, *right.shape[-2:])), vector


def solve(a: Any, b: Any) -> Tensor:
    """Return x with ``a @ x = b``, for one system or a batch of them.

    Args:
        a: (…, n, n).
        b: (…, n, k), or a vector of n; axes before the last two broadcast.

    Complex numbers are solved for as real ones, in a matrix twice as large.

    Runs on the GPU: Gauss-Jordan elimination with partial pivoting in float32, n draws for the
    whole batch. Of a singular matrix comes NaN or infinity: the GPU cannot raise errors.

    Raises:
        ShapeError: if ``a`` is not square, or ``b`` has not as many rows.

    >>> tf.linalg.solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 8.0]).tolist()
    [1.0, 2.0]
    """
    return _solved("solve", a, b)


def _solved(name: str, a: Any, b: Any) -> Tensor:
    a, b = as_tensor(name, a), as_tensor(name, b)
    if complex64 in (a.dtype, b.dtype):
        _system(name, real(a), real(b), ("a", "b"))  # for its errors
        return _complex_system(name, a, b)
    left, right, vector = _system(name, a, b, ("a", "b"))
    x = _solve(left, right)
    return reshape(x, x.shape[:-1]) if vector else x


def _lower_substitute(
    b: Builder, y: Spec, a: Buffer, rhs: Buffer, *, lower: bool, across: bool
) -> Buffer:
    rows, x = y.shape[-2], rhs
    down = lower != across
    for step in range(rows) if down else reversed(range(rows)):
        x = b.draw(
            "linalg/substitute",
            {"x": x, "a": a},
            y,
            step=step,
            rows=rows,
            up=int(not down),
            across=int(across),
            a_stride=a.spec.layout.stride,
            **cells(y),
        )
    return x


def _substitute_grad(
    g: Tensor, y: Tensor, a: Tensor, _b: Spec, *, lower: bool, across: bool
) -> tuple[Tensor, Tensor]:
    by_b = _substitute(a, g, lower, not across)
    by_a = matmul(y, by_b, False, True) if across else matmul(by_b, y, False, True)
    return -(tril(by_a) if lower else triu(by_a)), by_b


@op(
    shape=lambda _a, b, **_: b.shape, types=floating, lower=_lower_substitute, grad=_substitute_grad
)
def _substitute(a: TensorLike, b: TensorLike, lower: bool, across: bool) -> Tensor:
    """Return what ``triangular_solve`` does; ``across``: with the transpose of a."""
    ...


def triangular_solve(matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False) -> Tensor:
    """Return x with ``matrix @ x = rhs`` for a triangular matrix; the other triangle is not read.

    Args:
        matrix: (…, n, n).
        rhs: (…, n, k), or a vector of n; axes before the last two broadcast.
        lower: whether the lower triangle counts, or the upper one.
        adjoint: whether to solve with the transpose of the matrix.

    Runs on the GPU: n draws for the whole batch. With a 0 on the diagonal comes NaN or infinity.
    Mirrors TensorFlow's ``tf.linalg.triangular_solve``.

    Raises:
        ShapeError: if the matrix is not square, or ``rhs`` has not as many rows.

    >>> tf.linalg.triangular_solve([[2.0, 9.0], [1.0, 1.0]], [2.0, 3.0]).tolist()
    [1.0, 2.0]
    """
    left, right, vector = _system("triangular_solve", matrix, rhs, ("matrix", "rhs"))
    x = _substitute(left, right, bool(lower), bool(adjoint))
    return reshape(x, x.shape[:-1]) if vector else x


# --- inverse and powers ---------------------------------------------------------------------------


def _lower_inverse(b: Builder, y: Spec, x: Buffer) -> Buffer:
    return _solution(b, y, eliminate(b, beside_identity(b, x), False))


@op(
    shape=same,
    types=floating,
    lower=_lower_inverse,
    grad=lambda g, y, _x: -matmul(matmul(y, g, True), y, False, True),
)
def _inverse(x: TensorLike) -> Tensor:
    """Return what ``inv`` does; x has been checked."""
    ...


def inv(x: Any) -> Tensor:
    """Return the inverse of a square matrix, or of each of a batch (…, n, n).

    Runs on the GPU as ``solve`` does, in n draws; of a singular matrix comes NaN or infinity.

    Raises:
        ShapeError: if x is not square.

    >>> tf.linalg.inv([[2.0, 0.0], [0.0, 4.0]]).tolist()
    [[0.5, 0.0], [0.0, 0.25]]
    """
    x = as_tensor("inv", x)
    if x.dtype == complex64:
        n = matrices("inv", real(x), True).shape[-1]
        return _complex_system("inv", x, lay(ones(x.shape[:-1]), n, n, 0))
    return _inverse(matrices("inv", x, True))


def matrix_power(x: Any, n: int) -> Tensor:
    """Return a square matrix multiplied by itself; a negative ``n`` takes the inverse.

    Runs on the GPU, by repeated squaring.

    Raises:
        ShapeError: if x is not square.

    >>> tf.linalg.matrix_power([[1.0, 1.0], [0.0, 1.0]], 5).tolist()
    [[1.0, 5.0], [0.0, 1.0]]
    """
    if isinstance(n, bool) or not isinstance(n, int):
        raise TypeError(f"matrix_power: n must be an int, got {n!r}")
    x = as_tensor("matrix_power", x)
    if x.dtype != complex64:
        x = as_real("matrix_power", x)
    matrices("matrix_power", real(x), True)
    if n == 0:
        return lay(ones(x.shape[:-1], x.dtype), x.shape[-1], x.shape[-1], 0)
    square = inv(x) if n < 0 else x
    left, result = abs(n), None
    while True:
        if left & 1:
            result = square if result is None else matmul(result, square)
        left >>= 1
        if not left:
            break
        square = matmul(square, square)
    assert result is not None
    return result * 1.0 if result is x else result


# --- determinants ---------------------------------------------------------------------------------


def _sizes(state: Buffer) -> dict[str, Any]:
    return {"rows": state.spec.shape[-2], "x_stride": state.spec.layout.stride}


def _lower_det(b: Builder, y: Spec, x: Buffer) -> Buffer:
    state = eliminate(b, x, True)
    return b.draw("linalg/determinant", {"x": state}, y, **_sizes(state), **cells(y))


def _det_grad(g: Tensor, y: Tensor, x: Tensor) -> Tensor:
    return reshape(g * y, (*g.shape, 1, 1)) * transposed(_inverse(x))


@op(shape=lambda x: x.shape[:-2], types=floating, lower=_lower_det, grad=_det_grad)
def _det(x: TensorLike) -> Tensor:
    """Return what ``det`` does; x has been checked."""
    ...


def det(x: Any) -> Tensor:
    """Return the determinant of a square matrix, or of each of a batch (…, n, n).

    Runs on the GPU: elimination with partial pivoting in float32, n draws for the whole batch.
    Its gradient is taken from the inverse, and so is NaN where the matrix is singular.

    Raises:
        ShapeError: if x is not square.

    >>> tf.linalg.det([[0.0, 2.0], [3.0, 4.0]]).item()
    -6.0
    """
    return _det(matrices("det", x, True))


def _lower_slogdet(b: Builder, ys: list[Spec], x: Buffer) -> list[Buffer]:
    state = eliminate(b, x, True)
    out = {"y": ys[0], "size": ys[1]}
    return b.draw(
        "linalg/determinant", {"x": state}, out, {"LOG": 1}, **_sizes(state), **cells(ys[0])
    )


def _slogdet_grad(g: Any, _ys: Any, x: Tensor) -> Any:
    if g[1] is None:
        return None  # the sign alone has no slope
    return reshape(g[1], (*g[1].shape, 1, 1)) * transposed(_inverse(x))


@op(
    shape=lambda x: [x.shape[:-2], x.shape[:-2]],
    types=floating,
    lower=_lower_slogdet,
    grad=_slogdet_grad,
)
def _slogdet(x: TensorLike) -> tuple[Tensor, Tensor]:
    """Return what ``slogdet`` does; x has been checked."""
    ...


def slogdet(x: Any) -> tuple[Tensor, Tensor]:
    """Return the sign of the determinant and the logarithm of its size, which cannot overflow.

    Runs on the GPU as ``det`` does. Of a singular matrix 0 and -inf.

    Raises:
        ShapeError: if x is not square.

    >>> [part.item() for part in tf.linalg.slogdet([[0.0, 1.0], [1.0, 0.0]])]
    [-1.0, 0.0]
    """
    return _slogdet(matrices("slogdet", x, True))
