"""Dropout: elements that are left out by chance, scaled so that the mean stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..dtypes import float32
from ..errors import DTypeError, ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .creation import ones
from .random import finite_numbers, random_stream

__all__ = ["dropout"]


def _lower_dropout(b: Builder, y: Spec, x: Buffer, state: Buffer, *, rate: float, call: int) -> Any:
    rate = float(rate)
    scale = 1.0 / (1.0 - rate)
    return b.draw(
        "random/dropout", {"x": x, "state": state}, y, {}, rate=rate, scale=scale, call=call
    )


def _dropout_grad(
    g: Tensor, _y: Spec, _x: Spec, state: Tensor, *, rate: float, call: int
) -> tuple[Tensor, None]:
    return _dropout(g, state, rate, call), None


@op(
    shape=lambda x, state, **_: x.shape,
    types=unchanged,
    lower=_lower_dropout,
    grad=_dropout_grad,
    live=["call"],
)
def _dropout(x: TensorLike, state: TensorLike, rate: float, call: int) -> Tensor:
    """Drop elements; the same state and call drop the same ones."""
    ...


def dropout(
    x: Any, rate: float, noise_shape: Sequence[int] | None = None, seed: int | None = None
) -> Tensor:
    """Return x with a share ``rate`` of its elements zero, the others divided by ``1 - rate``.

    Args:
        x: float32, any shape.
        rate: from 0 to 1, 1 excluded.
        noise_shape: broadcasts to x's shape; elements that share a noise element fall together.
        seed: drops the same elements at every call.

    Mirrors TensorFlow.js ``tf.dropout``.

    Raises:
        ShapeError: if rate is outside [0, 1).
        DTypeError: if x is not float32.

    >>> kept = tf.dropout(tf.ones([1000]), 0.5, seed=3)
    >>> sorted(set(kept.tolist()))
    [0.0, 2.0]
    """
    x = as_tensor("dropout", x)
    (share,) = finite_numbers("dropout", rate=rate)
    if not 0 <= share < 1:
        raise ShapeError(f"dropout(x: {x.shape}): rate {rate} must be at least 0 and below 1")
    return drop(x, share, noise_shape, *random_stream(seed))


def drop(
    x: Tensor, rate: float, noise_shape: Sequence[int | None] | None, state: Tensor, call: int
) -> Tensor:
    """Return what ``dropout`` does, by a state and call of the caller's."""
    if x.dtype != float32:
        raise DTypeError(f"dropout(x: {x.dtype}): must be float32")
    if noise_shape is None or tuple(noise_shape) == x.shape:
        return _dropout(x, state, rate, call)
    noise = tuple(
        size if wanted is None else wanted
        for wanted, size in zip(noise_shape, x.shape, strict=False)
    )
    if len(noise) > x.ndim or broadcast_shapes(noise, x.shape) != x.shape:
        raise ShapeError(f"dropout(x: {x.shape}): noise_shape {noise} does not broadcast to it")
    return x * _dropout(ones(noise), state, rate, call)
