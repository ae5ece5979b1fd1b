"""Random tensors from a counter-based generator on the GPU: the same numbers on every device.

The state (seed and step) is an int32 texture that the kernels read; which draw of a step it is
comes as a *live* attribute. So a recorded step can be replayed with new numbers by moving the state
one step on, and the numbers of eager ops need no draw but their own.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from typing import Any

from .. import engine as engines
from ..arrays import check_shape
from ..dtypes import canonical, float32, int32
from ..errors import DTypeError, ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..reasons import misfit
from ..shapes import same
from ..tensor import Hidden, Tensor, TensorLike, from_host
from ..tracing import tracer
from ..types import to_int32
from .compare import cast

__all__ = [
    "random_normal",
    "random_standard_normal",
    "random_uniform",
    "random_uniform_int",
    "set_random_seed",
    "truncated_normal",
]

_state: _Generator | None = None
_calls = itertools.count()


TRACED_CALLS = 1 << 30
"""Set in the numbers of recorded draws, so that they are never those of eager ones."""


class _Generator:
    """What the generator goes by; each replay of a recorded step moves it one step on."""

    def __init__(self, words: list[int]) -> None:
        self.engine = engines.current()
        self._tensor: Tensor = Hidden(from_host("random", words, None, int32))

    def replace(self, tensor: Tensor) -> None:
        """Take ``tensor`` over as the new state."""
        self._tensor = tensor if tracer.active is not None else Hidden(tensor)


def seed_words(seed: int) -> list[int]:
    """Return the state of a seed: its two words as int32, step 0, and a spare."""
    halves = [(seed >> shift) & 0xFFFFFFFF for shift in (0, 32)]
    return [half - (1 << 32) if half >> 31 else half for half in halves] + [0, 0]


def set_random_seed(seed: int) -> None:
    """Start the random numbers of all ops anew, so that a program repeats itself exactly.

    Mirrors Keras ``keras.utils.set_random_seed``. Ops with a ``seed`` of their own are not
    concerned. The order in which layers shuffle data is Python's ``random``, which is seeded too.

    >>> tf.set_random_seed(7)
    >>> a = tf.random_uniform([2]).tolist()
    >>> tf.set_random_seed(7)
    >>> a == tf.random_uniform([2]).tolist()
    True
    """
    import random

    global _state, _calls
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError(f"set_random_seed(seed): must be an int, got {seed!r}")
    random.seed(seed)
    _calls = itertools.count()
    if _state is not None and _state.engine is engines.current():
        # Recorded steps know this very object.
        _state.replace(from_host("set_random_seed", seed_words(seed), None, int32))
    else:
        _state = _Generator(seed_words(seed))


def generator_state() -> Tensor:
    """Return the generator's state; seeded by the system at the first call on a device."""
    global _state
    if _state is None or _state.engine is not engines.current():
        _state = _Generator(seed_words(int.from_bytes(os.urandom(8), "little")))
    trace = tracer.active
    if trace is not None:
        trace.calls += 1
        if trace.calls > 1:
            return _state._tensor
        trace.enter(_state)
        _state.replace(advance_state(_state._tensor))
    return _state._tensor


def random_stream(seed: int | None) -> tuple[Tensor, int]:
    """Return the state and the call number of an op with its own seed, or of the generator's."""
    if seed is None:
        state = generator_state()
        trace = tracer.active
        return state, next(_calls) & 0x3FFFFFFF if trace is None else TRACED_CALLS | trace.calls
    return from_host("random", seed_words(int(seed)), None, int32), 0


def given(state: Spec, *, shape: tuple[int, ...], **_: Any) -> tuple[int, ...]:
    """The shape that the caller asked for."""
    del state
    return shape


def floats(dtypes: Sequence[str], attributes: Any) -> tuple[Sequence[str], str]:
    """A float32 result; the state stays as it is."""
    del attributes
    return dtypes, float32


