"""Reductions over axes: sum, mean, product, least, greatest, all, any."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from math import prod as product
from typing import Any

from ..errors import ShapeError
from ..lowering import Spec
from ..op import op
from ..shapes import normalize_axes, reduced, reduced_shape
from ..tensor import Tensor, TensorLike
from ..types import arithmetic, floating, logical
from .compare import as_real, equal, where
from .complex_rules import composed, each_part
from .creation import ones
from .joining import concat
from .movement import broadcast_to, transpose
from .reshaping import reshape
from .runs import reduction
from .unary import exp, isfinite, log, stop_gradient

__all__ = ["all", "any", "log_sum_exp", "max", "mean", "min", "prod", "sum"]

Axis = int | Sequence[int] | None


def _kept(g: Tensor, x: Spec, axis: Any) -> Tensor:
    """Return ``g``, shaped like a reduction's result, with size 1 on the reduced axes."""
    return reshape(g, reduced_shape(x.shape, normalize_axes(axis, x.ndim), True))


def _spread(g: Tensor, x: Spec, axis: Any) -> Tensor:
    """Return ``g``, the gradient of a reduction's result, repeated over the reduced axes."""
    return broadcast_to(_kept(g, x, axis), x.shape)


@op(
    shape=reduced,
    types=logical,
    lower=reduction("reduce/all"),
)
def all(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return whether every element over ``axis`` is true (not zero), as bool; of nothing, true.

    >>> tf.all([[True, False], [True, True]], axis=1).tolist()
    [False, True]
    """
    ...


@op(
    shape=reduced,
    types=logical,
    lower=reduction("reduce/any"),
)
def any(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return whether some element over ``axis`` is true (not zero), as bool; of nothing, false.

    >>> tf.any([[True, False], [False, False]], axis=1).tolist()
    [True, False]
    """
    ...


def _not_of_nothing(x: Spec, *, axis: Any, keepdims: bool) -> tuple[int, ...]:
    """As ``reduced``, of at least one element for each result: of nothing there is no greatest."""
    shape = reduced(x, axis=axis, keepdims=keepdims)
    if x.size == 0 and product(shape):
        raise ShapeError(
            f"there is no greatest or least of no elements (axis {axis}); "
            "the axes that are reduced must not be empty"
        )
    return shape


def _extreme_grad(g: Tensor, y: Tensor, x: Tensor, *, axis: Any) -> Tensor:
    spec = Spec(x.shape, x.dtype)
    chosen = equal(x, _kept(y, spec, axis))
    share = _kept(g, spec, axis) / sum(chosen, axis, True)
    return where(chosen, share, 0.0)


@op(
    shape=_not_of_nothing,
    types=arithmetic,
    lower=reduction("reduce/max"),
    grad=_extreme_grad,
)
def max(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the greatest over ``axis`` (an int, several, or None for all); NaN if one is NaN.

    Elements that tie for it share the gradient evenly, as in TensorFlow and JAX; TensorFlow.js
    gives the whole of it to each.

    Raises:
        ShapeError: if there are no elements over the axes.

    >>> tf.max([[1.0, 5.0], [3.0, 4.0]], axis=0).tolist()
    [3.0, 5.0]
    """
    ...


@op(
    shape=_not_of_nothing,
    types=arithmetic,
    lower=reduction("reduce/min"),
    grad=_extreme_grad,
)
def min(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the least over ``axis``; everything else as ``max``.

    >>> tf.min([[1.0, 5.0], [3.0, 4.0]], axis=0).tolist()
    [1.0, 4.0]
    """
    ...


def _mean_grad(g: Tensor, _y: Spec, _x: Spec, *, axis: Any) -> Tensor:
    count = product(_x.shape[a] for a in normalize_axes(axis, _x.ndim))
    return _spread(g / float(count or 1), _x, axis)


@op(
    shape=reduced,
    types=floating,
    # Nothing sums to 0, and 0 times infinity is NaN, which is NumPy's mean of nothing.
    lower=reduction("reduce/sum", lambda count: 1.0 / count if count else inf),
    grad=_mean_grad,
    complex=each_part,
)
def mean(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the mean over ``axis`` (an int, several, or None for all), as float32.

    >>> tf.mean([[1, 2], [3, 4]], axis=0).tolist()
    [2.0, 3.0]
    """
    ...


def _prod_grad(g: Tensor, _y: Spec, x: Tensor, *, axis: Any) -> Tensor:
    """Per element, the product of the others, also where some of them are 0.

    With one 0 only that element has a gradient: the product of those that are not 0. What is
    multiplied by the zeros' sum, which is 0, matters to the second derivative.
    """
    spec = Spec(x.shape, x.dtype)
    zero = equal(x, 0.0)
    solid = where(zero, 1.0, x)
    rest = prod(solid, axis, True)
    zeros = sum(zero, axis, True)
    left = sum(where(zero, x, 0.0), axis, True)
    at_zero = where(equal(zeros, 1), 1.0, where(equal(zeros, 2), left - x, 0.0))
    elsewhere = where(equal(zeros, 0), 1.0, where(equal(zeros, 1), left, 0.0)) / solid
    return _kept(g, spec, axis) * rest * where(zero, at_zero, elsewhere)


def _prod_complex(z: Any, axis: Any, keepdims: bool) -> Tensor:
    """Multiply halves with each other until one number is left."""
    axes = normalize_axes(axis, z.ndim)
    kept = [i for i in range(z.ndim) if i not in axes]
    lead = tuple(z.shape[i] for i in kept)
    count = product(z.shape[i] for i in axes)
    x = (
        reshape(transpose(z, (*kept, *axes)), (*lead, count))
        if count
        else ones((*lead, 1), z.dtype)
    )
    while x.shape[-1] > 1:
        half = x.shape[-1] // 2
        y = x[..., :half] * x[..., half : 2 * half]
        x = concat([y, x[..., 2 * half :]], -1) if x.shape[-1] % 2 else y
    return reshape(x, reduced_shape(z.shape, axes, keepdims))


@op(
    shape=reduced,
    types=arithmetic,
    lower=reduction("reduce/prod"),
    grad=_prod_grad,
    complex=composed(_prod_complex),
)
def prod(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the product over ``axis`` (an int, several, or None for all); of nothing, 1.

    int32 and bool give int32, wrapping around.

    >>> tf.prod([[1, 2], [3, 4]], axis=0).tolist()
    [3, 8]
    """
    ...


@op(
    shape=reduced,
    types=arithmetic,
    lower=reduction("reduce/sum"),
    grad=lambda g, _y, _x, *, axis: _spread(g, _x, axis),
    complex=each_part,
)
def sum(x: TensorLike, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return the sum over ``axis`` (an int, several, or None for all).

    int32 and bool sum to int32, wrapping around. Long sums are added in blocks, which keeps the
    rounding error of a million float32 at a few units in the last place.

    >>> tf.sum([[1.0, 2.0], [3.0, 4.0]], axis=0).tolist()
    [4.0, 6.0]
    """
    ...


def log_sum_exp(x: Any, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """Return ``log(sum(exp(x)))`` over ``axis``, without overflow.

    >>> round(tf.log_sum_exp([1000.0, 1000.0]).item(), 3)
    1000.693
    """
    x = as_real("log_sum_exp", x)
    try:
        shape = _not_of_nothing(Spec(x.shape, x.dtype), axis=axis, keepdims=keepdims)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"log_sum_exp(x: {x.shape}): {error}") from None
    most = stop_gradient(max(x, axis, True))
    # Where even the greatest is infinite there is nothing to save from overflow.
    most = where(isfinite(most), most, 0.0)
    y = log(sum(exp(x - most), axis, True)) + most
    return reshape(y, shape)
