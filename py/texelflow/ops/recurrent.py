"""Whole walks of recurrent layers as ops: one draw a step forwards, and one backwards.

Not public: ``layers.recurrent_cells`` calls them. z is what the inputs add to the gates, (steps,
batch, gates, units); u is the recurrent kernel, (units, gates, units), with more units than lie
flat in a texture. ``mask``, (steps, batch, 1), is 0 where a step changes nothing; every step sees
the state times ``drop``, (batch, units); either may be empty: there is none. Between the walks
everything is done for all steps at once: the gates are computed again from the outputs, so that a
step has no more to write than the state. The ops of the way back have no gradients of their own.
"""

from __future__ import annotations

from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .creation import zeros
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
from .reshaping import reshape

__all__: list[str] = []


# --- SimpleRNN ------------------------------------------------------------------------------------


def _simple_grad(
    g: Tensor,
    h: Tensor,
    _z: Spec,
    u: Tensor,
    h_0: Tensor,
    mask: Tensor,
    drop: Tensor,
    *,
    activation: str,
) -> Any:
    dh = simple_back(g, h, turned(u), mask, drop, activation=activation)
    slopes = reshape(simple_slopes(dh, h, mask, activation=activation), _z.shape)
    return (
        slopes,
        lambda: by_kernel(seen_states(h, h_0, drop), slopes),
        lambda: by_state(through(slopes, u), dh, mask, drop),
        None,
        None,
    )


def _lower_simple(
    b: Builder,
    y: Spec,
    z: Buffer,
    u: Buffer,
    h_0: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
) -> Buffer:
    inputs = {"z": z, "u": u, "h": h_0}
    walk = settings(mask, drop, activation)
    return forwards(b, "recurrent/simple_step", [y], inputs, {"y": "h"}, walk)[0]


@op(shape=outputs_shape, types=floating, lower=_lower_simple, grad=_simple_grad)
def simple_walk(
    z: TensorLike,
    u: TensorLike,
    h_0: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
) -> Tensor:
    """Return all outputs of a SimpleRNN, (steps, batch, units)."""
    ...


def _lower_simple_back(
    b: Builder,
    y: Spec,
    g: Buffer,
    h: Buffer,
    u: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
) -> Buffer:
    inputs = {"g": g, "dh": g, "outputs": h, "u": u}
    walk = settings(mask, drop, activation)
    return backwards(b, "recurrent/simple_back", [y], inputs, {"y": "dh"}, walk)[0]


@op(shape=lambda g, *_, **__: g.shape, types=floating, lower=_lower_simple_back)
def simple_back(
    g: TensorLike,
    h: TensorLike,
    u: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
) -> Tensor:
    """Return the gradients by all outputs; u is (gates, units, units), the last for outputs."""
    ...


def _lower_simple_slopes(
    b: Builder, y: Spec, dh: Buffer, h: Buffer, mask: Buffer, *, activation: str
) -> Buffer:
    walk = settings(mask, mask, activation).only("mask")
    inputs = {"dh": dh, "outputs": h, **walk.inputs}
    return b.draw("recurrent/simple_slopes", inputs, y, walk.defines, **sizes(y))


@op(shape=lambda dh, *_, **__: dh.shape, types=floating, lower=_lower_simple_slopes)
def simple_slopes(
    dh: TensorLike, h: TensorLike, mask: TensorLike, activation: str = "tanh"
) -> Tensor:
    """Return the gradients by z, for all steps."""
    ...


# --- LSTM -----------------------------------------------------------------------------------------


def _lstm_grad(
    g: Any,
    made: Any,
    z: Tensor,
    u: Tensor,
    h_0: Tensor,
    c_0: Tensor,
    mask: Tensor,
    drop: Tensor,
    *,
    activation: str,
    gate: str,
) -> tuple[Any, ...]:
    h, c = made
    how = {"activation": activation, "gate": gate}
    by_h, by_c = (zeros(h.shape) if part is None else part for part in g)
    before = seen_states(h, h_0, drop)
    inner = reshape(matmul(before, flat(u)), z.shape)
    gates = lstm_gates(z, inner, c, c_0, mask, **how)
    dh, dc = lstm_back(by_h, by_c, gates, turned(u), mask, drop, **how)
    slopes = lstm_slopes(dh, dc, gates, **how)
    return (
        slopes,
        lambda: by_kernel(before, slopes),
        lambda: by_state(through(slopes, u), dh, mask, drop),
        lambda: dc[0] * gates[0, :, 1],
        None,
        None,
    )


