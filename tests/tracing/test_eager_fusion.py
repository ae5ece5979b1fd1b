"""Eager draws that are fused in the command buffer give what they give one by one."""

from __future__ import annotations

import gc
import random

import texelflow as tf
from support.browser import in_browser
from texelflow import engine as engines


def fused_from_the_second_time():
    """Start eager fusion anew; a run gets its program when it is seen again."""
    tf.enable_eager_fusion()
    fusion = engines.current().before_flush
    fusion.worth = 1
    return fusion


def draws_of(f):
    """Return f's result and how many draws WebGL was asked for."""
    engine = engines.current()
    engine.finish()
    before = engine.device.counters()["draws"]
    result = f()
    engine.finish()
    return result, engine.device.counters()["draws"] - before


UNARY = [tf.neg, tf.abs, tf.tanh, tf.square, lambda x: x * 0.5 + 1.0, lambda x: tf.maximum(x, 0.0)]
BINARY = [tf.add, tf.sub, tf.mul, tf.maximum, lambda a, b: tf.where(a > b, a, b)]
SHAPES = [[5, 7], [5, 7], [5, 7], [5, 1], [7], []]


def random_program(seed):
    """Run ops on a few names, each of which may be bound anew, kept or dropped; return the rest."""
    draw = random.Random(seed)
    names = {
        n: tf.tensor([draw.uniform(-2, 2) for _ in range(5 * 7)], [5, 7])
        if shape == [5, 7]
        else tf.fill(shape, draw.uniform(-2, 2))
        for n, shape in enumerate(SHAPES)
    }
    v = tf.Variable(names[0])
    for step in range(draw.randrange(10, 45)):
        a, b = draw.choice(list(names)), draw.choice(list(names))
        kind = draw.random()
        if kind < 0.4:
            made = draw.choice(UNARY)(names[a])
        elif kind < 0.8:
            made = draw.choice(BINARY)(names[a], names[b])
        elif kind < 0.85:
            made = tf.sum(names[a], -1, keepdims=True) if names[a].shape else names[a]
        elif kind < 0.9:
            made = tf.matmul(tf.fill([5, 5], 0.1), tf.zeros([5, 7]) + names[a])
        elif kind < 0.95:
            v.assign(tf.zeros([5, 7]) + names[a] * 0.1)
            made = v + 0.0
        else:
            made = tf.tensor([draw.uniform(-1, 1) for _ in range(7)])
        names[draw.choice([a, b, step % 9])] = tf.clip_by_value(made, -3.0, 3.0)
    result = [value.tolist() for value in names.values()]
    v.dispose()
    return result


@in_browser
def test_random_programs_give_the_same_to_the_bit():
    saved = 0
    for seed in range(10):
        tf.enable_eager_fusion(False)
        expected = random_program(seed)
        fusion = fused_from_the_second_time()
        for _ in range(3):
            assert random_program(seed) == expected, f"program {seed}"
        saved += fusion.saved
    tf.enable_eager_fusion()
    assert saved > 100


@in_browser
def test_a_long_chain_takes_few_draws():
    x = tf.tensor([[1.0, 2.0], [3.0, 4.0]])

    def chain():
        y = x
        for _ in range(96):
            y = y + x
        return y

    fused_from_the_second_time()
    chain()
    chain()
    y, draws = draws_of(chain)
    tf.enable_eager_fusion()
    assert y.tolist() == [[97.0, 194.0], [291.0, 388.0]]
    assert draws == 4


@in_browser
def test_what_somebody_holds_is_written():
    x = tf.tensor([1.0, -2.0, 3.0])

    def steps():
        a = x * 2.0
        b = tf.abs(a) + 1.0
        c = tf.sqrt(b) * b
        return b, c - 1.0

    fused_from_the_second_time()
    for _ in range(3):
        b, c = steps()
        assert b.tolist() == [3.0, 5.0, 7.0]
        assert [round(value, 4) for value in c.tolist()] == [4.1962, 10.1803, 17.5203]
    tf.enable_eager_fusion()


@in_browser
def test_a_chain_follows_a_product_in_its_draw():
    x, w, bias = tf.ones([3, 3]), tf.fill([3, 3], 0.5), tf.tensor([0.0, 1.0, 2.0])

    def dense():
        return tf.relu(tf.matmul(x, w) * 2.0 + bias)

    fused_from_the_second_time()
    _, apart = draws_of(dense)
    dense()
    y, together = draws_of(dense)
    tf.enable_eager_fusion()
    assert y.tolist() == [[3.0, 4.0, 5.0]] * 3
    assert (apart, together) == (4, 1)


@in_browser
def test_buffers_without_runs_are_looked_at_less_and_less():
    fusion = fused_from_the_second_time()
    x = tf.ones([4, 4])
    engine = engines.current()
    for _ in range(40):
        y = tf.matmul(tf.transpose(tf.matmul(x, x)), x)
        engine.flush()
    y.dispose()
    assert fusion.rest > 0
    tf.enable_eager_fusion()
    gc.collect()
