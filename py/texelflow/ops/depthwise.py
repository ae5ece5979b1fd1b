"""Convolution channel by channel, its two gradients, and the separable convolution made of it.

Filters are (rows, columns, channels, multiplier); the result has channels * multiplier channels.
"""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .blocks import block_rows, draw_blocks
from .conv import Images, conv2d, located
from .convolution import parts_of, size_of, tap_params, taps_of, total
from .reshaping import lower_reshape
from .windows import Pair

__all__ = ["depthwise_conv2d", "separable_conv2d"]


# --- lowering -------------------------------------------------------------------------------------


def _joined(b: Builder, w: Buffer) -> Buffer:
    """Return the filter as (rows, columns, channels * multiplier)."""
    rows, columns, channels, multiplier = w.spec.shape
    return lower_reshape(b, Spec((rows, columns, channels * multiplier), w.spec.dtype), w)


def _draw_windows(
    b: Builder, y: Spec, x: Buffer, w: Buffer, where: tuple[Pair, Pair, Pair], backward: bool
) -> Buffer:
    taps, multiplier = taps_of(w.spec), w.spec.shape[3]
    params = tap_params(y, x.spec, taps, *where, backward)
    each = multiplier if backward else 1
    filters = _joined(b, w)
    texels = each == 1 and y.layout.aligned and filters.spec.layout.aligned
    paired = texels and multiplier == 1 and x.spec.layout.aligned
    blocked = block_rows(b, y.shape[2], y.layout.texels) if paired else 1
    if blocked > 1:
        return _draw_blocked(b, y, x, filters, params, blocked)
    params |= {"a_stride": x.spec.layout.stride, "b_stride": filters.spec.layout.stride}
    if texels:
        params |= {"y_texels": y.layout.stride >> 2}
    else:
        params |= {"each": each, "y_cols": y.layout.cols, "y_stride": y.layout.stride}
    params |= {} if paired else {"multiplier": 1 if backward else multiplier}
    ways = {"PAIRED": paired, "TEXELS": texels and not paired}
    ways["DIVIDED"] = params["tap_divisor"] != (1, 1)
    return b.draw("conv/depthwise", {"a": x, "b": filters}, y, ways, **params)


def _draw_blocked(
    b: Builder, y: Spec, x: Buffer, filters: Buffer, params: dict[str, Any], rows: int
) -> Buffer:
    """Draw y several pixels at a time."""
    taps, divisor, step = params["taps"], params["tap_divisor"], filters.spec.layout.stride >> 2
    apart = params["tap_dilation"][1]
    near = taps[1] == 3 and abs(apart) == 1 == params["tap_step"][1] == divisor[1]
    params |= {"a_texels": x.spec.layout.stride >> 2, "b_texels": step}
    params |= {
        "extent_inverse": 1.0 / max(1, y.shape[1]),
        "tap_inverse": tuple(1.0 / n for n in divisor),
    }
    if near:  # backward, the last tap meets a pixel first
        params |= {"b_first": 0 if apart > 0 else 2 * step, "b_step": apart * step}
        params |= {"window_offset": params["tap_offset"][1] + min(0, 2 * apart)}
    ways = {"THREE": near, "DIVIDED": divisor != (1, 1)}
    buffers = {"a": x, "b": filters}
    return draw_blocks(b, "conv/depthwise_block", buffers, y, y.shape[2], rows, ways, **params)


