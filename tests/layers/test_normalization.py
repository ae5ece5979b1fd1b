"""Batch and layer normalisation against Keras's formulas in NumPy, and how many draws they take."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser

TRAIN = """
import texelflow as tf
layer = getattr(tf.layers, name)(**config)
x, dy = tf.tensor(x), tf.tensor(dy)
layer(x)
layer.set_weights(weights)
ys = [layer(x, training=True), layer(x, training=True)]
dx = tf.grad(lambda v: tf.sum(layer(v, training=True) * dy))(x)
_, found = tf.variable_grads(lambda: tf.sum(layer(x, training=True) * dy))
slopes = [found[w.name].tolist() for w in layer.trainable_weights]
{"ys": [y.tolist() for y in ys], "y": layer(x).tolist(), "dx": dx.tolist(), "slopes": slopes,
 "weights": [w.tolist() for w in layer.weights]}
"""


def _numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(list(shape)).normal(1, 2, shape).astype(np.float32)


def _slope(f: Any, x: np.ndarray, dy: np.ndarray) -> np.ndarray:
    """Return the gradient of sum(f(x) * dy) by differences."""
    x = x.astype(np.float64)
    found = np.zeros_like(x)
    for at in np.ndindex(x.shape):
        ends = []
        for step in (1e-5, -1e-5):
            moved = x.copy()
            moved[at] += step
            ends.append(np.sum(f(moved) * dy))
        found[at] = (ends[0] - ends[1]) / 2e-5
    return found


def _run(browser: Browser, name: str, x: np.ndarray, weights: Any, **config: Any) -> Any:
    dy = _numbers(*x.shape[::-1]).reshape(x.shape)
    values = [weight.tolist() for weight in weights]
    given = {"x": x.tolist(), "dy": dy.tolist(), "weights": values, "config": config}
    return dy, browser.run(TRAIN, name=name, **given)


def _close(found: Any, expected: Any, atol: float = 1e-5) -> None:
    np.testing.assert_allclose(np.array(found), expected, rtol=1e-4, atol=atol)


@pytest.mark.parametrize(("shape", "axis"), [((6, 3), -1), ((3, 2, 3, 2), 3), ((3, 5, 4), 1)])
def test_batch_normalization(browser: Browser, shape: tuple[int, ...], axis: int) -> None:
    x, size = _numbers(*shape), shape[axis]
    rest = tuple(a for a in range(len(shape)) if a != axis % len(shape))
    gamma, beta, mean, variance = (abs(_numbers(size, n)[:, 0]) for n in (2, 3, 4, 5))
    shaped = [-1 if a not in rest else 1 for a in range(len(shape))]

    def normal(v: np.ndarray, moments: Any = None) -> np.ndarray:
        m, s = moments or (v.mean(rest), v.var(rest))
        h = (v - m.reshape(shaped)) / np.sqrt(s.reshape(shaped) + 0.01)
        return h * gamma.reshape(shaped) + beta.reshape(shaped)

    weights = (gamma, beta, mean, variance)
    settings = {"axis": axis, "momentum": 0.75, "epsilon": 0.01}
    dy, got = _run(browser, "BatchNormalization", x, weights, **settings)
    for y in got["ys"]:
        _close(y, normal(x))
    _close(got["dx"], _slope(normal, x, dy), 1e-4)
    plain = (normal(x) - beta.reshape(shaped)) / gamma.reshape(shaped)
    _close(got["slopes"][0], (dy * plain).sum(rest), 1e-4)
    _close(got["slopes"][1], dy.sum(rest), 1e-4)
    for _ in range(4):
        mean = 0.75 * mean + 0.25 * x.mean(rest)
        variance = 0.75 * variance + 0.25 * x.var(rest)
    _close(got["weights"][2], mean)
    _close(got["weights"][3], variance)
    _close(got["y"], normal(x, (mean, variance)))


@pytest.mark.parametrize(("shape", "axis"), [((6, 5), -1), ((2, 3, 4), 2), ((2, 3, 4), [1, 2])])
def test_layer_normalization(browser: Browser, shape: tuple[int, ...], axis: Any) -> None:
    x = _numbers(*shape)
    axes = tuple(a % len(shape) for a in (axis if isinstance(axis, list) else [axis]))
    part = tuple(shape[a] for a in axes)
    gamma, beta = _numbers(*part), _numbers(*part) + 1

    def normal(v: np.ndarray) -> np.ndarray:
        h = v - v.mean(axes, keepdims=True)
        return h / np.sqrt(v.var(axes, keepdims=True) + 0.01) * gamma + beta

    settings = {"axis": axis, "epsilon": 0.01}
    dy, got = _run(browser, "LayerNormalization", x, (gamma, beta), **settings)
    _close(got["y"], normal(x))
    _close(got["dx"], _slope(normal, x, dy), 1e-4)
    rest = tuple(a for a in range(len(shape)) if a not in axes)
    _close(got["slopes"][0], (dy * (normal(x) - beta) / gamma).sum(rest), 1e-4)
    _close(got["slopes"][1], dy.sum(rest), 1e-4)


@in_browser
def test_a_frozen_batch_normalization_leaves_its_moments_alone():
    layer = tf.layers.BatchNormalization()
    x = tf.random_uniform([8, 3])
    layer(x, training=True)
    layer.trainable = False
    before = layer.moving_mean.tolist()
    y = layer(x, training=True)
    assert layer.moving_mean.tolist() == before
    assert y.tolist() == layer(x).tolist()


@in_browser
def test_batches_far_from_zero_keep_their_digits():
    x = tf.random_normal([300, 4], 1000.0, 1.0, seed=1)
    layer = tf.layers.BatchNormalization(epsilon=0.0, momentum=0.0)
    layer(x, training=True)
    variance = tf.moments(x - 1000.0, 0).variance
    for found, wanted in zip(layer.moving_variance.tolist(), variance.tolist(), strict=True):
        assert abs(found - wanted) < 2e-3 * wanted


def _draws(layer: Any, shape: list[int]) -> list[int]:
    """Return the draws of a training call, and of its gradient."""
    x = tf.random_uniform(shape)
    layer(x)
    kernels = tf.profile(lambda: tf.grad(lambda v: layer(v, training=True))(x))["kernels"]
    return [kernel["draws"] for kernel in kernels if "norm" in kernel["name"]]


@in_browser
def test_few_draws():
    assert _draws(tf.layers.BatchNormalization(), [8, 16]) == [2, 2]
    assert _draws(tf.layers.BatchNormalization(), [8, 28, 28, 16]) == [3, 3]
    assert _draws(tf.layers.LayerNormalization(), [8, 16, 64]) == [2, 3]
    assert _draws(tf.layers.LayerNormalization(), [8, 64, 64]) == [2, 4]


@in_browser
def test_a_compiled_step_moves_the_moments_and_the_random_numbers_on():
    batch = tf.layers.BatchNormalization(momentum=0.5)
    dropout = tf.layers.Dropout(0.5, seed=3)

    @tf.function
    def step(x):
        return dropout(batch(x, training=True), training=True)

    x = tf.tensor([[1.0] * 16, [3.0] * 16])
    seen = []
    for _ in range(4):
        seen.append(step(x).tolist())
    assert batch.moving_mean.tolist() == [2.0 - 2.0 * 0.5**4] * 16
    assert dropout.variables[0].tolist() == [3, 0, 4, 0]
    assert len({str(y) for y in seen}) == 4
