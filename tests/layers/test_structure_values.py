"""What merging, reshaping and pooling layers compute, against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser, raises

CALL = """
import texelflow as tf
layer = getattr(tf.layers, name)(**config)
xs = [tf.tensor(x) for x in xs]
shapes = [(None, *x.shape[1:]) for x in xs]
y = layer(xs[0] if single else xs)
assert y.shape[1:] == layer.compute_output_shape(shapes[0] if single else shapes)[1:]
twin = tf.layers.deserialize(tf.layers.serialize(layer))
assert twin.get_config() == layer.get_config()
y.tolist()
"""


def _numbers(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng([seed, *shape]).integers(-8, 9, shape) / 4


def _call(browser: Browser, name: str, *xs: np.ndarray, single: bool = True, **config: Any) -> Any:
    values = [x.tolist() for x in xs]
    return np.array(browser.run(CALL, name=name, xs=values, single=single, config=config))


MERGES = {
    "Add": lambda *xs: sum(xs),
    "Average": lambda *xs: sum(xs) / len(xs),
    "Multiply": lambda *xs: np.prod(np.stack(xs), 0),
    "Maximum": lambda *xs: np.max(np.stack(xs), 0),
    "Minimum": lambda *xs: np.min(np.stack(xs), 0),
}


@pytest.mark.parametrize("name", MERGES)
def test_merging(browser: Browser, name: str) -> None:
    xs = [_numbers(2, 3, 5, seed=seed) for seed in range(3)]
    found = _call(browser, name, *xs, single=False)
    np.testing.assert_allclose(found, MERGES[name](*xs), rtol=1e-6)


def test_merges_broadcast(browser: Browser) -> None:
    x, y, z = _numbers(2, 3, 5), _numbers(2, 1, 5), _numbers(2, 5)
    found = _call(browser, "Add", x, y, z, single=False)
    np.testing.assert_allclose(found, x + y + z[:, None], rtol=1e-6)
    np.testing.assert_allclose(_call(browser, "Subtract", x, z, single=False), x - z[:, None])


@pytest.mark.parametrize("axis", [-1, 1])
def test_concatenate(browser: Browser, axis: int) -> None:
    xs = [_numbers(2, 3, 5), _numbers(2, 3, 2) if axis == -1 else _numbers(2, 4, 5)]
    found = _call(browser, "Concatenate", *xs, single=False, axis=axis)
    np.testing.assert_array_equal(found, np.concatenate(xs, axis))


def test_reshaping(browser: Browser) -> None:
    x = _numbers(2, 3, 4, 5)
    found = _call(browser, "Reshape", x, target_shape=[-1, 6])
    np.testing.assert_array_equal(found, x.reshape(2, 10, 6))
    found = _call(browser, "Permute", x, dims=[3, 1, 2])
    np.testing.assert_array_equal(found, x.transpose(0, 3, 1, 2))
    found = _call(browser, "RepeatVector", x[:, 0, 0], n=3)
    np.testing.assert_array_equal(found, np.repeat(x[:, :1, 0], 3, axis=1))
    found = _call(browser, "ZeroPadding2D", x, padding=[[1, 2], [0, 3]])
    np.testing.assert_array_equal(found, np.pad(x, [(0, 0), (1, 2), (0, 3), (0, 0)]))
    found = _call(browser, "ZeroPadding2D", x, padding=2, data_format="channels_first")
    np.testing.assert_array_equal(found, np.pad(x, [(0, 0), (0, 0), (2, 2), (2, 2)]))


@pytest.mark.parametrize(("kind", "pool"), [("Average", np.mean), ("Max", np.max)])
def test_global_pooling(browser: Browser, kind: str, pool: Any) -> None:
    x = _numbers(2, 5, 6, 3)
    found = _call(browser, f"Global{kind}Pooling2D", x)
    np.testing.assert_allclose(found, pool(x, (1, 2)), rtol=1e-5, atol=1e-6)
    found = _call(browser, f"Global{kind}Pooling2D", x, data_format="channels_first", keepdims=True)
    np.testing.assert_allclose(found, pool(x, (2, 3), keepdims=True), rtol=1e-5, atol=1e-6)
    found = _call(browser, f"Global{kind}Pooling1D", x[0])
    np.testing.assert_allclose(found, pool(x[0], 1), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("padding", ["valid", "causal"])
def test_convolution_over_steps(browser: Browser, padding: str) -> None:
    x, kernel, bias = _numbers(2, 7, 3), _numbers(3, 3, 4), _numbers(4)
    code = CALL.replace("y = layer", "layer(xs[0])\nlayer.set_weights(weights)\ny = layer", 1)
    dilation = 2 if padding == "causal" else 1
    config = {"filters": 4, "kernel_size": 3, "padding": padding, "dilation_rate": dilation}
    values = {"xs": [x.tolist()], "weights": [kernel.tolist(), bias.tolist()]}
    found = browser.run(code, name="Conv1D", single=True, config=config, **values)
    wide = np.pad(x, [(0, 0), (4, 0), (0, 0)]) if padding == "causal" else x
    steps = wide.shape[1] - 2 * dilation
    taps = [wide[:, tap * dilation : tap * dilation + steps] @ kernel[tap] for tap in range(3)]
    np.testing.assert_allclose(np.array(found), sum(taps) + bias, rtol=1e-5, atol=1e-6)


def test_pooling_over_steps(browser: Browser) -> None:
    x = _numbers(2, 7, 3)
    windows = np.lib.stride_tricks.sliding_window_view(x, 3, axis=1)[:, ::2]
    found = _call(browser, "MaxPooling1D", x, pool_size=3, strides=2)
    np.testing.assert_array_equal(found, windows.max(-1))
    found = _call(browser, "AveragePooling1D", x, pool_size=3, strides=2)
    np.testing.assert_allclose(found, windows.mean(-1), rtol=1e-5, atol=1e-6)


def test_activations_of_one_setting(browser: Browser) -> None:
    x = _numbers(4, 9)
    found = _call(browser, "LeakyReLU", x, negative_slope=0.25)
    np.testing.assert_allclose(found, np.where(x > 0, x, 0.25 * x), rtol=1e-6)
    found = _call(browser, "ELU", x, alpha=0.5)
    np.testing.assert_allclose(found, np.where(x > 0, x, 0.5 * np.expm1(x)), rtol=1e-5)


@in_browser
def test_merges_refuse_what_does_not_fit():
    with raises(tf.errors.ShapeError, match="list of tensors"):
        tf.layers.Add()(tf.ones([2, 3]))
    with raises(tf.errors.ShapeError, match="do not fit"):
        tf.layers.Add()([tf.ones([2, 3]), tf.ones([2, 4])])
    with raises(tf.errors.ShapeError, match="alike but for axis"):
        tf.layers.Concatenate(1)([tf.ones([2, 3, 1]), tf.ones([2, 4, 2])])
    with raises(tf.errors.ShapeError, match="do not fill"):
        tf.layers.Reshape((4, -1))(tf.ones([2, 6]))


@in_browser
def test_a_seeded_dropout_keeps_its_state_in_a_variable():
    layer = tf.layers.Dropout(0.5, seed=5)
    x = tf.ones([64])
    layer(x)
    assert layer.weights == []
    (state,) = layer.non_trainable_variables
    assert (state.dtype, state.tolist()) == ("int32", [5, 0, 0, 0])
    first = layer(x, training=True).tolist()
    assert state.tolist() == [5, 0, 1, 0]
    assert layer(x, training=True).tolist() != first
    state.assign([5, 0, 0, 0])
    assert layer(x, training=True).tolist() == first
