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


def _gamma_2(v: np.ndarray) -> np.ndarray:
    return 1 - np.exp(-3 * v) * (1 + 3 * v)  # Erlang's, shape 2, rate 3


def _gamma_half(v: np.ndarray) -> np.ndarray:
    return np.array([math.erf(math.sqrt(value)) for value in v])  # a squared normal number's half


def _gamma_9(v: np.ndarray) -> np.ndarray:
    return 1 - np.exp(-v) * sum(v**k / math.factorial(k) for k in range(9))


@pytest.mark.parametrize(
    ("alpha", "beta", "distribution"),
    [(2.0, 3.0, _gamma_2), (0.5, 1.0, _gamma_half), (9.0, 1.0, _gamma_9), (1.0, 2.0, None)],
)
def test_gamma_by_moments_and_by_kolmogorov_and_smirnov(
    browser: Browser, alpha: float, beta: float, distribution: Any
) -> None:
    values = _drawn(browser, f"tf.random_gamma([20001], {alpha}, {beta})")
    distance = _distance(values, distribution or (lambda v: 1 - np.exp(-beta * v)))
    assert distance < 1.95 / math.sqrt(len(values))
    # Within four deviations of the sample's mean and variance.
    mean, variance = alpha / beta, alpha / beta**2
    assert abs(values.mean() - mean) < 4 * math.sqrt(variance / len(values))
    fourth = 3 + 6 / alpha  # kurtosis
    assert abs(values.var() / variance - 1) < 4 * math.sqrt((fourth - 1) / len(values))


MOMENTS = {
    "tf.random.uniform([50001], -1, 3)": (1.0, 4 / 3, 1.8),
    "tf.random.normal([50001], 2.0, 0.5)": (2.0, 0.25, 3.0),
    "tf.random.truncated_normal([50001])": (0.0, 0.7741, 2.062),
}


@pytest.mark.parametrize("expression", MOMENTS)
def test_moments(browser: Browser, expression: str) -> None:
    values = _drawn(browser, expression)
    mean, variance, kurtosis = MOMENTS[expression]
    assert abs(values.mean() - mean) < 4 * math.sqrt(variance / len(values))
    assert abs(values.var() / variance - 1) < 4 * math.sqrt((kurtosis - 1) / len(values))
    lag = np.corrcoef(values[:-1], values[1:])[0, 1]
    assert abs(lag) < 4 / math.sqrt(len(values))


def test_all_orders_come_alike_often(browser: Browser) -> None:
    code = "[tf.random_permutation(4).tolist() for _ in range(2400)]"
    drawn = np.array(browser.run(f"import texelflow as tf\ntf.set_random_seed(11)\n{code}"))
    assert (np.sort(drawn, 1) == np.arange(4)).all()
    counts = np.unique(drawn @ [64, 16, 4, 1], return_counts=True)[1]
    assert len(counts) == 24
    assert ((counts - 100) ** 2 / 100).sum() < 49.7  # chi-squared, 23 degrees, 0.999


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1000, 70001])
def test_a_permutation_has_each_number_once(browser: Browser, count: int) -> None:
    drawn = _drawn(browser, f"tf.random.permutation({count})")
    assert np.sort(drawn).tolist() == list(range(count))
    if count >= 1000:  # neither place nor neighbours say anything
        places = np.arange(count)
        assert abs(np.corrcoef(drawn, places)[0, 1]) < 4 / math.sqrt(count)
        assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4 / math.sqrt(count)


@in_browser
def test_each_call_of_a_function_draws_anew_and_the_same_after_a_seed():
    def draw():
        return [
            tf.random.uniform([3]),
            tf.random.normal([3]),
            tf.random.truncated_normal([3]),
            tf.random.gamma([3], 2.0),
            tf.random.categorical([[0.0, 0.0, 0.0, 0.0]], 9),
            tf.random.randint([9], 0, 1000),
            tf.random.shuffle(tf.range(9)),
            tf.random.permutation(9),
            tf.dropout(tf.ones([20]), 0.5),
        ]

    traced = tf.function(draw)
    traced()
    tf.random.set_seed(3)
    first = [x.tolist() for x in traced()]
    second = [x.tolist() for x in traced()]
    assert all(a != b for a, b in zip(first, second, strict=True))
    tf.random.set_seed(3)
    assert first == [x.tolist() for x in traced()]
    own = tf.function(lambda: tf.random.gamma([3], 2.0, seed=5))
    assert own().tolist() == own().tolist() == tf.random.gamma([3], 2.0, seed=5).tolist()


@in_browser
def test_shuffling_and_the_caller_s_own_numbers():
    x = tf.range(20).reshape([10, 2])
    mixed = tf.random_shuffle(x, seed=4)
    assert mixed.tolist() != x.tolist()
    assert sorted(mixed.tolist()) == x.tolist()
    assert mixed.tolist() == tf.random_shuffle(x, seed=4).tolist()
    across = tf.random.shuffle(tf.range(20).reshape([2, 10]), axis=-1, seed=4).tolist()
    assert [value - 10 for value in across[1]] == across[0]
    assert sorted(across[0]) == list(range(10))
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
