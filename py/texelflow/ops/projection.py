"""Where the pixels of an image come from when it is turned, bent or seen from another side."""

from __future__ import annotations

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .joining import stack, unstack
from .matrices import matmul
from .movement import broadcast_to
from .reshaping import reshape
from .sequences import range as arange
from .slicing import slice
from .windows import Pair


def _shape(t: Spec, *, size: Pair) -> tuple[int, ...]:
    return (t.shape[0], *size, 2)


def _lower(b: Builder, y: Spec, t: Buffer, *, size: Pair) -> Buffer:
    return b.draw("image/project", {"t": t}, y, extent=size)


def _grad(g: Tensor, points: Tensor, t: Tensor, *, size: Pair) -> Tensor:
    """Return the gradient by the eight numbers: sums over pixels of what x, y and 1 were for."""
    sets, (rows, columns) = t.shape[0], size
    x = broadcast_to(arange(0, columns, 1, "float32"), size)
    y = broadcast_to(reshape(arange(0, rows, 1, "float32"), (rows, 1)), size)
    c0, c1 = (reshape(slice(t, [0, at], [-1, 1]), (sets, 1, 1)) for at in (6, 7))
    scale = 1.0 / (c0 * x + c1 * y + 1.0)
    down, across = (part * scale for part in unstack(g, -1))
    row, column = unstack(points, -1)
    numerators = stack([across, down, -(across * column + down * row)], 1)
    places = stack([x, y, x * 0.0 + 1.0], -1)
    count = rows * columns
    sums = matmul(reshape(numerators, (sets, 3, count)), reshape(places, (count, 3)))
    return slice(reshape(sums, (sets, 9)), [0, 0], [-1, 8])


@op(shape=_shape, types=floating, lower=_lower, grad=_grad)
def project(t: TensorLike, size: Pair) -> Tensor:
    """Return (row, column) where each pixel comes from: (transforms, rows, columns, 2).

    Pixel (x, y) comes from (a0 x + a1 y + a2, b0 x + b1 y + b2) / (c0 x + c1 y + 1), where t has
    (a0, a1, a2, b0, b1, b2, c0, c1) in each row; far away where that divides by 0.
    """
    ...
