"""What is followed while training: how predictions err, and averages that move with time."""

from __future__ import annotations

from typing import Any

from ..errors import DTypeError, ShapeError
from ..tensor import Tensor, as_tensor
from .arithmetic import sub
from .compare import as_real, cast
from .matrices import matmul
from .powers import pow
from .sequences import one_hot

__all__ = ["confusion_matrix", "moving_average"]


def confusion_matrix(labels: Any, predictions: Any, num_classes: int) -> Tensor:
    """Return how often class i (row) was predicted as class j (column), int32.

    Args:
        labels: class numbers, (samples,), int32.
        predictions: class numbers, (samples,), int32.
        num_classes: how many classes there are; numbers beyond are not counted.

    Mirrors TensorFlow.js ``tf.math.confusionMatrix``.

    Raises:
        ShapeError: if labels and predictions are not two vectors of one length.

    >>> tf.math.confusion_matrix([0, 1, 1], [0, 1, 0], 2).tolist()
    [[1, 0], [1, 1]]
    """
    name = "confusion_matrix"
    y, p = as_tensor(name, labels), as_tensor(name, predictions)
    if y.ndim != 1 or y.shape != p.shape:
        raise ShapeError(
            f"{name}(labels: {y.shape}, predictions: {p.shape}): both must be (samples,)"
        )
    if "float32" in (y.dtype, p.dtype):
        raise DTypeError(f"{name}: class numbers are float32; they must be int32")
    if isinstance(num_classes, bool) or not isinstance(num_classes, int) or num_classes < 1:
        raise ShapeError(f"{name}(num_classes): must be an int above 0, got {num_classes!r}")
    true, said = (one_hot(cast(x, "int32"), num_classes, dtype="float32") for x in (y, p))
    return cast(matmul(true, said, transpose_a=True), "int32")


def moving_average(
    v: Any, x: Any, decay: Any, step: Any = None, zero_debias: bool = True
) -> Tensor:
    """Return the next value of a moving average: ``v + (x - v) (1 - decay)``.

    Args:
        v: the average so far.
        x: the new value, of the same shape.
        decay: how much of v stays.
        step: how many values there were, this one included.
        zero_debias: divide what is added by ``1 - decay**step``, for an average begun at 0.

    Mirrors TensorFlow.js ``tf.movingAverage``.

    Raises:
        ShapeError: if v and x differ in shape.
        ValueError: if ``zero_debias`` is asked for without ``step``.

    >>> tf.moving_average([0.0], [4.0], 0.5, zero_debias=False).tolist()
    [2.0]
    >>> tf.moving_average([0.0], [4.0], 0.5, step=1).tolist()
    [4.0]
    """
    name = "moving_average"
    v, x = as_real(name, v), as_real(name, x)
    if v.shape != x.shape:
        raise ShapeError(f"{name}(v: {v.shape}, x: {x.shape}): the shapes must be equal")
    if zero_debias and step is None:
        raise ValueError(f"{name}(step): zero_debias needs the step's number; None was given")
    keep = as_real(name, decay)
    update = (x - v) * sub(1.0, keep)
    if zero_debias:
        update = update / sub(1.0, pow(keep, as_real(name, step)))
    return v + update
