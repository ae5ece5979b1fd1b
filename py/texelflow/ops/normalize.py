"""Normalising: softmax and its logarithm; moments, and normalising by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axes, normalize_axis, reduced_shape, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import floating
from .creation import ones, zeros
from .movement import transpose
from .reduction import mean
from .reduction import sum as reduce_sum
from .reshaping import reshape
from .standardize import batch_norm_inference
from .unary import exp, rsqrt, square

__all__ = ["batch_norm", "log_softmax", "moments", "softmax"]


def _by_row(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering: one draw for each row's maximum and sum, one that applies them."""

    def lower(b: Builder, y: Spec, x: Buffer) -> Buffer:
        layout = y.layout
        ways = {"ROWS": layout.aligned}
        row = Spec((layout.rows, 2), "float32")
        place = {"rows": layout.rows, "x_cols": layout.cols, "x_stride": layout.stride}
        s = b.draw("normalize/statistics", {"x": x}, row, ways, **place)
        lanes = {} if layout.aligned else {"y_cols": layout.cols}
        return b.draw(kernel, {"x": x, "s": s}, y, ways, y_stride=layout.stride, **lanes)

    return lower


@op(
    shape=same,
    types=floating,
    lower=_by_row("normalize/softmax"),
    grad=lambda g, y, _x: y * (g - reduce_sum(g * y, -1, True)),
)
def softmax_rows(x: TensorLike) -> Tensor:
    """Return the softmax of each row; see ``softmax``."""
    ...


@op(
    shape=same,
    types=floating,
    lower=_by_row("normalize/log_softmax"),
    grad=lambda g, y, _x: g - exp(y) * reduce_sum(g, -1, True),
)
def log_softmax_rows(x: TensorLike) -> Tensor:
    """Return the logarithm of the softmax of each row; see ``log_softmax``."""
    ...


def _along(name: str, rows: Callable[[Tensor], Tensor], x: Any, axis: int) -> Tensor:
    x = as_tensor(name, x)
    if not x.ndim:
        raise ShapeError(f"{name}(x: ()): a scalar has no axis to normalise over")
    try:
        at = normalize_axis(axis, x.ndim)
    except ShapeError as error:
        raise ShapeError(f"{name}(x: {x.shape}): {error}") from None
    if at == x.ndim - 1:
        return rows(x)
    perm = list(range(x.ndim))
    perm[at], perm[-1] = perm[-1], perm[at]
    return transpose(rows(transpose(x, perm)), perm)


def softmax(x: Any, axis: int = -1) -> Tensor:
    """Return ``exp(x) / sum(exp(x))`` along an axis, safe from overflow.

    Mirrors TensorFlow.js ``tf.softmax``; any axis will do.

    >>> tf.softmax([0.0, 0.0]).tolist()
    [0.5, 0.5]
    """
    return _along("softmax", softmax_rows, x, axis)


def log_softmax(x: Any, axis: int = -1) -> Tensor:
    """Return ``x - log(sum(exp(x)))`` along an axis, safe from overflow and underflow.

    Mirrors TensorFlow.js ``tf.logSoftmax``; any axis will do.

    >>> tf.log_softmax([1000.0, 0.0]).tolist()
    [0.0, -1000.0]
    """
    return _along("log_softmax", log_softmax_rows, x, axis)


class Moments(NamedTuple):
    """What ``moments`` returns."""

    mean: Tensor
    variance: Tensor


def moments(x: Any, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Moments:
    """Return mean and variance over axes (all by default), as a named tuple.

    The variance is that of the elements themselves: it divides by how many there are. Mirrors
    TensorFlow.js ``tf.moments``.

    >>> mean, variance = tf.moments([1.0, 3.0])
    >>> mean.item(), variance.item()
    (2.0, 1.0)
    """
    x = as_tensor("moments", x)
    try:
        axes = normalize_axes(axis, x.ndim)
    except ShapeError as error:
        raise ShapeError(f"moments(x: {x.shape}): {error}") from None
    centre = mean(x, axes, True)
    variance = mean(square(x - centre), axes, keepdims)
    shape = reduced_shape(x.shape, axes, keepdims)
    return Moments(reshape(centre, shape), variance)


def batch_norm(
    x: Any,
    mean: Any,
    variance: Any,
    offset: Any = None,
    scale: Any = None,
    variance_epsilon: float = 0.001,
) -> Tensor:
    """Return ``(x - mean) / sqrt(variance + variance_epsilon) * scale + offset``.

    Args:
        x: any tensor.
        mean, variance: of a shape that broadcasts to x's: one number per channel, as a rule.
        offset, scale: likewise; left out where they are None.
        variance_epsilon: keeps a division by zero away.

    Mirrors TensorFlow.js ``tf.batchNorm``.

    Raises:
        ShapeError: if one of them does not broadcast to x's shape.

    >>> tf.batch_norm([1.0, 3.0], 2.0, 1.0, variance_epsilon=0.0).tolist()
    [-1.0, 1.0]
    """
    x = as_tensor("batch_norm", x)
    given = {"mean": mean, "variance": variance, "offset": offset, "scale": scale}
    parts = {n: as_tensor("batch_norm", v, x.dtype) for n, v in given.items() if v is not None}
    for name, part in parts.items():
        lead = x.ndim - part.ndim
        if lead < 0 or any(
            n not in (1, m) for n, m in zip(part.shape, x.shape[lead:], strict=True)
        ):
            raise ShapeError(
                f"batch_norm(x: {x.shape}, {name}: {part.shape}): {name} must broadcast to x"
            )
    if x.ndim and x.size and all(part.shape == x.shape[-1:] for part in parts.values()):
        beta = parts["offset"] if "offset" in parts else zeros(x.shape[-1:])
        gamma = parts["scale"] if "scale" in parts else ones(x.shape[-1:])
        moments_given = parts["mean"], parts["variance"]
        return batch_norm_inference(x, *moments_given, gamma, beta, float(variance_epsilon))
    factor = rsqrt(parts["variance"] + variance_epsilon)
    if "scale" in parts:
        factor = factor * parts["scale"]
    y = (x - parts["mean"]) * factor
    return y + parts["offset"] if "offset" in parts else y
