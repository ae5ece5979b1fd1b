"""Normalising in training: by the moments of a batch's columns, or of each row, in few draws.

Not public: ``layers.normalization`` calls them. All take x as (…, columns); gradients are ops of
their own, so that none of the sums in them is a draw by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt
from typing import Any

from .. import tape
from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .movement import broadcast_to
from .reduction import mean as reduce_mean
from .reduction import sum as reduce_sum
from .unary import rsqrt

__all__: list[str] = []

SHORT = 128
"""Up to this many rows are folded by one draw; more of them by two, with as many parts as rows."""


def _place(x: Spec) -> dict[str, int]:
    """Return the parameters that say where the rows and columns of x are."""
    layout = x.layout
    row_texels = max(1, layout.stride // 4)
    return {"rows": layout.rows, "cols": layout.cols, "row_texels": row_texels}


def _ways(x: Spec, **more: bool) -> dict[str, bool]:
    return {"ROWS": x.layout.aligned, **more}


def _parts(x: Spec) -> tuple[int, int, Spec]:
    """Return how many parts x's rows make, how many rows each has, and a result for each part."""
    chunk = isqrt(max(x.layout.rows - 1, 0)) + 1
    parts = -(-x.layout.rows // chunk)
    return parts, chunk, Spec((parts, x.layout.cols), x.dtype)


def _checked(x: Spec, *vectors: Spec) -> None:
    for vector in vectors:
        if not x.ndim or vector.shape != x.shape[-1:]:
            raise ShapeError(f"a vector of shape {vector.shape} does not fit x's last axis")
    if not x.size:
        raise ShapeError("there are no moments of no elements")


# --- by column ------------------------------------------------------------------------------------


def _batch_shapes(x: Spec, *vectors: Spec, **_: Any) -> list[tuple[int, ...]]:
    _checked(x, *vectors)
    return [x.shape, *[x.shape[-1:]] * 4]


def _lower_batch(
    b: Builder,
    out: list[Spec],
    x: Buffer,
    gamma: Buffer,
    beta: Buffer,
    moving_mean: Buffer,
    moving_variance: Buffer,
    *,
    momentum: float,
    epsilon: float,
) -> list[Buffer]:
    place, total = _place(x.spec), x.spec.layout.rows
    inputs, source = {"x": x}, place | {"chunk": total, "parts": 1}
    ways, size = _ways(x.spec), 1
    if total > SHORT:
        parts, size, part = _parts(x.spec)
        source = place | {"chunk": size, "parts": parts}
        made = b.draw("standardize/parts", inputs, {"y": part, "z": part}, ways, **source)
        inputs = dict(zip(("x", "q"), made, strict=True))
        source = place | {"rows": parts, "chunk": parts, "parts": 1}
        ways = ways | {"MERGE": True}
    inputs |= {"moving_mean": moving_mean, "moving_variance": moving_variance}
    names = ("y", "variance", "mean_moved", "variance_moved")
    results: dict[str, Spec] = dict(zip(names, out[1:], strict=True))
    source |= {"total": total, "size": size}
    moments = b.draw(
        "standardize/moments", inputs, results, ways, **source, momentum=float(momentum)
    )
    inputs = {"x": x, "mean": moments[0], "variance": moments[1], "gamma": gamma, "beta": beta}
    y = b.draw("standardize/apply", inputs, out[0], _ways(x.spec), **place, epsilon=float(epsilon))
    return [y, *moments]


def _batch_grad(
    gs: Sequence[Tensor | None],
    ys: Sequence[Any],
    x: Tensor,
    gamma: Tensor,
    _beta: Spec,
    _moving_mean: Spec,
    _moving_variance: Spec,
    *,
    momentum: float,
    epsilon: float,
) -> tuple[Tensor | None, ...]:
    g, by_mean, by_variance, by_moved_mean, by_moved_variance = gs
    _, mean, variance, *_ = ys
    total, rest = float(x.size // x.shape[-1]), 1.0 - momentum
    found: list[Tensor | None] = [None, None, None]
    if g is not None:
        rule = _batch_slope_composed if tape.recording() else batch_norm_slope
        found = list(rule(g, x, mean, variance, gamma, epsilon))
    shift = _both(by_mean, by_moved_mean, rest)
    if shift is not None:
        found[0] = _both(found[0], broadcast_to(shift, x.shape), 1.0 / total)
    spread = _both(by_variance, by_moved_variance, rest)
    if spread is not None:
        found[0] = _both(found[0], (x - mean) * spread, 2.0 / total)
    moved = [None if m is None else m * momentum for m in (by_moved_mean, by_moved_variance)]
    return (*found, *moved)


def _both(a: Tensor | None, b: Tensor | None, factor: float) -> Tensor | None:
    """Return a + b * factor, of those that there are."""
    if b is None:
        return a
    return b * factor if a is None else a + b * factor


@op(shape=_batch_shapes, types=floating, lower=_lower_batch, grad=_batch_grad)
def batch_norm_training(
    x: TensorLike,
    gamma: TensorLike,
    beta: TensorLike,
    moving_mean: TensorLike,
    moving_variance: TensorLike,
    momentum: float,
    epsilon: float,
) -> tuple[Tensor, ...]:
    """Return x normalised by its columns' moments; these; and the moving ones, moved on."""
    ...


def _slope_shapes(g: Spec, x: Spec, *vectors: Spec, **_: Any) -> list[tuple[int, ...]]:
    _checked(x, *vectors)
    if g.shape != x.shape:
        raise ShapeError(f"g has shape {g.shape}, x {x.shape}; they must be alike")
    return [x.shape, x.shape[-1:], x.shape[-1:]]


def _column_sums(
    b: Builder, x: Buffer, inputs: Mapping[str, Buffer], out: list[Spec], by_row: bool, **more: Any
) -> list[Buffer]:
    """Return gradients by gamma and beta: the columns' sums of g times x standardised, and of g."""
    place, total, ways = _place(x.spec), x.spec.layout.rows, _ways(x.spec, BY_ROW=by_row)
    if total > SHORT:
        parts, chunk, part = _parts(x.spec)
        source = place | {"chunk": chunk, "parts": parts} | more
        made = b.draw("standardize/sums", inputs, {"y": part, "z": part}, ways, **source)
        inputs = {"x": made[0], "q": made[1]}
        ways = _ways(x.spec, MERGE=True)
        place, total, more = place | {"rows": parts}, parts, {}
    source = place | {"chunk": total, "parts": 1} | more
    plain, weighted = b.draw("standardize/sums", inputs, {"y": out[1], "z": out[0]}, ways, **source)
    return [weighted, plain]


def _lower_batch_slope(
    b: Builder,
    out: list[Spec],
    g: Buffer,
    x: Buffer,
    mean: Buffer,
    variance: Buffer,
    gamma: Buffer,
    *,
    epsilon: float,
) -> list[Buffer]:
    inputs = {"x": x, "g": g, "mean": mean, "variance": variance}
    q, p = _column_sums(b, x, inputs, out[1:], False, epsilon=float(epsilon))
    inputs |= {"gamma": gamma, "p": p, "q": q}
    more = _place(x.spec) | {"total": x.spec.layout.rows, "epsilon": float(epsilon)}
    return [b.draw("standardize/slope", inputs, out[0], _ways(x.spec), **more), q, p]


@op(shape=_slope_shapes, types=floating, lower=_lower_batch_slope)
def batch_norm_slope(
    g: TensorLike,
    x: TensorLike,
    mean: TensorLike,
    variance: TensorLike,
    gamma: TensorLike,
    epsilon: float,
) -> tuple[Tensor, ...]:
    """Return the gradients of ``batch_norm_training`` by x, gamma and beta."""
    ...


def _batch_slope_composed(
    g: Tensor, x: Tensor, mean: Tensor, variance: Tensor, gamma: Tensor, epsilon: float
) -> tuple[Tensor, ...]:
    """Return what ``batch_norm_slope`` does, in ops that can be differentiated once more."""
    axes = tuple(range(x.ndim - 1))
    rate = rsqrt(variance + epsilon)
    h = (x - mean) * rate
    dx = (g - reduce_mean(g, axes) - h * reduce_mean(g * h, axes)) * (rate * gamma)
    return dx, reduce_sum(g * h, axes), reduce_sum(g, axes)


# --- by row ---------------------------------------------------------------------------------------


def _row_shapes(x: Spec, *vectors: Spec, **_: Any) -> list[tuple[int, ...]]:
    _checked(x, *vectors)
    return [x.shape, (*x.shape[:-1], 2)]


def _lower_rows(
    b: Builder, out: list[Spec], x: Buffer, gamma: Buffer, beta: Buffer, *, epsilon: float
) -> list[Buffer]:
    place, ways = _place(x.spec), _ways(x.spec)
    within = {"rows": place["rows"], "cols": place["cols"], "stride": x.spec.layout.stride}
    s = b.draw("standardize/row_moments", {"x": x}, out[1], ways, **within, epsilon=float(epsilon))
    inputs = {"x": x, "s": s, "gamma": gamma, "beta": beta}
    return [b.draw("standardize/apply", inputs, out[0], ways | {"BY_ROW": True}, **place), s]


def _rows_grad(
    gs: Sequence[Tensor | None],
    ys: Sequence[Any],
    x: Tensor,
    gamma: Tensor,
    _beta: Spec,
) -> tuple[Tensor | None, ...]:
    g, by_moments = gs
    found: list[Tensor | None] = [None, None, None]
    moments = ys[1]
    if g is not None:
        rule = _row_slope_composed if tape.recording() else layer_norm_slope
        found = list(rule(g, x, moments, gamma))
    if by_moments is not None:
        mean, rate = moments[..., :1], moments[..., 1:]
        falling = by_moments[..., 1:] * rate * rate * rate
        more = by_moments[..., :1] - falling * (x - mean)
        found[0] = _both(found[0], more, 1.0 / x.shape[-1])
    return tuple(found)


@op(shape=_row_shapes, types=floating, lower=_lower_rows, grad=_rows_grad)
def layer_norm_rows(
    x: TensorLike, gamma: TensorLike, beta: TensorLike, epsilon: float
) -> tuple[Tensor, Tensor]:
    """Return each row of x normalised; and its mean and ``1 / sqrt(variance + epsilon)``."""
    ...


def _row_slope_shapes(g: Spec, x: Spec, moments: Spec, gamma: Spec) -> list[tuple[int, ...]]:
    if moments.shape != (*x.shape[:-1], 2):
        raise ShapeError(f"moments have shape {moments.shape}, which is not two for each row of x")
    return _slope_shapes(g, x, gamma)


def _lower_row_slope(
    b: Builder, out: list[Spec], g: Buffer, x: Buffer, moments: Buffer, gamma: Buffer
) -> list[Buffer]:
    place, ways = _place(x.spec), _ways(x.spec)
    within = {"rows": place["rows"], "cols": place["cols"], "stride": x.spec.layout.stride}
    inputs = {"x": x, "g": g, "s": moments}
    q, p = _column_sums(b, x, inputs, out[1:], True)
    inputs |= {"gamma": gamma}
    kernel, kept = "standardize/row_moments", moments.spec
    m = b.draw(kernel, inputs, kept, ways | {"G": True}, **within)
    inputs |= {"m": m}
    return [b.draw("standardize/slope", inputs, out[0], ways | {"BY_ROW": True}, **place), q, p]


@op(shape=_row_slope_shapes, types=floating, lower=_lower_row_slope)
def layer_norm_slope(
    g: TensorLike, x: TensorLike, moments: TensorLike, gamma: TensorLike
) -> tuple[Tensor, ...]:
    """Return the gradients of ``layer_norm_rows`` by x, gamma and beta."""
    ...


def _row_slope_composed(g: Tensor, x: Tensor, moments: Tensor, gamma: Tensor) -> tuple[Tensor, ...]:
    """Return what ``layer_norm_slope`` does, in ops that can be differentiated once more."""
    axes = tuple(range(x.ndim - 1))
    rate = moments[..., 1:]
    h = (x - moments[..., :1]) * rate
    v = g * gamma
    dx = (v - reduce_mean(v, -1, True) - h * reduce_mean(v * h, -1, True)) * rate
    return dx, reduce_sum(g * h, axes), reduce_sum(g, axes)


# --- by moments that are given --------------------------------------------------------------------


def _same_columns(x: Spec, *vectors: Spec, **_: Any) -> tuple[int, ...]:
    if x.size:
        _checked(x, *vectors)
    return x.shape


def _lower_given(b: Builder, y: Spec, x: Buffer, *vectors: Buffer, epsilon: float) -> Buffer:
    names = ("mean", "variance", "gamma", "beta")
    inputs = {"x": x, **dict(zip(names, vectors, strict=True))}
    more = _place(x.spec) | {"epsilon": float(epsilon)}
    return b.draw("standardize/apply", inputs, y, _ways(x.spec), **more)


def _given_grad(
    g: Tensor,
    _y: Spec,
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    gamma: Tensor,
    _beta: Spec,
    *,
    epsilon: float,
) -> tuple[Any, ...]:
    rate = rsqrt(variance + epsilon)
    slope = g * (rate * gamma)
    axes = tuple(range(x.ndim - 1))
    return (
        slope,
        lambda: -reduce_sum(slope, axes),
        lambda: reduce_sum(g * (x - mean), axes) * (rate * rate * rate * gamma) * -0.5,
        lambda: reduce_sum(g * (x - mean), axes) * rate,
        lambda: reduce_sum(g, axes),
    )


@op(shape=_same_columns, types=floating, lower=_lower_given, grad=_given_grad)
def batch_norm_inference(
    x: TensorLike,
    mean: TensorLike,
    variance: TensorLike,
    gamma: TensorLike,
    beta: TensorLike,
    epsilon: float,
) -> Tensor:
    """Return x normalised by moments of its columns that are given."""
    ...
