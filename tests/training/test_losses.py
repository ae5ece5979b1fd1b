"""Losses and metrics, against Keras's formulas in float64."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser, raises

CALL = """
import texelflow as tf
loss = getattr(tf.losses, name)(**config)
y, p = tf.tensor(y, dtype=dtype), tf.tensor(p)
loss(y, p, None if weight is None else tf.tensor(weight)).tolist()
"""

Values = Callable[..., Any]


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def _categorical(
    y: np.ndarray, p: np.ndarray, from_logits: bool = False, label_smoothing: float = 0.0
) -> np.ndarray:
    y = y * (1 - label_smoothing) + label_smoothing / y.shape[-1]
    q = _softmax(p) if from_logits else np.clip(p / p.sum(-1, keepdims=True), 1e-7, 1 - 1e-7)
    return -(y * np.log(q)).sum(-1)


def _sparse(y: np.ndarray, p: np.ndarray, **settings: Any) -> np.ndarray:
    return _categorical(np.eye(p.shape[-1])[y], p, **settings)


def _binary(
    y: np.ndarray, p: np.ndarray, from_logits: bool = False, label_smoothing: float = 0.0
) -> np.ndarray:
    y = y * (1 - label_smoothing) + 0.5 * label_smoothing
    q = 1 / (1 + np.exp(-p)) if from_logits else np.clip(p, 1e-7, 1 - 1e-7)
    return -(y * np.log(q) + (1 - y) * np.log1p(-q)).mean(-1)


KINDS: dict[str, tuple[Values, dict[str, Any]]] = {
    "mse": (lambda y, p: ((y - p) ** 2).mean(-1), {"name": "MeanSquaredError"}),
    "mae": (lambda y, p: np.abs(y - p).mean(-1), {"name": "MeanAbsoluteError"}),
    "categorical": (_categorical, {"name": "CategoricalCrossentropy"}),
    "categorical-logits": (
        _categorical,
        {"name": "CategoricalCrossentropy", "from_logits": True, "label_smoothing": 0.2},
    ),
    "categorical-smoothing": (
        _categorical,
        {"name": "CategoricalCrossentropy", "label_smoothing": 0.1},
    ),
    "sparse": (_sparse, {"name": "SparseCategoricalCrossentropy"}),
    "sparse-logits": (_sparse, {"name": "SparseCategoricalCrossentropy", "from_logits": True}),
    "binary": (_binary, {"name": "BinaryCrossentropy"}),
    "binary-logits": (
        _binary,
        {"name": "BinaryCrossentropy", "from_logits": True, "label_smoothing": 0.2},
    ),
    "binary-smoothing": (_binary, {"name": "BinaryCrossentropy", "label_smoothing": 0.1}),
}


def _data(name: str, from_logits: bool) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(9)
    p = (3 * rng.normal(size=(6, 5))).astype(np.float32)
    if name == "SparseCategoricalCrossentropy":
        y = rng.integers(0, 5, 6)
    elif name == "CategoricalCrossentropy":
        y = np.eye(5)[rng.integers(0, 5, 6)]
    elif name == "BinaryCrossentropy":
        y = rng.integers(0, 2, (6, 5)).astype(float)
    else:
        return rng.normal(size=(6, 5)).astype(np.float32), p
    if not from_logits:
        p = _softmax(p).astype(np.float32)
    return y, p


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum", None])
@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
@pytest.mark.parametrize("kind", KINDS)
def test_losses(browser: Browser, kind: str, weighted: bool, reduction: str | None) -> None:
    formula, settings = KINDS[kind]
    settings = dict(settings)
    name = settings.pop("name")
    y, p = _data(name, settings.get("from_logits", False))
    weight = np.array([1.0, 0.0, 2.0, 0.5, 1.0, 3.0]) if weighted else None
    expected = formula(y, p.astype(np.float64), **settings) * (1.0 if weight is None else weight)
    if reduction:
        expected = expected.sum() if reduction == "sum" else expected.mean()
    found = browser.run(
        CALL,
        name=name,
        config={**settings, "reduction": reduction},
        y=y.tolist(),
        dtype="int32" if y.dtype.kind == "i" else "float32",
        p=p.tolist(),
        weight=None if weight is None else weight.tolist(),
    )
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


GRADIENT = """
import texelflow as tf
loss = getattr(tf.losses, name)(**config)
y = tf.tensor(y, dtype=dtype)
tf.grad(lambda p: loss(y, p))(tf.tensor(p)).tolist()
"""


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_of_losses(browser: Browser, kind: str) -> None:
    formula, settings = KINDS[kind]
    settings = dict(settings)
    name = settings.pop("name")
    y, p = _data(name, settings.get("from_logits", False))
    exact = p.astype(np.float64)
    expected = np.zeros_like(exact)
    for at in np.ndindex(*p.shape):
        ends = []
        for step in (1e-5, -1e-5):
            moved = exact.copy()
            moved[at] += step * exact[at]
            ends.append(formula(y, moved, **settings).mean())
        expected[at] = (ends[0] - ends[1]) / (2e-5 * exact[at])
    found = browser.run(
        GRADIENT,
        name=name,
        config=settings,
        y=y.tolist(),
        dtype="int32" if y.dtype.kind == "i" else "float32",
        p=p.tolist(),
    )
    np.testing.assert_allclose(found, expected, rtol=2e-4, atol=1e-5)


def test_certainties_stay_finite(browser: Browser) -> None:
    found = browser.run(
        "import texelflow as tf\n"
        "[tf.losses.categorical_crossentropy([[0.0, 1.0]], [[1.0, 0.0]]).item(),"
        " tf.losses.binary_crossentropy([[1.0]], [[0.0]]).item(),"
        " tf.losses.binary_crossentropy([[0.0]], [[200.0]], from_logits=True).item(),"
        " tf.losses.categorical_crossentropy([[0.0, 1.0]], [[90.0, -90.0]], True).item()]"
    )
    top = -np.log(1e-7)
    np.testing.assert_allclose(found, [top, top, 200.0, 180.0], rtol=1e-5)


@in_browser
def test_a_last_axis_of_one_is_made_to_agree():
    assert tf.losses.MeanSquaredError()([1.0, 3.0], [[1.0], [1.0]]).item() == 2.0
    sparse = tf.losses.SparseCategoricalCrossentropy()
    p = [[0.5, 0.5], [0.25, 0.75]]
    assert sparse([[0], [1]], p).item() == sparse([0, 1], p).item()
    ignoring = tf.losses.SparseCategoricalCrossentropy(ignore_class=0, reduction="sum")
    assert abs(ignoring([0, 1], p).item() - 0.2876821) < 1e-6


@in_browser
def test_shapes_that_do_not_agree():
    with raises(
        tf.errors.ShapeError, match=r"mean_squared_error\(y_true: \(2, 3\), y_pred: \(2, 2"
    ):
        tf.losses.MeanSquaredError()(tf.ones([2, 3]), tf.ones([2, 2]))
    with raises(tf.errors.ShapeError, match="use sparse_categorical_crossentropy"):
        tf.losses.CategoricalCrossentropy()(tf.ones([2]), tf.ones([2, 3]))
    with raises(tf.errors.ShapeError, match="without its last axis, the classes"):
        tf.losses.SparseCategoricalCrossentropy()(tf.ones([2, 3]), tf.ones([2, 3]))
    with raises(ValueError, match="unknown loss 'msse'; .*mean_squared_error"):
        tf.losses.get("msse")


@in_browser
def test_metrics_over_batches():
    mean = tf.metrics.Mean()
    mean.update_state([1.0, 3.0], sample_weight=[1.0, 3.0])
    mean.update_state([8.0])
    assert abs(mean.result().item() - (1 + 9 + 8) / 5) < 1e-6
    mean.reset_state()
    assert mean.result().item() == 0.0
    sparse = tf.metrics.SparseCategoricalAccuracy()
    sparse.update_state([1, 0], [[0.3, 0.7], [0.4, 0.6]])
    sparse.update_state([[0]], [[0.9, 0.1]])
    assert abs(sparse.result().item() - 2 / 3) < 1e-6
    one_hot = tf.metrics.CategoricalAccuracy()
    assert one_hot([[0, 1], [1, 0]], [[0.3, 0.7], [0.4, 0.6]], [3.0, 1.0]).item() == 0.75
    binary = tf.metrics.BinaryAccuracy(threshold=0.7)
    assert binary([[1.0], [1.0], [0.0], [0.0]], [[0.8], [0.6], [0.6], [0.7]]).item() == 0.75
    assert tf.metrics.MeanSquaredError()([[0.0, 1.0]], [[1.0, 3.0]]).item() == 2.5
