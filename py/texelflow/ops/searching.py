"""Finding values in sorted rows, in sets, and among the largest."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from ..dtypes import float32, int32
from ..errors import DTypeError, ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import common
from .along import take_along
from .arithmetic import minimum
from .compare import cast, equal, logical_and, logical_not, logical_or
from .creation import fill
from .gathering import take
from .reduction import sum
from .reshaping import expand_dims, reshape
from .sequences import range as numbers
from .sorting import sort
from .unary import isfinite

__all__ = [
    "digitize",
    "in_top_k",
    "in_top_k_async",
    "isin",
    "lower_bound",
    "search_sorted",
    "searchsorted",
    "upper_bound",
]

# --- bisection ------------------------------------------------------------------------------------


def _alike(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """Both of their common dtype; positions come out."""
    return common(dtypes, attributes)[0], int32


def _bisect_shape(x: Spec, values: Spec, *, side: str) -> tuple[int, ...]:
    if side not in ("left", "right"):
        raise ShapeError(f"side is {side!r}; it must be 'left' or 'right'")
    if not x.ndim:
        raise ShapeError("a scalar is no sorted row; it needs one axis at least")
    if x.ndim > 1 and x.shape[:-1] != values.shape[:-1]:
        raise ShapeError(
            f"sorted rows are {x.shape[:-1]} and rows of values {values.shape[:-1]}; all axes but "
            "the last must be equal, or there must be one sorted row"
        )
    return values.shape


def _lower_bisect(b: Builder, y: Spec, x: Buffer, values: Buffer, *, side: str) -> Buffer:
    size = x.spec.shape[-1]
    return b.draw(
        "search/bisect",
        {"x": x, "values": values},
        y,
        {},
        size=size,
        x_stride=x.spec.layout.stride,
        # One row serves all values, or each row those of its own row.
        each=y.shape[-1] if x.spec.ndim > 1 else max(1, y.size),
        right=int(side == "right"),
        steps=size.bit_length() + 1,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(shape=_bisect_shape, types=_alike, lower=_lower_bisect)
def bisect(x: TensorLike, values: TensorLike, side: str) -> Tensor:
    """Return what ``searchsorted`` does.

    >>> from texelflow.ops.searching import bisect
    >>> bisect([1, 3, 5], [3, 4], "left").tolist()
    [1, 2]
    """
    ...


def _searched(name: str, sorted_sequence: Any, values: Any, side: str) -> Tensor:
    x, wanted = as_tensor(name, sorted_sequence), as_tensor(name, values)
    try:
        _bisect_shape(Spec(x.shape, x.dtype), Spec(wanted.shape, wanted.dtype), side=side)
    except ShapeError as error:
        call = f"{name}(sorted_sequence: {x.shape}, values: {wanted.shape})"
        raise ShapeError(f"{call}: {error}") from None
    return bisect(x, wanted, side)


def searchsorted(sorted_sequence: Any, values: Any, side: str = "left") -> Tensor:
    """Return as int32 where values would have to be put into a sorted row to keep it sorted.

    Args:
        sorted_sequence: (n,), or (…, n) with a row for each row of values; rising, NaN last.
        values: any shape; (…, m) beside several rows.
        side: of equal elements ``left`` gives the first such place, ``right`` the last.

    Mirrors NumPy's, and TensorFlow.js' ``tf.searchSorted``.

    Raises:
        ShapeError: if the leading axes differ, or for another side.

    >>> tf.searchsorted([1, 3, 5], [0, 3, 4]).tolist()
    [0, 1, 2]
    """
    return _searched("searchsorted", sorted_sequence, values, side)


def search_sorted(sorted_sequence: Any, values: Any, side: str = "left") -> Tensor:
    """Return ``searchsorted``, by TensorFlow.js' name.

    >>> tf.search_sorted([[1, 3], [2, 4]], [[3], [3]]).tolist()
    [[1], [1]]
    """
    return _searched("search_sorted", sorted_sequence, values, side)


def lower_bound(sorted_sequence: Any, values: Any) -> Tensor:
    """Return ``searchsorted`` from the left: how many elements are less than each value.

    >>> tf.lower_bound([1, 3, 3], [3]).tolist()
    [1]
    """
    return _searched("lower_bound", sorted_sequence, values, "left")


def upper_bound(sorted_sequence: Any, values: Any) -> Tensor:
    """Return ``searchsorted`` from the right: how many elements are not greater than each value.

    >>> tf.upper_bound([1, 3, 3], [3]).tolist()
    [3]
    """
    return _searched("upper_bound", sorted_sequence, values, "right")


def digitize(x: Any, bins: Any, right: bool = False) -> Tensor:
    """Return as int32 which bin each element is in: i, where ``bins[i - 1] <= x < bins[i]``.

    Args:
        x: any tensor.
        bins: (n,), rising; falling too, if the host knows them (a list).
        right: whether a bin has its upper bound instead of its lower.

    Mirrors NumPy's.

    Raises:
        ShapeError: if bins is not one row, or (on the host) neither rising nor falling.

    >>> tf.digitize([0.5, 1.0, 9.0], [0.0, 1.0, 2.0]).tolist()
    [1, 2, 3]
    """
    value, edges = as_tensor("digitize", x), as_tensor("digitize", bins)
    call = f"digitize(x: {value.shape}, bins: {edges.shape})"
    if edges.ndim != 1:
        raise ShapeError(f"{call}: bins must be one row")
    side = "left" if right else "right"
    if isinstance(bins, TensorLike):
        return bisect(edges, value, side)
    known = edges.tolist()
    if all(a <= b for a, b in itertools.pairwise(known)):
        return bisect(edges, value, side)
    if any(a < b for a, b in itertools.pairwise(known)):
        raise ShapeError(f"{call}: bins must be in rising or in falling order")
    turned = as_tensor("digitize", known[::-1])
    return bisect(turned, value, side) * -1 + len(known)


# --- sets and the largest -------------------------------------------------------------------------


def isin(element: Any, test_elements: Any, invert: bool = False) -> Tensor:
    """Return as bool which elements are among ``test_elements``; NaN is none. Mirrors NumPy's.

    Args:
        element: any tensor.
        test_elements: any tensor.
        invert: whether to return which are not.

    >>> tf.isin([1, 2, 3], [3, 1]).tolist()
    [True, False, True]
    """
    x, tests = as_tensor("isin", element), as_tensor("isin", test_elements)
    if not tests.size:
        return fill(x.shape, bool(invert))
    row = sort(reshape(tests, (-1,)))
    if row.dtype != x.dtype:
        shared = common([x.dtype, row.dtype], {})[1]
        x, row = cast(x, shared), cast(row, shared)
    at = minimum(bisect(row, x, "left"), tests.size - 1)
    found = equal(take(row, at, 0, 0), x)
    return logical_not(found) if invert else found


def in_top_k(predictions: Any, targets: Any, k: int = 1) -> Tensor:
    """Return as bool which rows have their target among the k greatest predictions.

    Args:
        predictions: (…, n).
        targets: int32 (…), a position in each row. One out of range is not among them.
        k: from 1 to n. Of equal predictions the earlier counts as the greater.

    A row whose target has a prediction that is not finite is false. Mirrors TensorFlow.js'
    ``tf.inTopKAsync``.

    Raises:
        ShapeError: if targets have not the shape of the rows, or for another k.
        DTypeError: if targets are not int32.

    >>> tf.in_top_k([[0.1, 0.9, 0.5], [0.3, 0.2, 0.1]], [2, 2], k=2).tolist()
    [True, False]
    """
    x, wanted = as_tensor("in_top_k", predictions), as_tensor("in_top_k", targets)
    call = f"in_top_k(predictions: {x.shape}, targets: {wanted.shape})"
    if not x.ndim or wanted.shape != x.shape[:-1]:
        raise ShapeError(f"{call}: targets must be of the shape of predictions but its last axis")
    if wanted.dtype != int32:
        raise DTypeError(f"{call}: targets are {wanted.dtype}; they must be int32")
    if not 1 <= k <= x.shape[-1]:
        raise ShapeError(f"{call}: k is {k}; it must be from 1 to {x.shape[-1]}")
    x = cast(x, float32)
    own = expand_dims(wanted, -1)
    value = take_along(x, own, x.ndim - 1)
    ahead = logical_or(x > value, logical_and(equal(x, value), numbers(x.shape[-1]) < own))
    fits = logical_and(own >= 0, own < x.shape[-1])
    fits = reshape(logical_and(fits, isfinite(value)), wanted.shape)
    return logical_and(sum(ahead, -1) < k, fits)


async def in_top_k_async(predictions: Any, targets: Any, k: int = 1) -> Tensor:
    """Return ``in_top_k``, which needs no waiting, as something to await.

    Mirrors TensorFlow.js' ``tf.inTopKAsync``.

    >>> async def show():
    ...     print(await tf.in_top_k_async([[0.1, 0.9]], [1]))
    """
    return in_top_k(predictions, targets, k)
