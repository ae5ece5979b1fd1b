"""Initializers: functions of (shape, dtype) that give weights their first values.

Keras 3's classes and defaults; every name is found in snake case, camel case or as the class.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .. import ops
from ..dtypes import float32
from ..errors import ShapeError
from ..registry import Configured, Registry, plain
from ..tensor import Tensor, from_host

__all__ = [
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "HeNormal",
    "HeUniform",
    "Identity",
    "Initializer",
    "LecunNormal",
    "LecunUniform",
    "Ones",
    "Orthogonal",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "VarianceScaling",
    "Zeros",
    "deserialize",
    "get",
    "serialize",
]

registry = Registry("initializer", "keras.initializers")
serialize, deserialize = registry.serialize, registry.deserialize
named = registry.named


def get(identifier: Any) -> Any:
    """Return the initializer that a name, config, class, tensor or function stands for.

    >>> tf.initializers.get("glorotNormal")([2, 3]).shape
    (2, 3)
    """
    if isinstance(identifier, Tensor) or type(identifier).__module__ == "numpy":
        return Constant(identifier)
    return registry.get(identifier)


class Initializer(Configured):
    """The base of initializers; a subclass defines ``__call__(self, shape, dtype)``.

    It returns a tensor of that shape and dtype, which is float32 unless given.
    Mirrors ``keras.initializers.Initializer``.

    >>> class Twos(tf.initializers.Initializer):
    ...     def __call__(self, shape, dtype="float32"):
    ...         return tf.fill(shape, 2.0, dtype)
    >>> Twos()((2,)).tolist()
    [2.0, 2.0]
    """

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        """Return the first value of a weight."""
        raise TypeError(f"{type(self).__name__} must define __call__(self, shape, dtype)")


@named("zero")
class Zeros(Initializer):
    """All zeros. Mirrors ``keras.initializers.Zeros``.

    >>> tf.initializers.Zeros()((2,)).tolist()
    [0.0, 0.0]
    """

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        return ops.zeros(shape, dtype)


@named("one")
class Ones(Initializer):
    """All ones. Mirrors ``keras.initializers.Ones``.

    >>> tf.initializers.Ones()((2,)).tolist()
    [1.0, 1.0]
    """

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        return ops.ones(shape, dtype)


@named()
class Constant(Initializer):
    """One number everywhere, or the values of an array of the weight's shape.

    Mirrors ``keras.initializers.Constant``.

    >>> tf.initializers.Constant(0.5)((2,)).tolist()
    [0.5, 0.5]
    """

    def __init__(self, value: Any = 0.0) -> None:
        self.value = value

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        if isinstance(self.value, (int, float)):
            return ops.fill(shape, self.value, dtype)
        return ops.broadcast_to(from_host("Constant", self.value, None, dtype), shape)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        value = self.value
        return {"value": value if isinstance(value, (int, float)) else value.tolist()}


@named("eye", "IdentityInitializer")
class Identity(Initializer):
    """The identity matrix times ``gain``; only for weights of two axes.

    Mirrors ``keras.initializers.Identity``.

    >>> tf.initializers.Identity(2.0)((2, 2)).tolist()
    [[2.0, 0.0], [0.0, 2.0]]
    """

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        if len(shape) != 2:
            raise ShapeError(f"Identity: a weight of shape {tuple(shape)} has not two axes")
        rows, cols = shape
        values = [[self.gain * (r == c) for c in range(cols)] for r in range(rows)]
        return from_host("Identity", values, (rows, cols), dtype)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"gain": self.gain}


@named("uniform")
class RandomUniform(Initializer):
    """Uniform between ``minval`` and ``maxval``. Mirrors ``keras.initializers.RandomUniform``.

    >>> w = tf.initializers.RandomUniform(1.0, 2.0, seed=1)((3, 4))
    >>> 1.0 <= tf.min(w).item() <= tf.max(w).item() <= 2.0
    True
    """

    def __init__(
        self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None
    ) -> None:
        self.minval, self.maxval, self.seed = minval, maxval, seed

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        return ops.random_uniform(shape, self.minval, self.maxval, dtype, self.seed)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"minval": self.minval, "maxval": self.maxval, "seed": self.seed}


@named("normal")
class RandomNormal(Initializer):
    """Normally distributed. Mirrors ``keras.initializers.RandomNormal``.

    >>> w = tf.initializers.RandomNormal(stddev=0.1, seed=1)((100, 100))
    >>> round(tf.sqrt(tf.mean(w * w)).item(), 2)
    0.1
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        return ops.random_normal(shape, self.mean, self.stddev, dtype, self.seed)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"mean": self.mean, "stddev": self.stddev, "seed": self.seed}


