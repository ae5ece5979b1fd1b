"""Reductions that leave NaN out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf, nan
from typing import Any

from ..dtypes import complex64, float32
from ..tensor import Tensor, as_tensor
from .compare import as_real, cast, logical_not, where
from .reduction import all as reduce_all
from .reduction import max as reduce_max
from .reduction import min as reduce_min
from .reduction import prod as reduce_prod
from .reduction import sum as reduce_sum
from .unary import isnan, sqrt, square

__all__ = ["nanmax", "nanmean", "nanmin", "nanprod", "nanstd", "nansum", "nanvar"]

Axis = int | Sequence[int] | None

FLOATING = (float32, complex64)


def nansum(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the sum over ``axis`` of what is not NaN; of nothing, 0.

    >>> tf.nansum([1.0, float('nan'), 2.0]).item()
    3.0
    """
    x = as_tensor("nansum", x)
    return reduce_sum(where(isnan(x), 0, x) if x.dtype in FLOATING else x, axis, keepdims)


def nanprod(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the product over ``axis`` of what is not NaN; of nothing, 1.

    >>> tf.nanprod([3.0, float('nan'), 2.0]).item()
    6.0
    """
    x = as_tensor("nanprod", x)
    return reduce_prod(where(isnan(x), 1, x) if x.dtype in FLOATING else x, axis, keepdims)


def _mean(x: Tensor, gone: Tensor, axis: Axis, ddof: float, keepdims: bool) -> Tensor:
    count = cast(reduce_sum(logical_not(gone), axis, keepdims), float32)
    # What has no elements, or too few, is 0 / 0.
    return reduce_sum(where(gone, 0.0, x), axis, keepdims) / where(
        count > ddof, count - ddof, where(count > 0.0, 0.0, nan)
    )


def nanmean(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the mean over ``axis`` of what is not NaN; of nothing, NaN.

    >>> tf.nanmean([1.0, float('nan'), 2.0]).item()
    1.5
    """
    x = as_real("nanmean", x)
    return _mean(x, isnan(x), axis, 0, keepdims)


def nanvar(x: Any, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Tensor:
    """Return the variance over ``axis`` of what is not NaN; everything else as ``var``.

    >>> tf.nanvar([1.0, float('nan'), 3.0]).item()
    1.0
    """
    x = as_real("nanvar", x)
    gone = isnan(x)
    away = where(gone, 0.0, x - _mean(x, gone, axis, 0, True))
    return _mean(square(away), gone, axis, ddof, keepdims)


def nanstd(x: Any, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Tensor:
    """Return the square root of the variance over ``axis`` of what is not NaN.

    >>> tf.nanstd([1.0, float('nan'), 3.0]).item()
    1.0
    """
    return sqrt(nanvar(x, axis, ddof, keepdims))


def _extreme(
    name: str, reduce: Callable[..., Tensor], least: float, x: Any, axis: Axis, keepdims: bool
) -> Tensor:
    x = as_tensor(name, x)
    if x.dtype != float32:
        return reduce(x, axis, keepdims)
    gone = isnan(x)
    found = reduce(where(gone, least, x), axis, keepdims)
    return where(reduce_all(gone, axis, keepdims), nan, found)


def nanmax(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the greatest over ``axis`` of what is not NaN; NaN if all are.

    >>> tf.nanmax([1.0, float('nan'), 2.0]).item()
    2.0
    """
    return _extreme("nanmax", reduce_max, -inf, x, axis, keepdims)


def nanmin(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the least over ``axis`` of what is not NaN; NaN if all are.

    >>> tf.nanmin([1.0, float('nan'), 2.0]).item()
    1.0
    """
    return _extreme("nanmin", reduce_min, inf, x, axis, keepdims)
