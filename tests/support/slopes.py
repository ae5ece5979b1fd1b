"""Gradients of first and second order against differences, exact in float64 on the NumPy device."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import texelflow as tf
from texelflow.tensor import Tensor

from .numpy_device import NumpyDevice

RNG = np.random.default_rng(7)
STEP = 1e-5


def normal(*shape: int) -> np.ndarray:
    """Return normal float32 numbers."""
    return RNG.normal(size=shape).astype(np.float32)


def slopes_agree(
    device: NumpyDevice, f: Callable[..., Tensor], *values: np.ndarray, orders: int = 2
) -> None:
    """Check the gradients of ``sum(f(*xs) * weights)``, then of the sum of their squares."""
    xs = [tf.tensor(v) for v in values]
    weights = tf.tensor(normal(*f(*xs).shape))

    def total(*xs: Tensor) -> Tensor:
        return tf.sum(f(*xs) * weights)

    def slope(*xs: Tensor) -> Tensor:
        parts = [tf.sum(g * g) for g in tf.grads(total)(*xs)]
        return sum(parts[1:], parts[0])

    for g in (total, slope)[:orders]:
        found = [device.peek(y) for y in tf.grads(g)(*xs)]
        for x, y in zip(xs, found, strict=True):
            _check(device, g, xs, x, y)


def _check(
    device: NumpyDevice, g: Callable[..., Tensor], xs: list[Tensor], x: Tensor, found: np.ndarray
) -> None:
    """Compare one gradient with the difference along a direction."""
    held = device.peek(x)
    direction = RNG.normal(size=held.shape)
    ends = []
    for sign in (1, -1):
        device.poke(x, held + sign * STEP * direction)
        ends.append(float(device.peek(g(*xs))))
    device.poke(x, held)
    expected = (ends[0] - ends[1]) / (2 * STEP)
    assert float((found * direction).sum()) == pytest.approx(expected, rel=1e-5, abs=1e-5)
