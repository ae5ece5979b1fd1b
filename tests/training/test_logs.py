"""Logs of batches: numbers when looked into, whatever the step returned."""

from __future__ import annotations

from typing import Any

import texelflow as tf
from support.browser import in_browser

X = [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
Y = [[1.0], [2.0], [3.0]]


class Looks(tf.callbacks.Callback):
    """Notes the loss of every batch."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[float] = []

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Read the loss, which waits for the GPU."""
        self.seen.append(logs["loss"])


class Line(tf.Model):
    """One Dense layer."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = tf.layers.Dense(1)

    def call(self, inputs: Any) -> Any:
        """Return a point on the line."""
        return self.dense(inputs)


@in_browser
def test_a_callback_may_look_into_every_batch() -> None:
    model, looks = Line(), Looks()
    model.compile("sgd", "mse")
    history = model.fit(X, Y, batch_size=1, verbose=0, callbacks=[looks])
    assert len(looks.seen) == 3
    assert all(isinstance(loss, float) for loss in looks.seen)
    assert history.history["loss"] == [looks.seen[-1]]


@in_browser
def test_a_step_may_add_to_the_logs_of_the_step_it_overrides() -> None:
    class Adds(Line):
        def train_step(self, data: Any) -> Any:
            logs = super().train_step(data)
            logs["twice"] = logs["loss"] * 2.0
            return logs

    model = Adds()
    model.compile("sgd", "mse")
    history = model.fit(X, Y, epochs=2, verbose=0).history
    assert history["twice"] == [2.0 * loss for loss in history["loss"]]


@in_browser
def test_a_step_of_ones_own_may_return_a_plain_dict() -> None:
    class Own(Line):
        def train_step(self, data: Any) -> Any:
            x, y, _ = data
            cost = self.optimizer.minimize(
                lambda: tf.mean((self(x, training=True) - y) ** 2.0),
                self.trainable_variables,
                return_cost=True,
            )
            return {"cost": cost}

    model = Own()
    model.compile("sgd")
    costs = model.fit(X, Y, epochs=5, verbose=0).history["cost"]
    assert costs == sorted(costs, reverse=True)


@in_browser
def test_nobody_looking_makes_nothing_of_the_metrics() -> None:
    from texelflow.training.logs import LazyLogs

    made: list[int] = []
    logs = LazyLogs(lambda: made.append(1) or {"b": 2, "a": 1})
    assert made == []
    assert list(logs) == ["a", "b"]
    assert made == [1]