def _lower_depthwise(
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
    return _draw_windows(b, y, x, w, (strides, dilations, before), False)


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
    return _draw_windows(b, y, g, w, (strides, dilations, before), True)


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
    rows, columns, channels, multiplier = y.shape
    lines = g.spec.shape[0] * g.spec.shape[1]
    joined = Spec((rows, columns, channels * multiplier), y.dtype)
    parts, each = parts_of(lines, joined.layout.texels)
    made = Spec((parts, *joined.shape), y.dtype)
    texels = made.layout.aligned and g.spec.layout.aligned
    paired = texels and multiplier == 1 and x.spec.layout.aligned
    params: dict[str, Any] = {
        "taps": (rows, columns),
        "stride": strides,
        "dilation": dilations,
        "before": before,
        "source": x.spec.shape[1:3],
        "extent": g.spec.shape[1:3],
        "lines": lines,
        "lines_each": each,
        "depth": 1,
        "a_stride": x.spec.layout.stride,
        "b_step": g.spec.layout.stride >> 2 if texels else g.spec.layout.stride,
    }
    params |= {} if texels else {"y_cols": made.layout.cols, "y_stride": made.layout.stride}
    params |= {} if paired else {"multiplier": multiplier}
    ways = {"TEXELS": texels, "DEPTHWISE": not paired, "PAIRED": paired}
    drawn = b.draw("conv/filter", {"a": x, "b": g}, made, ways, **params)
    return lower_reshape(b, y, total(b, joined, drawn, axis=0, keepdims=False))


# --- the three ops --------------------------------------------------------------------------------


def _depthwise_shape(x: Spec, filter: Spec, *, out: Pair, **_: Any) -> tuple[int, ...]:
    return (x.shape[0], *out, filter.shape[2] * filter.shape[3])


def _by_input_shape(g: Spec, filter: Spec, *, size: Pair, **_: Any) -> tuple[int, ...]:
    return (g.shape[0], *size, filter.shape[2])


def _by_filter_shape(x: Spec, g: Spec, *, taps: Pair, **_: Any) -> tuple[int, ...]:
    return (*taps, x.shape[3], g.shape[3] // x.shape[3] if x.shape[3] else 0)


def _depthwise_grad(
    g: Tensor, _y: Spec, x: Tensor, filter: Tensor, *, strides: Pair, dilations: Pair, before: Pair
) -> Any:
    where = (strides, dilations, before)
    return (
        lambda: depthwise_by_input(g, filter, *where, size_of(x)),
        lambda: depthwise_by_filter(x, g, *where, taps_of(filter)),
    )


def _by_input_grad(
    g: Tensor, _y: Spec, d: Tensor, filter: Tensor, *, strides: Pair, dilations: Pair, before: Pair
) -> Any:
    where = (strides, dilations, before)
    return (
        lambda: depthwise(g, filter, *where, size_of(d)),
        lambda: depthwise_by_filter(g, d, *where, taps_of(filter)),
    )


def _by_filter_grad(
    g: Tensor, _y: Spec, x: Tensor, d: Tensor, *, strides: Pair, dilations: Pair, before: Pair
) -> Any:
    where = (strides, dilations, before)
    return (
        lambda: depthwise_by_input(d, g, *where, size_of(x)),
        lambda: depthwise(x, g, *where, size_of(d)),
    )


@op(shape=_depthwise_shape, types=floating, lower=_lower_depthwise, grad=_depthwise_grad)
def depthwise(
    x: TensorLike, filter: TensorLike, strides: Pair, dilations: Pair, before: Pair, out: Pair
) -> Tensor:
    """Return the convolution; ``depthwise_conv2d`` checks its arguments and finds the windows."""
    ...


@op(shape=_by_input_shape, types=floating, lower=_lower_by_input, grad=_by_input_grad)
def depthwise_by_input(
    g: TensorLike, filter: TensorLike, strides: Pair, dilations: Pair, before: Pair, size: Pair
) -> Tensor:
    """Return the gradient of ``depthwise`` by its input, whose rows and columns are ``size``."""
    ...


@op(shape=_by_filter_shape, types=floating, lower=_lower_by_filter, grad=_by_filter_grad)
def depthwise_by_filter(
    x: TensorLike, g: TensorLike, strides: Pair, dilations: Pair, before: Pair, taps: Pair
) -> Tensor:
    """Return the gradient of ``depthwise`` by its filter, whose rows and columns are ``taps``."""
    ...


# --- the public functions -------------------------------------------------------------------------


def depthwise_conv2d(
    x: Any,
    filter: Any,
    strides: Any = 1,
    pad: Any = "valid",
    data_format: str = "NHWC",
    dilations: Any = 1,
    dim_rounding_mode: str | None = None,
    *,
    padding: Any = None,
) -> Tensor:
    """Return each channel of images convolved with filters of its own.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        filter: (rows, columns, channels, multiplier). Channel ``c * multiplier + m`` of the result
            is channel c of x under filter m of c.

    The other arguments are those of ``conv2d``. Mirrors TensorFlow.js ``tf.depthwiseConv2d``; its
    gradients also take dilations.

    Raises:
        ShapeError: if the channels differ, or no window fits.

    >>> tf.depthwise_conv2d(tf.ones([1, 3, 3, 2]), tf.ones([2, 2, 2, 1])).shape
    (1, 2, 2, 2)
    """
    x, filter = as_tensor("depthwise_conv2d", x), as_tensor("depthwise_conv2d", filter)
    call = f"depthwise_conv2d(x: {x.shape}, filter: {filter.shape})"
    images = Images(call, x, data_format)
    value = images.value
    if filter.ndim != 4 or filter.shape[2] != value.shape[3]:
        raise ShapeError(
            f"{call}: x has {value.shape[3]} channels; "
            f"filter must be (rows, columns, {value.shape[3]}, multiplier)"
        )
    pad = images.sides(pad if padding is None else padding)
    sizes = value.shape[1:3], filter.shape[:2]
    at = located(call, *sizes, strides, pad, dilations, dim_rounding_mode)
    return images.restore(depthwise(value, filter, *at))


def separable_conv2d(
    x: Any,
    depthwise_filter: Any,
    pointwise_filter: Any,
    strides: Any = 1,
    pad: Any = "valid",
    dilation: Any = 1,
    data_format: str = "NHWC",
) -> Tensor:
    """Return a depthwise convolution followed by one of 1 x 1 that mixes the channels.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        depthwise_filter: (rows, columns, channels, multiplier).
        pointwise_filter: (1, 1, channels * multiplier, out channels).
        strides, pad, dilation, data_format: of the first; as for ``conv2d``.

    Mirrors TensorFlow.js ``tf.separableConv2d``.

    >>> x, spatial, mixing = tf.ones([3, 3, 2]), tf.ones([2, 2, 2, 1]), tf.ones([1, 1, 2, 4])
    >>> tf.separable_conv2d(x, spatial, mixing).shape
    (2, 2, 4)
    """
    mixing = as_tensor("separable_conv2d", pointwise_filter)
    if mixing.ndim != 4 or mixing.shape[:2] != (1, 1):
        raise ShapeError(
            f"separable_conv2d(pointwise_filter: {mixing.shape}): "
            "must be (1, 1, channels * multiplier, out channels)"
        )
    spread = depthwise_conv2d(x, depthwise_filter, strides, pad, data_format, dilation)
    return conv2d(spread, mixing, 1, "valid", data_format)
