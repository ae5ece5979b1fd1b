"""Convolution and its two gradients: bilinear ops, which differentiate into one another.

Images are (batch, rows, columns, channels), filters (rows, columns, in, out); ``conv`` has the
functions that people call.
"""

from __future__ import annotations

from math import gcd
from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .blocks import block_rows, draw_blocks
from .reduction import reduction
from .wide_channels import cut_to, wide, widened
from .windows import Pair

PLACES = ("taps", "stride", "dilation", "before")

FRAGMENTS = 4096
"""The gradient by the filter is summed in parts until it has about this many texels to draw."""


total = reduction("reduce/sum")


# --- lowering -------------------------------------------------------------------------------------


def tap_params(
    y: Spec, source: Spec, taps: Pair, strides: Pair, dilations: Pair, before: Pair, backward: bool
) -> dict[str, Any]:
    """Return the uniforms of ``prelude/taps.glsl``, forward or for the gradient by the input."""
    divided: dict[str, Any] = {}
    if backward and strides != (1, 1):
        common = tuple(gcd(s, d) for s, d in zip(strides, dilations, strict=True))
        skip = tuple(s // c for s, c in zip(strides, common, strict=True))
        turn = (pow(d // c, -1, s) for d, c, s in zip(dilations, common, skip, strict=True))
        divided = {"tap_common": common, "tap_skip": skip, "tap_turn": tuple(turn)}
    return divided | {
        "extent": y.shape[1:3],
        "source": source.shape[1:3],
        "taps": taps,
        "tap_step": (1, 1) if backward else strides,
        "tap_dilation": tuple(-d if backward else d for d in dilations),
        "tap_offset": tuple(b if backward else -b for b in before),
        "tap_divisor": strides if backward else (1, 1),
    }


def _lower_windows(
    b: Builder, y: Spec, x: Buffer, w: Buffer, params: dict[str, Any], backward: bool
) -> Buffer:
    """Draw y from the pixels of x under each tap, times the filter w (transposed if backward)."""
    channels, step, apart = x.spec.shape[3], params["tap_step"][1], params["tap_dilation"][1]
    rows = block_rows(b, y.shape[2], wide(y).layout.texels)
    blocked = params["tap_divisor"] == (1, 1) and rows > 1
    window = not backward and channels == step == apart == 1 and not x.spec.layout.aligned
    if blocked and not window:
        x = widened(b, x)
    params |= {"k": channels}
    if not backward and x.spec.layout.stride == channels and _walks_on(params):
        # The channels under a row of taps lie end to end, as their rows of the filter do.
        params |= {"k": params["taps"][1] * channels, "taps": (params["taps"][0], 1)}
    if not blocked:
        return _draw_single(b, y, x, w, params, backward)
    way = "B_ROWS" if backward else "WINDOW" if window else "A_ROWS"
    return cut_to(b, y, _draw_blocked(b, wide(y), x, widened(b, w), params, way, rows))


def _draw_blocked(
    b: Builder, y: Spec, x: Buffer, w: Buffer, params: dict[str, Any], way: str, rows: int
) -> Buffer:
    """Draw y several pixels at a time."""
    window, stride = way == "WINDOW", x.spec.layout.stride
    params |= {"a_unit": stride if window else stride >> 2, "b_texels": w.spec.layout.stride >> 2}
    params |= {"n": w.spec.shape[2]} if way == "B_ROWS" else {}
    ways = {way: 1, "PADDED": _leaves(params), "REST": params["k"] % 4 > 0 and not window}
    return draw_blocks(b, "conv/block", {"a": x, "b": w}, y, y.shape[2], rows, ways, **params)


def _walks_on(params: dict[str, Any]) -> bool:
    """Whether the taps of a row are neighbours, and never fall outside the image."""
    return params["tap_dilation"][1] == 1 and not _leaves(params)


def _leaves(params: dict[str, Any]) -> bool:
    """Whether a tap of a column falls outside the image anywhere."""
    last = (params["extent"][1] - 1) * params["tap_step"][1] + params["tap_offset"][1]
    reach = (params["taps"][1] - 1) * params["tap_dilation"][1]
    least = params["tap_offset"][1] + min(0, reach)
    return least < 0 or last + max(0, reach) >= params["source"][1]


def _draw_single(
    b: Builder, y: Spec, x: Buffer, w: Buffer, params: dict[str, Any], backward: bool
) -> Buffer:
    """Draw y a texel at a time, or element by element where the filter lies flat."""
    filters, source = w.spec.layout, x.spec.layout
    params |= {"a_stride": source.stride}
    divided = {"DIVIDED": params["tap_divisor"] != (1, 1)}
    buffers = {"a": x, "b": w}
    rows = y.layout.aligned
    lanes = {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    if not backward and filters.aligned and rows:
        params |= {"y_texels": y.layout.stride >> 2, "b_texels": filters.stride >> 2}
        params |= {} if source.aligned else {"a_step": 1}
        return b.draw("conv/rows", buffers, y, {"A_TEXELS": source.aligned, **divided}, **params)
    if backward and filters.aligned and source.aligned:
        params |= {"b_texels": filters.stride >> 2, "n": y.shape[3]}
        params |= {"y_texels": y.layout.stride >> 2} if rows else lanes
        return b.draw("conv/dots", buffers, y, {"ROWS": rows, **divided}, **params)
    step, col = (1, filters.stride) if backward else (filters.stride, 1)
    params |= {"a_step": 1, "b_step": step, "b_col": col}
    params |= {"b_tap": (y.shape[3] if backward else params["k"]) * filters.stride, **lanes}
    return b.draw("conv/elements", buffers, y, divided, **params)


def _lower_conv(
    b: Builder,
    y: Spec,
    x: Buffer,
    w: Buffer,
    *,
    strides: Pair,
    dilations: Pair,
    before: Pair,
    **_: Any,
) -> Buffer:
    taps = (w.spec.shape[0], w.spec.shape[1])
    params = tap_params(y, x.spec, taps, strides, dilations, before, False)
    return _lower_windows(b, y, x, w, params, False)


def _lower_by_input(
    b: Builder,
    y: Spec,
    g: Buffer,
    w: Buffer,
    *,
    strides: Pair,
    dilations: Pair,
    before: Pair,
    **_: Any,
) -> Buffer:
    taps = (w.spec.shape[0], w.spec.shape[1])
    params = tap_params(y, g.spec, taps, strides, dilations, before, True)
    return _lower_windows(b, y, g, w, params, True)


def parts_of(lines: int, texels: int) -> tuple[int, int]:
    """Return into how many parts to cut a sum over ``lines``, and how many lines each takes."""
    parts = min(lines, -(-FRAGMENTS // texels)) or 1
    each = -(-lines // parts) or 1
    return max(1, -(-lines // each)), each


def _lower_by_filter(
    b: Builder,
    y: Spec,
    x: Buffer,
    g: Buffer,
    *,
    strides: Pair,
    dilations: Pair,
    before: Pair,
    **_: Any,
) -> Buffer:
    window = x.spec.shape[3] == strides[1] == dilations[1] == 1 < y.shape[1] - 1
    window = window and not x.spec.layout.aligned
    # Of images of one channel, the taps of a line at once, else the channels of a tap.
    size = y.shape[1] if window else wide(x.spec).shape[3]
    rows = block_rows(b, size)
    if rows > 1:
        x, g = x if window else widened(b, x), widened(b, g)
    own, y = y, Spec((*y.shape[:2], x.spec.shape[3], g.spec.shape[3]), y.dtype)
    rows = rows if y.layout.aligned else 1
    lines = g.spec.shape[0] * g.spec.shape[1]
    parts, each = parts_of(lines, -(-y.layout.texels // rows))
    made = Spec((parts, *y.shape), y.dtype) if parts > 1 else y
    params: dict[str, Any] = {
        "taps": y.shape[:2],
        "stride": strides,
        "dilation": dilations,
        "before": before,
        "source": x.spec.shape[1:3],
        "extent": g.spec.shape[1:3],
        "lines": lines,
        "lines_each": each,
    }
    drawn = _draw_by_filter(b, made, x, g, size, rows, params)
    drawn = drawn if parts == 1 else total(b, y, drawn, axis=0, keepdims=False)
    return cut_to(b, own, drawn)


def _draw_by_filter(
    b: Builder, y: Spec, x: Buffer, g: Buffer, size: int, rows: int, params: dict[str, Any]
) -> Buffer:
    depth, stride = y.shape[-2], x.spec.layout.stride
    buffers = {"a": x, "b": g}
    if rows > 1:
        flat = not x.spec.layout.aligned
        params |= {"a_unit": stride if flat else stride >> 2}
        taps, strides, dilations, before = (params[name] for name in PLACES)
        where = tap_params(g.spec, x.spec, taps, strides, dilations, before, False)
        ways = {"WINDOW": flat, "COLUMNS": not flat, "PADDED": flat and _leaves(where)}
        return draw_blocks(b, "conv/filter_block", buffers, y, size, rows, ways, **params)
    texels = y.layout.aligned and g.spec.layout.aligned
    params |= {"depth": depth, "a_stride": stride}
    params["b_step"] = g.spec.layout.stride >> 2 if texels else g.spec.layout.stride
    params |= {} if texels else {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    return b.draw("conv/filter", buffers, y, {"TEXELS": texels}, **params)


# --- the three ops --------------------------------------------------------------------------------


def _conv_shape(x: Spec, filter: Spec, *, out: Pair, **_: Any) -> tuple[int, ...]:
    return (x.shape[0], *out, filter.shape[3])


def _by_input_shape(g: Spec, filter: Spec, *, size: Pair, **_: Any) -> tuple[int, ...]:
    return (g.shape[0], *size, filter.shape[2])


def _by_filter_shape(x: Spec, g: Spec, *, taps: Pair, **_: Any) -> tuple[int, ...]:
    return (*taps, x.shape[3], g.shape[3])


def size_of(x: Tensor | Spec) -> Pair:
    """Return the rows and columns of images."""
    return x.shape[1], x.shape[2]


def taps_of(filter: Tensor | Spec) -> Pair:
    """Return the rows and columns of a filter."""
    return filter.shape[0], filter.shape[1]


def _conv_grad(
    g: Tensor, _y: Spec, x: Tensor, filter: Tensor, *, strides: Pair, dilations: Pair, before: Pair
) -> Any:
    where = (strides, dilations, before)
    return (
        lambda: conv_by_input(g, filter, *where, size_of(x)),
        lambda: conv_by_filter(x, g, *where, taps_of(filter)),
    )


def _by_input_grad(
    g: Tensor, _y: Spec, d: Tensor, filter: Tensor, *, strides: Pair, dilations: Pair, before: Pair
) -> Any:
    where = (strides, dilations, before)
    return (
        lambda: conv(g, filter, *where, size_of(d)),
        lambda: conv_by_filter(g, d, *where, taps_of(filter)),
    )


def _by_filter_grad(
    g: Tensor, _y: Spec, x: Tensor, d: Tensor, *, strides: Pair, dilations: Pair, before: Pair
) -> Any:
    where = (strides, dilations, before)
    return (
        lambda: conv_by_input(d, g, *where, size_of(x)),
        lambda: conv(x, g, *where, size_of(d)),
    )


@op(shape=_conv_shape, types=floating, lower=_lower_conv, grad=_conv_grad)
def conv(
    x: TensorLike, filter: TensorLike, strides: Pair, dilations: Pair, before: Pair, out: Pair
) -> Tensor:
    """Return the convolution; ``conv2d`` checks its arguments and works out the windows."""
    ...


@op(shape=_by_input_shape, types=floating, lower=_lower_by_input, grad=_by_input_grad)
def conv_by_input(
    g: TensorLike, filter: TensorLike, strides: Pair, dilations: Pair, before: Pair, size: Pair
) -> Tensor:
    """Return the gradient of ``conv`` by its input, whose rows and columns are ``size``."""
    ...


@op(shape=_by_filter_shape, types=floating, lower=_lower_by_filter, grad=_by_filter_grad)
def conv_by_filter(
    x: TensorLike, g: TensorLike, strides: Pair, dilations: Pair, before: Pair, taps: Pair
) -> Tensor:
    """Return the gradient of ``conv`` by its filter, whose rows and columns are ``taps``."""
    ...
