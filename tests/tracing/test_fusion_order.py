"""A draw that a chain takes over may come after the chain's beginning."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser


@in_browser
def test_a_reduction_joins_a_chain_that_began_before_it():
    x, y = tf.tensor([[1.0, 2.0], [3.0, 5.0]]), tf.tensor([[1.0], [2.0]])

    @tf.function
    def both(x, y):
        doubled = y * y + y
        return doubled + tf.sum(x, 1, keepdims=True)

    for _ in range(2):
        assert both(x, y).tolist() == [[5.0], [14.0]]


@in_browser
def test_a_reduction_of_what_the_chain_makes():
    x = tf.tensor([[1.0], [2.0]])

    @tf.function
    def total(x):
        twice = x * 2.0
        return twice * twice + tf.sum(twice, 1, keepdims=True)

    for _ in range(2):
        assert total(x).tolist() == [[6.0], [20.0]]


@in_browser
def test_gradients_of_a_bias_that_the_loss_uses_twice():
    x, w, b = tf.tensor([[1.0, 2.0]]), tf.Variable([[3.0], [-4.0]]), tf.Variable([1.0])

    @tf.function
    def slopes():
        def loss():
            y = tf.matmul(x, w) + b
            return tf.sum(tf.square(y)) * 0.5 + tf.mean(tf.square(y)) * 0.5 + tf.sum(b * b)

        return list(tf.variable_grads(loss, [w, b])[1].values())

    for _ in range(2):
        assert [g.tolist() for g in slopes()] == [[[-8.0], [-16.0]], [-6.0]]


@in_browser
def test_small_draws_that_do_not_read_from_one_another_are_one():
    counts = [tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)]

    def add(*parts):
        for variable, part in zip(counts, parts, strict=True):
            variable.assign_add(part)
        return parts[0] + parts[1]

    parts = [tf.scalar(float(i)) for i in range(3)]
    both = []
    for without in ((), ("side_by_side",), ("fusion",)):
        step = tf.function(add, without=without)
        before = [v.item() for v in counts]
        for turn in range(1, 3):
            assert step(*parts).item() == 1.0
            assert [v.item() for v in counts] == [b + turn * i for i, b in enumerate(before)]
        both.append(step.explain(*parts).after.draws)
    assert both == [1, 4, 4]
