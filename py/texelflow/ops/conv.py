"""Convolution as it is called: arguments are checked, and the windows worked out."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .convolution import conv, conv_by_input
from .movement import transpose
from .reshaping import reshape
from .windows import pair, windows

__all__ = ["conv1d", "conv2d", "conv2d_transpose"]


class Images:
    """One image or a batch, channels first or last, seen as a batch with channels last."""

    def __init__(self, call: str, x: Tensor, data_format: str, what: str = "x") -> None:
        kinds = {"NHWC": False, "channels_last": False, "NCHW": True, "channels_first": True}
        if data_format not in kinds:
            raise ShapeError(f"{call}: data_format {data_format!r} must be 'NHWC' or 'NCHW'")
        if x.ndim not in (3, 4):
            raise ShapeError(f"{call}: {what} must have 4 axes, or 3 for one image")
        self.single = x.ndim == 3
        self.first = kinds[data_format]
        x = reshape(x, (1, *x.shape)) if self.single else x
        self.value = transpose(x, (0, 2, 3, 1)) if self.first else x

    def sides(self, pad: Any) -> Any:
        """Return padding as for channels last, where it has one pair for each of the four axes."""
        if not self.first or isinstance(pad, (str, int)) or len(pad) != 4:
            return pad
        batch, channels, rows, columns = pad
        return [batch, rows, columns, channels]

    def restore(self, y: Tensor) -> Tensor:
        """Return a result in the form of the argument."""
        y = transpose(y, (0, 3, 1, 2)) if self.first else y
        return reshape(y, y.shape[1:]) if self.single else y


def located(call: str, *args: Any) -> Any:
    """Return ``windows(*args)``; an error has the call in front."""
    try:
        return windows(*args)
    except ShapeError as error:
        raise ShapeError(f"{call}: {error}") from None


def conv2d(
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
    """Return the convolution of images with filters.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        filter: (rows, columns, channels, out channels).
        strides: an int, or (rows, columns).
        pad: "same", "valid", an int for all sides, or one (before, after) per axis.
        data_format: "NHWC", or "NCHW" where channels come before rows in x and in the result.
        dilations: an int, or (rows, columns): the distance between two taps.
        dim_rounding_mode: "floor" (so also None), "ceil" or "round"; for pad in numbers, how many
            windows there are if the last does not fit whole.
        padding: another name for ``pad``, as in Keras.

    Mirrors TensorFlow.js ``tf.conv2d``; its gradients also take dilations.

    Raises:
        ShapeError: if the channels differ, or no window fits.

    >>> tf.conv2d(tf.ones([1, 3, 3, 1]), tf.ones([2, 2, 1, 1]), 1, "valid").shape
    (1, 2, 2, 1)
    """
    x, filter = as_tensor("conv2d", x), as_tensor("conv2d", filter)
    call = f"conv2d(x: {x.shape}, filter: {filter.shape})"
    images = Images(call, x, data_format)
    value = images.value
    if filter.ndim != 4 or filter.shape[2] != value.shape[3]:
        raise ShapeError(
            f"{call}: x has {value.shape[3]} channels; "
            f"filter must be (rows, columns, {value.shape[3]}, out channels)"
        )
    pad = images.sides(pad if padding is None else padding)
    at = located(
        call, value.shape[1:3], filter.shape[:2], strides, pad, dilations, dim_rounding_mode
    )
    return images.restore(conv(value, filter, *at))


def conv1d(
    x: Any,
    filter: Any,
    stride: int = 1,
    pad: Any = "valid",
    data_format: str = "NWC",
    dilation: int = 1,
    dim_rounding_mode: str | None = None,
) -> Tensor:
    """Return the convolution of sequences with filters.

    Args:
        x: (batch, steps, channels), or without the batch.
        filter: (steps, channels, out channels).
        stride, dilation: ints.
        pad: "same", "valid", an int for both ends, or (before, after).
        data_format: "NWC", or "NCW" where channels come before steps in x and in the result.
        dim_rounding_mode: as for ``conv2d``.

    Mirrors TensorFlow.js ``tf.conv1d``, which does not know "NCW" and explicit pairs.

    >>> tf.conv1d([[1.0], [2.0], [3.0]], [[[1.0]], [[1.0]]]).tolist()
    [[3.0], [5.0]]
    """
    x, filter = as_tensor("conv1d", x), as_tensor("conv1d", filter)
    call = f"conv1d(x: {x.shape}, filter: {filter.shape})"
    formats = {"NWC": "NHWC", "NCW": "NCHW"}
    if data_format not in formats:
        raise ShapeError(f"{call}: data_format {data_format!r} must be 'NWC' or 'NCW'")
    if x.ndim not in (2, 3) or filter.ndim != 3:
        raise ShapeError(f"{call}: x must have 3 axes (2 for one sequence), filter 3")
    at = x.ndim - 1 if data_format == "NCW" else x.ndim - 2
    tall = reshape(x, (*x.shape[:at], 1, *x.shape[at:]))
    if not isinstance(pad, str):
        pad = ((0, 0), (pad, pad) if isinstance(pad, int) else tuple(pad))
    y = conv2d(
        tall,
        reshape(filter, (1, *filter.shape)),
        (1, stride),
        pad,
        formats[data_format],
        (1, dilation),
        dim_rounding_mode,
    )
    return reshape(y, (*y.shape[:at], *y.shape[at + 1 :]))


def conv2d_transpose(
    x: Any,
    filter: Any,
    output_shape: Any,
    strides: Any = 1,
    pad: Any = "valid",
    dim_rounding_mode: str | None = None,
    *,
    padding: Any = None,
) -> Tensor:
    """Return the transposed convolution ("deconvolution"): the gradient of ``conv2d`` by its input.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        filter: (rows, columns, out channels, channels).
        output_shape: of the result, with the batch if x has one.
        strides, pad, dim_rounding_mode, padding: of the convolution that leads from the result
            back to x's shape.

    Mirrors TensorFlow.js ``tf.conv2dTranspose``.

    Raises:
        ShapeError: if that convolution of ``output_shape`` does not give x's shape.

    >>> tf.conv2d_transpose(tf.ones([1, 1, 1]), tf.ones([2, 2, 1, 1]), [2, 2, 1], 2).shape
    (2, 2, 1)
    """
    x, filter = as_tensor("conv2d_transpose", x), as_tensor("conv2d_transpose", filter)
    call = f"conv2d_transpose(x: {x.shape}, filter: {filter.shape})"
    images = Images(call, x, "NHWC")
    value = images.value
    if filter.ndim != 4 or filter.shape[3] != value.shape[3]:
        raise ShapeError(
            f"{call}: x has {value.shape[3]} channels; "
            f"filter must be (rows, columns, out channels, {value.shape[3]})"
        )
    shape = tuple(output_shape)
    shape = (1, *shape) if images.single else shape
    pad = pad if padding is None else padding
    if len(shape) != 4 or shape[0] not in (-1, value.shape[0]) or shape[3] != filter.shape[2]:
        raise ShapeError(
            f"{call}: output_shape {tuple(output_shape)} must have x's batch and "
            f"{filter.shape[2]} channels"
        )
    at = located(call, shape[1:3], filter.shape[:2], strides, pad, 1, dim_rounding_mode)
    if at.out != value.shape[1:3]:
        raise ShapeError(
            f"{call}: a convolution with strides {pair('strides', strides)} and pad {pad!r} makes "
            f"{at.out} of {shape[1:3]}, not {value.shape[1:3]}; change output_shape"
        )
    y = conv_by_input(value, filter, at.strides, at.dilations, at.before, (shape[1], shape[2]))
    return images.restore(y)
