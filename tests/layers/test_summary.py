"""model.summary(), against the tables in Keras's documentation and its rules for widths."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser

# A terminal of 80 columns leaves 76; columns end at 45, 80 and 100 % of that.
MNIST = """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d (MaxPooling2D)    │ (None, 13, 13, 32)     │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ conv2d_1 (Conv2D)               │ (None, 11, 11, 64)     │        18,496 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d_1 (MaxPooling2D)  │ (None, 5, 5, 64)       │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ flatten (Flatten)               │ (None, 1600)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dropout (Dropout)               │ (None, 1600)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 10)             │        16,010 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 34,826 (136.04 KB)
 Trainable params: 34,826 (136.04 KB)
 Non-trainable params: 0 (0.00 B)
"""

# Momentum makes as many slots as there are weights; step count and learning rate come on top.
TRAINED = """\
 Total params: 69,654 (272.09 KB)
 Trainable params: 34,826 (136.04 KB)
 Non-trainable params: 0 (0.00 B)
 Optimizer params: 34,828 (136.05 KB)
"""

UNBUILT = """\
Model: "small"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ a (Dense)                            │ ?                           │     0 (unbuilt) │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 0 (0.00 B)
 Trainable params: 0 (0.00 B)
 Non-trainable params: 0 (0.00 B)
"""


def _mnist():
    tf.clear_session()
    return tf.Sequential(
        [
            tf.Input((28, 28, 1)),
            tf.layers.Conv2D(32, 3, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Conv2D(64, 3, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Flatten(),
            tf.layers.Dropout(0.5),
            tf.layers.Dense(10, activation="softmax"),
        ]
    )


def _shown(model, **options):
    texts = []
    model.summary(print_fn=texts.append, **options)
    return "\n".join(texts)


@in_browser
def test_the_mnist_network():
    assert _shown(_mnist(), line_length=76) == MNIST


@in_browser
def test_an_optimizer_counts_once_it_is_built():
    model = _mnist()
    model.compile(tf.optimizers.SGD(0.01, momentum=0.9), "mse")
    assert _shown(model, line_length=76) == MNIST
    model.train_on_batch(tf.zeros([1, 28, 28, 1]), tf.zeros([1, 10]))
    assert _shown(model, line_length=76).endswith("\n" + TRAINED)


@in_browser
def test_frozen_weights_are_not_trainable():
    model = _mnist()
    model.get_layer("dense").trainable = False
    lines = _shown(model).splitlines()
    assert lines[-2:] == [
        " Trainable params: 18,816 (73.50 KB)",
        " Non-trainable params: 16,010 (62.54 KB)",
    ]


@in_browser
def test_unbuilt_layers():
    model = tf.Sequential([tf.layers.Dense(2, name="a")], name="small")
    assert _shown(model, line_length=88) == UNBUILT


@in_browser
def test_long_names_are_wrapped_between_words():
    name = "x" * 25
    model = tf.Sequential([tf.Input((2,)), tf.layers.Dense(1, name=name)])
    lines = _shown(model, line_length=76).splitlines()
    assert lines[4] == f"│ {name}       │ (None, 1)              │             3 │"
    assert lines[5] == f"│ (Dense)                         │{' ' * 24}│{' ' * 15}│"
