"""Eigenvalues of symmetric matrices, by Jacobi's rotations on the GPU."""

from __future__ import annotations

from typing import Any

from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .compare import equal, where
from .diagonals import lay
from .gathering import _lower_take
from .matrices import matmul
from .matrix_steps import cells, matrices, transposed
from .products import lower_matmul
from .reshaping import reshape
from .walks import strided_copy

__all__ = ["eigh", "eigvalsh"]


def sweeps(columns: int) -> int:
    """Return how often every pair of columns has to meet, by experiment: 5 for 3, 9 for 64."""
    return 3 + (columns - 1).bit_length()


def rounds(columns: int) -> list[dict[str, Any]]:
    """Return the parameters of ``prelude/rounds.glsl`` for every draw."""
    seats = columns + (columns & 1)
    turns = range(seats - 1) if columns > 1 else ()
    return [
        {"seats": seats, "columns": columns, "turn": turn}
        for _ in range(sweeps(columns))
        for turn in turns
    ]


def orthonormal(b: Builder, v: Buffer) -> Buffer:
    """Return the orthogonal matrices next to almost orthogonal ones: rotations add up errors."""
    gram = lower_matmul(b, v.spec, v, v, transpose_a=True, transpose_b=False)
    w = lower_matmul(b, v.spec, v, gram, transpose_a=False, transpose_b=False)
    return b.draw("linalg/nearer_orthogonal", {"v": v, "w": w}, v.spec)


def in_order(
    b: Builder, keys: Buffer, columns: list[Buffer], ascending: bool
) -> tuple[Buffer, list[Buffer]]:
    """Return the keys in order, and the columns of matrices in the order of their keys."""
    spec = Spec(keys.spec.shape, "int32")
    order = b.draw(
        "linalg/order",
        {"x": keys},
        spec,
        x_stride=keys.spec.layout.stride,
        ascending=int(ascending),
        **cells(spec),
    )
    batch = keys.spec.ndim - 1
    made = _lower_take(b, keys.spec, keys, order, axis=batch, batch_dims=batch)
    moved = [_lower_take(b, x.spec, x, order, axis=batch + 1, batch_dims=batch) for x in columns]
    return made, moved


def _lower_eigh(b: Builder, ys: list[Spec], x: Buffer) -> list[Buffer]:
    w, spec = ys
    n = spec.shape[-1]
    x = b.draw("linalg/symmetric", {"x": x}, spec, rows=n, **cells(spec))
    v, fresh = x, 1
    for step in rounds(n):
        out = {"y": spec, "vectors": spec}
        sizes: dict[str, Any] = {"x_stride": spec.layout.stride, "fresh": fresh}
        x, v = b.draw("linalg/rotate_both", {"x": x, "v": v}, out, **sizes, **step)
        fresh = 0
    if fresh:  # 1 by 1
        return [b.view(x, w), b.draw("create/fill", {}, spec, fill=1.0)]
    *batch, down, side = strides_of(spec.shape)
    keys = strided_copy(b, w, x, (*batch, down + side), 0, w.shape)
    made, (vectors,) = in_order(b, keys, [orthonormal(b, v)], True)
    return [made, vectors]


def _eigh_grad(gs: Any, ys: tuple[Tensor, Tensor], _x: Spec) -> Tensor:
    w, v = ys
    by_w, by_v = gs
    inside = None if by_w is None else lay(by_w, w.shape[-1], w.shape[-1], 0)
    if by_v is not None:
        also = matmul(v, by_v, True) * slopes_between(w, w)
        inside = also if inside is None else inside + also
    made = matmul(matmul(v, inside), v, False, True)
    return (made + transposed(made)) * 0.5


def slopes_between(rows: Tensor, cols: Tensor) -> Tensor:
    """Return ``1 / (cols[j] - rows[i])``, and 0 where they are equal."""
    n = rows.shape[-1]
    apart = reshape(cols, (*cols.shape[:-1], 1, n)) - reshape(rows, (*rows.shape[:-1], n, 1))
    alike = equal(apart, 0.0)
    return where(alike, 0.0, 1.0 / where(alike, 1.0, apart))


@op(
    shape=lambda x: [x.shape[:-1], x.shape],
    types=floating,
    lower=_lower_eigh,
    grad=_eigh_grad,
)
def _eigh(x: TensorLike) -> tuple[Tensor, Tensor]:
    """Return what ``eigh`` does; x has been checked."""
    ...


def eigh(x: Any) -> tuple[Tensor, Tensor]:
    """Return the eigenvalues of a symmetric matrix, ascending, and its eigenvectors as columns.

    Args:
        x: (…, n, n); only the lower triangle is read.

    Runs on the GPU: Jacobi's rotations in float32, each draw half of n of them in every matrix of
    the batch; about ``(n - 1) * (3 + log2 n)`` draws, which suits small matrices. The error of an
    eigenvalue is a few units in the last place of the greatest. Signs of eigenvectors are
    arbitrary. Differentiable; the eigenvectors where no two eigenvalues are equal.

    Raises:
        ShapeError: if x is not square.

    >>> w, v = tf.linalg.eigh([[2.0, 0.0], [0.0, 1.0]])
    >>> w.tolist()
    [1.0, 2.0]
    """
    return _eigh(matrices("eigh", x, True))


def eigvalsh(x: Any) -> Tensor:
    """Return the eigenvalues of a symmetric matrix, ascending; see ``eigh``.

    >>> tf.linalg.eigvalsh([[2.0, 0.0], [0.0, 1.0]]).tolist()
    [1.0, 2.0]
    """
    return _eigh(matrices("eigvalsh", x, True))[0]
