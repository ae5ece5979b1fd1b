"""Images at any points, which lie between pixels or beyond the border; gradients by both.

The gradient by the images adds up, pixel by pixel, what the points around it took: their weights
and places come from two ops of their own, and ``unsorted_segment_sum`` does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from ..dtypes import float32, int32
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from .joining import concat
from .reduction import sum as reduce_sum
from .reshaping import reshape
from .segments import unsorted_segment_sum
from .windows import Pair

MODES = {"constant": 0, "reflect": 1, "mirror": 2, "wrap": 3, "nearest": 4, "cut": 5}
"""By the numbers that ``prelude/corners.glsl`` gives them."""

Fill = tuple[float, float, float, float]
"""What lies outside, by channel; the fourth is for all that follow."""


def _params(points: Spec, y: Spec, size: Pair, mode: str, slope: Pair, images: int) -> Any:
    area = points.shape[1] * points.shape[2]
    return {
        "source": size,
        "mode": MODES[mode],
        "slope": slope,
        "area": max(1, area),
        "sets_step": 0 if points.shape[0] == 1 else area,
        "images": images,
        "y_stride": y.layout.stride,
    }


# --- what lies around a point ---------------------------------------------------------------------


def _corners(points: Spec, owners: Spec, *, nearest: bool, **_: Any) -> tuple[int, int, int, int]:
    return (1 if nearest else 4, owners.shape[0], points.shape[1], points.shape[2])


def _lower_corners(kernel: str) -> Any:
    def lower(
        b: Builder,
        y: Spec,
        points: Buffer,
        owners: Buffer,
        *,
        size: Pair,
        mode: str,
        nearest: bool,
        images: int = 0,
        slope: Pair = (0, 0),
    ) -> Buffer:
        params = _params(points.spec, y, size, mode, slope, images)
        params |= {"count": max(1, prod(y.shape[1:4])), "y_cols": y.layout.cols}
        buffers = {"points": points, "owners": owners}
        if kernel == "image/corner_weights":
            del buffers["owners"]
        return b.draw(kernel, buffers, y, {"NEAREST": nearest}, **params)

    return lower


def _places_types(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> Any:
    del dtypes, attributes
    return [float32, int32], int32


def _weights_types(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> Any:
    del dtypes, attributes
    return [float32, int32], float32


@op(shape=_corners, types=_places_types, lower=_lower_corners("image/corner_places"))
def corner_places(
    points: TensorLike, owners: TensorLike, size: Pair, mode: str, nearest: bool, images: int
) -> Tensor:
    """Return the numbers of the pixels around each point: (corners, images, rows, columns)."""
    ...


def _along(slope: Pair, axis: int) -> Pair:
    """Return the derivative of a derivative; the weights are straight lines along an axis."""
    return (1, slope[1]) if axis == 0 else (slope[0], 1)


def _by_points(g: Tensor, points: Tensor | Spec, slopes: Sequence[Any]) -> Tensor:
    """Return a gradient by points from what one by each of their two axes is multiplied with."""
    parts = []
    for slope in slopes:
        part = g * slope
        part = reduce_sum(part, -1, True) if part.ndim == 4 else reduce_sum(part, 0)
        parts.append(reduce_sum(part, 0, True) if points.shape[0] == 1 else part)
    return concat(parts, -1)


def _weights_grad(
    g: Tensor,
    _y: Spec,
    points: Tensor,
    owners: Tensor,
    *,
    size: Pair,
    mode: str,
    nearest: bool,
    slope: Pair,
) -> tuple[Any, None]:
    def by_points() -> Tensor:
        slopes = [
            corner_weights(points, owners, size, mode, nearest, _along(slope, axis))
            if not slope[axis]
            else 0.0
            for axis in (0, 1)
        ]
        return _by_points(g, points, slopes)

    return by_points, None


@op(
    shape=lambda points, owners, **a: (*_corners(points, owners, **a), 1),
    types=_weights_types,
    lower=_lower_corners("image/corner_weights"),
    grad=_weights_grad,
)
def corner_weights(
    points: TensorLike, owners: TensorLike, size: Pair, mode: str, nearest: bool, slope: Pair
) -> Tensor:
    """Return what the pixels around each point weigh: (corners, images, rows, columns, 1)."""
    ...


# --- images at points -----------------------------------------------------------------------------


def _sample_shape(x: Spec, points: Spec, owners: Spec, **_: Any) -> tuple[int, ...]:
    return (owners.shape[0], points.shape[1], points.shape[2], x.shape[3])


def _sample_types(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> Any:
    dtype = dtypes[0] if attributes["nearest"] else float32
    return [dtype, float32, int32], dtype


def _lower_sample(
    b: Builder,
    y: Spec,
    x: Buffer,
    points: Buffer,
    owners: Buffer,
    *,
    mode: str,
    nearest: bool,
    fill: Fill,
    slope: Pair,
) -> Buffer:
    size = (x.spec.shape[1], x.spec.shape[2])
    params = _params(points.spec, y, size, mode, slope, x.spec.shape[0])
    params |= {"fill": tuple(map(float, fill)), "x_stride": x.spec.layout.stride}
    buffers = {"x": x, "points": points, "owners": owners}
    texels = y.layout.aligned and x.spec.layout.aligned
    params |= {} if texels else {"y_cols": y.layout.cols}
    ways = {"NEAREST": nearest, "TEXELS": texels}
    return b.draw("image/sample", buffers, y, ways, **params)


def _sample_grad(
    g: Tensor,
    _y: Spec,
    x: Tensor,
    points: Tensor,
    owners: Tensor,
    *,
    mode: str,
    nearest: bool,
    fill: Fill,
    slope: Pair,
) -> tuple[Any, Any, None]:
    n, h, w, c = x.shape

    def by_x() -> Tensor:
        weights = corner_weights(points, owners, (h, w), mode, nearest, slope)
        places = corner_places(points, owners, (h, w), mode, nearest, n)
        shares = reshape(reshape(g, (1, *g.shape)) * weights, (places.size, c))
        return reshape(unsorted_segment_sum(shares, reshape(places, (-1,)), n * h * w), x.shape)

    def by_points() -> Tensor:
        slopes = [
            sample(x, points, owners, mode, nearest, fill, _along(slope, axis))
            if not slope[axis]
            else 0.0
            for axis in (0, 1)
        ]
        return _by_points(g, points, slopes)

    return by_x, by_points, None


@op(shape=_sample_shape, types=_sample_types, lower=_lower_sample, grad=_sample_grad)
def sample(
    x: TensorLike,
    points: TensorLike,
    owners: TensorLike,
    mode: str,
    nearest: bool,
    fill: Fill = (0.0, 0.0, 0.0, 0.0),
    slope: Pair = (0, 0),
) -> Tensor:
    """Return images at points.

    Args:
        x: (images, rows, columns, channels).
        points: (n, rows, columns, 2) of the result, each (row, column) in x; n may be 1.
        owners: (n,) int32, which image each set of points is of.
        mode: what lies beyond the border, one of ``MODES``.
        nearest: whether to take the nearest pixel, else a weighted mean of four.
        fill: what lies there with "constant" and "cut", by channel.
        slope: which axes to differentiate by.
    """
    ...
