"""TensorFlow.js's losses: functions of (labels, predictions) that weigh and reduce to one number.

They stand beside Keras's in ``tf.losses``; ``reduction`` is a ``Reduction``, its name or number.
"""

from __future__ import annotations

import enum
from typing import Any

from .. import ops
from ..errors import ShapeError, unknown
from ..reasons import explain_all
from ..shapes import normalize_axis
from ..tensor import Tensor, as_tensor
from .weighting import as_float

__all__ = [
    "Reduction",
    "absolute_difference",
    "compute_weighted_loss",
    "cosine_distance",
    "hinge_loss",
    "huber_loss",
    "log_loss",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
]


class Reduction(enum.IntEnum):
    """How weighted losses become one number.

    ``NONE`` keeps them, ``MEAN`` divides their sum by the sum of the weights, ``SUM`` adds them up,
    ``SUM_BY_NONZERO_WEIGHTS`` divides by how many weights are not 0. Mirrors TensorFlow.js
    ``tf.Reduction``.

    >>> tf.losses.Reduction.MEAN == 1
    True
    """

    NONE = 0
    MEAN = 1
    SUM = 2
    SUM_BY_NONZERO_WEIGHTS = 3


USUAL = Reduction.SUM_BY_NONZERO_WEIGHTS


def _reduction(name: str, given: Any) -> Reduction:
    if isinstance(given, str):
        found = Reduction.__members__.get(given.upper())
        if found is not None:
            return found
    elif not isinstance(given, bool) and given in tuple(Reduction):
        return Reduction(given)
    names = [member.lower() for member in Reduction.__members__]
    raise ValueError(f"{name}: unknown reduction {unknown(given, names)}")


def _alike(name: str, labels: Any, predictions: Any) -> tuple[Tensor, Tensor]:
    """Return both as float32 tensors of one shape."""
    labels, predictions = as_float(as_tensor(name, labels)), as_float(as_tensor(name, predictions))
    if labels.shape != predictions.shape:
        raise ShapeError(
            f"{name}(labels: {labels.shape}, predictions: {predictions.shape}): the shapes differ; "
            "they must be equal"
        )
    return labels, predictions


def compute_weighted_loss(losses: Any, weights: Any = None, reduction: Any = USUAL) -> Tensor:
    """Return ``losses * weights`` reduced, a scalar unless ``reduction`` is NONE.

    Args:
        losses: a loss for each element.
        weights: of a shape that broadcasts to that of ``losses``; None counts all alike.
        reduction: see ``Reduction``. Where no weight is left, the result is 0.

    Mirrors TensorFlow.js ``tf.losses.computeWeightedLoss``; it has gradients by ``weights`` too.

    Raises:
        ShapeError: if ``weights`` do not broadcast to the losses' shape.

    >>> tf.losses.compute_weighted_loss([1.0, 2.0, 6.0], [1.0, 1.0, 0.0]).item()
    1.5
    """
    name = "compute_weighted_loss"
    how = _reduction(name, reduction)
    values = as_float(as_tensor(name, losses))
    if weights is None:
        if how is Reduction.NONE:
            return values
        return ops.sum(values) if how is Reduction.SUM else ops.mean(values)
    weight = as_float(as_tensor(name, weights))
    if weight.ndim > values.ndim or any(
        size not in (1, whole)
        for size, whole in zip(weight.shape[::-1], values.shape[::-1], strict=False)
    ):
        raise ShapeError(
            f"{name}(losses: {values.shape}, weights: {weight.shape}): weights must broadcast to "
            "the shape of the losses"
        )
    weighted = values * weight
    if how is Reduction.NONE:
        return weighted
    total = ops.sum(weighted)
    if how is Reduction.SUM:
        return total
    # How often each weight is used.
    share = values.size / weight.size if weight.size else 0.0
    counted = ops.cast(ops.not_equal(weight, 0.0), "float32")
    whole = ops.sum(weight if how is Reduction.MEAN else counted)
    return ops.div_no_nan(total, whole * share)


def absolute_difference(
    labels: Any, predictions: Any, weights: Any = None, reduction: Any = USUAL
) -> Tensor:
    """Return ``abs(labels - predictions)``, weighted and reduced.

    Mirrors TensorFlow.js ``tf.losses.absoluteDifference``.

    >>> tf.losses.absolute_difference([1.0, 2.0], [3.0, 2.0]).item()
    1.0
    """
    labels, predictions = _alike("absolute_difference", labels, predictions)
    return compute_weighted_loss(ops.abs(labels - predictions), weights, reduction)


