"""How values per sample become one number: ranks made to agree, weights, reductions."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..errors import ShapeError
from ..tensor import Tensor

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None)


def same_rank(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Return both; where ranks differ by one, one of them loses or gains a last axis of size 1."""
    if a.ndim == b.ndim + 1 and a.shape[-1] == 1:
        return (a, ops.expand_dims(b, -1)) if b.ndim == 1 else (ops.squeeze(a, -1), b)
    if b.ndim == a.ndim + 1 and b.shape[-1] == 1:
        return (ops.expand_dims(a, -1), b) if a.ndim == 1 else (a, ops.squeeze(b, -1))
    return a, b


def as_float(x: Any) -> Tensor:
    """Return a tensor as float32."""
    return x if x.dtype == "float32" else ops.cast(x, "float32")


def agreeing(name: str, y_true: Any, y_pred: Any) -> tuple[Tensor, Tensor]:
    """Return targets and predictions as float32 of one rank.

    Targets are not stretched over predictions: that trains, and to nonsense.

    Raises:
        ShapeError: if their shapes differ by more than a last axis of size 1.
    """
    y_true, y_pred = same_rank(as_float(y_true), as_float(y_pred))
    if y_true.shape != y_pred.shape:
        raise ShapeError(
            f"{name}(y_true: {y_true.shape}, y_pred: {y_pred.shape}): targets must have the shape "
            "of the predictions"
        )
    return y_true, y_pred


def _weighted(values: Tensor, sample_weight: Tensor) -> Tensor:
    weight = as_float(sample_weight)
    values, weight = same_rank(values, weight)
    if weight.ndim < values.ndim:  # one weight a sample for several values of it
        weight = ops.reshape(weight, (*weight.shape, *(1,) * (values.ndim - weight.ndim)))
    return values * weight


def reduce_loss(values: Tensor, sample_weight: Tensor | None, reduction: str | None) -> Tensor:
    """Return a loss's values weighted and reduced, as Keras's ``reduction`` says."""
    if sample_weight is not None:
        values = _weighted(values, sample_weight)
    if reduction in (None, "none") or not values.shape:
        return values
    if reduction == "sum":
        return ops.sum(values)
    if reduction == "mean_with_sample_weight" and sample_weight is not None:
        return ops.sum(values) / ops.sum(as_float(sample_weight))
    return ops.mean(values)


def per_sample(values: Tensor, sample_weight: Tensor | None) -> tuple[Tensor, Tensor | None]:
    """Return a metric's values and weights, both with one entry a sample."""
    values = as_float(values)
    if values.ndim > 1:
        values = ops.mean(values, tuple(range(1, values.ndim)))
    if sample_weight is None:
        return values, None
    weight = as_float(sample_weight)
    if weight.ndim > 1:
        weight = ops.mean(weight, tuple(range(1, weight.ndim)))
    if weight.shape != values.shape:
        weight = ops.broadcast_to(weight, values.shape)
    return values * weight, weight
