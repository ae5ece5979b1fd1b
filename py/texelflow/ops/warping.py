"""Images turned, moved, bent, and cut out at any scale."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Any

from ..dtypes import int32
from ..errors import DTypeError, ShapeError
from ..tensor import Tensor, as_tensor, from_host
from .compare import cast
from .conv import Images
from .creation import tensor
from .matrices import matmul
from .projection import project
from .reshaping import reshape
from .sampling_points import Fill, sample
from .windows import Pair, pair

__all__ = ["affine_transform", "crop_and_resize", "rotate_with_offset", "transform"]

FILLS = ("constant", "reflect", "wrap", "nearest", "mirror")
INTERPOLATIONS = ("nearest", "bilinear")


def _owners(count: int) -> Tensor:
    return from_host("owners", array("i", range(count)), (count,), int32)


def _same(value: float) -> Fill:
    """Return what lies outside, alike for all channels."""
    return float(value), float(value), float(value), float(value)


# --- turning and bending --------------------------------------------------------------------------


def _warped(
    call: str,
    images: Images,
    transforms: Tensor,
    interpolation: str,
    fill_mode: str,
    fill: Fill,
    size: Any = None,
) -> Tensor:
    value = images.value
    if interpolation not in INTERPOLATIONS:
        raise ValueError(f"{call}: interpolation {interpolation!r} must be one of {INTERPOLATIONS}")
    if fill_mode not in FILLS:
        raise ValueError(f"{call}: fill_mode {fill_mode!r} must be one of {FILLS}")
    n, h, w, _ = value.shape
    if transforms.ndim != 2 or transforms.shape[1] != 8 or transforms.shape[0] not in (1, n):
        raise ShapeError(
            f"{call}: transforms must be {'' if n == 1 else '(1, 8) or '}({n}, 8): "
            "(a0, a1, a2, b0, b1, b2, c0, c1) each"
        )
    made = (h, w) if size is None else pair(f"{call}: output_shape", size)
    if not h * w:
        raise ShapeError(f"{call}: images of no pixels cannot be transformed")
    points = project(transforms, made)
    return images.restore(
        sample(value, points, _owners(n), fill_mode, interpolation == "nearest", fill)
    )


def transform(
    image: Any,
    transforms: Any,
    interpolation: str = "nearest",
    fill_mode: str = "constant",
    fill_value: float = 0,
    output_shape: Sequence[int] | None = None,
) -> Tensor:
    """Return images under projective transforms: the pixel that comes to lie at each place.

    Args:
        image: (batch, rows, columns, channels), or without the batch.
        transforms: (batch, 8) or (1, 8) of numbers (a0, a1, a2, b0, b1, b2, c0, c1): the result's
            pixel in column x and row y is the source's at ``x' = (a0 x + a1 y + a2) / k`` and
            ``y' = (b0 x + b1 y + b2) / k``, where ``k = c0 x + c1 y + 1``.
        interpolation: "nearest", or "bilinear", whose result is float32.
        fill_mode: what lies beyond the border: "constant" (``fill_value``), "reflect" (the mirror
            image, with the outermost pixels), "mirror" (without them), "wrap" or "nearest".
        output_shape: (rows, columns), by default the source's.

    Has gradients by the image and, with "bilinear", by the transforms. Mirrors TensorFlow.js
    ``tf.image.transform``.

    Raises:
        ShapeError: if there are other axes, or not 8 numbers an image.

    >>> tf.image.transform([[[1.0], [2.0]]], [[1.0, 0, 1, 0, 1, 0, 0, 0]]).tolist()
    [[[2.0], [0.0]]]
    """
    x, matrix = as_tensor("transform", image), as_tensor("transform", transforms)
    call = f"transform(image: {x.shape}, transforms: {matrix.shape})"
    fill = _same(fill_value)
    images = Images(call, x, "NHWC", "image")
    return _warped(call, images, matrix, interpolation, fill_mode, fill, output_shape)


def affine_transform(
    images: Any,
    transform: Any,
    interpolation: str = "bilinear",
    fill_mode: str = "constant",
    fill_value: float = 0,
    data_format: str = "NHWC",
) -> Tensor:
    """Return images under transforms of 8 numbers each; see ``tf.image.transform``.

    Args:
        images: (batch, rows, columns, channels), or without the batch.
        transform: (batch, 8), or (8,) for all.
        data_format: "NHWC", or "NCHW" where channels come before rows.

    As Keras' ``ops.image.affine_transform``.

    >>> tf.image.affine_transform([[[1.0], [2.0]]], [1.0, 0, 0.5, 0, 1, 0, 0, 0]).tolist()
    [[[1.5], [1.0]]]
    """
    x, matrix = as_tensor("affine_transform", images), as_tensor("affine_transform", transform)
    call = f"affine_transform(images: {x.shape}, transform: {matrix.shape})"
    matrix = reshape(matrix, (1, 8)) if matrix.shape == (8,) else matrix
    found = Images(call, x, data_format, "images")
    return _warped(call, found, matrix, interpolation, fill_mode, _same(fill_value))


def rotate_with_offset(
    image: Any,
    radians: float,
    fill_value: float | Sequence[float] = 0,
    center: float | Sequence[float] = 0.5,
) -> Tensor:
    """Return images turned counter-clockwise, each pixel the nearest one of the source.

    Args:
        image: (batch, rows, columns, channels), or without the batch.
        radians: by how much.
        fill_value: what is put where nothing comes to lie: a number, or one for each of red, green
            and blue; a fourth channel then gets 255.
        center: about which point, from 0 to 1: a number, or (across, down).

    Mirrors TensorFlow.js ``tf.image.rotateWithOffset``; it has a gradient.

    Raises:
        ShapeError: if the image has other axes.

    >>> tf.image.rotate_with_offset([[[1], [2]], [[3], [4]]], 3.141592653589793, 0, 0.5).tolist()
    [[[0], [0]], [[0], [4]]]
    """
    x = as_tensor("rotate_with_offset", image)
    call = f"rotate_with_offset(image: {x.shape})"
    images = Images(call, x, "NHWC", "image")
    across, down = (center, center) if isinstance(center, (int, float)) else center
    cx, cy = images.value.shape[2] * across, images.value.shape[1] * down
    sin, cos = math.sin(radians), math.cos(radians)
    numbers = [cos, -sin, cx - cx * cos + cy * sin, sin, cos, cy - cx * sin - cy * cos, 0.0, 0.0]
    if isinstance(fill_value, (int, float)):
        fill = _same(fill_value)
    else:
        given = [float(v) for v in fill_value]
        if len(given) != 3:
            raise ShapeError(f"{call}: fill_value {fill_value} must be a number, or three")
        fill = (given[0], given[1], given[2], 255.0)
    return _warped(call, images, tensor([numbers]), "nearest", "constant", fill)


# --- cutting out ----------------------------------------------------------------------------------


def _weights(n: int, size: int) -> list[tuple[float, float]]:
    """Return, for each pixel of a crop, what the edges of its box weigh in where it lies."""
    if size == 1:
        return [(0.5 * (n - 1), 0.5 * (n - 1))]
    return [((n - 1) * (size - 1 - i) / (size - 1), (n - 1) * i / (size - 1)) for i in range(size)]


def _grid(boxes: Tensor, source: Pair, size: Pair) -> Tensor:
    """Return where the pixels of the crops lie: (boxes, rows, columns, 2)."""
    sums = []
    for axis in (0, 1):
        matrix = [[0.0] * (2 * size[axis]) for _ in range(4)]
        for i, (start, end) in enumerate(_weights(source[axis], size[axis])):
            matrix[axis][2 * i + axis] = start
            matrix[2 + axis][2 * i + axis] = end
        shape = (boxes.shape[0], size[0], 1, 2) if axis == 0 else (boxes.shape[0], 1, size[1], 2)
        sums.append(reshape(matmul(boxes, tensor(matrix)), shape))
    return sums[0] + sums[1]


def crop_and_resize(
    image: Any,
    boxes: Any,
    box_ind: Any,
    crop_size: Sequence[int],
    method: str = "bilinear",
    extrapolation_value: float = 0,
) -> Tensor:
    """Return parts of images, each brought to one size.

    Args:
        image: (batch, rows, columns, channels).
        boxes: (n, 4) of (y1, x1, y2, x2), from 0 at the first row or column to 1 at the last; they
            may lie outside, and y2 may be less than y1.
        box_ind: (n,) int32, which image each box is of.
        crop_size: (rows, columns).
        method: "bilinear" or "nearest".
        extrapolation_value: what lies outside.

    The result is float32, (n, rows, columns, channels). It has gradients by the image and, with
    "bilinear", by the boxes. Mirrors TensorFlow.js ``tf.image.cropAndResize``.

    Raises:
        ShapeError: if the shapes are not these.
        DTypeError: if box_ind is not int32.

    >>> image = tf.tensor([[[[1.0], [2.0], [3.0]]]])
    >>> tf.image.crop_and_resize(image, [[0.0, 0.5, 0.0, 1.0]], [0], [1, 3]).tolist()
    [[[[2.0], [2.5], [3.0]]]]
    """
    x, boxes = as_tensor("crop_and_resize", image), as_tensor("crop_and_resize", boxes)
    owners = as_tensor("crop_and_resize", box_ind)
    call = f"crop_and_resize(image: {x.shape}, boxes: {boxes.shape}, box_ind: {owners.shape})"
    if x.ndim != 4 or not x.shape[1] * x.shape[2]:
        raise ShapeError(f"{call}: image must have 4 axes, and pixels")
    if boxes.ndim != 2 or boxes.shape[1] != 4 or owners.shape != boxes.shape[:1]:
        raise ShapeError(f"{call}: boxes must be (n, 4), and box_ind (n,)")
    if owners.dtype != int32:
        raise DTypeError(f"{call}: box_ind is {owners.dtype}; it must be int32")
    if method not in ("bilinear", "nearest"):
        raise ValueError(f"{call}: method {method!r} must be 'bilinear' or 'nearest'")
    size = pair(f"{call}: crop_size", crop_size)
    points = _grid(boxes, (x.shape[1], x.shape[2]), size)
    fill = _same(extrapolation_value)
    return sample(cast(x, "float32"), points, owners, "cut", method == "nearest", fill)