def cosine_distance(
    labels: Any, predictions: Any, axis: int, weights: Any = None, reduction: Any = USUAL
) -> Tensor:
    """Return ``1 - sum(labels * predictions, axis)``, weighted and reduced.

    Both should be of length 1 along ``axis``. Mirrors TensorFlow.js ``tf.losses.cosineDistance``.

    >>> tf.losses.cosine_distance([[1.0, 0.0]], [[0.0, 1.0]], 1).item()
    1.0
    """
    labels, predictions = _alike("cosine_distance", labels, predictions)
    axis = normalize_axis(axis, labels.ndim)
    near = ops.sum(labels * predictions, axis, keepdims=True)
    return compute_weighted_loss(1.0 - near, weights, reduction)


def hinge_loss(
    labels: Any, predictions: Any, weights: Any = None, reduction: Any = USUAL
) -> Tensor:
    """Return ``max(0, 1 - l * predictions)`` with l = -1 for label 0 and 1 for label 1.

    Mirrors TensorFlow.js ``tf.losses.hingeLoss``.

    >>> tf.losses.hinge_loss([1.0, 0.0], [0.5, 0.5]).item()
    1.0
    """
    labels, predictions = _alike("hinge_loss", labels, predictions)
    losses = ops.relu(1.0 - (2.0 * labels - 1.0) * predictions)
    return compute_weighted_loss(losses, weights, reduction)


def huber_loss(
    labels: Any, predictions: Any, weights: Any = None, delta: float = 1.0, reduction: Any = USUAL
) -> Tensor:
    """Return half the square of the error where it is at most ``delta``, beyond it a straight line.

    Mirrors TensorFlow.js ``tf.losses.huberLoss``.

    >>> tf.losses.huber_loss([0.0, 0.0], [1.0, 3.0]).item()
    1.5
    """
    labels, predictions = _alike("huber_loss", labels, predictions)
    error = ops.abs(predictions - labels)
    near = ops.minimum(error, delta)
    return compute_weighted_loss(near * (error - 0.5 * near), weights, reduction)


def log_loss(
    labels: Any,
    predictions: Any,
    weights: Any = None,
    epsilon: float = 1e-7,
    reduction: Any = USUAL,
) -> Tensor:
    """Return the cross-entropy of probabilities: ``-l log(p + ε) - (1 - l) log(1 - p + ε)``.

    Mirrors TensorFlow.js ``tf.losses.logLoss``.

    >>> round(tf.losses.log_loss([1.0, 0.0], [0.5, 0.5]).item(), 4)
    0.6931
    """
    labels, predictions = _alike("log_loss", labels, predictions)
    losses = -(
        labels * ops.log(predictions + epsilon)
        + (1.0 - labels) * ops.log(1.0 - predictions + epsilon)
    )
    return compute_weighted_loss(losses, weights, reduction)


def sigmoid_cross_entropy(
    multi_class_labels: Any,
    logits: Any,
    weights: Any = None,
    label_smoothing: float = 0,
    reduction: Any = USUAL,
) -> Tensor:
    """Return the cross-entropy of independent classes, given logits.

    Args:
        multi_class_labels: 0 or 1 (or between) for each class.
        logits: of the same shape.
        weights: of a shape that broadcasts to theirs.
        label_smoothing: moves labels towards 1/2.
        reduction: see ``Reduction``.

    Mirrors TensorFlow.js ``tf.losses.sigmoidCrossEntropy``.

    >>> round(tf.losses.sigmoid_cross_entropy([[1.0, 0.0]], [[0.0, 0.0]]).item(), 4)
    0.6931
    """
    labels, logits = _alike("sigmoid_cross_entropy", multi_class_labels, logits)
    if label_smoothing:
        labels = labels * (1.0 - label_smoothing) + 0.5 * label_smoothing
    return compute_weighted_loss(ops.softplus(logits) - logits * labels, weights, reduction)


def softmax_cross_entropy(
    onehot_labels: Any,
    logits: Any,
    weights: Any = None,
    label_smoothing: float = 0,
    reduction: Any = USUAL,
) -> Tensor:
    """Return the cross-entropy of classes that exclude each other, given logits.

    Args:
        onehot_labels: a probability for each class, along the last axis.
        logits: of the same shape.
        weights: one for each row, or of a shape that broadcasts to the labels' without the last.
        label_smoothing: moves labels towards 1 / classes.
        reduction: see ``Reduction``.

    Mirrors TensorFlow.js ``tf.losses.softmaxCrossEntropy``.

    >>> round(tf.losses.softmax_cross_entropy([[1.0, 0.0]], [[0.0, 0.0]]).item(), 4)
    0.6931
    """
    labels, logits = _alike("softmax_cross_entropy", onehot_labels, logits)
    if not labels.ndim:
        raise ShapeError("softmax_cross_entropy(labels: ()): a scalar has no axis of classes")
    if label_smoothing:
        labels = labels * (1.0 - label_smoothing) + label_smoothing / labels.shape[-1]
    losses = -ops.sum(labels * ops.log_softmax(logits), -1)
    return compute_weighted_loss(losses, weights, reduction)


explain_all(globals(), __all__)
