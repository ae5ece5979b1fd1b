"""Values between given points."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor
from .compare import as_real, where
from .gathering import gather
from .joining import concat
from .reshaping import reshape
from .rounding import clip_by_value
from .searching import searchsorted
from .slicing import take_ranges
from .sorting import argsort

__all__ = ["interp"]


def _end(x: Tensor, at: int) -> Tensor:
    return reshape(take_ranges(x, ((at, 1, 1),)), ())


def _wrapped(x: Tensor, xp: Tensor, fp: Tensor, period: float) -> tuple[Tensor, Tensor, Tensor]:
    """Return the points of one period in order, with a neighbour from the next on either side."""
    around = float(abs(period))
    x, xp = x % around, xp % around
    order = argsort(xp)
    xp, fp = gather(xp, order), gather(fp, order)
    last = xp.size - 1
    ends = [reshape(v, (1,)) for v in (_end(xp, last) - around, _end(xp, 0) + around)]
    values = [reshape(_end(fp, at), (1,)) for at in (last, 0)]
    return x, concat([ends[0], xp, ends[1]]), concat([values[0], fp, values[1]])


def interp(
    x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None, period: float | None = None
) -> Tensor:
    """Return at each x the height of the lines that join the points ``(xp, fp)``, as float32.

    Args:
        x: any shape.
        xp: (n,), rising.
        fp: (n,).
        left: what to return before the first point; by default its height.
        right: likewise after the last one.
        period: if the points repeat at this distance; then xp need not rise.

    Differentiable by x, xp and fp. Mirrors NumPy's ``interp``.

    Raises:
        ShapeError: if xp and fp are not vectors of one length, or there are no points.

    >>> tf.interp([0.5, 2.0, 9.0], [0.0, 1.0, 3.0], [0.0, 10.0, 20.0]).tolist()
    [5.0, 15.0, 20.0]
    """
    x, xp, fp = (as_real("interp", v) for v in (x, xp, fp))
    call = f"interp(x: {x.shape}, xp: {xp.shape}, fp: {fp.shape})"
    if xp.ndim != 1 or fp.shape != xp.shape or not xp.size:
        raise ShapeError(f"{call}: xp and fp must be vectors of one length, of one point at least")
    if period is not None:
        if not period:
            raise ShapeError(f"{call}: period must not be 0")
        x, xp, fp = _wrapped(x, xp, fp, period)
        left = right = None
    count = xp.size
    first, last = _end(xp, 0), _end(xp, count - 1)
    below = _end(fp, 0) if left is None else left
    above = _end(fp, count - 1) if right is None else right
    y = _between(x, xp, fp) if count > 1 else x * 0.0 + fp
    y = where(x < first, below, y)
    return where(x > last, above, where(x == last, _end(fp, count - 1), y))


def _between(x: Tensor, xp: Tensor, fp: Tensor) -> Tensor:
    flat = reshape(x, (x.size,))
    at = clip_by_value(searchsorted(xp, flat, "right") - 1, 0, xp.size - 2)
    x0, x1 = gather(xp, at), gather(xp, at + 1)
    f0, f1 = gather(fp, at), gather(fp, at + 1)
    return reshape((flat - x0) * ((f1 - f0) / (x1 - x0)) + f0, x.shape)
