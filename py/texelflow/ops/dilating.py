"""Grey-scale dilation: the largest, under a window, of the pixels plus the filter's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..dtypes import float32, int32
from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .conv import Images, located
from .convolution import parts_of, size_of, taps_of, total
from .pooling import Where, whole_again
from .windows import Pair

__all__ = ["dilation2d"]


def _params(y: Spec, size: Pair, where: Where) -> dict[str, Any]:
    taps, strides, dilations, before, out = where
    return {
        "source": size,
        "windows": out,
        "taps": taps,
        "stride": strides,
        "dilation": dilations,
        "before": before,
        "y_cols": y.layout.cols,
        "y_stride": y.layout.stride,
    }


# --- the largest, and which it is -----------------------------------------------------------------


def _dilate_shape(x: Spec, filter: Spec, *, where: Where) -> tuple[int, ...]:
    del filter
    return (x.shape[0], *where[4], x.shape[3])


def _lower_dilate(b: Builder, y: Spec, x: Buffer, w: Buffer, *, where: Where) -> Buffer:
    return b.draw(
        "dilation/largest",
        {"a": x, "b": w},
        y,
        {"TAP": y.dtype == int32},
        a_stride=x.spec.layout.stride,
        b_stride=w.spec.layout.stride,
        **_params(y, (x.spec.shape[1], x.spec.shape[2]), where),
    )


def _dilate_grad(g: Tensor, _y: Spec, x: Tensor, filter: Tensor, *, where: Where) -> Any:
    taps = dilate_taps(x, filter, where)
    return (
        lambda: unpick_pixels(taps, g, where, size_of(x)),
        lambda: unpick_filter(taps, g, where),
    )


@op(shape=_dilate_shape, types=floating, lower=_lower_dilate, grad=_dilate_grad)
def dilate(x: TensorLike, filter: TensorLike, where: Where) -> Tensor:
    """Return the dilation; ``dilation2d`` checks its arguments and works out the windows."""
    ...


def _which(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    del attributes
    return [float32] * len(dtypes), int32


@op(shape=_dilate_shape, types=_which, lower=_lower_dilate)
def dilate_taps(x: TensorLike, filter: TensorLike, where: Where) -> Tensor:
    """Return which tap of each window gives the largest sum: the first, if several do."""
    ...


# --- what lies under the taps, and the adjoints ---------------------------------------------------


def _by_tap(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    del dtypes, attributes
    return [int32, float32], float32


def _windows_shape(t: Spec, v: Spec, *, where: Where) -> tuple[int, ...]:
    del v, where
    return t.shape


def _draw(
    b: Builder, kernel: str, y: Spec, t: Buffer, v: Buffer, size: Pair, where: Where, filter: bool
) -> Buffer:
    params = _params(y, size, where)
    params["v_stride"] = v.spec.layout.stride
    return b.draw(kernel, {"t": t, "v": v}, y, {"FILTER": filter}, **params)


def _lower_pick(b: Builder, y: Spec, t: Buffer, v: Buffer, *, where: Where) -> Buffer:
    size = (v.spec.shape[1], v.spec.shape[2])
    return _draw(b, "dilation/pick", y, t, v, size, where, False)


def _lower_pick_filter(b: Builder, y: Spec, t: Buffer, v: Buffer, *, where: Where) -> Buffer:
    return _draw(b, "dilation/pick", y, t, v, (1, 1), where, True)


def _lower_unpick(b: Builder, y: Spec, t: Buffer, v: Buffer, *, where: Where, size: Pair) -> Buffer:
    return _draw(b, "dilation/unpick", y, t, v, size, where, False)


def _lower_unpick_filter(b: Builder, y: Spec, t: Buffer, v: Buffer, *, where: Where) -> Buffer:
    lines = v.spec.shape[0] * v.spec.shape[1]
    parts, each = parts_of(lines, y.layout.texels)
    params = _params(y, (1, 1), where)
    params |= {"v_stride": v.spec.layout.stride, "lines": lines, "lines_each": each}
    made = Spec((parts, *y.shape), y.dtype)
    drawn = b.draw("dilation/unpick", {"t": t, "v": v}, made, {"FILTER": True}, **params)
    return total(b, y, drawn, axis=0, keepdims=False)


def _image_shape(t: Spec, v: Spec, *, where: Where, size: Pair) -> tuple[int, ...]:
    del v, where
    return (t.shape[0], *size, t.shape[3])


def _filter_shape(t: Spec, v: Spec, *, where: Where) -> tuple[int, ...]:
    del v
    return (*where[0], t.shape[3])


@op(
    shape=_windows_shape,
    types=_by_tap,
    lower=_lower_pick,
    grad=lambda g, _y, t, _v, *, where: (None, unpick_pixels(t, g, where, size_of(_v))),
)
def pick_pixels(t: TensorLike, v: TensorLike, where: Where) -> Tensor:
    """Return, of each window, the pixel of v under its tap t."""
    ...


@op(
    shape=_image_shape,
    types=_by_tap,
    lower=_lower_unpick,
    grad=lambda g, _y, t, _v, *, where: (None, pick_pixels(t, g, where)),
)
def unpick_pixels(t: TensorLike, v: TensorLike, where: Where, size: Pair) -> Tensor:
    """Return images of ``size`` with v, one element a window, added up under each window's tap."""
    ...


