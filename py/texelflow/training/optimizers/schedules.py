"""Learning rate schedules: functions of the step count, computed on the GPU."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi
from typing import Any

from ... import ops
from ...registry import Configured, Registry
from ...tensor import Tensor

__all__ = [
    "CosineDecay",
    "ExponentialDecay",
    "InverseTimeDecay",
    "LearningRateSchedule",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
]

registry = Registry("learning rate schedule", "keras.optimizers.schedules")
get, serialize, deserialize = registry.get, registry.serialize, registry.deserialize


class LearningRateSchedule(Configured):
    """The base of schedules; a subclass defines ``__call__(self, step)``.

    ``step`` is an int32 scalar tensor; the result must be a float32 scalar made of it by ops.
    Mirrors ``keras.optimizers.schedules.LearningRateSchedule``.

    >>> class Slowing(tf.optimizers.schedules.LearningRateSchedule):
    ...     def __call__(self, step):
    ...         return 0.5 / (tf.cast(step, "float32") + 1.0)
    >>> Slowing()(tf.scalar(1)).item()
    0.25
    """

    def __call__(self, step: Any) -> Tensor:
        """Return the learning rate at ``step``."""
        raise TypeError(f"{type(self).__name__} must define __call__(self, step)")

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return dict(vars(self))


def _progress(step: Any, decay_steps: float, staircase: bool) -> Tensor:
    """Return how many times ``decay_steps`` have passed."""
    progress = ops.cast(step, "float32") / float(decay_steps)
    return ops.floor(progress) if staircase else progress


@registry.named()
class ExponentialDecay(LearningRateSchedule):
    """``initial * decay_rate ** (step / decay_steps)``.

    Mirrors ``keras.optimizers.schedules.ExponentialDecay``.

    >>> schedule = tf.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
    >>> round(schedule(tf.scalar(20)).item(), 4)
    0.025
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        decay_rate: float,
        staircase: bool = False,
        name: str = "ExponentialDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps, self.decay_rate = decay_steps, decay_rate
        self.staircase, self.name = staircase, name

    def __call__(self, step: Any) -> Tensor:
        progress = _progress(step, self.decay_steps, self.staircase)
        return ops.pow(float(self.decay_rate), progress) * float(self.initial_learning_rate)


@registry.named()
class InverseTimeDecay(LearningRateSchedule):
    """``initial / (1 + decay_rate * step / decay_steps)``.

    Mirrors ``keras.optimizers.schedules.InverseTimeDecay``.

    >>> schedule = tf.optimizers.schedules.InverseTimeDecay(0.1, 10, 0.5)
    >>> round(schedule(tf.scalar(20)).item(), 4)
    0.05
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        decay_rate: float,
        staircase: bool = False,
        name: str = "InverseTimeDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps, self.decay_rate = decay_steps, decay_rate
        self.staircase, self.name = staircase, name

    def __call__(self, step: Any) -> Tensor:
        progress = _progress(step, self.decay_steps, self.staircase)
        return float(self.initial_learning_rate) / (progress * float(self.decay_rate) + 1.0)


@registry.named()
class PolynomialDecay(LearningRateSchedule):
    """From ``initial`` to ``end`` in ``decay_steps``, along a power; repeated if ``cycle``.

    Mirrors ``keras.optimizers.schedules.PolynomialDecay``.

    >>> schedule = tf.optimizers.schedules.PolynomialDecay(0.5, 10, 0.1, power=2.0)
    >>> round(schedule(tf.scalar(5)).item(), 4)
    0.2
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps, self.end_learning_rate = decay_steps, end_learning_rate
        self.power, self.cycle, self.name = power, cycle, name

    def __call__(self, step: Any) -> Tensor:
        progress = _progress(step, self.decay_steps, False)
        if self.cycle:
            progress = progress / ops.maximum(ops.ceil(progress), 1.0)
        else:
            progress = ops.minimum(progress, 1.0)
        span = float(self.initial_learning_rate - self.end_learning_rate)
        left = 1.0 - progress
        shape = left if self.power == 1.0 else ops.pow(left, float(self.power))
        return shape * span + float(self.end_learning_rate)


@registry.named()
class PiecewiseConstantDecay(LearningRateSchedule):
    """``values[0]`` up to ``boundaries[0]`` (included), then ``values[1]``, and so on.

    Mirrors ``keras.optimizers.schedules.PiecewiseConstantDecay``.

    >>> schedule = tf.optimizers.schedules.PiecewiseConstantDecay([10], [0.5, 0.25])
    >>> schedule(tf.scalar(10)).item(), schedule(tf.scalar(11)).item()
    (0.5, 0.25)
    """

    def __init__(
        self,
        boundaries: Sequence[int],
        values: Sequence[float],
        name: str = "PiecewiseConstant",
    ) -> None:
        if len(values) != len(boundaries) + 1:
            raise ValueError(
                f"PiecewiseConstantDecay: {len(boundaries)} boundaries need "
                f"{len(boundaries) + 1} values, got {len(values)}"
            )
        self.boundaries, self.values, self.name = list(boundaries), list(values), name

    def __call__(self, step: Any) -> Tensor:
        now = ops.cast(step, "float32")
        rate = now * 0.0 + float(self.values[-1])
        for boundary, value in zip(self.boundaries[::-1], self.values[-2::-1], strict=True):
            rate = ops.where(ops.less_equal(now, float(boundary)), float(value), rate)
        return rate


@registry.named()
class CosineDecay(LearningRateSchedule):
    """Along half a cosine from ``initial`` to ``alpha * initial``, after a linear warm-up.

    Mirrors ``keras.optimizers.schedules.CosineDecay``.

    >>> schedule = tf.optimizers.schedules.CosineDecay(0.1, 10)
    >>> round(schedule(tf.scalar(5)).item(), 4)
    0.05
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: int = 0,
    ) -> None:
        self.initial_learning_rate, self.decay_steps = initial_learning_rate, decay_steps
        self.alpha, self.name = alpha, name
        self.warmup_target, self.warmup_steps = warmup_target, warmup_steps

    def __call__(self, step: Any) -> Tensor:
        now = ops.cast(step, "float32")
        first = float(self.initial_learning_rate)
        if self.warmup_target is None:
            return self._decay(now, first)
        top, steps = float(self.warmup_target), float(self.warmup_steps)
        warming = now * ((top - first) / max(1.0, steps)) + first
        return ops.where(ops.less(now, steps), warming, self._decay(now - steps, top))

    def _decay(self, now: Any, top: float) -> Tensor:
        progress = ops.minimum(now / float(self.decay_steps), 1.0)
        cosine = ops.cos(progress * pi) * 0.5 + 0.5
        return (cosine * (1.0 - self.alpha) + float(self.alpha)) * top
