"""Losses: functions of (y_true, y_pred) with a value per sample, and classes that reduce those.

Keras 3's names, arguments and formulas; cross-entropies of probabilities clip them to
``[1e-7, 1 - 1e-7]``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..registry import Configured, Registry, snake_case
from ..tensor import Tensor, as_tensor
from . import weighted_losses
from .weighted_losses import *  # noqa: F403
from .weighting import REDUCTIONS, agreeing, as_float, reduce_loss

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "deserialize",
    "get",
    "mean_absolute_error",
    "mean_squared_error",
    "serialize",
    "sparse_categorical_crossentropy",
]
__all__ = sorted([*__all__, *weighted_losses.__all__])

EPSILON = 1e-7

registry = Registry("loss", "keras.losses")
get, serialize, deserialize = registry.get, registry.serialize, registry.deserialize
named = registry.named

# --- functions: a value per sample ----------------------------------------------------------------


def _tensors(y_true: Any, y_pred: Any) -> tuple[Tensor, Tensor]:
    return as_tensor("loss", y_true), as_tensor("loss", y_pred)


@named("mse")
def mean_squared_error(
    y_true: Any, y_pred: Any, weights: Any = None, reduction: Any = None
) -> Tensor:
    """Return ``mean((y_true - y_pred)²)`` over the last axis; or weighted, one number.

    Mirrors Keras's function; with ``weights`` or a ``reduction`` it is TensorFlow.js's
    ``tf.losses.meanSquaredError``: all squares, weighted and reduced as
    ``compute_weighted_loss`` does.

    >>> tf.losses.mean_squared_error([[0.0, 1.0]], [[1.0, 3.0]]).tolist()
    [2.5]
    >>> tf.losses.mean_squared_error([0.0, 1.0], [1.0, 3.0], weights=[0.0, 1.0]).item()
    4.0
    """
    y_true, y_pred = agreeing("mean_squared_error", *_tensors(y_true, y_pred))
    difference = y_true - y_pred
    if weights is not None or reduction is not None:
        how = weighted_losses.USUAL if reduction is None else reduction
        return weighted_losses.compute_weighted_loss(difference * difference, weights, how)
    return ops.mean(difference * difference, -1)


@named("mae")
def mean_absolute_error(y_true: Any, y_pred: Any) -> Tensor:
    """Return ``mean(abs(y_true - y_pred))`` over the last axis.

    >>> tf.losses.mean_absolute_error([[0.0, 1.0]], [[1.0, 3.0]]).tolist()
    [1.5]
    """
    y_true, y_pred = agreeing("mean_absolute_error", *_tensors(y_true, y_pred))
    return ops.mean(ops.abs(y_true - y_pred), -1)


def _clip(p: Tensor) -> Tensor:
    return ops.clip_by_value(p, EPSILON, 1.0 - EPSILON)


def _log_probabilities(y_pred: Tensor, from_logits: bool, axis: int) -> Tensor:
    if from_logits:
        return ops.log_softmax(y_pred, axis)
    return ops.log(_clip(y_pred / ops.sum(y_pred, axis, keepdims=True)))


@named()
def categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Tensor:
    """Return ``-sum(y_true * log(y_pred))`` over ``axis``; both hold a probability per class.

    >>> round(tf.losses.categorical_crossentropy([[0.0, 1.0]], [[0.5, 0.5]]).item(), 4)
    0.6931
    """
    y_true, y_pred = _tensors(y_true, y_pred)
    if y_true.shape != y_pred.shape:
        raise ShapeError(
            f"categorical_crossentropy(y_true: {y_true.shape}, y_pred: {y_pred.shape}): both must "
            "have one shape; for class numbers use sparse_categorical_crossentropy"
        )
    y_true = as_float(y_true)
    if label_smoothing:
        spread = label_smoothing / y_true.shape[-1]
        y_true = y_true * (1.0 - label_smoothing) + spread
    return -ops.sum(y_true * _log_probabilities(as_float(y_pred), from_logits, axis), axis)


@named()
def sparse_categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    ignore_class: int | None = None,
    axis: int = -1,
) -> Tensor:
    """Return ``-log`` of the probability that y_pred gives to class number y_true.

    >>> round(tf.losses.sparse_categorical_crossentropy([1], [[0.5, 0.5]]).item(), 4)
    0.6931
    """
    y_true, y_pred = _tensors(y_true, y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = ops.squeeze(y_true, -1)
    if axis not in (-1, y_pred.ndim - 1) or y_true.shape != y_pred.shape[:-1]:
        raise ShapeError(
            f"sparse_categorical_crossentropy(y_true: {y_true.shape}, y_pred: {y_pred.shape}): "
            "y_true must have y_pred's shape without its last axis, the classes"
        )
    classes = ops.cast(y_true, "int32")
    chosen = ops.one_hot(classes, y_pred.shape[-1], dtype="float32")
    values = -ops.sum(chosen * _log_probabilities(as_float(y_pred), from_logits, -1), -1)
    if ignore_class is None:
        return values
    return ops.where(ops.equal(classes, ignore_class), 0.0, values)


@named()
def binary_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Tensor:
    """Return the mean over ``axis`` of ``-(y log(p) + (1 - y) log(1 - p))``.

    >>> round(tf.losses.binary_crossentropy([[1.0]], [[0.5]]).item(), 4)
    0.6931
    """
    y, p = agreeing("binary_crossentropy", *_tensors(y_true, y_pred))
    if label_smoothing:
        y = y * (1.0 - label_smoothing) + 0.5 * label_smoothing
    if from_logits:
        values = ops.softplus(p) - y * p
    else:
        p = _clip(p)
        values = -(y * ops.log(p) + (1.0 - y) * ops.log(1.0 - p))
    return ops.mean(values, axis)


# --- classes: reduced to one number ---------------------------------------------------------------


class Loss(Configured):
    """The base of losses; a subclass defines ``call(self, y_true, y_pred)``, a value per sample.

    Args:
        name: by default the class's name in snake case.
        reduction: ``sum_over_batch_size`` (the mean), ``sum``, ``mean_with_sample_weight`` or None.

    Mirrors ``keras.losses.Loss``.

    >>> class Squared(tf.losses.Loss):
    ...     def call(self, y_true, y_pred):
    ...         return tf.mean(tf.square(y_true - y_pred), -1)
    >>> Squared()([[0.0], [1.0]], [[1.0], [3.0]]).item()
    2.5
    """

    def __init__(self, name: str | None = None, reduction: str | None = "sum_over_batch_size"):
        if reduction not in REDUCTIONS:
            raise ValueError(f"reduction {reduction!r} must be one of {REDUCTIONS}")
        self.name = name or snake_case(type(self).__name__)
        self.reduction = reduction

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """Return a value per sample."""
        raise TypeError(f"{type(self).__name__} must define call(self, y_true, y_pred)")

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """Return the loss, a scalar unless ``reduction`` is None."""
        y_true, y_pred = _tensors(y_true, y_pred)
        weight = None if sample_weight is None else as_tensor(self.name, sample_weight)
        return reduce_loss(self.call(y_true, y_pred), weight, self.reduction)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"name": self.name, "reduction": self.reduction}


class LossFunction(Loss):
    """A loss made of a function of (y_true, y_pred) and its settings."""

    def __init__(
        self,
        function: Callable[..., Tensor],
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(name or getattr(function, "__name__", "loss"), reduction)
        self.function = function
        self.settings = settings

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """Return a value per sample."""
        return self.function(y_true, y_pred, **self.settings)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), **self.settings}


@named()
class MeanSquaredError(LossFunction):
    """The mean of ``(y_true - y_pred)²``.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.losses.MeanSquaredError``.

    >>> tf.losses.MeanSquaredError()([[0.0], [1.0]], [[1.0], [3.0]]).item()
    2.5
    """

    def __init__(
        self, reduction: str | None = "sum_over_batch_size", name: str = "mean_squared_error"
    ) -> None:
        super().__init__(mean_squared_error, reduction, name)


@named()
class MeanAbsoluteError(LossFunction):
    """The mean of ``abs(y_true - y_pred)``.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.losses.MeanAbsoluteError``.

    >>> tf.losses.MeanAbsoluteError()([[0.0], [1.0]], [[1.0], [3.0]]).item()
    1.5
    """

    def __init__(
        self, reduction: str | None = "sum_over_batch_size", name: str = "mean_absolute_error"
    ) -> None:
        super().__init__(mean_absolute_error, reduction, name)


@named()
class CategoricalCrossentropy(LossFunction):
    """Cross-entropy of probabilities per class; ``from_logits`` where there is no softmax.

    y_true and y_pred are of shape (…, classes). Mirrors ``keras.losses.CategoricalCrossentropy``.

    >>> round(tf.losses.CategoricalCrossentropy()([[0.0, 1.0]], [[0.5, 0.5]]).item(), 4)
    0.6931
    """

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str = "categorical_crossentropy",
    ) -> None:
        super().__init__(
            categorical_crossentropy,
            reduction,
            name,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


@named()
class SparseCategoricalCrossentropy(LossFunction):
    """Cross-entropy with class numbers as targets.

    y_true is of shape (…), y_pred of (…, classes).
    Mirrors ``keras.losses.SparseCategoricalCrossentropy``.

    >>> round(tf.losses.SparseCategoricalCrossentropy()([1], [[0.5, 0.5]]).item(), 4)
    0.6931
    """

    def __init__(
        self,
        from_logits: bool = False,
        ignore_class: int | None = None,
        reduction: str | None = "sum_over_batch_size",
        axis: int = -1,
        name: str = "sparse_categorical_crossentropy",
    ) -> None:
        super().__init__(
            sparse_categorical_crossentropy,
            reduction,
            name,
            from_logits=from_logits,
            ignore_class=ignore_class,
            axis=axis,
        )


@named()
class BinaryCrossentropy(LossFunction):
    """Cross-entropy of one probability.

    y_true and y_pred have one shape, (batch, …). Mirrors ``keras.losses.BinaryCrossentropy``.

    >>> round(tf.losses.BinaryCrossentropy()([[1.0]], [[0.5]]).item(), 4)
    0.6931
    """

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str = "binary_crossentropy",
    ) -> None:
        super().__init__(
            binary_crossentropy,
            reduction,
            name,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )
