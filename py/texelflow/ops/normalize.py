"""Normalising: softmax and its logarithm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axis, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .movement import transpose
from .reduction import sum as reduce_sum
from .unary import exp

__all__ = ["log_softmax", "softmax"]


def _by_row(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering: one draw for each row's maximum and sum, one that applies them."""

    def lower(b: Builder, y: Spec, x: Buffer) -> Buffer:
        layout = y.layout
        ways = {"ROWS": layout.aligned}
        row = Spec((layout.rows, 2), "float32")
        place = {"rows": layout.rows, "x_cols": layout.cols, "x_stride": layout.stride}
        s = b.draw("normalize/statistics", {"x": x}, row, ways, **place)
        lanes = {} if layout.aligned else {"y_cols": layout.cols}
        return b.draw(kernel, {"x": x, "s": s}, y, ways, y_stride=layout.stride, **lanes)

    return lower


@op(
    shape=same,
    types=floating,
    lower=_by_row("normalize/softmax"),
    grad=lambda g, y, _x: y * (g - reduce_sum(g * y, -1, True)),
)
def softmax_rows(x: TensorLike) -> Tensor:
    """Return the softmax of each row; see ``softmax``."""


@op(
    shape=same,
    types=floating,
    lower=_by_row("normalize/log_softmax"),
    grad=lambda g, y, _x: g - exp(y) * reduce_sum(g, -1, True),
)
def log_softmax_rows(x: TensorLike) -> Tensor:
    """Return the logarithm of the softmax of each row; see ``log_softmax``."""


def _along(name: str, rows: Callable[[Tensor], Tensor], x: Any, axis: int) -> Tensor:
    x = as_tensor(name, x)
    if not x.ndim:
        raise ShapeError(f"{name}(x: ()): a scalar has no axis to normalise over")
    try:
        at = normalize_axis(axis, x.ndim)
    except ShapeError as error:
        raise ShapeError(f"{name}(x: {x.shape}): {error}") from None
    if at == x.ndim - 1:
        return rows(x)
    perm = list(range(x.ndim))
    perm[at], perm[-1] = perm[-1], perm[at]
    return transpose(rows(transpose(x, perm)), perm)


def softmax(x: Any, axis: int = -1) -> Tensor:
    """Return ``exp(x) / sum(exp(x))`` along an axis, safe from overflow.

    Mirrors TensorFlow.js ``tf.softmax``; any axis will do.

    >>> tf.softmax([0.0, 0.0]).tolist()
    [0.5, 0.5]
    """
    return _along("softmax", softmax_rows, x, axis)


def log_softmax(x: Any, axis: int = -1) -> Tensor:
    """Return ``x - log(sum(exp(x)))`` along an axis, safe from overflow and underflow.

    Mirrors TensorFlow.js ``tf.logSoftmax``; any axis will do.

    >>> tf.log_softmax([1000.0, 0.0]).tolist()
    [0.0, -1000.0]
    """
    return _along("log_softmax", log_softmax_rows, x, axis)
