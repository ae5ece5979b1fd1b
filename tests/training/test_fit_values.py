"""What fit computes, against the same loop in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from support.browser import Browser

FIT = """
import texelflow as tf
dense = tf.layers.Dense(1)
model = tf.Sequential([tf.Input((3,)), dense])
dense.set_weights([kernel, [0.0]])
model.compile(tf.optimizers.SGD(0.1), "mse", metrics=["mae"], weighted_metrics=["mae"])
options = {key: value for key, value in options.items()}
if "class_weight" in options:
    options["class_weight"] = {int(k): v for k, v in options["class_weight"].items()}
history = model.fit(x, y, verbose=0, shuffle=False, **options)
{"history": history.history, "epoch": history.epoch, "kernel": dense.kernel.tolist(),
 "bias": dense.bias.tolist()}
"""


class _Line:
    """A linear model that learns by gradient descent, in float64."""

    def __init__(self, kernel: np.ndarray) -> None:
        self.w = kernel.astype(np.float64)
        self.b = np.zeros(1)

    def errors(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (x @ self.w + self.b - y)[:, 0]

    def step(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> float:
        """Learn from one batch; return its loss."""
        error = self.errors(x, y)
        slope = 2 * weight * error / len(x)
        self.w -= 0.1 * (x.T @ slope)[:, None]
        self.b -= 0.1 * slope.sum()
        return float((weight * error**2).mean())


def _data() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(11, 3)).astype(np.float32)
    return x, rng.integers(0, 3, (11, 1)).astype(np.float32), rng.normal(size=(3, 1))


def _expected(
    line: _Line, x: np.ndarray, y: np.ndarray, weight: np.ndarray, epochs: int, batch: int
) -> dict[str, list[float]]:
    history: dict[str, list[float]] = {"loss": [], "mae": [], "mae_1": []}
    for _ in range(epochs):
        losses, errors = 0.0, []
        for at in range(0, len(x), batch):
            rows = slice(at, at + batch)
            errors.append(np.abs(line.errors(x[rows], y[rows])))
            losses += line.step(x[rows], y[rows], weight[rows]) * len(x[rows])
        absolute = np.concatenate(errors)
        history["loss"].append(losses / len(x))
        history["mae"].append(absolute.mean())
        history["mae_1"].append((absolute * weight).sum() / weight.sum())
    return history


def _fit(browser: Browser, **options: Any) -> dict[str, Any]:
    x, y, kernel = _data()
    return browser.run(FIT, x=x.tolist(), y=y.tolist(), kernel=kernel.tolist(), options=options)


def _check(found: dict[str, Any], line: _Line, history: dict[str, list[float]]) -> None:
    np.testing.assert_allclose(found["kernel"], line.w, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(found["bias"], line.b, rtol=1e-4, atol=1e-5)
    assert set(found["history"]) == set(history)
    for key, values in history.items():
        np.testing.assert_allclose(found["history"][key], values, rtol=1e-4, err_msg=key)


@pytest.mark.parametrize("batch", [4, 11, 32])
def test_the_last_batch_may_be_smaller(browser: Browser, batch: int) -> None:
    found = _fit(browser, epochs=3, batch_size=batch)
    x, y, kernel = _data()
    line = _Line(kernel)
    _check(found, line, _expected(line, x, y, np.ones(11), 3, batch))
    assert found["epoch"] == [0, 1, 2]


def test_sample_weights(browser: Browser) -> None:
    weight = np.linspace(0, 2, 11)
    found = _fit(browser, epochs=2, batch_size=4, sample_weight=weight.tolist())
    x, y, kernel = _data()
    line = _Line(kernel)
    _check(found, line, _expected(line, x, y, weight, 2, 4))


def test_class_weights(browser: Browser) -> None:
    found = _fit(browser, epochs=2, batch_size=4, class_weight={"0": 0.5, "2": 3.0})
    x, y, kernel = _data()
    line = _Line(kernel)
    weight = np.array([0.5, 1.0, 3.0])[y[:, 0].astype(int)]
    _check(found, line, _expected(line, x, y, weight, 2, 4))


def test_validation_takes_the_end_of_the_data(browser: Browser) -> None:
    found = _fit(browser, epochs=1, batch_size=4, validation_split=0.25)
    x, y, kernel = _data()
    line = _Line(kernel)
    history = _expected(line, x[:8], y[:8], np.ones(8), 1, 4)
    error = line.errors(x[8:], y[8:])
    history |= {"val_loss": [(error**2).mean()]}
    history |= {f"val_{key}": [np.abs(error).mean()] for key in ("mae", "mae_1")}
    _check(found, line, history)


def test_steps_per_epoch_go_on_through_the_data(browser: Browser) -> None:
    found = _fit(browser, epochs=3, batch_size=4, steps_per_epoch=2)
    x, y, kernel = _data()
    line = _Line(kernel)
    for rows in (range(4), range(4, 8), range(8, 11)) * 2:
        rows = list(rows)
        line.step(x[rows], y[rows], np.ones(len(rows)))
    np.testing.assert_allclose(found["kernel"], line.w, rtol=1e-4, atol=1e-5)
