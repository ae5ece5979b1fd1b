"""Models in use: evaluate, predict, single batches, fit_async, XOR, memory, errors."""

from __future__ import annotations

import asyncio
import warnings

import texelflow as tf
from support.browser import in_browser, raises


def _line(**options):
    dense = tf.layers.Dense(1, kernel_initializer="ones")
    model = tf.Sequential([tf.Input((2,)), dense])
    model.compile(tf.optimizers.SGD(0.1), "mse", **options)
    return model


X = [[float(i), 1.0] for i in range(5)]
Y = [[float(i)] for i in range(5)]  # the model, at first, says one more


@in_browser
def test_evaluate():
    model = _line(metrics=["mae"])
    assert model.evaluate(X, Y, batch_size=2, verbose=0) == [1.0, 1.0]
    logs = model.evaluate(X, Y, verbose=0, return_dict=True)
    assert logs == {"loss": 1.0, "mae": 1.0}
    weights = [3.0, 0.0, 0.0, 0.0, 0.0]
    weighted = model.evaluate(X, Y, verbose=0, sample_weight=weights, return_dict=True)
    assert abs(weighted["loss"] - 0.6) < 1e-6
    assert weighted["mae"] == 1.0
    assert _line().evaluate(X, Y, verbose=0) == 1.0


@in_browser
def test_predict():
    model = _line()
    y = model.predict(X, batch_size=2, verbose=0)
    assert y.tolist() == [[1.0], [2.0], [3.0], [4.0], [5.0]]
    assert model.predict(X, batch_size=2, steps=1, verbose=0).shape == (2, 1)
    assert model.predict_on_batch(X).tolist() == y.tolist()


@in_browser
def test_single_batches():
    model = _line(metrics=["mae"])
    assert model.test_on_batch(X, Y) == [1.0, 1.0]
    model.reset_metrics()
    logs = model.train_on_batch(X, Y, return_dict=True)
    assert logs == {"loss": 1.0, "mae": 1.0}
    # dloss/dw = 2 * mean(x), dloss/db = 2.
    found = [round(v, 5) for v in model.weights[0].reshape([-1]).tolist()]
    assert found == [0.6, 0.8]
    assert [round(v, 5) for v in model.weights[1].tolist()] == [-0.2]


@in_browser
async def test_fit_async_lets_others_run():
    first, second = _line(), _line()
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.ensure_future(tick())
    options = {"epochs": 120, "batch_size": 2, "shuffle": False, "verbose": 0}
    history = await first.fit_async(X, Y, **options)
    during = ticks
    ticking.cancel()
    assert during > 1
    same = second.fit(X, Y, **options)
    assert history.history == same.history
    assert first.weights[0].tolist() == second.weights[0].tolist()
    assert await first.evaluate_async(X, Y, verbose=0) == second.evaluate(X, Y, verbose=0)
    y = await first.predict_async(X, verbose=0)
    assert y.tolist() == second.predict(X, verbose=0).tolist()


@in_browser
def test_accuracy_is_of_the_kind_that_the_shapes_say():
    model = tf.Sequential([tf.layers.Activation("linear")])
    two = [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.7, 0.3]]
    one = [[0.9], [0.2], [0.6], [0.7]]
    # Right are: three of class numbers, three of one-hot rows, three of sides of 0.5.
    cases = [
        (two, [0, 1, 1, 0], "sparse_categorical_crossentropy"),
        (two, [[0], [1], [1], [0]], "sparse_categorical_crossentropy"),
        (two, [[1, 0], [0, 1], [0, 1], [1, 0]], "categorical_crossentropy"),
        (one, [[1], [0], [0], [1]], "binary_crossentropy"),
        (one, [1, 0, 0, 1], "binary_crossentropy"),
    ]
    for x, y, loss in cases:
        model.compile("sgd", loss, metrics=["accuracy"])
        assert model.evaluate(x, y, verbose=0, return_dict=True)["accuracy"] == 0.75, (y, loss)