@named()
class TruncatedNormal(RandomNormal):
    """Normally distributed, with what lies beyond two standard deviations drawn again.

    Mirrors ``keras.initializers.TruncatedNormal``.

    >>> w = tf.initializers.TruncatedNormal(stddev=1.0, seed=1)((100, 100))
    >>> tf.max(tf.abs(w)).item() <= 2.0
    True
    """

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        return ops.truncated_normal(shape, self.mean, self.stddev, dtype, self.seed)


def compute_fans(shape: Sequence[int]) -> tuple[int, int]:
    """Return how many inputs and outputs a weight of ``shape`` connects.

    >>> from texelflow.layers.initializers import compute_fans
    >>> compute_fans((5, 5, 3, 8))
    (75, 200)
    """
    if len(shape) < 2:
        fan = shape[0] if shape else 1
        return fan, fan
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


# The standard deviation of a unit normal distribution that is cut off at two.
TRUNCATED_STDDEV = 0.87962566103423978

_MODES = {"fanin": "fan_in", "fanout": "fan_out", "fanavg": "fan_avg"}
_DISTRIBUTIONS = {
    "normal": "truncated_normal",
    "truncatednormal": "truncated_normal",
    "untruncatednormal": "untruncated_normal",
    "uniform": "uniform",
}


def _choice(name: str, value: str, choices: dict[str, str]) -> str:
    if plain(value) not in choices:
        raise ValueError(f"{name} {value!r} must be one of {', '.join(sorted(choices.values()))}")
    return choices[plain(value)]


@named()
class VarianceScaling(Initializer):
    """Random values whose variance is ``scale`` divided by the number of connections.

    Args:
        scale: a positive number.
        mode: ``fan_in``, ``fan_out`` or ``fan_avg``: which connections are counted.
        distribution: ``truncated_normal``, ``untruncated_normal`` or ``uniform``.
        seed: makes the values the same in every run.

    Mirrors ``keras.initializers.VarianceScaling``.

    >>> w = tf.initializers.VarianceScaling(2.0, "fan_out", seed=1)((50, 200))
    >>> round(tf.sqrt(tf.mean(w * w)).item(), 2)
    0.1
    """

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: int | None = None,
    ) -> None:
        if scale <= 0:
            raise ValueError(f"scale must be positive, got {scale}")
        self.scale = scale
        self.mode = _choice("mode", mode, _MODES)
        self.distribution = _choice("distribution", distribution, _DISTRIBUTIONS)
        self.seed = seed

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        fan_in, fan_out = compute_fans(shape)
        fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1.0, fan)
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            return ops.random_uniform(shape, -limit, limit, dtype, self.seed)
        if self.distribution == "untruncated_normal":
            return ops.random_normal(shape, 0.0, math.sqrt(variance), dtype, self.seed)
        stddev = math.sqrt(variance) / TRUNCATED_STDDEV
        return ops.truncated_normal(shape, 0.0, stddev, dtype, self.seed)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            "scale": self.scale,
            "mode": self.mode,
            "distribution": self.distribution,
            "seed": self.seed,
        }


class _Scaled(VarianceScaling):
    """A variance scaling of which only the seed can be chosen."""

    setting: tuple[float, str, str]

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(*self.setting, seed=seed)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"seed": self.seed}


@named()
class GlorotUniform(_Scaled):
    """Uniform, of variance 2 / (inputs + outputs); Keras's default for kernels.

    Mirrors ``keras.initializers.GlorotUniform``.

    >>> w = tf.initializers.GlorotUniform(seed=1)((3, 3))
    >>> tf.max(tf.abs(w)).item() <= 1.0
    True
    """

    setting = (1.0, "fan_avg", "uniform")


