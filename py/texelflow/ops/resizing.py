"""Images of another size: the nearest pixel, or weighted means of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating, unchanged
from .conv import Images
from .convolution import size_of
from .windows import Pair, pair

__all__ = ["resize", "resize_bilinear", "resize_nearest_neighbor"]

KINDS = {"bilinear": 1, "bicubic": 2, "lanczos3": 3, "lanczos5": 5}
"""By the numbers that ``prelude/resample.glsl`` gives them."""

Steps = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
"""Numerators, addends and denominators: pixel o lies at ``(o * numerator + addend) / denominator``
of the source, exactly, in whole numbers."""


def _steps(source: Pair, size: Pair, align: bool, half: bool, nearest: bool) -> Steps:
    found = []
    for n, m in zip(source, size, strict=True):
        if align and m > 1 and n > 1:  # the outermost pixels' centres fall together
            found.append((2 * (n - 1), m - 1 if nearest else 0, 2 * (m - 1)))
        elif half:  # pixels are squares, and the outermost edges fall together
            found.append((2 * n, n if nearest else n - m, 2 * m))
        else:
            found.append((n, 0, m))
    numerators, addends, denominators = zip(*found, strict=True)
    return numerators, addends, denominators


# --- the ops --------------------------------------------------------------------------------------


def _drawn(
    b: Builder,
    kernel: str,
    y: Spec,
    x: Buffer,
    steps: Steps,
    backward: bool,
    linear: bool = False,
    **more: Any,
) -> Buffer:
    source, made = (y, x.spec) if backward else (x.spec, y)
    texels = y.layout.aligned and x.spec.layout.aligned
    more |= {} if texels else {"y_cols": y.layout.cols}
    places = {
        "source": source.shape[1:3],
        "extent": made.shape[1:3],
        "numerator": steps[0],
        "addend": steps[1],
        "denominator": steps[2],
        "x_stride": x.spec.layout.stride,
        "y_stride": y.layout.stride,
    }
    return b.draw(kernel, {"x": x}, y, {"TEXELS": texels, "LINEAR": linear}, **places, **more)


def _lower_nearest(kernel: str, backward: bool) -> Any:
    def lower(b: Builder, y: Spec, x: Buffer, *, steps: Steps, **_: Any) -> Buffer:
        return _drawn(b, kernel, y, x, steps, backward)

    return lower


def _lower_weighted(kernel: str, backward: bool) -> Any:
    def lower(
        b: Builder,
        y: Spec,
        x: Buffer,
        *,
        steps: Steps,
        kind: int,
        spread: tuple[float, float],
        **_: Any,
    ) -> Buffer:
        apart = tuple(map(float, spread))
        linear = kind == KINDS["bilinear"] and apart == (1.0, 1.0)
        return _drawn(b, kernel, y, x, steps, backward, linear, kind=kind, spread=apart)

    return lower


def _shape(x: Spec, *, size: Pair, **_: Any) -> tuple[int, ...]:
    return (x.shape[0], *size, x.shape[3])


def _nearest_grad(g: Tensor, _y: Spec, _x: Spec, *, steps: Steps) -> Tensor:
    return gather_nearest(g, size_of(_x), steps)


def _gather_nearest_grad(g: Tensor, _y: Spec, _x: Spec, *, steps: Steps) -> Tensor:
    return pick_nearest(g, size_of(_x), steps)


def _resample_grad(
    g: Tensor, _y: Spec, _x: Spec, *, steps: Steps, kind: int, spread: tuple[float, float]
) -> Tensor:
    return gather_samples(g, size_of(_x), steps, kind, spread)


def _gather_samples_grad(
    g: Tensor, _y: Spec, _x: Spec, *, steps: Steps, kind: int, spread: tuple[float, float]
) -> Tensor:
    return resample(g, size_of(_x), steps, kind, spread)


@op(
    shape=_shape,
    types=unchanged,
    lower=_lower_nearest("image/nearest", False),
    grad=_nearest_grad,
)
def pick_nearest(x: TensorLike, size: Pair, steps: Steps) -> Tensor:
    """Return images of which each pixel is one of x's."""
    ...


@op(
    shape=_shape,
    types=unchanged,
    lower=_lower_nearest("image/unnearest", True),
    grad=_gather_nearest_grad,
)
def gather_nearest(x: TensorLike, size: Pair, steps: Steps) -> Tensor:
    """Return the adjoint of ``pick_nearest``: images of ``size`` to whose pixels x's are added."""
    ...


