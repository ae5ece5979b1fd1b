"""Pooling of images: the largest or the mean of each window, and their gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dtypes import int32
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .compare import cast
from .conv import Images, located
from .convolution import size_of
from .windows import Pair, pair

__all__ = ["avg_pool", "max_pool", "pool"]


Where = tuple[Pair, Pair, Pair, Pair, Pair]
"""A window's taps, then ``Windows``: strides, dilations, padding before, how many there are."""


# --- lowering -------------------------------------------------------------------------------------


def _pooling(kernel: str, backward: bool) -> Callable[..., Buffer]:
    """Return the lowering of a kernel over windows; backward, y is an image and not the windows."""

    def lower(b: Builder, y: Spec, x: Buffer, *others: Buffer, where: Where, **_: Any) -> Buffer:
        buffers = dict(zip("ab", (x, *others), strict=False))
        texels = y.layout.aligned and all(v.spec.layout.aligned for v in buffers.values())
        taps, strides, dilations, before, out = where
        params: dict[str, Any] = {
            "extent": y.shape[1:3],
            "source": y.shape[1:3] if backward else x.spec.shape[1:3],
            "windows": out,
            "taps": taps,
            "stride": strides,
            "dilation": dilations,
            "before": before,
            "y_stride": y.layout.stride,
        }
        params |= {f"{name}_stride": v.spec.layout.stride for name, v in buffers.items()}
        params |= {} if texels else {"y_cols": y.layout.cols}
        return b.draw(kernel, buffers, y, {"TEXELS": texels}, **params)

    return lower


# --- the ops --------------------------------------------------------------------------------------


def _windows_shape(x: Spec, *_: Spec, where: Where) -> tuple[int, ...]:
    return (x.shape[0], *where[4], x.shape[3])


def _image_shape(x: Spec, *_: Spec, where: Where) -> tuple[int, ...]:
    del where
    return x.shape


def _spread_shape(g: Spec, *, where: Where, size: Pair) -> tuple[int, ...]:
    del where
    return (g.shape[0], *size, g.shape[3])


def _max_grad(g: Tensor, _y: Spec, x: Tensor, *, where: Where) -> Tensor:
    return unpick_windows(x, g, where)


def _pick_grad(g: Tensor, _y: Spec, x: Tensor, _v: Spec, *, where: Where) -> tuple[None, Tensor]:
    return None, unpick_windows(x, g, where)


def _unpick_grad(g: Tensor, _y: Spec, x: Tensor, _v: Spec, *, where: Where) -> tuple[None, Tensor]:
    return None, pick_windows(x, g, where)


def _mean_grad(g: Tensor, _y: Spec, _x: Spec, *, where: Where) -> Tensor:
    return spread_windows(g, where, size_of(_x))


def _spread_grad(g: Tensor, _y: Spec, _g: Spec, *, where: Where) -> Tensor:
    return mean_windows(g, where)


@op(shape=_windows_shape, types=floating, lower=_pooling("pool/max", False), grad=_max_grad)
def max_windows(x: TensorLike, where: Where) -> Tensor:
    """Return the largest of each window; see ``max_pool``."""
    ...


@op(shape=_windows_shape, types=floating, lower=_pooling("pool/pick", False), grad=_pick_grad)
def pick_windows(x: TensorLike, v: TensorLike, where: Where) -> Tensor:
    """Return, of each window, the element of v where x is largest first; linear in v."""
    ...


@op(shape=_image_shape, types=floating, lower=_pooling("pool/unpick", True), grad=_unpick_grad)
def unpick_windows(x: TensorLike, v: TensorLike, where: Where) -> Tensor:
    """Return v, one element a window, added up where x is largest first in that window."""
    ...


@op(shape=_windows_shape, types=floating, lower=_pooling("pool/mean", False), grad=_mean_grad)
def mean_windows(x: TensorLike, where: Where) -> Tensor:
    """Return the mean of each window; see ``avg_pool``."""
    ...


