"""Metrics: their state lives in variables on the GPU and is read only when somebody looks.

Keras 3's names and formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .. import ops
from ..autograd import no_grad
from ..lifetime import tidy
from ..registry import Configured, Registry, snake_case
from ..tensor import Tensor, as_tensor
from ..variable import Variable
from . import losses
from .weighting import agreeing, as_float, per_sample

__all__ = [
    "BinaryAccuracy",
    "BinaryCrossentropy",
    "CategoricalAccuracy",
    "CategoricalCrossentropy",
    "Mean",
    "MeanAbsoluteError",
    "MeanMetricWrapper",
    "MeanSquaredError",
    "Metric",
    "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy",
    "Sum",
    "binary_accuracy",
    "categorical_accuracy",
    "deserialize",
    "get",
    "serialize",
    "sparse_categorical_accuracy",
]

registry = Registry("metric", "keras.metrics")
get, serialize, deserialize = registry.get, registry.serialize, registry.deserialize
named = registry.named


class Metric(Configured):
    """The base of metrics: ``update_state`` per batch, ``result`` at any time, ``reset_state``.

    Mirrors ``keras.metrics.Metric``.

    >>> metric = tf.metrics.Sum()
    >>> metric.update_state([1.0, 2.0])
    >>> metric.reset_state()
    >>> metric.result().item()
    0.0
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name or snake_case(type(self).__name__)
        self.variables: list[Variable] = []

    def add_variable(self, shape: Sequence[int] = (), name: str | None = None) -> Variable:
        """Make a piece of state, zero at first."""
        with no_grad():
            made = Variable(ops.zeros(shape), False, f"{self.name}/{name or 'state'}")
        self.variables.append(made)
        return made

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take in a batch."""
        raise TypeError(f"{type(self).__name__} must define update_state")

    def result(self) -> Tensor:
        """Return the metric of all batches since the last reset, a scalar."""
        raise TypeError(f"{type(self).__name__} must define result")

    def reset_state(self) -> None:
        """Forget all batches."""
        with no_grad(), tidy():
            for variable in self.variables:
                variable.assign(ops.zeros(variable.shape, variable.dtype))

    def __call__(self, *args: Any, **kwargs: Any) -> Tensor:
        """Take in a batch and return the result."""
        self.update_state(*args, **kwargs)
        return self.result()

    def dispose(self) -> None:
        """Free the state."""
        for variable in self.variables:
            variable.dispose()

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"name": self.name}


@named()
class Mean(Metric):
    """The weighted mean of all values seen. Mirrors ``keras.metrics.Mean``.

    >>> mean = tf.metrics.Mean()
    >>> mean.update_state([1.0, 3.0])
    >>> mean.update_state([5.0])
    >>> mean.result().item()
    3.0
    """

    def __init__(self, name: str = "mean") -> None:
        super().__init__(name)
        self.total = self.add_variable((), "total")
        self.count = self.add_variable((), "count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take in values, one weight (or one for all) each."""
        with no_grad(), tidy():
            values = as_tensor(self.name, values)
            weight = None if sample_weight is None else as_tensor(self.name, sample_weight)
            values, weight = per_sample(values, weight)
            self.total.assign_add(ops.sum(values) if values.ndim else values)
            if weight is None:
                self.count.assign_add(float(values.size))
            else:
                self.count.assign_add(ops.sum(weight) if weight.ndim else weight)

    def result(self) -> Tensor:
        """Return the mean; 0.0 if nothing was seen."""
        return ops.div_no_nan(self.total, self.count)


@named()
class Sum(Metric):
    """The weighted sum of all values seen. Mirrors ``keras.metrics.Sum``.

    >>> tf.metrics.Sum()([1.0, 3.0], sample_weight=[1.0, 0.5]).item()
    2.5
    """

    def __init__(self, name: str = "sum") -> None:
        super().__init__(name)
        self.total = self.add_variable((), "total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take in values."""
        with no_grad(), tidy():
            values = as_float(as_tensor(self.name, values))
            if sample_weight is not None:
                values = values * as_float(as_tensor(self.name, sample_weight))
            self.total.assign_add(ops.sum(values))

    def result(self) -> Tensor:
        """Return the sum."""
        return self.total.value


@named()
class MeanMetricWrapper(Mean):
    """The mean of a function of (y_true, y_pred) with a value per sample.

    Mirrors ``keras.metrics.MeanMetricWrapper``.

    >>> metric = tf.metrics.MeanMetricWrapper(tf.losses.mean_squared_error)
    >>> metric([[0.0], [1.0]], [[1.0], [3.0]]).item()
    2.5
    """

    def __init__(self, fn: Callable[..., Tensor], name: str | None = None, **settings: Any) -> None:
        super().__init__(name or getattr(fn, "__name__", "metric"))
        self.fn = fn
        self.settings = settings

    def update_state(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, y_true: Any, y_pred: Any, sample_weight: Any = None
    ) -> None:
        """Take in a batch's targets and predictions."""
        with no_grad(), tidy():
            y_true, y_pred = as_tensor(self.name, y_true), as_tensor(self.name, y_pred)
            super().update_state(self.fn(y_true, y_pred, **self.settings), sample_weight)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), **self.settings}


# --- accuracies -----------------------------------------------------------------------------------


@named()
def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Tensor:
    """Return 1.0 where y_pred is on the same side of ``threshold`` as y_true says.

    >>> tf.metrics.binary_accuracy([[1.0], [0.0]], [[0.7], [0.6]]).tolist()
    [[1.0], [0.0]]
    """
    y_true, y_pred = as_tensor("binary_accuracy", y_true), as_tensor("binary_accuracy", y_pred)
    y_true, y_pred = agreeing("binary_accuracy", y_true, y_pred)
    said = ops.cast(ops.greater(y_pred, float(threshold)), "float32")
    return ops.cast(ops.equal(y_true, said), "float32")


