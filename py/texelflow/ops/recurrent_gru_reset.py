"""GRU with the reset before the product: two draws a step.

The candidate's product is of the state times the reset gate, which all units must have been
computed for: the first half of a step makes it, the second half the candidate.
"""

from __future__ import annotations

from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .joining import concat
from .matrices import matmul
from .recurrent_walks import (
    Half,
    backwards,
    by_kernel,
    by_state,
    flat,
    forwards,
    outputs_shape,
    seen_states,
    settings,
    sizes,
    turned,
)
from .reshaping import reshape

__all__: list[str] = []

_FIRST = Half("recurrent/gru_reset_step", ("z", "u", "h", "drop"), ("update", "held"))
_FIRST_BACK = Half("recurrent/gru_reset_third", ("dh", "gates", "u"), ("by_held",))


def _gru_reset_grad(
    g: Tensor,
    h: Tensor,
    z: Tensor,
    u: Tensor,
    h_0: Tensor,
    mask: Tensor,
    drop: Tensor,
    *,
    activation: str,
    gate: str,
) -> tuple[Any, ...]:
    how = {"activation": activation, "gate": gate}
    steps, batch, units = h.shape
    before = seen_states(h, h_0, drop)
    two, third = flat(u[:, :2]), u[:, 2]
    inner = reshape(matmul(before, two), (steps, batch, 2, units))
    held = gru_reset_held(z, inner, before, gate=gate)
    gates = gru_reset_gates(z, inner, matmul(held, third), before, mask, **how)
    dh = gru_reset_back(g, gates, turned(u), mask, drop, **how)
    candidates = gru_reset_candidates(dh, gates, **how)
    by_held = matmul(candidates, third, transpose_b=True)
    slopes = gru_reset_slopes(dh, candidates, by_held, gates, **how)

    def by_first_state() -> Tensor:
        back = matmul(flat(slopes[0, :, :2]), two, transpose_b=True)
        back = back + by_held[:batch] * gates[0, :, 1] + dh[0] * gates[0, :, 0]
        return by_state(back, dh, mask, drop)

    def by_u() -> Tensor:
        last = reshape(candidates, (steps, batch, 1, units))
        return concat([by_kernel(before, slopes[:, :, :2]), by_kernel(held, last)], 1)

    return slopes, by_u, by_first_state, None, None


def _lower_gru_reset(
    b: Builder,
    y: Spec,
    z: Buffer,
    u: Buffer,
    h_0: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    inputs = {"z": z, "u": u, "h": h_0}
    walk = settings(mask, drop, activation, gate)
    return forwards(b, "recurrent/gru_reset_end", [y], inputs, {"y": "h"}, walk, _FIRST)[0]


@op(shape=outputs_shape, types=floating, lower=_lower_gru_reset, grad=_gru_reset_grad)
def gru_reset_walk(
    z: TensorLike,
    u: TensorLike,
    h_0: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return all outputs of a GRU whose reset gate acts before the product."""
    ...


def _lower_gru_reset_held(
    b: Builder, y: Spec, z: Buffer, inner: Buffer, before: Buffer, *, gate: str
) -> Buffer:
    defines = settings(z, z, "tanh", gate).only().defines
    inputs = {"z": z, "inner": inner, "before": before}
    return b.draw("recurrent/gru_reset_held", inputs, y, defines, **sizes(y))


@op(shape=lambda _z, _inner, before, **_: before.shape, types=floating, lower=_lower_gru_reset_held)
def gru_reset_held(
    z: TensorLike, inner: TensorLike, before: TensorLike, gate: str = "sigmoid"
) -> Tensor:
    """Return the state times the reset gate, for all steps, a row for each batch entry."""
    ...


def _lower_gru_reset_gates(
    b: Builder,
    y: Spec,
    z: Buffer,
    inner: Buffer,
    third: Buffer,
    before: Buffer,
    mask: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    walk = settings(mask, mask, activation, gate).only("mask")
    inputs = {"z": z, "inner": inner, "third": third, "before": before, **walk.inputs}
    return b.draw("recurrent/gru_reset_gates", inputs, y, walk.defines, **sizes(y))


@op(
    shape=lambda z, *_, **__: (*z.shape[:2], 4, z.shape[-1]),
    types=floating,
    lower=_lower_gru_reset_gates,
)
def gru_reset_gates(
    z: TensorLike,
    inner: TensorLike,
    third: TensorLike,
    before: TensorLike,
    mask: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return z, r, the candidate and the state before, for all steps."""
    ...


def _lower_gru_reset_back(
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
    inputs = {"g": g, "dh": g, "by_held": g, "gates": gates, "u": u}
    walk = settings(mask, drop, activation, gate)
    kernel = "recurrent/gru_reset_back"
    return backwards(b, kernel, [y], inputs, {"y": "dh"}, walk, _FIRST_BACK)[0]


@op(shape=lambda g, *_, **__: g.shape, types=floating, lower=_lower_gru_reset_back)
def gru_reset_back(
    g: TensorLike,
    gates: TensorLike,
    u: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return the gradients by all outputs, as ``gru_back``."""
    ...


def _lower_candidates(
    b: Builder, y: Spec, dh: Buffer, gates: Buffer, *, activation: str, gate: str
) -> Buffer:
    defines = settings(dh, dh, activation, gate).only().defines
    inputs = {"dh": dh, "gates": gates}
    return b.draw("recurrent/gru_reset_candidates", inputs, y, defines, **sizes(y))


@op(
    shape=lambda dh, *_, **__: (dh.shape[0] * dh.shape[1], dh.shape[2]),
    types=floating,
    lower=_lower_candidates,
)
def gru_reset_candidates(
    dh: TensorLike, gates: TensorLike, activation: str = "tanh", gate: str = "sigmoid"
) -> Tensor:
    """Return the gradients by the candidates' part of z, a row for each batch entry and step."""
    ...


def _lower_gru_reset_slopes(
    b: Builder,
    y: Spec,
    dh: Buffer,
    third: Buffer,
    by_held: Buffer,
    gates: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    defines = settings(dh, dh, activation, gate).only().defines
    inputs = {"dh": dh, "third": third, "by_held": by_held, "gates": gates}
    return b.draw("recurrent/gru_reset_slopes", inputs, y, defines, **sizes(y))


@op(
    shape=lambda dh, *_, **__: (*dh.shape[:2], 3, dh.shape[2]),
    types=floating,
    lower=_lower_gru_reset_slopes,
)
def gru_reset_slopes(
    dh: TensorLike,
    third: TensorLike,
    by_held: TensorLike,
    gates: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return the gradients by z, for all steps; ``third`` is that by the candidates' part."""
    ...
