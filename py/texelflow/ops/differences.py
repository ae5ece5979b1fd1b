"""Differences of neighbours, and lines between points."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .axes import axes_of, ravel
from .compare import cast, not_equal
from .joining import concat
from .reshaping import reshape
from .slicing import take_ranges

__all__ = ["diff", "ediff1d"]


def _part(x: Tensor, axis: int, begin: int, count: int) -> Tensor:
    return take_ranges(
        x, tuple((begin, 1, count) if i == axis else (0, 1, n) for i, n in enumerate(x.shape))
    )


def diff(x: Any, n: int = 1, axis: int = -1) -> Tensor:
    """Return each element less the one before it along an axis, ``n`` times over.

    Of bool, whether they differ. Mirrors NumPy's ``diff``.

    Raises:
        ShapeError: if n is negative, x a scalar or the axis out of range.

    >>> tf.diff([1, 4, 9, 16]).tolist()
    [3, 5, 7]
    """
    x = as_tensor("diff", x)
    call = f"diff(x: {x.shape})"
    if not x.ndim:
        raise ShapeError(f"{call}: a scalar has no neighbours; it needs one axis at least")
    if n < 0:
        raise ShapeError(f"{call}: n {n} must not be negative")
    at = axes_of(call, axis, x.ndim)[0]
    for _ in range(n):
        count = max(0, x.shape[at] - 1)
        after = _part(x, at, min(1, x.shape[at]), count)
        before = _part(x, at, 0, count)
        x = not_equal(after, before) if x.dtype == "bool" else after - before
    return x


def ediff1d(x: Any, to_end: Any = None, to_begin: Any = None) -> Tensor:
    """Return the differences of neighbours of x, flattened, with other numbers before and after.

    >>> tf.ediff1d([1, 4, 9], to_end=[0]).tolist()
    [3, 5, 0]
    """
    found = diff(ravel(x))
    ends = [
        None if end is None else cast(ravel(as_tensor("ediff1d", end)), found.dtype)
        for end in (to_begin, to_end)
    ]
    parts = [part for part in (ends[0], found, ends[1]) if part is not None]
    return concat(parts) if len(parts) > 1 else reshape(found, (found.size,))
