"""Functions of one tensor, element by element."""

from __future__ import annotations

from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike
from ..types import arithmetic
from .elementwise import unary

__all__ = ["neg"]


@op(shape=same, types=arithmetic, lower=unary("unary/neg"), grad=lambda g, _y, _x: -g)
def neg(x: TensorLike) -> Tensor:
    """Return ``-x``.

    >>> tf.neg([1.0, -2.0]).tolist()
    [-1.0, 2.0]
    """
