"""Multi-head attention against its formula in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser, raises

CALL = """
import texelflow as tf
layer = tf.layers.MultiHeadAttention(**config)
query, value = tf.tensor(query), tf.tensor(value)
key = tf.tensor(key)
mask = None if mask is None else tf.tensor(mask)
layer(query, value, key)
shapes = [w.shape for w in layer.weights]
layer.set_weights(weights)
given = {"attention_mask": mask, "use_causal_mask": causal}
y, scores = layer(query, value, key, return_attention_scores=True, **given)
slope = tf.grad(lambda q: tf.sum(layer(q, value, key, **given) * dy))(query)
{"shapes": shapes, "y": y.tolist(), "scores": scores.tolist(), "dx": slope.tolist()}
"""


def _numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(list(shape)).normal(0, 0.5, shape)


def _attention(
    query: np.ndarray, value: np.ndarray, key: np.ndarray, weights: list[np.ndarray], seen: Any
) -> tuple[np.ndarray, np.ndarray]:
    wq, bq, wk, bk, wv, bv, wo, bo = weights
    q = np.einsum("btd,dhk->bhtk", query, wq) + bq[:, None]
    k = np.einsum("btd,dhk->bhtk", key, wk) + bk[:, None]
    v = np.einsum("btd,dhk->bhtk", value, wv) + bv[:, None]
    scores = np.einsum("bhtk,bhsk->bhts", q, k) / np.sqrt(q.shape[-1])
    scores = np.where(seen, scores, -1e9)
    e = np.exp(scores - scores.max(-1, keepdims=True))
    e /= e.sum(-1, keepdims=True)
    return np.einsum("bhts,bhsv,hvd->btd", e, v, wo) + bo, e


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("size", [4, 3])
def test_values(browser: Browser, causal: bool, masked: bool, size: int) -> None:
    query, value, key = _numbers(2, 5, 6), _numbers(2, 7, 4), _numbers(2, 7, 3)
    shapes = [(6, 2, size), (2, size), (3, 2, size), (2, size), (4, 2, 5), (2, 5), (2, 5, 6), (6,)]
    weights = [_numbers(*shape) for shape in shapes]
    mask = np.random.default_rng(1).random((2, 5, 7)) < 0.7
    mask[..., 0] = True
    seen = mask[:, None] if masked else np.ones((1, 1, 5, 7), bool)
    if causal:
        seen = seen & (np.arange(5)[:, None] >= np.arange(7))
    expected, scores = _attention(query, value, key, weights, seen)
    dy = _numbers(*expected.shape)
    got = browser.run(
        CALL,
        config={"num_heads": 2, "key_dim": size, "value_dim": 5},
        query=query.tolist(),
        value=value.tolist(),
        key=key.tolist(),
        weights=[w.tolist() for w in weights],
        mask=mask.tolist() if masked else None,
        causal=causal,
        dy=dy.tolist(),
    )
    assert [tuple(shape) for shape in got["shapes"]] == shapes
    np.testing.assert_allclose(np.array(got["y"]), expected, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(np.array(got["scores"]), scores, rtol=1e-5, atol=1e-5)
    for at in ((0, 0, 0), (1, 3, 5), (1, 4, 2)):
        ends = []
        for step in (1e-5, -1e-5):
            moved = query.copy()
            moved[at] += step
            ends.append(np.sum(_attention(moved, value, key, weights, seen)[0] * dy))
        slope = (ends[0] - ends[1]) / 2e-5
        assert abs(np.array(got["dx"])[at] - slope) < 1e-4


@in_browser
def test_configuration_and_training():
    layer = tf.layers.MultiHeadAttention(2, 4, use_bias=False, dropout=0.5, seed=3, output_shape=6)
    x = tf.random_normal([2, 5, 8], seed=1)
    y = layer(x, x)
    assert y.shape == (2, 5, 6)
    assert layer.compute_output_shape((None, 5, 8)) == (None, 5, 6)
    assert len(layer.weights) == 4
    assert layer(x, x, training=True).tolist() != y.tolist()
    twin = tf.layers.deserialize(tf.layers.serialize(layer))
    assert twin.get_config() == layer.get_config()
    before = [w.tolist() for w in layer.weights]
    tf.optimizers.SGD(0.1).minimize(
        lambda: tf.sum(tf.square(layer(x, x, training=True))), layer.trainable_weights
    )
    assert all(w.tolist() != b for w, b in zip(layer.weights, before, strict=True))


@in_browser
def test_masks_of_steps():
    layer = tf.layers.MultiHeadAttention(1, 4)
    x = tf.random_normal([1, 3, 4], seed=1)
    mask = tf.tensor([[True, True, False]])
    _, scores = layer(x, x, value_mask=mask, return_attention_scores=True)
    assert [row[2] for row in scores.tolist()[0][0]] == [0.0] * 3
    with raises(tf.errors.ShapeError, match="steps, features"):
        layer(tf.ones([2, 3]), tf.ones([2, 3]))
