"""The random ops: the generator's published answers, distributions, seeds, what dropout drops."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser, raises

# counter, key, answer: "threefry2x32 20" of the known answers that come with Random123.
KNOWN_ANSWERS = [
    ([0, 0], [0, 0], [0x6B200159, 0x99BA4EFE]),
    ([0xFFFFFFFF] * 2, [0xFFFFFFFF] * 2, [0x1CB996FC, 0xBB002BE7]),
    ([0x243F6A88, 0x85A308D3], [0x13198A2E, 0x03707344], [0xC4923A9C, 0x483DF7A0]),
]

# Replaces the body of random/uniform_int: one application of the generator to given words.
PROBE = """
#include "prelude/random.glsl"
void main() {
  ivec4 given = state_texel(0);
  y = ivec4(ivec2(threefry(uvec2(given.zw), uvec2(given.xy))), 0, 0);
}
"""

PROBED = """
import texelflow as tf
from texelflow.ops.random import _uniform_int
state = tf.tensor(given, dtype="int32")
_uniform_int(state, (4,), 0, 1, 0).tolist()[:2]
"""


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_the_generator_gives_its_published_answers(
    browser: Browser, counter: list[int], key: list[int], answer: list[int]
) -> None:
    browser.call("broken.kernel", name="random/uniform_int", body=PROBE)
    try:
        words = np.array([*counter, *key], np.uint32).view(np.int32).tolist()
        found = browser.run(PROBED, given=words)
    finally:
        browser.call("broken.restore")
    assert np.array(found, np.int32).view(np.uint32).tolist() == answer


def _drawn(browser: Browser, expression: str) -> np.ndarray:
    code = f"import texelflow as tf\ntf.set_random_seed(11)\n({expression}).tolist()"
    return np.array(browser.run(code))


def _distance(values: np.ndarray, distribution: Any) -> float:
    """Return the Kolmogorov-Smirnov distance between values and a distribution function."""
    ordered = distribution(np.sort(values))
    count = len(values)
    above = np.arange(1, count + 1) / count - ordered
    below = ordered - np.arange(count) / count
    return float(max(above.max(), below.max()))


def _phi(z: np.ndarray) -> np.ndarray:
    """Return the normal distribution function."""
    return np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in z])


def _phi_cut(z: np.ndarray) -> np.ndarray:
    """Return the distribution function of a normal one cut off at two deviations."""
    edge = 0.5 * math.erfc(2 / math.sqrt(2))
    return (_phi(z) - edge) / (1 - 2 * edge)


DISTRIBUTIONS = {
    "tf.random_uniform([20001], -2, 3)": lambda v: (v + 2) / 5,
    "tf.random_normal([20001], 1, 2)": lambda v: _phi((v - 1) / 2),
    "tf.random_standard_normal([141, 142]).reshape([-1])": _phi,
    "tf.truncated_normal([20001])": _phi_cut,
    "tf.concat([tf.random_uniform([101]) for _ in range(100)])": lambda v: v,
}


@pytest.mark.parametrize("expression", DISTRIBUTIONS)
def test_distributions_by_kolmogorov_and_smirnov(browser: Browser, expression: str) -> None:
    values = _drawn(browser, expression)
    # With a fixed seed this either holds or not; 1.95 / sqrt(n) is passed by 99.9 % of samples.
    assert _distance(values, DISTRIBUTIONS[expression]) < 1.95 / math.sqrt(len(values))


def test_whole_numbers_are_even_and_in_range(browser: Browser) -> None:
    values = _drawn(browser, "tf.random_uniform([60000], -3, 3, 'int32')")
    counts = np.unique(values, return_counts=True)
    assert counts[0].tolist() == [-3, -2, -1, 0, 1, 2]
    assert (((counts[1] - 10_000) ** 2 / 10_000).sum()) < 20.5  # chi-squared, 5 degrees, 0.999
    wide = _drawn(browser, "tf.random_uniform_int([1000], -2**31, 2**31)")
    assert wide.min() < -(2**30)
    assert wide.max() > 2**30


@in_browser
def test_seeds():
    tf.set_random_seed(5)
    first = [tf.random_normal([7]).tolist(), tf.random_normal([7]).tolist()]
    assert first[0] != first[1]
    tf.set_random_seed(5)
    assert first == [tf.random_normal([7]).tolist(), tf.random_normal([7]).tolist()]
    tf.set_random_seed(6)
    assert tf.random_normal([7]).tolist() != first[0]
    own = tf.random_uniform([7], seed=2**40 + 1).tolist()
    assert own == tf.random_uniform([7], seed=2**40 + 1).tolist()
    assert own != tf.random_uniform([7], seed=1).tolist()


@in_browser
def test_dropout_scales_what_stays_and_its_gradient_drops_the_same():
    x = tf.ones([40, 25])
    y, g = tf.value_and_grad(lambda x: tf.dropout(x, 0.25))(x)
    assert set(y.reshape([-1]).tolist()) == {0.0, tf.scalar(4 / 3).item()}
    assert y.tolist() == g.tolist()
    assert 0.2 < 1 - tf.sum(y).item() / (1000 * 4 / 3) < 0.3
    rows = tf.dropout(x, 0.5, noise_shape=[40, 1], seed=1).tolist()
    assert all(len(set(row)) == 1 for row in rows)
    assert tf.dropout(x, 0.0).tolist() == x.tolist()


def test_classes_come_by_their_odds(browser: Browser) -> None:
    odds = np.array([0.1, 0.2, 0.3, 0.4])
    drawn = _drawn(browser, f"tf.multinomial({np.log(odds).tolist()}, 20000)")
    counts = np.bincount(drawn.astype(int), minlength=4)
    expected = odds * 20_000
    assert ((counts - expected) ** 2 / expected).sum() < 16.3  # chi-squared, 3 degrees, 0.999
    both = _drawn(browser, "tf.multinomial([[0.0, 1.0], [1.0, 0.0]], 3, normalized=True)")
    assert both.tolist() == [[1, 1, 1], [0, 0, 0]]


def test_gamma_by_kolmogorov_and_smirnov(browser: Browser) -> None:
    values = _drawn(browser, "tf.random_gamma([5001], 2.0, 3.0)")
    distance = _distance(values, lambda v: 1 - np.exp(-3 * v) * (1 + 3 * v))  # Erlang's, shape 2
    assert distance < 1.95 / math.sqrt(len(values))


@in_browser
def test_shuffling_and_the_caller_s_own_numbers():
    x = tf.range(20).reshape([10, 2])
    mixed = tf.random_shuffle(x, seed=4)
    assert mixed.tolist() != x.tolist()
    assert sorted(mixed.tolist()) == x.tolist()
    assert mixed.tolist() == tf.random_shuffle(x, seed=4).tolist()
    numbers = iter([0.5, 1.5, 2.5, 3.5])
    assert tf.rand([2, 2], lambda: next(numbers)).tolist() == [[0.5, 1.5], [2.5, 3.5]]


@in_browser
def test_bad_arguments():
    with raises(ValueError, match="maxval 0 is below minval 1"):
        tf.random_uniform([2], 1, 0)
    with raises(ValueError, match="size -2"):
        tf.random_normal([-2])
    with raises(ValueError, match="std_dev -1 is negative"):
        tf.truncated_normal([2], 0, -1)
    with raises(ValueError, match="minval < maxval"):
        tf.random_uniform_int([2], 3, 3)
    with raises(TypeError, match="must be a number, got 'a'"):
        tf.random_normal([2], "a")
    with raises(ValueError, match="rate 1 must be at least 0 and below 1"):
        tf.dropout(tf.ones([2]), 1)
    with raises(TypeError, match="must be float32"):
        tf.dropout([1, 2], 0.5)
    with raises(TypeError, match="must be an int"):
        tf.set_random_seed("a")