def maker(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering of a kernel that makes numbers; attributes become uniforms."""

    def lower(b: Builder, y: Spec, state: Buffer, *, shape: Any, call: int, **rest: Any) -> Buffer:
        del shape
        return b.draw(kernel, {"state": state}, y, {}, call=call, **rest)

    return lower


@op(shape=given, types=floats, lower=maker("random/uniform"), live=["call"])
def _uniform(
    state: TensorLike, shape: tuple[int, ...], low: float, high: float, call: int
) -> Tensor:
    """Return numbers in [low, high)."""
    ...


@op(shape=given, types=to_int32, lower=maker("random/uniform_int"), live=["call"])
def _uniform_int(
    state: TensorLike, shape: tuple[int, ...], low: int, count: int, call: int
) -> Tensor:
    """Return whole numbers in [low, low + count)."""
    ...


@op(shape=given, types=floats, lower=maker("random/normal"), live=["call"])
def _normal(
    state: TensorLike, shape: tuple[int, ...], mean: float, deviation: float, call: int
) -> Tensor:
    """Return normally distributed numbers."""
    ...


@op(shape=given, types=floats, lower=maker("random/truncated_normal"), live=["call"])
def _truncated_normal(
    state: TensorLike, shape: tuple[int, ...], mean: float, deviation: float, call: int
) -> Tensor:
    """Return normally distributed numbers within two deviations."""
    ...


@op(
    shape=same,
    types=to_int32,
    lower=lambda b, y, state: b.draw("random/advance", {"state": state}, y),
)
def advance_state(state: TensorLike) -> Tensor:
    """Return the state of the step after that of ``state``."""
    ...


def finite_numbers(name: str, **values: Any) -> list[float]:
    """Return attributes as floats."""
    made = []
    for key, value in values.items():
        try:
            made.append(float(value))
        except (TypeError, ValueError):
            raise TypeError(f"{name}({key}): must be a number, got {value!r}") from None
    return made


def random_uniform(
    shape: int | Sequence[int],
    minval: float = 0,
    maxval: float = 1,
    dtype: Any = float32,
    seed: int | None = None,
) -> Tensor:
    """Return numbers drawn evenly from [minval, maxval).

    Args:
        shape: the result's sizes.
        minval: the smallest value.
        maxval: what no value reaches.
        dtype: "float32", "int32" for whole numbers, or "bool" for true and false with equal chance.
        seed: gives the same numbers at every call; without it they follow ``set_random_seed``.

    Mirrors TensorFlow.js ``tf.randomUniform``.

    Raises:
        ShapeError: for a bad shape, or if maxval is below minval.

    >>> x = tf.random_uniform([1000], -1, 1)
    >>> -1 <= tf.min(x).item() <= tf.max(x).item() < 1
    True
    """
    sizes = check_shape("random_uniform", shape)
    kind = canonical(dtype)
    if kind == int32:
        return random_uniform_int(sizes, int(minval), int(maxval), seed)
    if kind == "bool":
        return cast(random_uniform_int(sizes, 0, 2, seed), "bool")
    low, high = finite_numbers("random_uniform", minval=minval, maxval=maxval)
    if not low <= high:
        raise ShapeError(f"random_uniform: maxval {maxval} is below minval {minval}")
    state, call = random_stream(seed)
    return _uniform(state, sizes, low, high, call)


def random_uniform_int(
    shape: int | Sequence[int], minval: int, maxval: int, seed: int | None = None
) -> Tensor:
    """Return whole numbers (int32) drawn evenly from [minval, maxval).

    Mirrors TensorFlow.js ``tf.randomUniformInt``.

    >>> sorted(set(tf.random_uniform_int([1000], 3, 6).tolist()))
    [3, 4, 5]
    """
    sizes = check_shape("random_uniform_int", shape)
    for name, value in (("minval", minval), ("maxval", maxval)):
        if reason := misfit("int", value):
            raise TypeError(f"random_uniform_int: {name} {reason}")
    low, high = int(minval), int(maxval)
    if not (-(2**31) <= low < high <= 2**31):
        raise ShapeError(
            f"random_uniform_int: needs minval < maxval, both int32; got {minval} and {maxval}"
        )
    count = high - low
    state, call = random_stream(seed)
    return _uniform_int(state, sizes, low, count - (1 << 32) if count >> 31 else count, call)


def random_normal(
    shape: int | Sequence[int],
    mean: float = 0,
    std_dev: float = 1,
    dtype: Any = float32,
    seed: int | None = None,
) -> Tensor:
    """Return normally distributed numbers.

    Args:
        shape: the result's sizes.
        mean: their mean.
        std_dev: their standard deviation.
        dtype: "float32", or "int32" for rounded numbers.
        seed: gives the same numbers at every call; without it they follow ``set_random_seed``.

    Mirrors TensorFlow.js ``tf.randomNormal``.

    >>> tf.random_normal([2, 3], seed=1).shape
    (2, 3)
    """
    return _bell("random_normal", _normal, shape, mean, std_dev, dtype, seed)


def random_standard_normal(
    shape: int | Sequence[int], dtype: Any = float32, seed: int | None = None
) -> Tensor:
    """Return normally distributed numbers of mean 0 and deviation 1.

    Mirrors TensorFlow.js ``tf.randomStandardNormal``.

    >>> tf.random_standard_normal([2]).shape
    (2,)
    """
    return _bell("random_standard_normal", _normal, shape, 0, 1, dtype, seed)


def truncated_normal(
    shape: int | Sequence[int],
    mean: float = 0,
    std_dev: float = 1,
    dtype: Any = float32,
    seed: int | None = None,
) -> Tensor:
    """Return normally distributed numbers, none further than two deviations from the mean.

    Mirrors TensorFlow.js ``tf.truncatedNormal``. Made by inverting the distribution function, so
    nothing is drawn twice.

    >>> tf.max(tf.abs(tf.truncated_normal([1000]))).item() <= 2
    True
    """
    return _bell("truncated_normal", _truncated_normal, shape, mean, std_dev, dtype, seed)


def _bell(
    name: str, make: Any, shape: Any, mean: Any, std_dev: Any, dtype: Any, seed: int | None
) -> Tensor:
    sizes = check_shape(name, shape)
    center, deviation = finite_numbers(name, mean=mean, std_dev=std_dev)
    if not deviation >= 0:
        raise ShapeError(f"{name}: std_dev {std_dev} is negative")
    kind = canonical(dtype)
    if kind == "bool":
        raise DTypeError(f"{name}: dtype bool has no normal distribution; use float32 or int32")
    state, call = random_stream(seed)
    made = make(state, sizes, center, deviation, call)
    return made if kind == float32 else cast(made, kind)
