"""Local response normalisation: each channel divided by what its neighbours amount to."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .powers import pow
from .unary import square

__all__ = ["local_response_normalization"]


def _lower_band(b: Builder, y: Spec, x: Buffer, *, radius: int) -> Buffer:
    lanes: dict[str, Any] = {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    return b.draw("normalize/band", {"x": x}, y, radius=int(radius), **lanes)


@op(
    shape=same,
    types=floating,
    lower=_lower_band,
    grad=lambda g, _y, _x, *, radius: band_sum(g, radius),
)
def band_sum(x: TensorLike, radius: int) -> Tensor:
    """Return, for each element, the sum of those up to ``radius`` places away on the last axis."""
    ...


def _lower_response(
    b: Builder, y: Spec, x: Buffer, *, radius: int, bias: float, alpha: float, beta: float
) -> Buffer:
    return b.draw(
        "normalize/local_response",
        {"x": x},
        y,
        radius=int(radius),
        bias=float(bias),
        alpha=float(alpha),
        beta=float(beta),
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


def _response_grad(
    g: Tensor, _y: Spec, x: Tensor, *, radius: int, bias: float, alpha: float, beta: float
) -> Tensor:
    norm = band_sum(square(x), radius) * float(alpha) + float(bias)
    scale = pow(norm, -float(beta))
    return g * scale - x * band_sum(g * x * scale / norm, radius) * (2.0 * alpha * beta)


@op(shape=same, types=floating, lower=_lower_response, grad=_response_grad)
def local_response(x: TensorLike, radius: int, bias: float, alpha: float, beta: float) -> Tensor:
    """Return what ``local_response_normalization`` does; its arguments have been checked."""
    ...


def local_response_normalization(
    x: Any, depth_radius: int = 5, bias: float = 1.0, alpha: float = 1.0, beta: float = 0.5
) -> Tensor:
    """Return ``x / (bias + alpha * s) ** beta``, s the sum of the squares of near channels.

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        depth_radius: channels up to so far away are near.
        bias, alpha, beta: numbers.

    Mirrors TensorFlow.js ``tf.localResponseNormalization``.

    Raises:
        ShapeError: if x has not three or four axes, or the radius is negative or no int.

    >>> tf.local_response_normalization([[[3.0, 4.0]]], 1, bias=0.0).tolist()
    [[[0.6000000238418579, 0.800000011920929]]]
    """
    x = as_tensor("local_response_normalization", x)
    call = f"local_response_normalization(x: {x.shape})"
    if x.ndim not in (3, 4):
        raise ShapeError(f"{call}: x must have 4 axes, or 3 for one image")
    if isinstance(depth_radius, bool) or not isinstance(depth_radius, int) or depth_radius < 0:
        raise ShapeError(f"{call}: depth_radius {depth_radius!r} must be an int, not negative")
    return local_response(x, depth_radius, float(bias), float(alpha), float(beta))
