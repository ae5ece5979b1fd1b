"""Arithmetic of two tensors, with broadcasting."""

from __future__ import annotations

from ..op import op
from ..shapes import broadcast
from ..tensor import Tensor, TensorLike
from ..types import arithmetic
from .elementwise import broadcasting

__all__ = ["add", "mul", "sub"]


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/add"),
    grad=lambda g, _y, _a, _b: (g, g),
)
def add(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a + b``, element by element; int32 wraps around.

    >>> tf.add([1.0, 2.0], 10.0).tolist()
    [11.0, 12.0]
    """


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/sub"),
    grad=lambda g, _y, _a, _b: (g, -g),
)
def sub(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a - b``, element by element; int32 wraps around.

    >>> tf.sub([1.0, 2.0], 1.0).tolist()
    [0.0, 1.0]
    """


@op(
    shape=broadcast,
    types=arithmetic,
    lower=broadcasting("binary/mul"),
    grad=lambda g, _y, a, b: (g * b, g * a),
)
def mul(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a * b``, element by element; int32 wraps around.

    >>> tf.mul([1.0, 2.0], [3.0, 4.0]).tolist()
    [3.0, 8.0]
    """