@op(shape=_spread_shape, types=floating, lower=_pooling("pool/unmean", True), grad=_spread_grad)
def spread_windows(g: TensorLike, where: Where, size: Pair) -> Tensor:
    """Return g, one element a window, in equal shares over the window's pixels."""
    ...


# --- the public functions -------------------------------------------------------------------------


def _pool(
    name: str,
    kernel: Callable[..., Tensor],
    x: Any,
    size: Any,
    strides: Any,
    pad: Any,
    rounding: str | None,
    data_format: str,
    dilations: Any,
) -> Tensor:
    x = as_tensor(name, x)
    call = f"{name}(x: {x.shape})"
    images = Images(call, x, data_format)
    taps = pair(f"{call}: filter_size", size)
    steps = taps if strides is None else strides
    at = located(call, images.value.shape[1:3], taps, steps, images.sides(pad), dilations, rounding)
    y = images.restore(kernel(images.value, (taps, *at)))
    return whole_again(y, x) if kernel is max_windows else y


def whole_again(y: Tensor, x: Tensor) -> Tensor:
    """Return the largest of x's elements in its dtype; they were compared as float32."""
    return cast(y, int32) if x.dtype == int32 else y


def max_pool(
    x: Any,
    filter_size: Any,
    strides: Any = None,
    pad: Any = "valid",
    dim_rounding_mode: str | None = None,
    data_format: str = "NHWC",
) -> Tensor:
    """Return the largest element of each window, channel by channel.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        filter_size: of the windows; an int, or (rows, columns).
        strides: an int, or (rows, columns); by default ``filter_size``.
        pad: "same", "valid", an int for all sides, or one (before, after) per axis. What is
            padded never is the largest.
        dim_rounding_mode: "floor" (so also None), "ceil" or "round"; for pad in numbers, how many
            windows there are if the last does not fit whole.
        data_format: "NHWC", or "NCHW" where channels come before rows.

    The gradient goes to the first largest element of a window. int32 stays int32, exact up to
    2²⁴. Mirrors TensorFlow.js ``tf.maxPool``.

    Raises:
        ShapeError: if no window fits, or x has not three or four axes.

    >>> tf.max_pool([[[1.0], [2.0]], [[3.0], [4.0]]], 2).tolist()
    [[[4.0]]]
    """
    return _pool(
        "max_pool", max_windows, x, filter_size, strides, pad, dim_rounding_mode, data_format, 1
    )


def avg_pool(
    x: Any,
    filter_size: Any,
    strides: Any = None,
    pad: Any = "valid",
    dim_rounding_mode: str | None = None,
    data_format: str = "NHWC",
) -> Tensor:
    """Return the mean of each window, channel by channel; padding does not count.

    The arguments are those of ``max_pool``. Mirrors TensorFlow.js ``tf.avgPool``.

    >>> tf.avg_pool([[[1.0], [2.0]], [[3.0], [4.0]]], 2).tolist()
    [[[2.5]]]
    """
    return _pool(
        "avg_pool", mean_windows, x, filter_size, strides, pad, dim_rounding_mode, data_format, 1
    )


def pool(
    x: Any,
    window_shape: Any,
    pooling_type: str,
    pad: Any = "valid",
    dilations: Any = 1,
    strides: Any = 1,
    dim_rounding_mode: str | None = None,
) -> Tensor:
    """Return ``max_pool`` or ``avg_pool``, as ``pooling_type`` ("max", "avg") says, with dilations.

    Mirrors TensorFlow.js ``tf.pool``.

    >>> tf.pool([[[1.0], [2.0], [3.0]]], [1, 2], "max", "valid", [1, 2]).tolist()
    [[[3.0]]]
    """
    kernels = {"max": max_windows, "avg": mean_windows}
    if pooling_type not in kernels:
        raise ValueError(f"pool: pooling_type {pooling_type!r} must be 'max' or 'avg'")
    return _pool(
        "pool",
        kernels[pooling_type],
        x,
        window_shape,
        strides,
        pad,
        dim_rounding_mode,
        "NHWC",
        dilations,
    )
