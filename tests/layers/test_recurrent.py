"""SimpleRNN, GRU, LSTM and Embedding in the browser, against NumPy in float64."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support import reference_recurrent as reference
from support.browser import Browser, in_browser

CALL = """
import texelflow as tf
layer = getattr(tf.layers, name)(
    return_sequences=True, return_state=True, recurrent_initializer="zeros", **config
)
x = tf.tensor(x)
layer.build(x.shape)
layer.set_weights(weights)
given = {}
if states:
    given["initial_state"] = [tf.tensor(state) for state in states]
if mask:
    given["mask"] = tf.tensor(mask)
y, *last = layer(x, **given)
[y.tolist(), *[state.tolist() for state in last]]
"""
STEPS = {"SimpleRNN": "simple_rnn", "GRU": "gru", "LSTM": "lstm"}
GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}


def _weights(name: str, size: int, units: int, biases: int) -> list[np.ndarray]:
    rng = np.random.default_rng([size, units])
    width = GATES[name] * units
    shapes = [(size, width), (units, width), *([(width,)] if biases == 1 else [])]
    shapes += [(biases, width)] if biases > 1 else []
    return [rng.normal(size=shape).round(3) / 2 for shape in shapes]


def _check(
    browser: Browser,
    name: str,
    shape: tuple[int, int, int] = (3, 4, 5),
    units: int = 6,
    states: bool = False,
    mask: np.ndarray | None = None,
    settings: dict[str, Any] | None = None,
    **config: Any,
) -> None:
    """Compare a layer with NumPy; ``settings`` are the reference's words for ``config``."""
    rng = np.random.default_rng(list(shape))
    biases = 2 if name == "GRU" and config.get("reset_after", True) else 1
    weights = _weights(name, shape[2], units, biases if config.get("use_bias", True) else 0)
    x = rng.normal(size=shape).round(3)
    count = 2 if name == "LSTM" else 1
    first = [rng.normal(size=(shape[0], units)).round(3) for _ in range(count if states else 0)]
    found = browser.run(
        CALL,
        name=name,
        config={"units": units, **config},
        x=x.tolist(),
        weights=[w.tolist() for w in weights],
        states=[s.tolist() for s in first],
        mask=[] if mask is None else mask.tolist(),
    )
    first = first or [np.zeros((shape[0], units))] * count
    if config.get("go_backwards"):
        x, mask = x[:, ::-1], None if mask is None else mask[:, ::-1]
    step = getattr(reference, STEPS[name])
    y, last = reference.walk(step, x, first, weights, mask, **(settings or {}))
    for have, want in zip(found, [y, *last], strict=True):
        np.testing.assert_allclose(np.array(have), want, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("name", list(STEPS))
@pytest.mark.parametrize(
    ("shape", "units"),
    [
        ((3, 4, 5), 6),
        ((1, 1, 1), 1),
        ((2, 3, 2), 2),
        ((1, 5, 3), 8),
        ((5, 2, 1), 3),
        ((2, 19, 3), 4),
    ],
)
def test_values(browser: Browser, name: str, shape: tuple[int, int, int], units: int) -> None:
    _check(browser, name, shape, units, states=True)


@pytest.mark.parametrize("name", list(STEPS))
def test_settings(browser: Browser, name: str) -> None:
    _check(browser, name, use_bias=False)
    _check(browser, name, go_backwards=True)
    gated = {} if name == "SimpleRNN" else {"recurrent_activation": "hard_sigmoid"}

    def hard(x: np.ndarray) -> np.ndarray:
        return np.clip(x / 6 + 0.5, 0, 1)

    settings = {"act": lambda x: np.maximum(x, 0)} | ({"gate": hard} if gated else {})
    _check(browser, name, settings=settings, activation="relu", **gated)


@pytest.mark.parametrize("use_bias", [True, False])
def test_gru_with_the_reset_before_the_product(browser: Browser, use_bias: bool) -> None:
    settings = {"reset_after": False}
    _check(browser, "GRU", states=True, settings=settings, use_bias=use_bias, **settings)


@pytest.mark.parametrize("name", list(STEPS))
def test_masked_steps_change_nothing(browser: Browser, name: str) -> None:
    mask = np.array([[True, True, False, True], [False, True, True, False], [True] * 4])
    _check(browser, name, states=True, mask=mask)
    _check(browser, name, mask=mask, go_backwards=True)


@in_browser
def test_first_values():
    layer = tf.layers.LSTM(3)
    layer.build((None, None, 2))
    assert layer.bias.tolist() == [0.0] * 3 + [1.0] * 3 + [0.0] * 6
    kernel = layer.recurrent_kernel
    square = tf.matmul(kernel, kernel, transpose_b=True)
    assert tf.max(tf.abs(square - tf.eye(3))).item() < 1e-5
    layer = tf.layers.LSTM(3, unit_forget_bias=False)
    layer.build((None, None, 2))
    assert layer.bias.tolist() == [0.0] * 12


@in_browser
def test_the_last_output_is_that_of_the_sequence():
    for kind in (tf.layers.SimpleRNN, tf.layers.GRU, tf.layers.LSTM):
        whole, last = kind(5, return_sequences=True), kind(5)
        x = tf.random_uniform([2, 7, 3])
        y = whole(x)
        last.build(x.shape)
        last.set_weights(whole.get_weights())
        assert last(x).tolist() == y[:, -1].tolist()


@in_browser
def test_a_stateful_layer_goes_on_where_it_ended():
    for kind in (tf.layers.SimpleRNN, tf.layers.GRU, tf.layers.LSTM):
        layer, twin = kind(4, return_sequences=True), kind(4, stateful=True)
        x = tf.random_uniform([2, 6, 3])
        whole = layer(x)[:, -1].tolist()
        twin.build(x.shape)
        twin.set_weights(layer.get_weights())
        for _ in range(2):
            twin(x[:, :2])
            y = twin(x[:, 2:])
            assert tf.max(tf.abs(y - tf.tensor(whole))).item() < 1e-5
            twin.reset_state()
        assert len(twin.weights) == 3


@in_browser
def test_dropout_is_the_same_at_every_step_and_in_training_only():
    settings = {"kernel_initializer": "ones", "recurrent_initializer": "zeros"}
    layer = tf.layers.SimpleRNN(1, "linear", dropout=0.5, seed=2, return_sequences=True, **settings)
    x = tf.ones([40, 3, 1])
    assert layer(x).tolist() == x.tolist()
    rows = layer(x, training=True).tolist()
    assert {row[0][0] for row in rows} == {0.0, 2.0}
    assert all(row == [row[0]] * 3 for row in rows)
    settings["recurrent_initializer"] = "ones"
    layer = tf.layers.SimpleRNN(1, "linear", recurrent_dropout=0.5, seed=2, **settings)
    assert {y for (y,) in layer(x, training=True).tolist()} == {1.0, 7.0}
    assert layer(x).tolist() == [[3.0]] * 40


@in_browser
def test_embedding():
    layer = tf.layers.Embedding(4, 3, mask_zero=True)
    layer.build((None, None))
    table = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [0.5, 0.25, 0.125]]
    layer.set_weights([table])
    assert layer([[3, 0], [1, 1]]).tolist() == [[table[3], table[0]], [table[1], table[1]]]
    assert layer(tf.tensor([2.0])).tolist() == [table[2]]
    assert layer.compute_mask(tf.tensor([0, 2])).tolist() == [False, True]
    _, found = tf.variable_grads(lambda: tf.sum(layer([[3, 0], [1, 1]])))
    (slope,) = found.values()
    assert slope.tolist() == [[1.0] * 3, [2.0] * 3, [0.0] * 3, [1.0] * 3]
    given = tf.layers.Embedding(4, 3, weights=[tf.tensor(table)])
    assert given([1]).tolist() == [table[1]]
