"""Tensors of one value, and numbers at even ratios."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Any

from ..arrays import check_shape
from ..dtypes import canonical
from ..errors import ShapeError
from ..tensor import Tensor, TensorLike, as_tensor, from_host
from .compare import cast
from .creation import fill
from .movement import broadcast_to

__all__ = ["full", "full_like", "geomspace", "logspace"]


def full(shape: int | Sequence[int], fill_value: Any, dtype: Any = None) -> Tensor:
    """Return a tensor of ``shape`` with ``fill_value`` in every element, or repeated over it.

    ``fill`` under NumPy's name; the value may be a tensor or a list that broadcasts to the shape.

    >>> tf.full([2, 2], [1, 2]).tolist()
    [[1, 2], [1, 2]]
    """
    sizes = check_shape("full", shape)
    if isinstance(fill_value, (bool, int, float)):
        return fill(sizes, fill_value, dtype)
    value = as_tensor("full", fill_value)
    return broadcast_to(value if dtype is None else cast(value, canonical(dtype)), sizes)


def full_like(x: Any, fill_value: Any, dtype: Any = None) -> Tensor:
    """Return a tensor of x's shape and dtype with ``fill_value`` in every element.

    >>> tf.full_like([1, 2], 7).tolist()
    [7, 7]
    """
    x = as_tensor("full_like", x)
    return full(x.shape, fill_value, dtype or x.dtype)


def _steps(start: float, stop: float, num: int, endpoint: bool) -> list[float]:
    last = max(1, num - 1 if endpoint else num)
    return [(start * (last - i) + stop * i) / last for i in range(num)]


def _numbers(name: str, values: dict[str, Any]) -> list[float]:
    for key, value in values.items():
        if isinstance(value, TensorLike) or not hasattr(value, "__float__"):
            raise TypeError(f"{name}: {key} must be a number, got {type(value).__name__}")
    return [float(value) for value in values.values()]


def logspace(
    start: float, stop: float, num: int = 50, endpoint: bool = True, base: float = 10.0
) -> Tensor:
    """Return ``num`` float32 numbers from ``base ** start`` to ``base ** stop``, at even ratios.

    Computed on the host in float64. Mirrors NumPy's ``logspace``.

    Raises:
        ShapeError: if num is negative.

    >>> tf.logspace(0, 2, 3).tolist()
    [1.0, 10.0, 100.0]
    """
    first, last, root = _numbers("logspace", {"start": start, "stop": stop, "base": base})
    (count,) = check_shape("logspace", num)
    values = [root**exponent for exponent in _steps(first, last, count, endpoint)]
    return from_host("logspace", array("f", values))


def geomspace(start: float, stop: float, num: int = 50, endpoint: bool = True) -> Tensor:
    """Return ``num`` float32 numbers from ``start`` to ``stop``, at even ratios.

    Computed on the host in float64. Mirrors NumPy's ``geomspace``.

    Raises:
        ShapeError: if num is negative, or an end is 0, or the ends are of different signs.

    >>> tf.geomspace(1, 8, 4).tolist()
    [1.0, 2.0, 4.0, 8.0]
    """
    first, last = _numbers("geomspace", {"start": start, "stop": stop})
    (count,) = check_shape("geomspace", num)
    if first * last <= 0:
        raise ShapeError(
            f"geomspace(start {start}, stop {stop}): no ratio leads from one to the other; "
            "both must be above 0, or both below"
        )
    sign = 1.0 if first > 0 else -1.0
    logs = _steps(math.log10(abs(first)), math.log10(abs(last)), count, endpoint)
    values = [sign * 10.0**exponent for exponent in logs]
    if values:
        values[0] = first
    if endpoint and count > 1:
        values[-1] = last
    return from_host("geomspace", array("f", values))
