"""Colours of images, whose last axis is the channels: greys, hues, black and white."""

from __future__ import annotations

from typing import Any

from ..errors import DTypeError, ShapeError
from ..tensor import Tensor, as_tensor
from .arithmetic import div_no_nan, mod
from .compare import cast, equal, greater, greater_equal, less_equal, where
from .creation import ones, tensor, zeros_like
from .joining import concat, split
from .matrices import matmul
from .positions import argmax
from .reduction import max as reduce_max
from .reduction import min as reduce_min
from .reduction import sum as reduce_sum
from .repeating import tile
from .reshaping import reshape
from .rounding import clip_by_value
from .rounding import round as round_even
from .segments import unsorted_segment_sum
from .sequences import range as arange

__all__ = ["grayscale_to_rgb", "hsv_to_rgb", "rgb_to_grayscale", "rgb_to_hsv", "threshold"]

LUMA = (0.2989, 0.587, 0.114)
"""What red, green and blue add to a grey (CCIR 601)."""

LEVELS = 256


def _coloured(name: str, x: Any, channels: int, least: int = 1) -> Tensor:
    x = as_tensor(name, x)
    if x.ndim < least or x.shape[-1] != channels:
        raise ShapeError(
            f"{name}(image: {x.shape}): the last axis must be {channels} channel"
            f"{'s' if channels > 1 else ''}" + (", after at least one other" if least > 1 else "")
        )
    return x


def grayscale_to_rgb(image: Any) -> Tensor:
    """Return images with their one channel three times over.

    Args:
        image: (…, 1), of two axes at least.

    Mirrors TensorFlow.js ``tf.image.grayscaleToRGB``.

    Raises:
        ShapeError: if the last axis is not 1.

    >>> tf.image.grayscale_to_rgb([[[7]]]).tolist()
    [[[7, 7, 7]]]
    """
    x = _coloured("grayscale_to_rgb", image, 1, 2)
    return tile(x, (*[1] * (x.ndim - 1), 3))


def _grey(x: Tensor) -> Tensor:
    return matmul(cast(x, "float32"), tensor([[weight] for weight in LUMA]))


def rgb_to_grayscale(image: Any) -> Tensor:
    """Return the brightness of images, 0.2989 red + 0.587 green + 0.114 blue, in x's dtype.

    Args:
        image: (…, 3), of two axes at least.

    Mirrors TensorFlow.js ``tf.image.rgbToGrayscale``; it has a gradient.

    Raises:
        ShapeError: if the last axis is not 3.

    >>> tf.image.rgb_to_grayscale([[[100, 100, 200]]]).tolist()
    [[[111]]]
    """
    x = _coloured("rgb_to_grayscale", image, 3, 2)
    return cast(_grey(x), x.dtype)


def rgb_to_hsv(images: Any) -> Tensor:
    """Return hue, saturation and value of images whose red, green and blue lie between 0 and 1.

    Args:
        images: (…, 3); hue and saturation of the result lie between 0 and 1.

    As Keras' ``ops.image.rgb_to_hsv``. Greys have hue 0.

    Raises:
        ShapeError: if the last axis is not 3.

    >>> tf.image.rgb_to_hsv([0.0, 0.5, 0.0]).tolist()
    [0.3333333432674408, 1.0, 0.5]
    """
    x = cast(_coloured("rgb_to_hsv", images, 3), "float32")
    red, green, blue = split(x, 3, -1)
    value = reduce_max(x, -1, True)
    span = value - reduce_min(x, -1, True)
    toward_red = div_no_nan(green - blue, span)
    toward_green = div_no_nan(blue - red, span) + 2.0
    toward_blue = div_no_nan(red - green, span) + 4.0
    hue = where(
        equal(value, red),
        toward_red,
        where(equal(value, green), toward_green, toward_blue),
    )
    # A hue just below red's is negative here; greys, whose span is 0, must not land on green's.
    hue = where(greater(span, 0.0), where(greater_equal(hue, 0.0), hue, hue + 6.0), zeros_like(hue))
    return concat([hue / 6.0, div_no_nan(span, value), value], -1)


def hsv_to_rgb(images: Any) -> Tensor:
    """Return red, green and blue of images of hue, saturation and value, between 0 and 1.

    Args:
        images: (…, 3).

    As Keras' ``ops.image.hsv_to_rgb``; the inverse of ``rgb_to_hsv``.

    Raises:
        ShapeError: if the last axis is not 3.

    >>> tf.image.hsv_to_rgb([0.5, 1.0, 1.0]).tolist()
    [0.0, 1.0, 1.0]
    """
    x = cast(_coloured("hsv_to_rgb", images, 3), "float32")
    hue, saturation, value = split(x, 3, -1)
    sector = mod(hue * 6.0 + tensor([5.0, 3.0, 1.0]), 6.0)
    # How far each colour is from its full height, as a trapezium over the circle of hues.
    depth = clip_by_value(where(less_equal(sector, 2.0), sector, 4.0 - sector), 0.0, 1.0)
    return value - value * saturation * depth


def threshold(
    image: Any, method: str = "binary", inverted: bool = False, thresh_value: float = 0.5
) -> Tensor:
    """Return a black and white image, int32 of 0 and 255, by brightness.

    Args:
        image: (rows, columns, 1 or 3), int32 or float32, between 0 and 255.
        method: "binary", or "otsu", which finds the threshold that sets the two groups of pixels
            furthest apart.
        inverted: whether what is brighter becomes black.
        thresh_value: for "binary", from 0 to 1.

    Mirrors TensorFlow.js ``tf.image.threshold``.

    Raises:
        ShapeError: if the image has other axes or channels.
        DTypeError: if it is bool.

    >>> tf.image.threshold([[[10], [200]]]).tolist()
    [[[0], [255]]]
    """
    x = as_tensor("threshold", image)
    call = f"threshold(image: {x.shape})"
    if x.ndim != 3 or x.shape[2] not in (1, 3):
        raise ShapeError(f"{call}: must be (rows, columns, channels) with 1 or 3 channels")
    if x.dtype == "bool":
        raise DTypeError(f"{call}: image is bool; it must be int32 or float32")
    if method not in ("binary", "otsu"):
        raise ValueError(f"{call}: method {method!r} must be 'binary' or 'otsu'")
    grey = _grey(x) if x.shape[2] == 3 else cast(x, "float32")
    limit = _otsu(grey) if method == "otsu" else thresh_value * 255
    chosen = less_equal(grey, limit) if inverted else greater(grey, limit)
    return cast(chosen, "int32") * 255


def _otsu(grey: Tensor) -> Tensor:
    """Return the level up to which pixels are of the first group; -1 if there is but one group."""
    levels = cast(round_even(reshape(grey, (grey.size,))), "int32")
    counts = unsorted_segment_sum(ones([grey.size]), levels, LEVELS)
    places = arange(0, LEVELS, 1, "float32")
    up_to = cast(greater_equal(reshape(places, (LEVELS, 1)), places), "float32")
    below, weight = matmul(up_to, counts), matmul(up_to, counts * places)
    above = reduce_sum(counts) - below
    mean_below = div_no_nan(weight, below)
    mean_above = div_no_nan(reduce_sum(counts * places) - weight, above)
    apart = (mean_below - mean_above) * (mean_below - mean_above) * below * above
    best = cast(argmax(apart), "float32")
    return where(greater(reduce_max(apart), 0.0), best, -1.0)
