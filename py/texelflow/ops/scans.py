"""Running sums and products along an axis, and linear recurrences."""

from __future__ import annotations

from collections.abc import Callable
from math import prod as product
from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axis, same
from ..tensor import Tensor, TensorLike
from ..types import arithmetic, floating
from .complex_rules import each_part
from .reshaping import lower_reshape, reshape
from .runs import draw_run
from .slicing import place, take_ranges

__all__ = ["cumprod", "cumsum"]

ROW, ROW_CHUNK = 256, 64
"""How long a row is folded in one draw, and the chunks of longer ones."""

LINE, LINE_CHUNK = 64, 32
"""The same of axes before the last."""

MOST_TAPS = 32
"""How many places one draw of a linear recurrence folds: 32 of them, then 1024, then 32768 …"""


def taps_of(places: int) -> tuple[int, int]:
    """Return (taps, draws): how few draws cover that many places, and the fewest taps that do.

    >>> taps_of(33)
    (6, 2)
    """
    draws = 1
    while MOST_TAPS**draws < places:
        draws += 1
    taps = 1
    while taps**draws < places:
        taps += 1
    return max(1, taps), draws


def _axis_shape(x: Spec, *, axis: int | None, **_: Any) -> tuple[int, ...]:
    if axis is None:
        return (x.size,)
    normalize_axis(axis, x.ndim)
    return x.shape


def _walk(y: Spec, axis: int) -> tuple[dict[str, bool], dict[str, int]]:
    """Return the defines and parameters of walking along an axis that is no row of texels."""
    stride = strides_of(y.shape)[axis]
    if y.layout.aligned and axis < y.ndim - 1:
        return {"TEXELS": True}, {"size": y.shape[axis], "stride": stride >> 2}
    return {}, {
        "size": y.shape[axis],
        "stride": stride,
        "inner": product(y.shape[axis + 1 :]),
        "y_cols": y.layout.cols,
        "y_stride": y.layout.stride,
    }


def _scan(name: str) -> Callable[..., Buffer]:
    """Return the lowering: chunks fold by themselves, on top of what all chunks before came to."""

    def lower(
        b: Builder, y: Spec, x: Buffer, *, axis: int | None, exclusive: bool, reverse: bool
    ) -> Buffer:
        if axis is None:
            x, axis = lower_reshape(b, Spec(y.shape, x.spec.dtype), x), 0
        return _scanned(b, name, x, normalize_axis(axis, y.ndim), exclusive, reverse)

    return lower


