"""Initializers' documented ranges and moments; names as TensorFlow.js spells them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser, raises

SHAPE = (60, 140)
COUNT = SHAPE[0] * SHAPE[1]

# name: (variance, largest magnitude or None), by Keras's formulas.
SCALED = {
    "glorot_uniform": (2 / 200, math.sqrt(6 / 200)),
    "he_uniform": (2 / 60, math.sqrt(6 / 60)),
    "lecun_uniform": (1 / 60, math.sqrt(3 / 60)),
    # Cut off at two deviations, then widened so that the variance is as promised.
    "glorot_normal": (2 / 200, 2 * math.sqrt(2 / 200) / 0.87962566103423978),
    "he_normal": (2 / 60, 2 * math.sqrt(2 / 60) / 0.87962566103423978),
    "lecun_normal": (1 / 60, 2 * math.sqrt(1 / 60) / 0.87962566103423978),
    "random_uniform": (0.1**2 / 12, 0.05),
    "random_normal": (0.05**2, None),
    "truncated_normal": ((0.05 * 0.87962566103423978) ** 2, 0.1),
}


def _values(browser: Browser, name: str, shape: tuple[int, ...]) -> np.ndarray:
    code = (
        "import texelflow as tf\ntf.set_random_seed(3)\ntf.initializers.get(name)(shape).tolist()"
    )
    return np.array(browser.run(code, name=name, shape=list(shape)))


@pytest.mark.parametrize("name", SCALED)
def test_moments(browser: Browser, name: str) -> None:
    variance, largest = SCALED[name]
    values = _values(browser, name, SHAPE)
    # Four standard errors; the sample's variance has at most that of a normal one.
    assert abs(values.mean()) < 4 * math.sqrt(variance / COUNT)
    assert abs(values.var() / variance - 1) < 4 * math.sqrt(2 / COUNT)
    if largest is not None:
        assert 0.97 * largest < np.abs(values).max() <= largest * (1 + 1e-6)


def test_kernels_of_convolutions_count_their_window(browser: Browser) -> None:
    limit = math.sqrt(6 / (5 * 5 * 3 + 5 * 5 * 8))
    values = _values(browser, "glorot_uniform", (5, 5, 3, 8))
    assert 0.97 * limit < np.abs(values).max() <= limit * (1 + 1e-6)


@in_browser
def test_fixed_values():
    initializers = tf.initializers
    assert initializers.Zeros()((2, 2)).tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert initializers.Ones()((2,)).tolist() == [1.0, 1.0]
    assert initializers.Constant(2.5)((2,)).tolist() == [2.5, 2.5]
    assert initializers.Identity(2.0)((2, 3)).tolist() == [[2.0, 0.0, 0.0], [0.0, 2.0, 0.0]]
    with raises(tf.errors.ShapeError, match="has not two axes"):
        initializers.Identity()((2,))


@in_browser
def test_seeds_and_configurations():
    he = tf.initializers.HeNormal(seed=4)
    assert he((3, 4)).tolist() == he((3, 4)).tolist()
    twin = tf.initializers.deserialize(tf.initializers.serialize(he))
    assert twin((3, 4)).tolist() == he((3, 4)).tolist()
    scaled = tf.initializers.VarianceScaling(2.0, "fanOut", "untruncatedNormal", 1)
    assert scaled.get_config()["mode"] == "fan_out"
    assert type(scaled).from_config(scaled.get_config()).get_config() == scaled.get_config()
    dense = tf.layers.Dense(2, kernel_initializer=he)
    dense(tf.ones([1, 3]))
    assert dense.kernel.tolist() == he((3, 2)).tolist()


@in_browser
def test_regularizers():
    w = tf.tensor([[1.0, -2.0], [3.0, 0.0]])
    regularizers = tf.regularizers
    assert regularizers.L1(0.5)(w).item() == 3.0
    assert regularizers.L2(0.25)(w).item() == 3.5
    assert regularizers.L1L2(0.5, 0.25)(w).item() == 6.5
    assert regularizers.L1L2()(w).item() == 0.0
    config = regularizers.serialize(regularizers.L1L2(0.5, 0.25))
    assert config["config"] == {"l1": 0.5, "l2": 0.25}
    assert regularizers.deserialize(config).get_config() == config["config"]


SPELLINGS: dict[str, Any] = {
    "initializers": ("glorotNormal", "leCunNormal", "heUniform", "zeros", "randomNormal"),
    "activations": ("relu", "relu6", "softmax", "logSoftmax", "tanh"),
    "regularizers": ("l1l2", "l1", "L2"),
    "constraints": ("nonNeg", "maxNorm", "unitNorm"),
    "losses": ("meanSquaredError", "categoricalCrossentropy", "binaryCrossentropy", "mse"),
    "metrics": ("binaryAccuracy", "categoricalAccuracy", "MSE"),
    "optimizers": ("sgd", "adam", "rmsprop", "RMSProp"),
}


@pytest.mark.parametrize(("kind", "names"), SPELLINGS.items())
@in_browser
def test_tensorflow_js_spellings(kind, names):
    for name in names:
        assert callable(getattr(tf, kind).get(name)) or kind == "optimizers"


@in_browser
def test_tensorflow_js_spellings_in_a_model():
    conv = tf.layers.Conv2D(
        2, 3, kernel_initializer="heNormal", data_format="channelsLast", activation="relu6"
    )
    config = conv.get_config()
    assert config["kernel_initializer"]["class_name"] == "HeNormal"
    assert config["data_format"] == "channels_last"
    model = tf.Sequential([conv, tf.layers.Flatten(), tf.layers.Dense(1)])
    model.compile("sgd", "meanSquaredError", metrics=["meanAbsoluteError"])
    logs = model.train_on_batch(tf.ones([1, 4, 4, 1]), tf.ones([1, 1]), return_dict=True)
    assert set(logs) == {"loss", "meanAbsoluteError"}
