"""Shapes as values: checking a tensor's, and what two broadcast to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ShapeError
from ..shapes import broadcast_shapes
from ..tensor import Tensor, as_tensor, from_host
from .reshaping import clone

__all__ = ["broadcast_args", "ensure_shape"]


def ensure_shape(x: Any, shape: Sequence[int | None]) -> Tensor:
    """Return x, and raise an error if it has another shape; None stands for any size.

    Differentiable. Mirrors TensorFlow.js ``tf.ensureShape``.

    Raises:
        ShapeError: if x's shape is another.

    >>> tf.ensure_shape([[1, 2]], [None, 2]).shape
    (1, 2)
    """
    x = as_tensor("ensure_shape", x)
    wanted = tuple(shape)
    fits = len(wanted) == x.ndim and all(
        size is None or size == n for size, n in zip(wanted, x.shape, strict=True)
    )
    if not fits:
        shown = ", ".join("any" if size is None else str(size) for size in wanted)
        raise ShapeError(f"ensure_shape(x: {x.shape}): the shape must be ({shown})")
    return clone(x)


def broadcast_args(s0: Any, s1: Any) -> Tensor:
    """Return the shape that tensors of two shapes broadcast to, as an int32 vector.

    Runs on the host; inside ``tf.function`` give lists, not tensors. Mirrors TensorFlow.js
    ``tf.broadcastArgs``.

    Raises:
        ShapeError: if the shapes do not broadcast.

    >>> tf.broadcast_args([3, 1], [4]).tolist()
    [3, 4]
    """
    shapes = []
    for name, value in (("s0", s0), ("s1", s1)):
        sizes = as_tensor("broadcast_args", value).tolist() if _is_tensor(value) else value
        sizes = list(sizes) if isinstance(sizes, (list, tuple)) else [sizes]
        if not all(isinstance(n, int) and n >= 0 for n in sizes):
            raise ShapeError(
                f"broadcast_args({name}: {sizes}): a shape is made of whole numbers from 0 on"
            )
        shapes.append(tuple(sizes))
    try:
        found = broadcast_shapes(*shapes)
    except ShapeError as error:
        raise ShapeError(f"broadcast_args(s0: {shapes[0]}, s1: {shapes[1]}): {error}") from None
    return from_host("broadcast_args", list(found), (len(found),), "int32")


def _is_tensor(value: Any) -> bool:
    return hasattr(value, "tolist")
