"""Callbacks: what fit, evaluate and predict call as they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["Callback", "CallbackList", "History"]

Logs = Any
"""A mapping of names to numbers; per batch it reads the GPU only if looked into."""


class Callback:
    """The base of callbacks; every method may be overridden.

    ``self.model`` and ``self.params`` (verbose, epochs, steps) are set before the first call.
    Looking into the logs of a batch waits for the GPU; those of an epoch are plain numbers.
    Mirrors ``keras.callbacks.Callback``.

    >>> class Tell(tf.callbacks.Callback):
    ...     def on_epoch_end(self, epoch, logs=None):
    ...         print(epoch, logs["loss"])
    >>> model = tf.Sequential([tf.Input((1,)), tf.layers.Dense(1, kernel_initializer="zeros")])
    >>> model.compile("sgd", "mse")
    >>> history = model.fit([[1.0]], [[2.0]], callbacks=[Tell()], verbose=0)
    0 4.0
    """

    def __init__(self) -> None:
        self.model: Any = None
        self.params: dict[str, Any] = {}

    def set_model(self, model: Any) -> None:
        """Take the model that is trained."""
        self.model = model

    def set_params(self, params: dict[str, Any]) -> None:
        """Take verbose, epochs and steps."""
        self.params = params

    def on_train_begin(self, logs: Logs = None) -> None:
        """Training begins."""

    def on_train_end(self, logs: Logs = None) -> None:
        """Training has ended."""

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """An epoch begins."""

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """An epoch has ended, validation included."""

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """A training step begins."""
        self.on_batch_begin(batch, logs)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """A training step has been sent to the GPU."""
        self.on_batch_end(batch, logs)

    def on_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """The same as ``on_train_batch_begin``."""

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """The same as ``on_train_batch_end``."""

    def on_test_begin(self, logs: Logs = None) -> None:
        """Evaluation begins."""

    def on_test_end(self, logs: Logs = None) -> None:
        """Evaluation has ended."""

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """A step of evaluation begins."""

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """A step of evaluation has been sent to the GPU."""

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Prediction begins."""

    def on_predict_end(self, logs: Logs = None) -> None:
        """Prediction has ended."""

    def on_predict_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """A step of prediction begins."""

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """A step of prediction has been sent to the GPU."""


class History(Callback):
    """What ``fit`` returns: ``history`` maps each metric to its values, one an epoch.

    ``epoch`` lists the epochs. Mirrors ``keras.callbacks.History``.

    >>> model = tf.Sequential([tf.Input((1,)), tf.layers.Dense(1, kernel_initializer="zeros")])
    >>> model.compile("sgd", "mse")
    >>> model.fit([[1.0]], [[2.0]], verbose=0).history
    {'loss': [4.0]}
    """

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def set_model(self, model: Any) -> None:
        """Hold no model: it holds its history, and a cycle would keep both alive for longer."""

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forget earlier epochs."""
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Note the epoch."""
        self.epoch.append(epoch)
        for key, value in (logs or {}).items():
            self.history.setdefault(key, []).append(value)

    def __repr__(self) -> str:
        last = {key: round(values[-1], 4) for key, values in self.history.items()}
        return f"<History of {len(self.epoch)} epochs, the last {last}>"


class CallbackList:
    """Several callbacks called as one.

    Each is given ``model`` and ``params``. Does the work of ``keras.callbacks.CallbackList``.

    >>> history = tf.callbacks.History()
    >>> tf.callbacks.CallbackList([history], None, {})("epoch_end", 0, {"loss": 0.5})
    >>> history.history
    {'loss': [0.5]}
    """

    def __init__(self, callbacks: Iterable[Callback], model: Any, params: dict[str, Any]) -> None:
        self.callbacks = list(callbacks)
        for callback in self.callbacks:
            if not isinstance(callback, Callback):
                raise TypeError(
                    f"callbacks must be Callback objects, got {type(callback).__name__}"
                )
            callback.set_model(model)
            callback.set_params(params)

    def __call__(self, event: str, *args: Any) -> None:
        """Call ``on_<event>`` of each."""
        for callback in self.callbacks:
            getattr(callback, f"on_{event}")(*args)