def _lower_lstm(
    b: Builder,
    out: list[Spec],
    z: Buffer,
    u: Buffer,
    h_0: Buffer,
    c_0: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
    gate: str,
) -> list[Buffer]:
    inputs = {"z": z, "u": u, "h": h_0, "c": c_0}
    walk = settings(mask, drop, activation, gate)
    return forwards(b, "recurrent/lstm_step", out, inputs, {"y": "h", "cell": "c"}, walk)


@op(
    shape=lambda *x, **_: [outputs_shape(*x)] * 2,
    types=floating,
    lower=_lower_lstm,
    grad=_lstm_grad,
)
def lstm_walk(
    z: TensorLike,
    u: TensorLike,
    h_0: TensorLike,
    c_0: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> tuple[Tensor, Tensor]:
    """Return all outputs and all cells of an LSTM, each (steps, batch, units)."""
    ...


def _lower_lstm_gates(
    b: Builder,
    y: Spec,
    z: Buffer,
    inner: Buffer,
    c: Buffer,
    c_0: Buffer,
    mask: Buffer,
    *,
    activation: str,
    gate: str,
) -> Buffer:
    walk = settings(mask, mask, activation, gate).only("mask")
    inputs = {"z": z, "inner": inner, "c": c, "c_0": c_0, **walk.inputs}
    return b.draw("recurrent/lstm_gates", inputs, y, walk.defines, batch=y.shape[1], **sizes(y))


@op(
    shape=lambda z, *_, **__: (*z.shape[:2], 6, z.shape[-1]),
    types=floating,
    lower=_lower_lstm_gates,
)
def lstm_gates(
    z: TensorLike,
    inner: TensorLike,
    c: TensorLike,
    c_0: TensorLike,
    mask: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return i, f, g, o, the cell after its activation and the cell before, for all steps."""
    ...


def _lower_lstm_back(
    b: Builder,
    out: list[Spec],
    g: Buffer,
    g_c: Buffer,
    gates: Buffer,
    u: Buffer,
    mask: Buffer,
    drop: Buffer,
    *,
    activation: str,
    gate: str,
) -> list[Buffer]:
    inputs = {"g": g, "g_c": g_c, "dh": g, "dc": g_c, "gates": gates, "u": u}
    walk = settings(mask, drop, activation, gate)
    return backwards(b, "recurrent/lstm_back", out, inputs, {"y": "dh", "by_cell": "dc"}, walk)


@op(shape=lambda g, *_, **__: [g.shape] * 2, types=floating, lower=_lower_lstm_back)
def lstm_back(
    g: TensorLike,
    g_c: TensorLike,
    gates: TensorLike,
    u: TensorLike,
    mask: TensorLike,
    drop: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> tuple[Tensor, Tensor]:
    """Return the gradients by all outputs and all cells; u is (gates, units, units)."""
    ...


def _lower_lstm_slopes(
    b: Builder, y: Spec, dh: Buffer, dc: Buffer, gates: Buffer, *, activation: str, gate: str
) -> Buffer:
    defines = settings(dh, dh, activation, gate).only().defines
    inputs = {"dh": dh, "dc": dc, "gates": gates}
    return b.draw("recurrent/lstm_slopes", inputs, y, defines, **sizes(y))


@op(
    shape=lambda dh, *_, **__: (*dh.shape[:2], 4, dh.shape[2]),
    types=floating,
    lower=_lower_lstm_slopes,
)
def lstm_slopes(
    dh: TensorLike,
    dc: TensorLike,
    gates: TensorLike,
    activation: str = "tanh",
    gate: str = "sigmoid",
) -> Tensor:
    """Return the gradients by z, for all steps."""
    ...