@op(
    shape=_shape,
    types=floating,
    lower=_lower_weighted("image/resize", False),
    grad=_resample_grad,
)
def resample(
    x: TensorLike, size: Pair, steps: Steps, kind: int, spread: tuple[float, float]
) -> Tensor:
    """Return images of which each pixel is a weighted mean of some of x's."""
    ...


@op(
    shape=_shape,
    types=floating,
    lower=_lower_weighted("image/unresize", True),
    grad=_gather_samples_grad,
)
def gather_samples(
    x: TensorLike, size: Pair, steps: Steps, kind: int, spread: tuple[float, float]
) -> Tensor:
    """Return the adjoint of ``resample``, images of ``size``."""
    ...


# --- the public functions -------------------------------------------------------------------------


def _resized(
    name: str,
    images: Any,
    size: Any,
    interpolation: str,
    align: bool,
    half: bool,
    antialias: bool = False,
    data_format: str = "NHWC",
) -> Tensor:
    x = as_tensor(name, images)
    call = f"{name}(images: {x.shape})"
    found = Images(call, x, data_format, "images")
    value = found.value
    wanted = pair(f"{call}: size", size)
    if align and half:
        raise ValueError(f"{call}: align_corners and half_pixel_centers cannot both be true")
    source = size_of(value)
    if not all(source):
        raise ShapeError(f"{call}: images of no pixels cannot be resized")
    steps = _steps(source, wanted, align, half, interpolation == "nearest")
    if interpolation == "nearest":
        return found.restore(pick_nearest(value, wanted, steps))
    if interpolation not in KINDS:
        raise ValueError(
            f"{call}: interpolation {interpolation!r} must be one of {('nearest', *KINDS)}"
        )
    spread = [max(1.0, n / m) if antialias else 1.0 for n, m in zip(source, wanted, strict=True)]
    kind = KINDS[interpolation]
    return found.restore(resample(value, wanted, steps, kind, (spread[0], spread[1])))


def resize_nearest_neighbor(
    images: Any,
    size: Sequence[int],
    align_corners: bool = False,
    half_pixel_centers: bool = False,
) -> Tensor:
    """Return images of another size, of which each pixel is the nearest one of the source.

    Args:
        images: (batch, rows, columns, channels), or without the batch; the dtype stays.
        size: (rows, columns).
        align_corners: whether the outermost pixels' centres fall together.
        half_pixel_centers: whether a pixel's position is its centre, not its upper left corner.

    Mirrors TensorFlow.js ``tf.image.resizeNearestNeighbor``.

    Raises:
        ShapeError: if the images have other axes, or the size is not two positive ints.

    >>> tf.image.resize_nearest_neighbor([[[1], [2]]], [1, 4]).tolist()
    [[[1], [1], [2], [2]]]
    """
    name = "resize_nearest_neighbor"
    return _resized(name, images, size, "nearest", align_corners, half_pixel_centers)


def resize_bilinear(
    images: Any,
    size: Sequence[int],
    align_corners: bool = False,
    half_pixel_centers: bool = False,
) -> Tensor:
    """Return images of another size, float32, of which each pixel is a mean of its neighbours.

    The arguments are those of ``resize_nearest_neighbor``. Mirrors TensorFlow.js
    ``tf.image.resizeBilinear``.

    >>> tf.image.resize_bilinear([[[1.0], [2.0]]], [1, 3], align_corners=True).tolist()
    [[[1.0], [1.5], [2.0]]]
    """
    name = "resize_bilinear"
    return _resized(name, images, size, "bilinear", align_corners, half_pixel_centers)


def resize(
    images: Any,
    size: Sequence[int],
    interpolation: str = "bilinear",
    antialias: bool = False,
    data_format: str = "NHWC",
) -> Tensor:
    """Return images of another size.

    Args:
        images: (batch, rows, columns, channels), or without the batch.
        size: (rows, columns).
        interpolation: "nearest", "bilinear", "bicubic", "lanczos3" or "lanczos5".
        antialias: whether a smaller image is made of all pixels of the larger one.
        data_format: "NHWC", or "NCHW" where channels come before rows.

    As Keras' ``ops.image.resize``: a pixel's position is its centre. The result is float32, but
    for "nearest" of x's dtype.

    Raises:
        ShapeError: if the images have other axes, or the size is not two positive ints.

    >>> tf.image.resize([[[0.0], [4.0]]], [1, 4]).tolist()
    [[[0.0], [1.0], [3.0], [4.0]]]
    """
    return _resized("resize", images, size, interpolation, False, True, antialias, data_format)
