"""Optimizers step for step, against Keras's formulas in float64."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser, raises

STEPS = 5

RUN = """
import texelflow as tf
config = dict(config)
if schedule:
    config["learning_rate"] = getattr(tf.optimizers.schedules, schedule[0])(*schedule[1])
optimizer = getattr(tf.optimizers, name)(**config)
variables = [tf.Variable(value) for value in start]
found = []
for gradients in steps:
    optimizer.apply_gradients(zip([tf.tensor(g) for g in gradients], variables))
    found.append([variable.tolist() for variable in variables])
found
"""

Schedule = Callable[[int], float]
Rule = Iterator[Any]


def _sgd(config: dict[str, Any], rate: Schedule, w: np.ndarray, gs: list[np.ndarray]) -> Rule:
    momentum, m = config.get("momentum", 0.0), np.zeros_like(w)
    for t, g in enumerate(gs):
        w = w - w * config.get("weight_decay", 0.0) * rate(t)
        m = momentum * m - rate(t) * g
        w = w + (momentum * m - rate(t) * g if config.get("nesterov") else m)
        yield w


def _adam(config: dict[str, Any], rate: Schedule, w: np.ndarray, gs: list[np.ndarray]) -> Rule:
    b1, b2 = config.get("beta_1", 0.9), config.get("beta_2", 0.999)
    m, v, top = np.zeros_like(w), np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gs):
        w = w - w * config.get("weight_decay", 0.0) * rate(t)
        alpha = rate(t) * math.sqrt(1 - b2 ** (t + 1)) / (1 - b1 ** (t + 1))
        m = m + (g - m) * (1 - b1)
        v = v + (g * g - v) * (1 - b2)
        top = np.maximum(top, v)
        w = w - alpha * m / (np.sqrt(top if config.get("amsgrad") else v) + 1e-7)
        yield w


def _rmsprop(config: dict[str, Any], rate: Schedule, w: np.ndarray, gs: list[np.ndarray]) -> Rule:
    rho, momentum = config.get("rho", 0.9), config.get("momentum", 0.0)
    v, mean, m = np.zeros_like(w), np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gs):
        v = rho * v + (1 - rho) * g * g
        mean = rho * mean + (1 - rho) * g
        below = v - mean * mean if config.get("centered") else v
        step = rate(t) * g / np.sqrt(below + 1e-7)
        m = momentum * m + step
        w = w - (m if momentum else step)
        yield w


RULES = {"SGD": _sgd, "Adam": _adam, "RMSprop": _rmsprop}

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "sgd": ("SGD", {"learning_rate": 0.1}),
    "sgd-momentum": ("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    "sgd-nesterov": ("SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    "sgd-decay": ("SGD", {"learning_rate": 0.1, "weight_decay": 0.2}),
    "sgd-nesterov-decay": (
        "SGD",
        {"learning_rate": 0.1, "momentum": 0.5, "nesterov": True, "weight_decay": 0.2},
    ),
    "sgd-clipnorm": ("SGD", {"learning_rate": 0.1, "clipnorm": 2.0}),
    "sgd-clipvalue": ("SGD", {"learning_rate": 0.1, "clipvalue": 0.5}),
    "sgd-global_clipnorm": ("SGD", {"learning_rate": 0.1, "global_clipnorm": 2.0}),
    "adam": ("Adam", {"learning_rate": 0.1}),
    "adam-betas": ("Adam", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.75}),
    "adam-amsgrad": ("Adam", {"learning_rate": 0.1, "beta_2": 0.6, "amsgrad": True}),
    "adam-decay": ("Adam", {"learning_rate": 0.1, "weight_decay": 0.2}),
    "adam-clipnorm": ("Adam", {"learning_rate": 0.1, "clipnorm": 2.0}),
    "rmsprop": ("RMSprop", {"learning_rate": 0.1}),
    "rmsprop-momentum": ("RMSprop", {"learning_rate": 0.1, "rho": 0.7, "momentum": 0.5}),
    "rmsprop-centered": ("RMSprop", {"learning_rate": 0.1, "centered": True}),
}

SCHEDULES: dict[str, tuple[list[Any], Schedule]] = {
    "ExponentialDecay": ([0.2, 2, 0.5], lambda t: 0.2 * 0.5 ** (t / 2)),
    "InverseTimeDecay": ([0.2, 2, 0.5], lambda t: 0.2 / (1 + 0.5 * t / 2)),
    "PolynomialDecay": ([0.2, 3, 0.1, 2.0], lambda t: 0.1 * (1 - min(t, 3) / 3) ** 2 + 0.1),
    "PiecewiseConstantDecay": ([[1, 3], [0.3, 0.2, 0.1]], lambda t: [0.3, 0.3, 0.2, 0.2, 0.1][t]),
    "CosineDecay": (
        [0.2, 4, 0.25],
        lambda t: 0.2 * (0.75 * (0.5 + 0.5 * math.cos(math.pi * min(t, 4) / 4)) + 0.25),
    ),
}


def _problem() -> tuple[list[np.ndarray], list[list[np.ndarray]]]:
    """Return first values of two variables, and gradients of both for every step."""
    rng = np.random.default_rng(4)
    shapes = [(3, 5), (2,)]
    start = [rng.normal(size=s).astype(np.float32) for s in shapes]
    steps = [[(2 * rng.normal(size=s)).astype(np.float32) for s in shapes] for _ in range(STEPS)]
    for gradients in steps[2:]:
        gradients[0][0] *= 0.05  # rows whose second moment falls: amsgrad matters
    return start, steps


def _clipped(config: dict[str, Any], gradients: list[np.ndarray]) -> list[np.ndarray]:
    whole = math.sqrt(sum((g**2).sum() for g in gradients))
    if "clipvalue" in config:
        return [np.clip(g, -config["clipvalue"], config["clipvalue"]) for g in gradients]
    if "clipnorm" in config:
        norms = [math.sqrt((g**2).sum()) for g in gradients]
        return [g * min(1, config["clipnorm"] / n) for g, n in zip(gradients, norms, strict=True)]
    return [g * min(1, config.get("global_clipnorm", math.inf) / whole) for g in gradients]


def _check(
    browser: Browser,
    name: str,
    config: dict[str, Any],
    rate: Schedule,
    schedule: list[Any] | None = None,
) -> None:
    start, steps = _problem()
    found = browser.run(
        RUN,
        name=name,
        config=config,
        schedule=schedule,
        start=[w.tolist() for w in start],
        steps=[[g.tolist() for g in gradients] for gradients in steps],
    )
    exact = [[g.astype(np.float64) for g in gradients] for gradients in steps]
    exact = [_clipped(config, gradients) for gradients in exact]
    for i, w in enumerate(start):
        wanted = RULES[name](config, rate, w.astype(np.float64), [g[i] for g in exact])
        for t, expected in enumerate(wanted):
            np.testing.assert_allclose(
                found[t][i], expected, rtol=2e-5, atol=2e-6, err_msg=f"variable {i}, step {t}"
            )


@pytest.mark.parametrize("case", CASES)
def test_five_steps(browser: Browser, case: str) -> None:
    name, config = CASES[case]
    _check(browser, name, config, lambda _: config["learning_rate"])


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_five_steps_on_a_schedule(browser: Browser, schedule: str) -> None:
    arguments, rate = SCHEDULES[schedule]
    _check(browser, "SGD", {"momentum": 0.9}, rate, [schedule, arguments])


def test_adam_on_a_schedule(browser: Browser) -> None:
    arguments, rate = SCHEDULES["ExponentialDecay"]
    _check(browser, "Adam", {}, rate, ["ExponentialDecay", arguments])


@in_browser
def test_warm_up():
    rate = tf.optimizers.schedules.CosineDecay(0.0, 4, warmup_target=1.0, warmup_steps=4)
    found = [round(rate(tf.scalar(t)).item(), 5) for t in range(10)]
    assert found == [0.0, 0.25, 0.5, 0.75, 1.0, 0.85355, 0.5, 0.14645, 0.0, 0.0]


@in_browser
def test_minimize_returns_the_cost_before_the_step():
    w, b = tf.Variable(3.0), tf.Variable(1.0)
    sgd = tf.train.sgd(0.25)
    cost = sgd.minimize(lambda: w * w + b, return_cost=True)
    assert (cost.item(), w.item(), b.item()) == (10.0, 1.5, 0.75)
    assert sgd.minimize(lambda: w * w + b, [w]) is None
    assert (w.item(), b.item()) == (0.75, 0.75)
    assert sgd.iterations.item() == 2


@in_browser
def test_apply_gradients_of_pairs_and_of_names():
    a, b = tf.Variable([1.0, 2.0], name="a"), tf.Variable(5.0, name="b")
    sgd = tf.optimizers.SGD(0.5)
    sgd.apply_gradients([(tf.tensor([2.0, 4.0]), a), (None, b)])
    assert (a.tolist(), b.item()) == ([0.0, 0.0], 5.0)
    _, named = tf.variable_grads(lambda: tf.sum(a * 2.0) + b * b)
    sgd.apply_gradients(named)
    assert (a.tolist(), b.item()) == ([-1.0, -1.0], 0.0)
    sgd.apply([tf.tensor([2.0, 2.0]), None], [a, b])
    assert a.tolist() == [-2.0, -2.0]
    with raises(ValueError, match="no variable called 'c'"):
        sgd.apply_gradients({"c": tf.scalar(1.0)})
    with raises(tf.errors.ShapeError, match="does not fit"):
        sgd.apply_gradients([(tf.ones([3]), a)])


@in_browser
def test_the_learning_rate_can_be_changed():
    w = tf.Variable(0.0)
    sgd = tf.optimizers.SGD(0.5)
    for rate in (0.5, 0.25):
        sgd.learning_rate = rate
        sgd.apply_gradients([(tf.scalar(1.0), w)])
    assert w.item() == -0.75
    decayed = tf.optimizers.SGD(tf.optimizers.schedules.ExponentialDecay(1.0, 1, 0.5))
    for _ in range(2):
        decayed.apply_gradients([(tf.scalar(1.0), w)])
    assert w.item() == -2.25
    assert decayed.learning_rate.item() == 0.25
    with raises(TypeError, match="follows a schedule"):
        decayed.learning_rate = 1.0


@in_browser
def test_configurations():
    made = tf.optimizers.Adam(
        tf.optimizers.schedules.CosineDecay(0.5, 10), beta_1=0.5, amsgrad=True, clipnorm=1.0
    )
    twin = tf.optimizers.deserialize(tf.optimizers.serialize(made))
    assert twin.get_config() == made.get_config()
    assert isinstance(tf.train.momentum(0.5, 0.9, True), tf.optimizers.SGD)
    with raises(ValueError, match="only one of clipnorm"):
        tf.optimizers.SGD(clipnorm=1.0, clipvalue=1.0)
    with raises(ValueError, match="unknown optimizer 'adom'; .*Adam"):
        tf.optimizers.get("adom")
