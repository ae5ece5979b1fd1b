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


@in_browser
def test_a_reduction_computes_what_only_it_needs():
    x = tf.tensor([[1.0, 2.0, 3.0, 4.0, 5.0], [5.0, 4.0, 3.0, 2.0, 1.0]])
    y, row = tf.exp(x * 0.1), tf.tensor([1.0, -1.0, 2.0, 0.5, 3.0])

    def total(x, y, row):
        return tf.sum(x * y + row, 1)

    def variance(x, y, row):
        return tf.mean(tf.square(x - tf.mean(x, 1, True)), 1) * 2.0

    def kept(x, y, row):
        product = x * y
        return tf.sum(product, 0) + row, product

    def whole_numbers(x, y, row):
        return tf.sum(tf.cast(x > 2.5, "int32")) + tf.sum(x * y * row, 0, True)

    def scaled(x, y, row):
        return tf.mean(tf.sigmoid(x) * y, 1)  # its shader's own words meet the mean's parameters

    draws = {"scaled": 1, "total": 1, "variance": 2, "kept": 2, "whole_numbers": 3}
    for f in (scaled, total, variance, kept, whole_numbers):
        expected = f(x, y, row)
        for without in ((), ("prologues",), ("fusion",)):
            traced = tf.function(f, without=without)
            for _ in range(2):
                for a, b in zip(_all(traced(x, y, row)), _all(expected), strict=True):
                    assert a.shape == b.shape
                    assert tf.max(tf.abs(a - b)).item() < 1e-6
            if not without:
                assert traced.explain(x, y, row).after.draws == draws[f.__name__]


def _all(value):
    return value if isinstance(value, (list, tuple)) else [value]
