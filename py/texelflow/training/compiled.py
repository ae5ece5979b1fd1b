"""What ``compile`` was told, resolved when the first predictions show their shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..registry import plain
from ..tensor import Tensor
from . import losses, metrics
from .losses import Loss, LossFunction
from .metrics import Mean, MeanMetricWrapper, Metric


def _kind(y_true: Tensor, y_pred: Tensor) -> str:
    """Return which kind of classes targets and predictions are, by Keras's rule."""
    if y_pred.shape[-1] == 1:
        return "binary"
    sparse = y_true.ndim < y_pred.ndim or y_true.shape[-1] == 1
    return "sparse_categorical" if sparse else "categorical"


def resolve_loss(identifier: Any, y_true: Tensor, y_pred: Tensor) -> Loss:
    """Return the loss that a name, config, function or object stands for."""
    if isinstance(identifier, str) and plain(identifier) in ("crossentropy", "ce"):
        found = losses.get(f"{_kind(y_true, y_pred)}_crossentropy")
    else:
        found = losses.get(identifier)
    return found if isinstance(found, Loss) else LossFunction(found)


def resolve_metric(identifier: Any, y_true: Tensor, y_pred: Tensor) -> Metric:
    """Return the metric that a name, config, function or object stands for."""
    if isinstance(identifier, Metric):
        return identifier
    name = plain(identifier) if isinstance(identifier, str) else ""
    if name in ("accuracy", "acc"):
        found = metrics.get(f"{_kind(y_true, y_pred)}_accuracy")
    elif name in ("crossentropy", "ce"):
        found = metrics.get(f"{_kind(y_true, y_pred)}_crossentropy")
    else:
        found = metrics.get(identifier)
    if isinstance(found, Loss):
        found = MeanMetricWrapper(found.call, found.name)
    elif not isinstance(found, Metric):
        found = MeanMetricWrapper(found)
    if isinstance(identifier, str):
        found.name = identifier  # history and progress show what the user wrote
    return found


class Compiled:
    """Loss and metrics of one model.

    Args:
        loss: anything that ``losses.get`` takes, or None.
        metrics: of the plain predictions.
        weighted_metrics: of the predictions, weighted as the loss is.
    """

    def __init__(
        self,
        loss: Any,
        metrics: Sequence[Any] | None = None,
        weighted_metrics: Sequence[Any] | None = None,
    ) -> None:
        for name, given in (("metrics", metrics), ("weighted_metrics", weighted_metrics)):
            if given is not None and not isinstance(given, (list, tuple)):
                raise TypeError(f"compile: {name} must be a list, got {type(given).__name__}")
        self.loss_given = loss
        self.metrics_given = list(metrics or ())
        self.weighted_given = list(weighted_metrics or ())
        self.loss: Loss | None = None
        self.plain: list[Metric] | None = None
        self.weighted: list[Metric] = []
        self.loss_tracker = Mean("loss")

    @property
    def metrics(self) -> list[Metric]:
        """The loss's mean, then the metrics."""
        return [self.loss_tracker, *(self.plain or ()), *self.weighted]

    def compute_loss(self, y: Any, y_pred: Any, sample_weight: Any) -> Tensor | None:
        """Return the loss of a batch; None if there is no loss."""
        if self.loss_given is None:
            return None
        if y is None:
            raise ValueError(
                "there are no targets to compare with; give y, or compile without loss"
            )
        if self.loss is None:
            self.loss = resolve_loss(self.loss_given, y, y_pred)
        return self.loss(y, y_pred, sample_weight)

    def update_metrics(self, y: Any, y_pred: Any, sample_weight: Any) -> None:
        """Take a batch into the metrics."""
        if not self.metrics_given and not self.weighted_given:
            return
        if self.plain is None:
            self.plain = [resolve_metric(m, y, y_pred) for m in self.metrics_given]
            self.weighted = [resolve_metric(m, y, y_pred) for m in self.weighted_given]
            _make_distinct([*self.plain, *self.weighted])
        for metric in self.plain:
            metric.update_state(y, y_pred)
        for metric in self.weighted:
            metric.update_state(y, y_pred, sample_weight)


def _make_distinct(found: list[Metric]) -> None:
    """Number metrics of one name, so that none hides another in the logs."""
    seen: dict[str, int] = {}
    for metric in found:
        count = seen.get(metric.name, 0)
        seen[metric.name] = count + 1
        if count:
            metric.name = f"{metric.name}_{count}"