@named()
class GlorotNormal(_Scaled):
    """Truncated normal, of variance 2 / (inputs + outputs).

    Mirrors ``keras.initializers.GlorotNormal``.

    >>> w = tf.initializers.GlorotNormal(seed=1)((100, 100))
    >>> round(tf.sqrt(tf.mean(w * w)).item(), 2)
    0.1
    """

    setting = (1.0, "fan_avg", "truncated_normal")


@named()
class HeUniform(_Scaled):
    """Uniform, of variance 2 / inputs; suits ReLU. Mirrors ``keras.initializers.HeUniform``.

    >>> w = tf.initializers.HeUniform(seed=1)((6, 2))
    >>> tf.max(tf.abs(w)).item() <= 1.0
    True
    """

    setting = (2.0, "fan_in", "uniform")


@named()
class HeNormal(_Scaled):
    """Truncated normal, of variance 2 / inputs; suits ReLU.

    Mirrors ``keras.initializers.HeNormal``.

    >>> w = tf.initializers.HeNormal(seed=1)((200, 50))
    >>> round(tf.sqrt(tf.mean(w * w)).item(), 2)
    0.1
    """

    setting = (2.0, "fan_in", "truncated_normal")


@named()
class LecunUniform(_Scaled):
    """Uniform, of variance 1 / inputs. Mirrors ``keras.initializers.LecunUniform``.

    >>> w = tf.initializers.LecunUniform(seed=1)((3, 2))
    >>> tf.max(tf.abs(w)).item() <= 1.0
    True
    """

    setting = (1.0, "fan_in", "uniform")


@named()
class LecunNormal(_Scaled):
    """Truncated normal, of variance 1 / inputs; suits SELU.

    Mirrors ``keras.initializers.LecunNormal``.

    >>> w = tf.initializers.LecunNormal(seed=1)((100, 50))
    >>> round(tf.sqrt(tf.mean(w * w)).item(), 2)
    0.1
    """

    setting = (1.0, "fan_in", "truncated_normal")


SPREADING, SETTLING = 12, 7


@named()
class Orthogonal(Initializer):
    """A random matrix whose rows, or columns if those are fewer, are orthonormal, times ``gain``.

    All axes but the last are rows. It is the orthogonal part of a normal matrix, whose polar
    decomposition is drawn by products alone: no value has to come back from the GPU.
    Mirrors ``keras.initializers.Orthogonal``.

    >>> w = tf.initializers.Orthogonal(seed=1)((3, 5))
    >>> tf.max(tf.abs(tf.matmul(w, w, transpose_b=True) - tf.eye(3))).item() < 1e-5
    True
    """

    def __init__(self, gain: float = 1.0, seed: int | None = None) -> None:
        self.gain = gain
        self.seed = seed

    def __call__(self, shape: Sequence[int], dtype: str = float32) -> Tensor:
        if len(shape) < 2:
            raise ShapeError(f"Orthogonal()(shape: {tuple(shape)}): it must have at least two axes")
        rows, cols = math.prod(shape[:-1]), shape[-1]
        tall = rows > cols
        few, many = min(rows, cols), max(rows, cols)
        x = ops.random_normal((few, many), 0.0, 1.0, dtype, self.seed)
        x = x / ops.sqrt(ops.sum(x * x))
        # Each turn maps the singular values: the first ones bring small values up fast, to about
        # 1, the others let them converge there.
        for _ in range(SPREADING):
            square = ops.matmul(x, x, transpose_b=True)
            mixed = square * -4.775 + ops.matmul(square, square) * 2.0315
            x = x * 3.4445 + ops.matmul(mixed, x)
        for _ in range(SETTLING):
            x = x * 1.5 - ops.matmul(ops.matmul(x, x, transpose_b=True), x) * 0.5
        x = ops.transpose(x) if tall else x
        return ops.reshape(x * float(self.gain), tuple(shape))

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"gain": self.gain, "seed": self.seed}
