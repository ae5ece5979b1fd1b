"""Variances, weighted means, ranges and correlations."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..dtypes import complex64
from ..errors import ShapeError
from ..shapes import normalize_axes
from ..tensor import Tensor, as_tensor
from .compare import as_real
from .diagonals import diagonal
from .matrices import matmul
from .movement import transpose
from .reduction import max as reduce_max
from .reduction import mean
from .reduction import min as reduce_min
from .reduction import sum as reduce_sum
from .reshaping import reshape
from .rounding import abs, clip_by_value
from .stacking import concatenate
from .unary import sqrt, square

__all__ = ["average", "corrcoef", "cov", "ptp", "std", "var"]

Axis = int | Sequence[int] | None


def _number(name: str, x: Any) -> Tensor:
    value = as_tensor(name, x)
    return value if value.dtype == complex64 else as_real(name, value)


def _count(name: str, x: Tensor, axis: Axis) -> int:
    try:
        return prod(x.shape[a] for a in normalize_axes(axis, x.ndim))
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{name}(x: {x.shape}): {error}") from None


def _variance(name: str, x: Tensor, axis: Axis, ddof: float, keepdims: bool) -> Tensor:
    count = _count(name, x, axis)
    away = x - mean(x, axis, True)
    squares = square(abs(away) if away.dtype == complex64 else away)
    if not ddof:
        return mean(squares, axis, keepdims)
    return reduce_sum(squares, axis, keepdims) / float(max(0, count - ddof))


def var(x: Any, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Tensor:
    """Return the mean squared distance from the mean over ``axis``, as float32.

    Args:
        x: any tensor.
        axis: an int, several, or None for all.
        ddof: what is taken off the number of elements before dividing by it: 1 for the estimate
            of a population's variance from a sample.
        keepdims: whether the axes stay, with size 1.

    Of no elements NaN, as in NumPy.

    >>> tf.var([1.0, 3.0]).item()
    1.0
    """
    x = _number("var", x)
    return _variance("var", x, axis, ddof, keepdims)


def std(x: Any, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Tensor:
    """Return the square root of the variance over ``axis``; everything else as ``var``.

    >>> tf.std([1.0, 3.0]).item()
    1.0
    """
    x = _number("std", x)
    return sqrt(_variance("std", x, axis, ddof, keepdims))


def ptp(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the distance from the least to the greatest element over ``axis``.

    >>> tf.ptp([[1, 5], [2, 9]], axis=1).tolist()
    [4, 7]
    """
    x = as_tensor("ptp", x)
    return reduce_max(x, axis, keepdims) - reduce_min(x, axis, keepdims)


def average(x: Any, axis: Axis = None, weights: Any = None, keepdims: bool = False) -> Tensor:
    """Return the mean over ``axis``, each element counting by its weight.

    Args:
        x: any tensor.
        axis: an int, several, or None for all.
        weights: of x's shape; or, with one axis, a vector along it. None means the plain mean.
        keepdims: whether the axes stay, with size 1.

    Raises:
        ShapeError: if the weights fit neither way.

    >>> tf.average([1.0, 2.0], weights=[1.0, 3.0]).item()
    1.75
    """
    x = _number("average", x)
    if weights is None:
        return mean(x, axis, keepdims)
    w = as_real("average", weights)
    if w.shape != x.shape:
        call = f"average(x: {x.shape}, weights: {w.shape})"
        one = normalize_axes(axis, x.ndim) if isinstance(axis, int) else ()
        if w.ndim != 1 or not one or x.shape[one[0]] != w.size:
            raise ShapeError(
                f"{call}: weights must have x's shape, or be a vector along the axis ({axis})"
            )
        w = reshape(w, tuple(w.size if i == one[0] else 1 for i in range(x.ndim)))
    total = reduce_sum(w if w.shape == x.shape else w + x * 0.0, axis, keepdims)
    return reduce_sum(x * w, axis, keepdims) / total


def _observations(name: str, m: Any, y: Any, rowvar: bool) -> Tensor:
    """Return the variables as rows."""

    def rows(value: Any) -> Tensor:
        x = as_real(name, value)
        if x.ndim > 2:
            raise ShapeError(f"{name}(m: {x.shape}): has {x.ndim} axes; two are the most")
        if x.ndim < 2:
            return reshape(x, (1, -1) if x.ndim else (1, 1))
        return x if rowvar else transpose(x)

    first = rows(m)
    if y is None:
        return first
    second = rows(y)
    if second.shape[1] != first.shape[1]:
        raise ShapeError(
            f"{name}(m: {first.shape}, y: {second.shape}): {first.shape[1]} and "
            f"{second.shape[1]} observations; there must be as many of both"
        )
    return concatenate([first, second], 0)


def cov(
    m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: float | None = None
) -> Tensor:
    """Return the covariances of variables, from observations of them.

    Args:
        m: (variables, observations), or the other way round unless ``rowvar``; or a vector.
        y: more variables, in the same form.
        rowvar: whether a row is a variable.
        bias: whether to divide by the number of observations, not by one less.
        ddof: what is taken off that number instead of what ``bias`` says.

    One variable gives a scalar. Mirrors NumPy's ``cov``.

    >>> tf.cov([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    x = _observations("cov", m, y, rowvar)
    off = ddof if ddof is not None else 0 if bias else 1
    away = x - mean(x, 1, True)
    found = matmul(away, away, False, True) / float(max(0, x.shape[1] - off))
    return reshape(found, ()) if found.shape == (1, 1) else found


def corrcoef(x: Any, y: Any = None, rowvar: bool = True) -> Tensor:
    """Return the correlations of variables, from -1 to 1; everything else as ``cov``.

    >>> [[round(v, 5) for v in row] for row in tf.corrcoef([[1.0, 2.0], [3.0, 1.0]]).tolist()]
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    found = cov(_observations("corrcoef", x, y, rowvar))
    if not found.ndim:
        return found / found
    deviations = sqrt(diagonal(found))
    size = deviations.size
    found = found / reshape(deviations, (size, 1)) / deviations
    return clip_by_value(found, -1.0, 1.0)
