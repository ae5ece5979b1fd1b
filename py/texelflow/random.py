"""``tf.random``: random tensors under Keras's names (``keras.random``), beside TensorFlow.js's own.

All are drawn on the GPU by a counter-based generator: the same numbers for the same seed on every
device, new ones at each call of a ``tf.function``. ``seed=None`` follows ``set_seed``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .dtypes import float32, int32
from .errors import ShapeError
from .ops.compare import cast
from .ops.random import (
    random_normal,
    random_uniform,
    random_uniform_int,
    set_random_seed,
)
from .ops.random import truncated_normal as _truncated_normal
from .ops.sampling import (
    multinomial,
    random_categorical,
    random_gamma,
    random_permutation,
    random_shuffle,
)
from .tensor import Tensor, TensorLike

__all__ = [
    "categorical",
    "gamma",
    "multinomial",
    "normal",
    "permutation",
    "randint",
    "set_seed",
    "shuffle",
    "truncated_normal",
    "uniform",
]

Shape = int | Sequence[int]

set_seed = set_random_seed
uniform = random_uniform
categorical = random_categorical


def normal(
    shape: Shape, mean: float = 0, stddev: float = 1, dtype: Any = float32, seed: int | None = None
) -> Tensor:
    """Return normally distributed numbers; ``tf.random_normal`` with Keras's argument names.

    Mirrors ``keras.random.normal``.

    >>> tf.random.normal([2, 3], stddev=0.1).shape
    (2, 3)
    """
    return random_normal(shape, mean, stddev, dtype, seed)


def truncated_normal(
    shape: Shape, mean: float = 0, stddev: float = 1, dtype: Any = float32, seed: int | None = None
) -> Tensor:
    """Return normally distributed numbers within two deviations of the mean.

    Mirrors ``keras.random.truncated_normal``.

    >>> tf.max(tf.abs(tf.random.truncated_normal([1000]))).item() <= 2
    True
    """
    return _truncated_normal(shape, mean, stddev, dtype, seed)


def gamma(shape: Shape, alpha: float, dtype: Any = float32, seed: int | None = None) -> Tensor:
    """Return numbers of the gamma distribution of shape ``alpha`` and rate 1.

    Mirrors ``keras.random.gamma``; ``tf.random_gamma`` has a rate.

    >>> tf.all(tf.random.gamma([100], 2.0) > 0).item()
    True
    """
    return random_gamma(shape, alpha, 1, dtype, seed)


def randint(
    shape: Shape, minval: int, maxval: int, dtype: Any = int32, seed: int | None = None
) -> Tensor:
    """Return whole numbers drawn evenly from [minval, maxval).

    Mirrors ``keras.random.randint``.

    >>> sorted(set(tf.random.randint([1000], 3, 6).tolist()))
    [3, 4, 5]
    """
    return cast(random_uniform_int(shape, minval, maxval, seed), dtype)


def shuffle(x: Any, axis: int = 0, seed: int | None = None) -> Tensor:
    """Return x with what lies along ``axis`` in random order, each once.

    Mirrors ``keras.random.shuffle``.

    >>> sorted(tf.random.shuffle([3, 1, 2]).tolist())
    [1, 2, 3]
    """
    return random_shuffle(x, seed, axis)


def permutation(x: Any, axis: int = 0, seed: int | None = None) -> Tensor:
    """Return the numbers below x in random order if x is an int; else x, shuffled along ``axis``.

    Mirrors NumPy ``Generator.permutation``.

    >>> sorted(tf.random.permutation(3).tolist())
    [0, 1, 2]
    """
    if isinstance(x, int) and not isinstance(x, bool):
        return random_permutation(x, seed)
    if not isinstance(x, (TensorLike, list, tuple)) and not hasattr(x, "shape"):
        raise ShapeError(f"permutation(x): must be an int or have an axis, got {x!r}")
    return random_shuffle(x, seed, axis)