def _scanned(b: Builder, name: str, x: Buffer, axis: int, exclusive: bool, reverse: bool) -> Buffer:
    y = x.spec
    size, inner = y.shape[axis], y.shape[axis + 1 :]
    last = axis == y.ndim - 1 and y.layout.aligned
    single, chunk = (ROW, ROW_CHUNK) if last else (LINE, LINE_CHUNK)
    chunk = chunk if size > single else max(4, -(-size // 4) * 4)
    parts = max(1, -(-size // chunk))
    inputs = {"x": x}
    params: dict[str, int] = {}
    if parts > 1:
        spec = Spec((*y.shape[:axis], parts, *inner), y.dtype)
        totals = draw_run(b, f"reduce/{name}", x, size, inner, spec, parts, chunk, None)
        inputs["base"] = _scanned(b, name, totals, axis, True, reverse)
        params |= {"base_stride": spec.layout.stride}
        params |= {} if last else {"parts": parts, "base_cols": spec.layout.cols}
    if last:
        ways = {"LAST": True, "BASE": parts > 1}
        params |= {"size": y.layout.stride >> 2, "cols": y.layout.cols, "chunk": chunk >> 2}
    else:
        walk, more = _walk(y, axis)
        ways = {**walk, "BASE": parts > 1}
        params |= {**more, "chunk": chunk}
    way = -1 if reverse else 1
    return b.draw(f"scan/{name}", inputs, y, ways, way=way, exclusive=int(exclusive), **params)


# --- cumsum ---------------------------------------------------------------------------------------


def _cumsum_grad(
    g: Tensor, _y: Spec, _x: Spec, *, axis: int | None, exclusive: bool, reverse: bool
) -> Tensor:
    return reshape(cumsum(g, axis, exclusive, not reverse), _x.shape)


@op(
    shape=_axis_shape,
    types=arithmetic,
    lower=_scan("sum"),
    grad=_cumsum_grad,
    complex=each_part,
)
def cumsum(
    x: TensorLike, axis: int | None = 0, exclusive: bool = False, reverse: bool = False
) -> Tensor:
    """Return running sums along an axis; None sums the elements in row-major order.

    Args:
        x: any tensor; int32 and bool sum to int32, wrapping around.
        axis: 0 by default, as in TensorFlow.js; NumPy's default is None.
        exclusive: whether a sum leaves its own element out, so that it starts with 0.
        reverse: whether to sum from the axis's end.

    Mirrors TensorFlow.js ``tf.cumsum``.

    Raises:
        ShapeError: if the axis is none of x's.

    >>> tf.cumsum([1, 2, 3]).tolist(), tf.cumsum([1, 2, 3], exclusive=True, reverse=True).tolist()
    ([1, 3, 6], [5, 3, 0])
    """
    ...


# --- cumprod --------------------------------------------------------------------------------------


def shifted(x: Tensor, axis: int, by: int) -> Tensor:
    """Return x moved ``by`` (1 or -1) places along an axis, with 0 where nothing came from."""
    size = x.shape[axis]
    if size == 0:
        return x
    kept = [(0, 1, n) for n in x.shape]
    kept[axis] = (0 if by > 0 else 1, 1, size - 1)
    ranges = list(kept)
    ranges[axis] = (1 if by > 0 else 0, 1, size - 1)
    return place(take_ranges(x, kept), x.shape, ranges)


def _cumprod_grad(
    g: Tensor, _y: Spec, x: Tensor, *, axis: int | None, exclusive: bool, reverse: bool
) -> Tensor:
    """What comes before an element, times how much what comes after it weighs.

    The weight is w[k] = g[k] + x[k + 1] * w[k + 1]: no division, so zeros need no care.
    """
    flat = reshape(x, (-1,)) if axis is None else x
    at = 0 if axis is None else normalize_axis(axis, x.ndim)
    before = cumprod(flat, at, True, reverse)
    arriving = shifted(g, at, 1 if reverse else -1) if exclusive else g
    weight = linear_scan(flat, arriving, at, not reverse, True)
    return reshape(before * weight, x.shape)


@op(shape=_axis_shape, types=arithmetic, lower=_scan("prod"), grad=_cumprod_grad)
def cumprod(
    x: TensorLike, axis: int | None = 0, exclusive: bool = False, reverse: bool = False
) -> Tensor:
    """Return running products along an axis; everything else as ``cumsum``.

    Differentiable also where elements are 0. Mirrors TensorFlow.js ``tf.cumprod``.

    >>> tf.cumprod([1, 2, 3]).tolist(), tf.cumprod([1, 2, 3], exclusive=True).tolist()
    ([1, 2, 6], [1, 1, 2])
    """
    ...


# --- linear recurrences ---------------------------------------------------------------------------


def _linear_shape(a: Spec, b: Spec, *, axis: int, **_: Any) -> tuple[int, ...]:
    if a.shape != b.shape:
        raise ShapeError(f"shapes {a.shape} and {b.shape} differ; they must be equal")
    normalize_axis(axis, b.ndim)
    return same(b)


def _lower_linear(
    builder: Builder, y: Spec, a: Buffer, b: Buffer, *, axis: int, reverse: bool, lagging: bool
) -> Buffer:
    ways, params = _walk(y, normalize_axis(axis, y.ndim))
    way = -1 if reverse else 1
    taps, draws = taps_of(params["size"])
    for draw in range(draws):
        b, a = builder.draw(
            "scan/linear",
            {"a": a, "b": b},
            {"y": y, "slope": y},
            ways,
            taps=taps,
            step=way * taps**draw,
            lag=way if lagging and draw == 0 else 0,
            **params,
        )
    return b


def _linear_grad(
    g: Tensor, y: Tensor, a: Tensor, _b: Spec, *, axis: int, reverse: bool, lagging: bool
) -> tuple[Any, Tensor]:
    weight = linear_scan(a, g, axis, not reverse, not lagging)
    way = -1 if reverse else 1

    def by_a() -> Tensor:
        if lagging:
            return shifted(weight, axis, -way) * y
        return weight * shifted(y, axis, way)

    return by_a, weight


@op(shape=_linear_shape, types=floating, lower=_lower_linear, grad=_linear_grad)
def linear_scan(a: TensorLike, b: TensorLike, axis: int, reverse: bool, lagging: bool) -> Tensor:
    """Return y with ``y[k] = b[k] + a[k] * y[k - 1]``; ``a[k - 1]`` if lagging.

    In reverse the one before is ``k + 1``.

    >>> from texelflow.ops.scans import linear_scan
    >>> linear_scan([2.0, 2.0, 2.0], [1.0, 1.0, 1.0], 0, False, False).tolist()
    [1.0, 3.0, 7.0]
    """
    ...
