"""Convolution and pooling over three axes: depth, rows and columns.

Nothing here is drawn by kernels of its own. A convolution is one over rows and columns of images
that have the slices under a window's depth side by side as channels: one draw before the fast
kernels of ``convolution``, and its adjoint after them. A pooling is one over rows and columns, then
one over depth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .convolution import conv, conv_by_input
from .movement import transpose
from .patches import give_patches, take_patches
from .pooling import Where, max_windows, mean_windows, whole_again
from .reshaping import reshape
from .windows import Axis, along_axes, several

__all__ = ["avg_pool3d", "conv3d", "conv3d_transpose", "max_pool3d"]

FORMATS = {
    "NDHWC": False,
    "channels_last": False,
    "NCDHW": True,
    "channels_first": True,
}


class Volumes:
    """One volume or a batch, channels first or last, seen as a batch with channels last."""

    def __init__(self, call: str, x: Tensor, data_format: str = "NDHWC") -> None:
        if data_format not in FORMATS:
            raise ShapeError(f"{call}: data_format {data_format!r} must be 'NDHWC' or 'NCDHW'")
        if x.ndim not in (4, 5):
            raise ShapeError(f"{call}: x must have 5 axes, or 4 for one volume")
        self.single = x.ndim == 4
        self.first = FORMATS[data_format]
        x = reshape(x, (1, *x.shape)) if self.single else x
        self.value = transpose(x, (0, 2, 3, 4, 1)) if self.first else x

    def sides(self, pad: Any) -> Any:
        """Return padding as for channels last, where it has one pair for each of the five axes."""
        if not self.first or isinstance(pad, (str, int)) or len(pad) != 5:
            return pad
        return [pad[0], *pad[2:], pad[1]]

    def restore(self, y: Tensor) -> Tensor:
        """Return a result in the form of the argument."""
        y = transpose(y, (0, 4, 1, 2, 3)) if self.first else y
        return reshape(y, y.shape[1:]) if self.single else y


def _located(call: str, *args: Any) -> list[Axis]:
    try:
        return along_axes(*args)
    except ShapeError as error:
        raise ShapeError(f"{call}: {error}") from None


def _flat(taps: Any, axes: list[Axis]) -> Where:
    """Return the windows over rows and columns."""
    stride, dilation, before, out = zip(*axes[1:], strict=True)
    return (taps[1], taps[2]), stride, dilation, before, out


def _deep(tap: int, axis: Axis, pixels: int) -> Where:
    """Return the windows over depth, of volumes seen as images of (depth, pixels)."""
    return (
        (tap, 1),
        (axis.stride, 1),
        (axis.dilation, 1),
        (axis.before, 0),
        (axis.out, pixels),
    )


def _plain(tap: int, axis: Axis, size: int) -> bool:
    """Whether windows along an axis are its elements, one by one."""
    return tap == axis.stride == 1 and axis.before == 0 and axis.out == size


def _filters(filter: Tensor) -> Tensor:
    """Return the filter with its depth side by side with its channels."""
    d, h, w, c, n = filter.shape
    return reshape(transpose(filter, (1, 2, 0, 3, 4)), (h, w, d * c, n))


# --- convolution ----------------------------------------------------------------------------------


def conv3d(
    x: Any,
    filter: Any,
    strides: Any = 1,
    pad: Any = "valid",
    data_format: str = "NDHWC",
    dilations: Any = 1,
    *,
    padding: Any = None,
) -> Tensor:
    """Return the convolution of volumes with filters.

    Args:
        x: (batch, depth, rows, columns, channels), or without the batch.
        filter: (depth, rows, columns, channels, out channels).
        strides: an int, or (depth, rows, columns).
        pad: "same", "valid", an int for all sides, or one (before, after) per axis.
        data_format: "NDHWC", or "NCDHW" where channels come before depth in x and in the result.
        dilations: an int, or (depth, rows, columns): the distance between two taps.
        padding: another name for ``pad``, as in Keras.

    Mirrors TensorFlow.js ``tf.conv3d``; its gradients also take dilations.

    Raises:
        ShapeError: if the channels differ, or no window fits.

    >>> tf.conv3d(tf.ones([3, 3, 3, 1]), tf.ones([2, 2, 2, 1, 1])).reshape([-1]).tolist()
    [8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0]
    """
    x, filter = as_tensor("conv3d", x), as_tensor("conv3d", filter)
    call = f"conv3d(x: {x.shape}, filter: {filter.shape})"
    volumes = Volumes(call, x, data_format)
    value = volumes.value
    n, d, h, w, c = value.shape
    if filter.ndim != 5 or filter.shape[3] != c:
        raise ShapeError(
            f"{call}: x has {c} channels; filter must be (depth, rows, columns, {c}, out channels)"
        )
    taps = filter.shape[:3]
    sides = volumes.sides(pad if padding is None else padding)
    axes = _located(call, (d, h, w), taps, strides, sides, dilations)
    _, *at = _flat(taps, axes)
    if not _plain(taps[0], axes[0], d):
        stacked = take_patches(reshape(value, (n, d, h * w, c)), _deep(taps[0], axes[0], h * w))
        value = reshape(stacked, (n, axes[0].out, h, w, taps[0] * c))
    images = reshape(value, (n * axes[0].out, h, w, taps[0] * c))
    y = conv(images, _filters(filter), *at)
    return volumes.restore(reshape(y, (n, *(axis.out for axis in axes), filter.shape[4])))


def conv3d_transpose(
    x: Any,
    filter: Any,
    output_shape: Any,
    strides: Any = 1,
    pad: Any = "valid",
    *,
    padding: Any = None,
) -> Tensor:
    """Return the transposed convolution: the gradient of ``conv3d`` by its input.

    Args:
        x: (batch, depth, rows, columns, channels), or without the batch.
        filter: (depth, rows, columns, out channels, channels).
        output_shape: of the result, with the batch if x has one.
        strides, pad, padding: of the convolution that leads from the result back to x's shape.

    Mirrors TensorFlow.js ``tf.conv3dTranspose``; it has gradients.

    Raises:
        ShapeError: if that convolution of ``output_shape`` does not give x's shape.

    >>> y = tf.conv3d_transpose(tf.ones([1, 1, 1, 1]), tf.ones([2, 1, 1, 1, 1]), [2, 1, 1, 1])
    >>> y.tolist()
    [[[[1.0]]], [[[1.0]]]]
    """
    x, filter = as_tensor("conv3d_transpose", x), as_tensor("conv3d_transpose", filter)
    call = f"conv3d_transpose(x: {x.shape}, filter: {filter.shape})"
    volumes = Volumes(call, x)
    value = volumes.value
    n, *sizes, c = value.shape
    if filter.ndim != 5 or filter.shape[4] != c:
        raise ShapeError(
            f"{call}: x has {c} channels; filter must be (depth, rows, columns, out channels, {c})"
        )
    shape = (1, *output_shape) if volumes.single else tuple(output_shape)
    if len(shape) != 5 or shape[0] not in (-1, n) or shape[4] != filter.shape[3]:
        raise ShapeError(
            f"{call}: output_shape {tuple(output_shape)} must have x's batch and "
            f"{filter.shape[3]} channels"
        )
    taps, (_, d, h, w, out) = filter.shape[:3], shape
    axes = _located(call, (d, h, w), taps, strides, pad if padding is None else padding)
    if [axis.out for axis in axes] != sizes:
        raise ShapeError(
            f"{call}: a convolution with strides {several('strides', strides, 3)} and pad {pad!r} "
            f"makes {tuple(axis.out for axis in axes)} of {(d, h, w)}, not {tuple(sizes)}; "
            "change output_shape"
        )
    _, steps, spread, before, _ = _flat(taps, axes)
    images = reshape(value, (n * sizes[0], *sizes[1:], c))
    y = conv_by_input(images, _filters(filter), steps, spread, before, (h, w))
    if not _plain(taps[0], axes[0], d):
        stacked = reshape(y, (n, sizes[0], h * w, taps[0] * out))
        y = give_patches(stacked, _deep(taps[0], axes[0], h * w), (d, h * w))
    return volumes.restore(reshape(y, (n, d, h, w, out)))


# --- pooling --------------------------------------------------------------------------------------


def _pool(
    name: str,
    kernel: Callable[..., Tensor],
    x: Any,
    size: Any,
    strides: Any,
    pad: Any,
    rounding: str | None,
    data_format: str,
) -> Tensor:
    x = as_tensor(name, x)
    call = f"{name}(x: {x.shape})"
    volumes = Volumes(call, x, data_format)
    n, d, h, w, c = volumes.value.shape
    taps = several(f"{call}: filter_size", size, 3)
    steps, sides = taps if strides is None else strides, volumes.sides(pad)
    axes = _located(call, (d, h, w), taps, steps, sides, 1, rounding)
    y = reshape(volumes.value, (n * d, h, w, c))
    if not all(map(_plain, taps[1:], axes[1:], (h, w))):
        y = kernel(y, _flat(taps, axes))
    rows, columns = axes[1].out, axes[2].out
    if not _plain(taps[0], axes[0], d):
        stacked = reshape(y, (n, d, rows * columns, c))
        y = kernel(stacked, _deep(taps[0], axes[0], rows * columns))
    y = volumes.restore(reshape(y, (n, axes[0].out, rows, columns, c)))
    return whole_again(y, x) if kernel is max_windows else y


def max_pool3d(
    x: Any,
    filter_size: Any = 1,
    strides: Any = None,
    pad: Any = "valid",
    dim_rounding_mode: str | None = None,
    data_format: str = "NDHWC",
) -> Tensor:
    """Return the largest element of each window, channel by channel.

    Args:
        x: (batch, depth, rows, columns, channels), or without the batch.
        filter_size: of the windows; an int, or (depth, rows, columns).
        strides: an int, or (depth, rows, columns); by default ``filter_size``.
        pad: "same", "valid", an int for all sides, or one (before, after) per axis. What is
            padded never is the largest.
        dim_rounding_mode: as for ``max_pool``.
        data_format: "NDHWC", or "NCDHW" where channels come before depth.

    The gradient goes to the first largest element of a window. Mirrors TensorFlow.js
    ``tf.maxPool3d``.

    Raises:
        ShapeError: if no window fits, or x has not four or five axes.

    >>> tf.max_pool3d([[[[1.0], [2.0]]], [[[3.0], [4.0]]]], [2, 1, 2]).tolist()
    [[[[4.0]]]]
    """
    return _pool(
        "max_pool3d", max_windows, x, filter_size, strides, pad, dim_rounding_mode, data_format
    )


def avg_pool3d(
    x: Any,
    filter_size: Any,
    strides: Any = None,
    pad: Any = "valid",
    dim_rounding_mode: str | None = None,
    data_format: str = "NDHWC",
) -> Tensor:
    """Return the mean of each window, channel by channel; padding does not count.

    The arguments are those of ``max_pool3d``. Mirrors TensorFlow.js ``tf.avgPool3d``.

    >>> tf.avg_pool3d([[[[1.0], [2.0]]], [[[3.0], [4.0]]]], [2, 1, 2]).tolist()
    [[[[2.5]]]]
    """
    return _pool(
        "avg_pool3d", mean_windows, x, filter_size, strides, pad, dim_rounding_mode, data_format
    )
