"""Drawing from given things: classes by their odds, a function's values, rows in another order."""

from __future__ import annotations

import random as host
from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from ..arrays import check_shape
from ..dtypes import canonical, float32
from ..errors import ShapeError
from ..tensor import Tensor, as_tensor, from_host
from .compare import cast
from .gathering import gather
from .movement import expand_dims
from .positions import argmax
from .random import random_uniform
from .rounding import clip_by_value
from .unary import log

__all__ = ["multinomial", "rand", "random_gamma", "random_shuffle"]


def _source(seed: int | None) -> Any:
    """Return Python's generator, which ``set_random_seed`` seeds, or one of a seed's own."""
    return host if seed is None else host.Random(seed)


def rand(
    shape: int | Sequence[int], rand_function: Callable[[], float], dtype: Any = float32
) -> Tensor:
    """Return values of ``rand_function()``, called on the host once for each element.

    Mirrors TensorFlow.js ``tf.rand``.

    >>> tf.rand([2], lambda: 0.5).tolist()
    [0.5, 0.5]
    """
    sizes = check_shape("rand", shape)
    values = [rand_function() for _ in range(prod(sizes))]
    return from_host("rand", values, sizes, canonical(dtype))


def random_gamma(
    shape: int | Sequence[int],
    alpha: float,
    beta: float = 1,
    dtype: Any = float32,
    seed: int | None = None,
) -> Tensor:
    """Return numbers of the gamma distribution of shape ``alpha`` and rate ``beta``.

    Drawn on the host. Mirrors TensorFlow.js ``tf.randomGamma``.

    Raises:
        ShapeError: if alpha or beta is not above 0.

    >>> tf.all(tf.random_gamma([100], 2.0) > 0).item()
    True
    """
    sizes = check_shape("random_gamma", shape)
    if not (alpha > 0 and beta > 0):
        raise ShapeError(f"random_gamma: alpha {alpha} and beta {beta} must be above 0")
    draw = _source(seed).gammavariate
    values = [draw(alpha, 1 / beta) for _ in range(prod(sizes))]
    made = from_host("random_gamma", values, sizes, float32)
    return cast(made, dtype)


def multinomial(
    logits: Any, num_samples: int, seed: int | None = None, normalized: bool = False
) -> Tensor:
    """Return classes (int32) drawn by their odds: shape (num_samples,) or (batch, num_samples).

    Args:
        logits: logarithms of the odds, shape (classes,) or (batch, classes).
        num_samples: how many to draw for each row.
        seed: draws the same classes at every call.
        normalized: ``logits`` are probabilities themselves.

    A class wins where its logit plus noise of the Gumbel distribution is the greatest. Mirrors
    TensorFlow.js ``tf.multinomial``.

    Raises:
        ShapeError: if ``logits`` has not one or two axes, or no class.

    >>> tf.multinomial([0.0, 1.0], 3, normalized=True).tolist()
    [1, 1, 1]
    """
    x = cast(as_tensor("multinomial", logits), float32)
    if x.ndim not in (1, 2) or not x.shape[-1]:
        raise ShapeError(
            f"multinomial(logits: {x.shape}): must be (classes,) or (batch, classes), with a class"
        )
    (count,) = check_shape("multinomial", num_samples)
    if normalized:
        x = log(x)
    noise = random_uniform((*x.shape[:-1], count, x.shape[-1]), seed=seed)
    noise = -log(-log(clip_by_value(noise, 2.0**-25, 1.0)))
    return argmax(expand_dims(x, -2) + noise, axis=-1)


def random_shuffle(x: Any, seed: int | None = None) -> Tensor:
    """Return x with what lies along its first axis in random order, each once.

    The order is drawn on the host.

    Raises:
        ShapeError: for a scalar.

    >>> sorted(tf.random_shuffle([3, 1, 2]).tolist())
    [1, 2, 3]
    """
    x = as_tensor("random_shuffle", x)
    if not x.ndim:
        raise ShapeError("random_shuffle(x: ()): a scalar has no axis to shuffle")
    order = list(range(x.shape[0]))
    _source(seed).shuffle(order)
    return gather(x, from_host("random_shuffle", order, (len(order),), "int32"))
