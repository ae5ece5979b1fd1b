"""What layers compute, against NumPy in float64."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser

CALL = """
import texelflow as tf
layer = getattr(tf.layers, name)(**config)
x = tf.tensor(x)
layer(x)
layer.set_weights(weights)
layer(x).tolist()
"""


def _numbers(*shape: int) -> np.ndarray:
    """Return whole and quarter numbers, which float32 sums exactly."""
    return np.random.default_rng(list(shape)).integers(-8, 9, shape) / 4


def _call(
    browser: Browser, name: str, x: np.ndarray, *weights: np.ndarray, **config: Any
) -> np.ndarray:
    values = [weight.tolist() for weight in weights]
    return np.array(browser.run(CALL, name=name, x=x.tolist(), weights=values, config=config))


def _windows(
    x: np.ndarray, size: tuple[int, int], stride: int, same: bool, fill: float
) -> np.ndarray:
    """Return (batch, rows, columns, channels, height, width) of windows, as TensorFlow pads."""
    if same:
        pads = [(0, 0)]
        for length, window in zip(x.shape[1:3], size, strict=True):
            total = max((-(-length // stride) - 1) * stride + window - length, 0)
            pads.append((total // 2, total - total // 2))
        x = np.pad(x, [*pads, (0, 0)], constant_values=fill)
    found = np.lib.stride_tricks.sliding_window_view(x, size, axis=(1, 2))
    return found[:, ::stride, ::stride]


@pytest.mark.parametrize("shape", [(2, 5), (2, 3, 4, 5)])
def test_dense(browser: Browser, shape: tuple[int, ...]) -> None:
    x, kernel, bias = _numbers(*shape), _numbers(5, 3), _numbers(3)
    expected = np.maximum(x @ kernel + bias, 0)
    found = _call(browser, "Dense", x, kernel, bias, units=3, activation="relu")
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("stride", "padding"), [(1, "valid"), (1, "same"), (2, "same")])
def test_convolution(browser: Browser, stride: int, padding: str) -> None:
    x, kernel, bias = _numbers(2, 6, 7, 3), _numbers(3, 2, 3, 4), _numbers(4)
    windows = _windows(x, (3, 2), stride, padding == "same", 0.0)
    expected = np.einsum("brkchw,hwcf->brkf", windows, kernel) + bias
    settings = {"strides": stride, "padding": padding}
    found = _call(browser, "Conv2D", x, kernel, bias, filters=4, kernel_size=[3, 2], **settings)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)
    first = _call(
        browser,
        "Conv2D",
        np.moveaxis(x, -1, 1),
        kernel,
        bias,
        filters=4,
        kernel_size=[3, 2],
        data_format="channels_first",
        **settings,
    )
    np.testing.assert_allclose(np.moveaxis(first, 1, -1), expected, rtol=1e-5, atol=1e-6)


def test_depthwise_convolution(browser: Browser) -> None:
    x, kernel, bias = _numbers(2, 5, 6, 3), _numbers(3, 3, 3, 2), _numbers(6)
    expected = np.einsum("brkchw,hwcm->brkcm", _windows(x, (3, 3), 1, False, 0.0), kernel)
    expected = expected.reshape(*expected.shape[:3], 6) + bias
    found = _call(browser, "DepthwiseConv2D", x, kernel, bias, kernel_size=3, depth_multiplier=2)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_separable_convolution(browser: Browser) -> None:
    x, kernel, mixing, bias = (
        _numbers(2, 5, 6, 3),
        _numbers(3, 3, 3, 2),
        _numbers(6, 4),
        _numbers(4),
    )
    spread = np.einsum("brkchw,hwcm->brkcm", _windows(x, (3, 3), 1, True, 0.0), kernel)
    expected = spread.reshape(*spread.shape[:3], 6) @ mixing + bias
    found = _call(
        browser,
        "SeparableConv2D",
        x,
        kernel,
        mixing[None, None],
        bias,
        filters=4,
        kernel_size=3,
        depth_multiplier=2,
        padding="same",
    )
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("stride", "padding"), [(2, "valid"), (1, "same"), (2, "same")])
def test_pooling(browser: Browser, stride: int, padding: str) -> None:
    x = _numbers(2, 5, 6, 3)
    settings = {"pool_size": 3, "strides": stride, "padding": padding}
    same = padding == "same"
    largest = _windows(x, (3, 3), stride, same, -np.inf).max((-2, -1))
    found = _call(browser, "MaxPooling2D", x, **settings)
    np.testing.assert_array_equal(found, largest)
    # What padding adds does not count in a mean.
    mean = np.nanmean(_windows(x, (3, 3), stride, same, np.nan), (-2, -1))
    found = _call(browser, "AveragePooling2D", x, **settings)
    np.testing.assert_allclose(found, mean, rtol=1e-5, atol=1e-6)


def test_flatten(browser: Browser) -> None:
    x = _numbers(2, 3, 4, 5)
    np.testing.assert_array_equal(_call(browser, "Flatten", x), x.reshape(2, 60))
    found = _call(browser, "Flatten", x, data_format="channels_first")
    np.testing.assert_array_equal(found, np.moveaxis(x, 1, -1).reshape(2, 60))


@pytest.mark.parametrize("axis", [-1, 1])
def test_softmax(browser: Browser, axis: int) -> None:
    x = _numbers(2, 3, 5)
    expected = np.exp(x) / np.exp(x).sum(axis, keepdims=True)
    np.testing.assert_allclose(_call(browser, "Softmax", x, axis=axis), expected, rtol=1e-5)


def test_relu(browser: Browser) -> None:
    x = _numbers(4, 9)
    config = {"max_value": 1.5, "negative_slope": 0.25, "threshold": 0.5}
    expected = np.where(x >= 1.5, 1.5, np.where(x >= 0.5, x, 0.25 * (x - 0.5)))
    np.testing.assert_allclose(_call(browser, "ReLU", x, **config), expected, rtol=1e-6)


@in_browser
def test_softmax_with_a_mask():
    y = tf.layers.Softmax()([[1.0, 5.0, 1.0]], mask=tf.tensor([[True, False, True]]))
    assert y.tolist() == [[0.5, 0.0, 0.5]]


@in_browser
def test_dropout_drops_in_training_only():
    layer = tf.layers.Dropout(0.25, seed=1)
    x = tf.ones([50, 40])
    assert layer(x).tolist() == x.tolist()
    assert layer(x, training=False).tolist() == x.tolist()
    y = layer(x, training=True)
    kept = tf.scalar(1 / 0.75).item()
    assert {*y.reshape([-1]).tolist()} == {0.0, kept}
    # 2000 coins: five standard deviations are 0.048.
    assert abs(tf.mean(tf.cast(tf.equal(y, 0.0), "float32")).item() - 0.25) < 0.048
    assert layer(x, training=True).tolist() != y.tolist()
    assert tf.layers.Dropout(0.25, seed=1)(x, training=True).tolist() == y.tolist()
    assert tf.layers.Dropout(1.0)(x, training=True).tolist() == tf.zeros([50, 40]).tolist()


@in_browser
def test_training_reaches_the_layers_inside():
    model = tf.Sequential([tf.layers.Dropout(1.0), tf.layers.Dense(2, bias_initializer="ones")])
    assert model(tf.ones([1, 3]), training=True).tolist() == [[1.0, 1.0]]
    assert model(tf.ones([1, 3])).tolist() != [[1.0, 1.0]]