@named()
def categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """Return 1.0 where the largest of y_true and that of y_pred are of one class.

    >>> tf.metrics.categorical_accuracy([[0.0, 1.0]], [[0.3, 0.7]]).tolist()
    [1.0]
    """
    found = ops.argmax(y_pred, -1)
    return ops.cast(ops.equal(ops.argmax(y_true, -1), found), "float32")


@named()
def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """Return 1.0 where the largest of y_pred is of class number y_true.

    >>> tf.metrics.sparse_categorical_accuracy([1], [[0.3, 0.7]]).tolist()
    [1.0]
    """
    y_true = as_tensor("sparse_categorical_accuracy", y_true)
    y_pred = as_tensor("sparse_categorical_accuracy", y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = ops.squeeze(y_true, -1)
    same = ops.equal(ops.cast(y_true, "int32"), ops.argmax(y_pred, -1))
    return ops.cast(same, "float32")


@named()
class BinaryAccuracy(MeanMetricWrapper):
    """The share of predictions on the right side of ``threshold``.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.metrics.BinaryAccuracy``.

    >>> tf.metrics.BinaryAccuracy()([[1.0], [0.0]], [[0.7], [0.6]]).item()
    0.5
    """

    def __init__(self, name: str = "binary_accuracy", threshold: float = 0.5) -> None:
        super().__init__(binary_accuracy, name, threshold=threshold)


@named()
class CategoricalAccuracy(MeanMetricWrapper):
    """The share of predictions of the right class, targets being one-hot.

    y_true and y_pred are of shape (…, classes). Mirrors ``keras.metrics.CategoricalAccuracy``.

    >>> metric = tf.metrics.CategoricalAccuracy()
    >>> metric([[0.0, 1.0], [1.0, 0.0]], [[0.3, 0.7], [0.4, 0.6]]).item()
    0.5
    """

    def __init__(self, name: str = "categorical_accuracy") -> None:
        super().__init__(categorical_accuracy, name)


@named()
class SparseCategoricalAccuracy(MeanMetricWrapper):
    """The share of predictions of the right class, targets being class numbers.

    y_true is of shape (…), y_pred of (…, classes).
    Mirrors ``keras.metrics.SparseCategoricalAccuracy``.

    >>> metric = tf.metrics.SparseCategoricalAccuracy()
    >>> metric([1, 0], [[0.3, 0.7], [0.4, 0.6]]).item()
    0.5
    """

    def __init__(self, name: str = "sparse_categorical_accuracy") -> None:
        super().__init__(sparse_categorical_accuracy, name)


# --- losses as metrics ----------------------------------------------------------------------------


@named("mse")
class MeanSquaredError(MeanMetricWrapper):
    """The mean of ``(y_true - y_pred)²``.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.metrics.MeanSquaredError``.

    >>> tf.metrics.MeanSquaredError()([[0.0], [1.0]], [[1.0], [3.0]]).item()
    2.5
    """

    def __init__(self, name: str = "mean_squared_error") -> None:
        super().__init__(losses.mean_squared_error, name)


@named("mae")
class MeanAbsoluteError(MeanMetricWrapper):
    """The mean of ``abs(y_true - y_pred)``.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.metrics.MeanAbsoluteError``.

    >>> tf.metrics.MeanAbsoluteError()([[0.0], [1.0]], [[1.0], [3.0]]).item()
    1.5
    """

    def __init__(self, name: str = "mean_absolute_error") -> None:
        super().__init__(losses.mean_absolute_error, name)


@named()
class BinaryCrossentropy(MeanMetricWrapper):
    """The mean of the binary cross-entropy.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.metrics.BinaryCrossentropy``.

    >>> round(tf.metrics.BinaryCrossentropy()([[1.0]], [[0.5]]).item(), 4)
    0.6931
    """

    def __init__(
        self,
        name: str = "binary_crossentropy",
        from_logits: bool = False,
        label_smoothing: float = 0.0,
    ) -> None:
        super().__init__(
            losses.binary_crossentropy,
            name,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
        )


@named()
class CategoricalCrossentropy(MeanMetricWrapper):
    """The mean of the cross-entropy, targets being one-hot.

    y_true and y_pred are of shape (…, classes). Mirrors ``keras.metrics.CategoricalCrossentropy``.

    >>> round(tf.metrics.CategoricalCrossentropy()([[0.0, 1.0]], [[0.5, 0.5]]).item(), 4)
    0.6931
    """

    def __init__(
        self,
        name: str = "categorical_crossentropy",
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
    ) -> None:
        super().__init__(
            losses.categorical_crossentropy,
            name,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


@named()
class SparseCategoricalCrossentropy(MeanMetricWrapper):
    """The mean of the cross-entropy, targets being class numbers.

    y_true is of shape (…), y_pred of (…, classes).
    Mirrors ``keras.metrics.SparseCategoricalCrossentropy``.

    >>> round(tf.metrics.SparseCategoricalCrossentropy()([1], [[0.5, 0.5]]).item(), 4)
    0.6931
    """

    def __init__(
        self,
        name: str = "sparse_categorical_crossentropy",
        from_logits: bool = False,
        axis: int = -1,
    ) -> None:
        super().__init__(
            losses.sparse_categorical_crossentropy, name, from_logits=from_logits, axis=axis
        )
