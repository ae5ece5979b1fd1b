"""What all layers share: names, input checks, what is trained, losses."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser, raises


@in_browser
def test_names_are_unique_and_in_snake_case():
    tf.clear_session()
    layers = tf.layers
    made = [layers.Dense(1), layers.Dense(1), layers.MaxPooling2D(), layers.ReLU(), layers.Dense(1)]
    names = [layer.name for layer in made]
    assert names == ["dense", "dense_1", "max_pooling2d", "re_lu", "dense_2"]
    assert [tf.Sequential().name, tf.Sequential().name] == ["sequential", "sequential_1"]
    assert layers.Dense(1, name="mine").name == "mine"
    tf.clear_session()
    assert layers.Dense(1).name == "dense"


@in_browser
def test_an_input_that_does_not_fit_is_explained():
    dense = tf.layers.Dense(2, name="head")
    dense(tf.ones([1, 4]))
    with raises(tf.errors.ShapeError, match=r'Dense "head": expected last axis 4, got \(1, 5\)'):
        dense(tf.ones([1, 5]))
    with raises(tf.errors.ShapeError, match=r'Dense "new": expected at least 2 axes, got \(3,\)'):
        tf.layers.Dense(2, name="new")(tf.ones([3]))
    conv = tf.layers.Conv2D(2, 3, name="eyes")
    with raises(tf.errors.ShapeError, match=r'Conv2D "eyes": expected 4 axes, got 3: \(5, 5, 1\)'):
        conv(tf.ones([5, 5, 1]))
    conv(tf.ones([1, 5, 5, 1]))
    with raises(tf.errors.ShapeError, match=r"expected last axis 1, got \(1, 5, 5, 3\)"):
        conv(tf.ones([1, 5, 5, 3]))


@in_browser
def test_a_model_says_which_layer_does_not_fit():
    small = [tf.Input((4, 4, 1)), tf.layers.Conv2D(1, 5, name="wide")]
    with raises(tf.errors.ShapeError, match=r'Conv2D "wide": a window of \(5, 5\) does not fit'):
        tf.Sequential(small)
    flat = [tf.Input((4, 4, 1)), tf.layers.Flatten(), tf.layers.MaxPooling2D(name="pool")]
    with raises(tf.errors.ShapeError, match=r'"pool": expected 4 axes, got 2: \(None, 16\)'):
        tf.Sequential(flat)
    model = tf.Sequential([tf.Input((3,)), tf.layers.Dense(1, name="only")])
    with raises(tf.errors.ShapeError, match=r'"only": expected last axis 3, got \(1, 2\)'):
        model(tf.ones([1, 2]))


@in_browser
def test_bad_arguments():
    layers = tf.layers
    with raises(ValueError, match="units must be a positive int, got 0"):
        layers.Dense(0)
    with raises(ValueError, match="padding must be 'valid' or 'same', got 'full'"):
        layers.Conv2D(1, 3, padding="full")
    with raises(ValueError, match="kernel_size must be one positive int or 2"):
        layers.Conv2D(1, (1, 2, 3))
    with raises(ValueError, match="cannot both be above 1"):
        layers.Conv2D(1, 3, strides=2, dilation_rate=2)
    with raises(ValueError, match="rate must be between 0 and 1, got 1.5"):
        layers.Dropout(1.5)
    with raises(ValueError, match=r"unknown activation 'rleu'; it must be one of .*relu"):
        layers.Dense(1, "rleu")
    with raises(ValueError, match=r"unknown initializer 'he'; .*HeNormal"):
        layers.Dense(1, kernel_initializer="he")
    with raises(TypeError, match="colour"):
        layers.Dense(1, colour="red")
    with raises(ValueError, match="names must be unique"):
        tf.Sequential([layers.Dense(1, name="a"), layers.Dense(1, name="a")])
    with raises(TypeError, match="add takes a layer, got int"):
        tf.Sequential([3])


@in_browser
def test_frozen_layers_are_left_alone():
    first, second = tf.layers.Dense(2), tf.layers.Dense(1)
    model = tf.Sequential([tf.Input((2,)), first, second])
    assert [w.shape for w in model.trainable_weights] == [(2, 2), (2,), (2, 1), (1,)]
    first.trainable = False
    assert model.trainable_weights == second.weights
    assert model.non_trainable_weights == first.weights
    before = [weight.tolist() for weight in model.weights]
    model.compile("sgd", "mse")
    model.fit([[1.0, 2.0]], [[9.0]], verbose=0)
    after = [weight.tolist() for weight in model.weights]
    changed = [a != b for a, b in zip(after, before, strict=True)]
    assert changed == [False, False, True, True]
    model.trainable = True
    assert len(model.trainable_weights) == 4
    assert tf.layers.Dense(1, trainable=False).get_config()["trainable"] is False


@in_browser
def test_regularizers_are_added_to_the_loss():
    x, y = tf.tensor([[1.0, 2.0]]), tf.tensor([[1.0]])
    dense = tf.layers.Dense(
        1,
        kernel_initializer=tf.initializers.Constant([[3.0], [-4.0]]),
        bias_initializer="ones",
        kernel_regularizer=tf.regularizers.L1L2(0.5, 0.25),
        bias_regularizer="l2",
        activity_regularizer=tf.regularizers.L2(0.125),
    )
    model = tf.Sequential([tf.Input((2,)), dense])
    model.compile("sgd", "mse")
    # Output 3 - 8 + 1 = -4; its error 25, activity 16 / 8; kernel 7 / 2 + 25 / 4; bias 1 / 100.
    expected = 25 + 2 + 3.5 + 6.25 + 0.01
    assert abs(model.evaluate(x, y, verbose=0) - expected) < 1e-4
    model.optimizer.learning_rate = 0.5
    model.train_on_batch(x, y)
    # dloss/dy = -10 + 2 * -4 / 8 = -11; dw = -11 x + sign(w) / 2 + w / 2; db = -11 + 0.02.
    found = [round(v, 4) for v in dense.kernel.reshape([-1]).tolist() + dense.bias.tolist()]
    assert found == [3 - 0.5 * (-11 + 0.5 + 1.5), -4 - 0.5 * (-22 - 0.5 - 2), 6.49]


@in_browser
def test_losses_that_a_layer_adds():
    class Watched(tf.layers.Layer):
        def call(self, inputs):
            self.add_loss(tf.sum(inputs) * 2.0)
            return inputs

    model = tf.Sequential([Watched()])
    for _ in range(2):
        model(tf.tensor([[1.0, 2.0]]))
        assert [loss.item() for loss in model.losses] == [6.0]
    model.compile("sgd", "mse")
    assert model.evaluate([[1.0, 2.0]], [[1.0, 3.0]], verbose=0) == 6.5


@in_browser
def test_constraints_hold_after_every_step():
    dense = tf.layers.Dense(1, kernel_constraint="non_neg", kernel_initializer="ones")
    model = tf.Sequential([tf.Input((2,)), dense])
    model.compile(tf.optimizers.SGD(1.0), "mse")
    model.train_on_batch([[1.0, -1.0]], [[-5.0]])
    assert dense.kernel.tolist() == [[0.0], [11.0]]


@in_browser
def test_layers_of_ones_own():
    class Scale(tf.layers.Layer):
        def build(self, input_shape):
            self.factor = self.add_weight("factor", (input_shape[-1],), "ones")

        def call(self, inputs):
            return inputs * self.factor

    layer = Scale()
    assert layer([[2.0, 3.0]]).tolist() == [[2.0, 3.0]]
    assert [w.shape for w in layer.trainable_weights] == [(2,)]
    assert layer.compute_output_shape((None, 2)) == (None, 2)
    model = tf.Sequential([tf.Input((2,)), layer, tf.layers.Dense(1)])
    assert model.output_shape == (None, 1)
    assert model.count_params() == 5
