"""Drawing from given things: classes by their odds, a function's values, rows in another order."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from ..arrays import check_shape
from ..dtypes import canonical, float32
from ..errors import ShapeError
from ..op import op
from ..shapes import normalize_axis
from ..tensor import Tensor, TensorLike, as_tensor, from_host
from ..types import to_int32
from .compare import as_real, cast
from .gathering import gather
from .positions import argmax
from .random import finite_numbers, floats, given, maker, random_stream, random_uniform
from .reshaping import expand_dims
from .rounding import clip_by_value
from .unary import log

__all__ = [
    "multinomial",
    "rand",
    "random_categorical",
    "random_gamma",
    "random_permutation",
    "random_shuffle",
]


GAMMA_TRIES = 24
"""A try fails less than once in twenty times, so that all of them never do."""


def rand(
    shape: int | Sequence[int], rand_function: Callable[[], float], dtype: Any = float32
) -> Tensor:
    """Return values of ``rand_function()``, called on the host once for each element.

    Inside ``tf.function`` it is called while the function is traced, once for all replays. Mirrors
    TensorFlow.js ``tf.rand``.

    >>> tf.rand([2], lambda: 0.5).tolist()
    [0.5, 0.5]
    """
    sizes = check_shape("rand", shape)
    if not callable(rand_function):
        raise TypeError(f"rand(rand_function): must be a function, got {rand_function!r}")
    values = [rand_function() for _ in range(prod(sizes))]
    return from_host("rand", values, sizes, canonical(dtype))


@op(shape=given, types=floats, lower=maker("random/gamma"), live=["call"])
def _gamma(
    state: TensorLike, shape: tuple[int, ...], alpha: float, beta: float, tries: int, call: int
) -> Tensor:
    """Return numbers of the gamma distribution."""
    ...


@op(shape=given, types=to_int32, lower=maker("random/permutation"), live=["call"])
def _permutation(
    state: TensorLike, shape: tuple[int, ...], count: int, rounds: int, call: int
) -> Tensor:
    """Return the numbers below ``count`` in random order."""
    ...


def random_gamma(
    shape: int | Sequence[int],
    alpha: float,
    beta: float = 1,
    dtype: Any = float32,
    seed: int | None = None,
) -> Tensor:
    """Return numbers of the gamma distribution of shape ``alpha`` and rate ``beta``.

    Args:
        shape: the result's sizes.
        alpha: the distribution's shape; their mean is alpha / beta.
        beta: its rate.
        dtype: "float32", or "int32" for numbers cut to whole ones.
        seed: gives the same numbers at every call; without it they follow ``set_random_seed``.

    Mirrors TensorFlow.js ``tf.randomGamma``.

    Raises:
        ShapeError: if alpha or beta is not above 0.

    >>> tf.all(tf.random_gamma([100], 2.0) > 0).item()
    True
    """
    sizes = check_shape("random_gamma", shape)
    a, b = finite_numbers("random_gamma", alpha=alpha, beta=beta)
    if not (0 < a < math.inf and 0 < b < math.inf):
        raise ShapeError(f"random_gamma: alpha {alpha} and beta {beta} must be above 0")
    state, call = random_stream(seed)
    return cast(_gamma(state, sizes, a, b, GAMMA_TRIES, call), dtype)


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
    x = as_real("multinomial", logits)
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


def random_categorical(
    logits: Any, num_samples: int, dtype: Any = "int32", seed: int | None = None
) -> Tensor:
    """Return classes drawn by their odds, as ``multinomial`` does, of the dtype asked for.

    Mirrors Keras ``keras.random.categorical``.

    >>> tf.random_categorical([[-100.0, 0.0]], 3).tolist()
    [[1, 1, 1]]
    """
    return cast(multinomial(logits, num_samples, seed), dtype)


def random_permutation(count: int, seed: int | None = None) -> Tensor:
    """Return the whole numbers below ``count`` in random order, each once, int32.

    Raises:
        ShapeError: if count is negative.

    >>> sorted(tf.random_permutation(4).tolist())
    [0, 1, 2, 3]
    """
    sizes = check_shape("random_permutation", count)
    if len(sizes) != 1:
        raise ShapeError(f"random_permutation(count): must be one number, got {count!r}")
    # Few numbers need more rounds than their logarithm for all orders to be alike.
    rounds = 32 + 6 * sizes[0].bit_length()
    state, call = random_stream(seed)
    return _permutation(state, sizes, sizes[0], rounds, call)


def random_shuffle(x: Any, seed: int | None = None, axis: int = 0) -> Tensor:
    """Return x with what lies along ``axis`` in random order, each once.

    Mirrors Keras ``keras.random.shuffle``.

    Raises:
        ShapeError: for a scalar.

    >>> sorted(tf.random_shuffle([3, 1, 2]).tolist())
    [1, 2, 3]
    """
    x = as_tensor("random_shuffle", x)
    if not x.ndim:
        raise ShapeError("random_shuffle(x: ()): a scalar has no axis to shuffle")
    axis = normalize_axis(axis, x.ndim)
    return gather(x, random_permutation(x.shape[axis], seed), axis)
