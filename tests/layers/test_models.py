"""Sequential and Model: when weights are made, what is inside, configuration, disposal."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser, raises


@in_browser
def test_weights_are_made_once_the_shape_is_known():
    dense = tf.layers.Dense
    inputs = [
        tf.Sequential([tf.Input((4,)), dense(3), dense(1)]),
        tf.Sequential([dense(3, input_shape=(4,)), dense(1)]),
        tf.Sequential([dense(3), dense(1)]),
        tf.Sequential([dense(3), dense(1)]),
    ]
    assert [model.built for model in inputs] == [True, True, False, False]
    assert inputs[2].output_shape is None
    with raises(ValueError, match="has no weights yet"):
        inputs[2].count_params()
    inputs[2].build((None, 4))
    inputs[3](tf.ones([2, 4]))
    for model in inputs:
        assert (model.input_shape, model.output_shape) == ((None, 4), (None, 1))
        assert model.count_params() == 5 * 3 + 4
        assert len(model.weights) == 4


@in_browser
def test_add_and_pop():
    model = tf.Sequential([tf.Input((2,))])
    model.add(tf.layers.Dense(3))
    model.add(tf.layers.Dense(1, name="last"))
    assert model.output_shape == (None, 1)
    assert model.pop().name == "last"
    assert model.output_shape == (None, 3)
    assert model([[1.0, 2.0]]).shape == (1, 3)
    with raises(ValueError, match="Input must be the first entry"):
        model.add(tf.Input((2,)))


@in_browser
def test_models_inside_models():
    inner = tf.Sequential([tf.layers.Dense(3), tf.layers.ReLU()], name="inner")
    model = tf.Sequential([tf.Input((2,)), inner, tf.layers.Dense(1, name="head")])
    assert [w.shape for w in model.weights] == [(2, 3), (3,), (3, 1), (1,)]
    assert model.get_layer("inner") is inner
    assert model.get_layer(index=-1).name == "head"
    with raises(ValueError, match=r"no layer called 'tail' among \['inner', 'head'\]"):
        model.get_layer("tail")
    config = model.get_config()
    twin = tf.Sequential.from_config(config)
    assert twin.get_config() == config
    twin.set_weights(model.get_weights())
    assert twin([[1.0, 2.0]]).tolist() == model([[1.0, 2.0]]).tolist()
    with raises(tf.errors.ShapeError, match="set_weights got 1 weights; it has 4"):
        twin.set_weights([[1.0]])


class Branches(tf.Model):
    def __init__(self):
        super().__init__()
        self.branches = {"a": tf.layers.Dense(2), "b": [tf.layers.Dense(2), tf.layers.ReLU()]}
        self.drop = tf.layers.Dropout(1.0)
        self.modes = []

    def call(self, inputs, training=False):
        self.modes.append(training)
        x = self.branches["a"](inputs)
        for layer in self.branches["b"]:
            x = layer(x)
        return self.drop(x) + 1.0


@in_browser
def test_a_model_of_ones_own():
    model = Branches()
    assert model.weights == []
    assert len(model.layers) == 4
    model.build((None, 3))
    assert model.count_params() == 4 * 2 + 3 * 2
    assert model(tf.ones([1, 3]), training=True).tolist() == [[1.0, 1.0]]
    model.compile("sgd", "mse")
    model.fit([[1.0, 2.0, 3.0]], [[0.0, 0.0]], verbose=0)
    model.predict([[1.0, 2.0, 3.0]], verbose=0)
    assert model.modes == [False, True, True, False]


@in_browser
def test_dispose_frees_everything_that_a_model_holds():
    before = tf.memory()["num_tensors"]
    model = tf.Sequential([tf.layers.Dense(3), tf.layers.Dense(1)])
    model.compile("adam", "mse", metrics=["mae"])
    model.fit([[1.0, 2.0]], [[1.0]], verbose=0)
    assert tf.memory()["num_tensors"] > before
    model.dispose()
    assert tf.memory()["num_tensors"] == before
    with raises(tf.errors.DisposedError):
        model([[1.0, 2.0]])
