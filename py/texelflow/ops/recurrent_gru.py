"""GRU with the reset after the product: one draw a step; bias, (3, units), is added to h u."""

from __future__ import annotations

from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .matrices import matmul
from .recurrent_walks import (
    backwards,
    by_kernel,
    by_state,
    flat,
    forwards,
    outputs_shape,
    seen_states,
    settings,
    sizes,
    through,
    turned,
)
from .reduction import sum as total
from .reshaping import reshape

__all__: list[str] = []


def _gru_grad(
    g: Tensor,
    h: Tensor,
    z: Tensor,
    u: Tensor,
    bias: Tensor,
    h_0: Tensor,
    mask: Tensor,
    drop: Tensor,
    *,
    activation: str,
    gate: str,
) -> tuple[Any, ...]:
    how = {"activation": activation, "gate": gate}
    before = seen_states(h, h_0, drop)
    inner = reshape(matmul(before, flat(u)), z.shape) + bias
    gates = gru_gates(z, inner, before, mask, **how)
    dh = gru_back(g, gates, turned(u), mask, drop, **how)
    slopes, inner_slopes = gru_slopes(dh, gates, **how)
    return (
        slopes,
        lambda: by_kernel(before, inner_slopes),
        lambda: total(inner_slopes, (0, 1)),
        lambda: by_state(through(inner_slopes, u) + dh[0] * gates[0, :, 0], dh, mask, drop),
        None,
        None,
    )


def _lower_gru(
    b: Builder,
    y: Spec,
    z: Buffer,
    u: Buffer,
    bias: Buffer,
    h_0: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    inputs = {"z": z, "u": u, "bias": bias, "h": h_0}
    walk = settings(mask, drop, activation, gate)
    return forwards(b, "recurrent/gru_step", [y], inputs, {"y": "h"}, walk)[0]


@op(shape=outputs_shape, types=floating, lower=_lower_gru, grad=_gru_grad)
def gru_walk(
    z: TensorLike,
    u: TensorLike,
    bias: TensorLike,
    h_0: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return all outputs of a GRU whose reset gate acts after the product."""
    ...


def _lower_gru_gates(
    b: Builder,
    y: Spec,
    z: Buffer,
    inner: Buffer,
    before: Buffer,
    mask: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    walk = settings(mask, mask, activation, gate).only("mask")
    inputs = {"z": z, "inner": inner, "before": before, **walk.inputs}
    return b.draw("recurrent/gru_gates", inputs, y, walk.defines, **sizes(y))


@op(
    shape=lambda z, *_, **__: (*z.shape[:2], 5, z.shape[-1]),
    types=floating,
    lower=_lower_gru_gates,
)
def gru_gates(
    z: TensorLike,
    inner: TensorLike,
    before: TensorLike,
    mask: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return z, r, the candidate, the state's part of it and the state before, for all steps."""
    ...


def _lower_gru_back(
    b: Builder,
    y: Spec,
    g: Buffer,
    gates: Buffer,
    u: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    inputs = {"g": g, "dh": g, "gates": gates, "u": u}
    walk = settings(mask, drop, activation, gate)
    return backwards(b, "recurrent/gru_back", [y], inputs, {"y": "dh"}, walk)[0]


@op(shape=lambda g, *_, **__: g.shape, types=floating, lower=_lower_gru_back)
def gru_back(
    g: TensorLike,
    gates: TensorLike,
    u: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return the gradients by all outputs; u is (gates, units, units), the last for outputs."""
    ...


def _lower_gru_slopes(
    b: Builder, out: list[Spec], dh: Buffer, gates: Buffer, *, activation: str, gate: str
) -> list[Buffer]:
    made = {"y": out[0], "by_inner": out[1]}
    defines = settings(dh, dh, activation, gate).only().defines
    inputs = {"dh": dh, "gates": gates}
    return b.draw("recurrent/gru_slopes", inputs, made, defines, **sizes(out[0]))


def _slopes_shape(dh: Spec) -> tuple[int, ...]:
    return (*dh.shape[:2], 3, dh.shape[2])


@op(shape=lambda dh, *_, **__: [_slopes_shape(dh)] * 2, types=floating, lower=_lower_gru_slopes)
def gru_slopes(
    dh: TensorLike, gates: TensorLike, activation: str = "tanh", gate: str = "sigmoid"
) -> tuple[Tensor, Tensor]:
    """Return the gradients by z and by the state's part of the gates, for all steps."""
    ...