@op(
    shape=_windows_shape,
    types=_by_tap,
    lower=_lower_pick_filter,
    grad=lambda g, _y, t, _v, *, where: (None, unpick_filter(t, g, where)),
)
def pick_filter(t: TensorLike, v: TensorLike, where: Where) -> Tensor:
    """Return, of each window, the filter's number for its tap t."""
    ...


@op(
    shape=_filter_shape,
    types=_by_tap,
    lower=_lower_unpick_filter,
    grad=lambda g, _y, t, _v, *, where: (None, pick_filter(t, g, where)),
)
def unpick_filter(t: TensorLike, v: TensorLike, where: Where) -> Tensor:
    """Return, for each tap and channel, the sum of v over the windows whose tap it is."""
    ...


# --- the public function --------------------------------------------------------------------------


def dilation2d(
    x: Any,
    filter: Any,
    strides: Any = 1,
    pad: Any = "valid",
    dilations: Any = 1,
    data_format: str = "NHWC",
) -> Tensor:
    """Return, of each window, the largest sum of a pixel and the filter's number for its tap.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        filter: (rows, columns, channels).
        strides: an int, or (rows, columns).
        pad: as for ``conv2d``; what is padded never is the largest.
        dilations: the distance between two taps; an int, or (rows, columns).
        data_format: "NHWC", or "NCHW" where channels come before rows.

    Both gradients go to the first largest sum. Mirrors TensorFlow.js ``tf.dilation2d``.

    Raises:
        ShapeError: if the channels differ, or no window fits.

    >>> tf.dilation2d([[[1.0], [2.0]]], [[[0.0], [5.0]]]).tolist()
    [[[7.0]]]
    """
    x, filter = as_tensor("dilation2d", x), as_tensor("dilation2d", filter)
    call = f"dilation2d(x: {x.shape}, filter: {filter.shape})"
    images = Images(call, x, data_format)
    value = images.value
    if filter.ndim != 3 or filter.shape[2] != value.shape[3]:
        raise ShapeError(
            f"{call}: x has {value.shape[3]} channels; filter must be "
            f"(rows, columns, {value.shape[3]})"
        )
    taps = taps_of(filter)
    at = located(call, value.shape[1:3], taps, strides, images.sides(pad), dilations)
    y = images.restore(dilate(value, filter, (taps, *at)))
    return whole_again(y, x) if filter.dtype == x.dtype else y