@in_browser
def test_xor_is_learned():
    tf.set_random_seed(1)
    x, y = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [[0], [1], [1], [0]]
    model = tf.Sequential([tf.layers.Dense(8, "tanh"), tf.layers.Dense(1, "sigmoid")])
    model.compile(tf.optimizers.Adam(0.1), "binary_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=100, verbose=0)
    loss, accuracy = model.evaluate(x, y, verbose=0)
    assert accuracy == 1.0
    assert loss < 0.1


@in_browser
def test_memory_stays_the_same():
    model = tf.Sequential([tf.layers.Dense(4, "relu"), tf.layers.Dropout(0.2), tf.layers.Dense(1)])
    model.compile(tf.optimizers.Adam(0.01, clipnorm=1.0), "mse", metrics=["mae"])
    x, y = tf.tensor(X), tf.tensor(Y)
    keys = ("num_tensors", "num_data_buffers", "num_bytes", "num_bytes_in_gpu", "num_programs")
    seen = []
    for _ in range(4):  # the first round makes the recordings
        model.fit(x, y, batch_size=2, epochs=33, verbose=0)
        model.train_on_batch(x, y)
        seen.append([tf.memory()[key] for key in keys])
    assert model.optimizer.iterations.item() == 400
    assert seen[1] == seen[2] == seen[3]


@in_browser
def test_errors():
    model = _line()
    shapes = tf.errors.ShapeError
    with raises(shapes, match=r"y_true: \(5, 3\), y_pred: \(5, 1\)"):
        model.fit(X, [[1.0, 2.0, 3.0]] * 5, verbose=0)
    with raises(shapes, match=r"fit: all data must have one number of samples.*\(5, 2\), \(4, 1\)"):
        model.fit(X, Y[:4], verbose=0)
    with raises(shapes, match="expected last axis 2"):
        model.fit([[1.0]] * 5, Y, verbose=0)
    with raises(ValueError, match="validation_split must be between 0 and 1, got 2"):
        model.fit(X, Y, validation_split=2, verbose=0)
    with raises(ValueError, match="batch_size must be a positive int, got -1"):
        model.fit(X, Y, batch_size=-1, verbose=0)
    with raises(ValueError, match="class_weight or sample_weight, not both"):
        model.fit(X, Y, class_weight={0: 1.0}, sample_weight=[1.0] * 5, verbose=0)
    with raises(ValueError, match="there are no targets to compare with"):
        model.fit(X, verbose=0)
    with raises(shapes, match=r"predict: there are no samples; x has shape \(0, 2\)"):
        model.predict(tf.zeros([0, 2]), verbose=0)
    model.compile("sgd", "msse")
    with raises(ValueError, match="unknown loss 'msse'"):
        model.fit(X, Y, verbose=0)
    with raises(ValueError, match="unknown optimizer 'sgdd'"):
        model.compile("sgdd")
    with raises(TypeError, match="metrics must be a list, got str"):
        model.compile("sgd", "mse", metrics="mae")
    model.compile("sgd")
    with raises(ValueError, match="no loss to compute"):
        model.fit(X, Y, verbose=0)


@in_browser
def test_a_model_that_is_not_compiled():
    model = tf.Sequential([tf.layers.Dense(1)])
    for name in ("fit", "evaluate", "train_on_batch", "test_on_batch"):
        with raises(ValueError, match=r"call compile\(optimizer, loss\) first"):
            getattr(model, name)(X, Y)
    assert model.predict(X, verbose=0).shape == (5, 1)


@in_browser
def test_a_model_without_trainable_weights_warns_and_learns_nothing():
    model = _line()
    model.trainable = False
    before = [weight.tolist() for weight in model.weights]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        history = model.fit(X, Y, verbose=0)
    assert [str(w.message)[:34] for w in caught] == ["the model has no trainable weights"]
    assert history.history == {"loss": [1.0]}
    assert [weight.tolist() for weight in model.weights] == before
