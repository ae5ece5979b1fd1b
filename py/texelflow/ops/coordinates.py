"""Tensors at any coordinates, of any number of axes; and images made soft.

``map_coordinates`` is a composition of gathers, one for each corner around a point.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .arithmetic import maximum, minimum, mod
from .compare import cast, greater_equal, less_equal, logical_and, where
from .conv import Images
from .creation import tensor
from .depthwise import depthwise_conv2d
from .gathering import gather
from .joining import unstack
from .movement import broadcast_to
from .reshaping import reshape
from .rounding import abs as absolute
from .rounding import floor, round
from .windows import pair

__all__ = ["gaussian_blur", "map_coordinates"]

MODES = ("constant", "nearest", "wrap", "mirror", "reflect")


def _index(at: Tensor, size: int, mode: str) -> Tensor:
    """Return whole places on an axis, brought inside."""
    if mode == "wrap":
        return mod(at, size)
    if mode == "mirror" and size > 1:
        period = 2 * (size - 1)
        return (size - 1) - absolute(mod(at, period) - (size - 1))
    if mode == "reflect":
        at = mod(at, 2 * size)
        return minimum(at, 2 * size - 1 - at)
    return minimum(maximum(at, 0), size - 1)


def map_coordinates(
    inputs: Any,
    coordinates: Any,
    order: int = 1,
    fill_mode: str = "constant",
    fill_value: float = 0,
) -> Tensor:
    """Return a tensor at coordinates that may lie between its elements.

    Args:
        inputs: of one axis or more.
        coordinates: (axes of inputs, …), one number per axis and point; the result has the shape of
            the points.
        order: 0 for the nearest element, 1 for linear interpolation.
        fill_mode: what lies beyond: "constant" (``fill_value``), "nearest", "wrap", "mirror" (the
            mirror image about the outermost elements) or "reflect" (with them).

    Has gradients by both. As Keras' ``ops.image.map_coordinates`` and SciPy's.

    Raises:
        ShapeError: if the first axis of the coordinates is not as long as inputs has axes.

    >>> tf.image.map_coordinates([[1.0, 2.0], [3.0, 5.0]], [[0.5, 0.0], [0.0, 1.0]], 1).tolist()
    [2.0, 2.0]
    """
    x, points = as_tensor("map_coordinates", inputs), as_tensor("map_coordinates", coordinates)
    call = f"map_coordinates(inputs: {x.shape}, coordinates: {points.shape})"
    if not x.ndim or points.ndim < 2 or points.shape[0] != x.ndim or not x.size:
        raise ShapeError(
            f"{call}: coordinates must be ({x.ndim}, …points), one number for each axis of inputs, "
            "which must have elements"
        )
    if order not in (0, 1):
        raise ValueError(f"{call}: order {order!r} must be 0 or 1")
    if fill_mode not in MODES:
        raise ValueError(f"{call}: fill_mode {fill_mode!r} must be one of {MODES}")
    flat = reshape(x, (-1,))
    nodes = [
        _nodes(c, n, order, fill_mode)
        for c, n in zip(unstack(cast(points, "float32")), x.shape, strict=True)
    ]
    total: Tensor | None = None
    for corner in product(*nodes):
        place, weight, inside = None, None, None
        for (at, share, there), n in zip(corner, x.shape, strict=True):
            place = at if place is None else place * n + at
            weight = share if weight is None else weight if share is None else weight * share
            inside = there if inside is None else logical_and(inside, there)
        value = gather(flat, place)
        value = value if inside is None else where(inside, value, fill_value)
        value = value if weight is None else value * weight
        total = value if total is None else total + value
    assert total is not None
    return total


def _nodes(at: Tensor, size: int, order: int, mode: str) -> list[Any]:
    """Return the places around points on one axis as (index, weight, whether inside)."""
    low = round(at) if order == 0 else floor(at)
    steps = [(low, None)] if order == 0 else [(low, 1.0 - (at - low)), (low + 1.0, at - low)]
    found = []
    for place, share in steps:
        whole = cast(place, "int32")
        there = None
        if mode == "constant":
            there = logical_and(greater_equal(whole, 0), less_equal(whole, size - 1))
        found.append((_index(whole, size, mode), share, there))
    return found


def gaussian_blur(
    images: Any,
    kernel_size: int | Sequence[int] = 3,
    sigma: float | Sequence[float] = 1.0,
    data_format: str = "NHWC",
) -> Tensor:
    """Return images of which each pixel is a mean of its neighbours, weighted by a bell curve.

    Args:
        images: (batch, rows, columns, channels), or without the batch; what lies outside is 0.
        kernel_size: how many neighbours count; an int, or (rows, columns).
        sigma: the width of the bell curve; a number, or (rows, columns).
        data_format: "NHWC", or "NCHW" where channels come before rows.

    As Keras' ``ops.image.gaussian_blur``.

    Raises:
        ShapeError: if the images have other axes.

    >>> tf.image.gaussian_blur(tf.ones([5, 5, 1]))[2, 2].tolist()
    [1.0]
    """
    x = as_tensor("gaussian_blur", images)
    call = f"gaussian_blur(images: {x.shape})"
    found = Images(call, x, data_format, "images")
    widths = [sigma, sigma] if isinstance(sigma, (int, float)) else list(sigma)
    if len(widths) != 2 or any(w <= 0 for w in widths):
        raise ValueError(f"{call}: sigma {sigma!r} must be a positive number, or two")
    y = cast(found.value, "float32")
    channels = y.shape[3]
    for axis, (size, width) in enumerate(
        zip(pair("kernel_size", kernel_size), widths, strict=True)
    ):
        bell = [math.exp(-0.5 * ((i - (size - 1) / 2) / width) ** 2) for i in range(size)]
        total = sum(bell)
        taps = (size, 1, 1, 1) if axis == 0 else (1, size, 1, 1)
        weights = reshape(tensor([b / total for b in bell]), taps)
        y = depthwise_conv2d(y, broadcast_to(weights, (*taps[:2], channels, 1)), 1, "same")
    return found.restore(y)
