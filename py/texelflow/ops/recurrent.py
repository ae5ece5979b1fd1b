"""Whole walks of recurrent layers as ops: one draw a step forwards, and one backwards.

Not public: ``layers.recurrent_cells`` calls them, with tanh and sigmoid. z is what the inputs add
to the gates, (steps, batch, gates, units); u is the recurrent kernel, (units, gates, units), with
more units than lie flat in a texture. Between the walks everything is done for all steps at once:
the gates are computed again from the outputs, so that a step has no more to write than the state.
The ops of the way back have no gradients of their own.
"""

from __future__ import annotations

from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .arithmetic import mul
from .creation import zeros
from .joining import concat
from .matrices import matmul
from .movement import expand_dims, reshape, transpose
from .recurrent_walks import backwards, forwards, sizes
from .reduction import sum as total

__all__: list[str] = []


def _outputs(z: Spec, *others: Spec) -> tuple[int, ...]:
    del others
    steps, batch, _, units = z.shape
    return steps, batch, units


def _before(h: Tensor, first: Tensor) -> Tensor:
    """Return the state that each step began with, a row for each batch entry of each step."""
    steps, batch, units = h.shape
    all_steps = concat([expand_dims(first, 0), h[:-1]]) if steps > 1 else first
    return reshape(all_steps, (steps * batch, units))


def _flat(x: Tensor) -> Tensor:
    """Return x as a matrix: gates and units are one axis, all before them is another."""
    *lead, gates, units = x.shape
    rows = 1
    for size in lead:
        rows *= size
    return reshape(x, (rows, gates * units))


def _turned(u: Tensor) -> Tensor:
    return transpose(u, (1, 2, 0))


def _by_kernel(before: Tensor, slopes: Tensor, u: Spec) -> Tensor:
    return reshape(matmul(before, _flat(slopes), transpose_a=True), u.shape)


def _by_state(slopes: Tensor, u: Tensor) -> Tensor:
    """Return what the first step's gates give back to the state before it."""
    return matmul(_flat(slopes[0]), _flat(u), transpose_b=True)


# --- SimpleRNN ------------------------------------------------------------------------------------


def _simple_grad(g: Tensor, h: Tensor, _z: Spec, u: Tensor, h_0: Tensor) -> Any:
    dh = simple_back(g, h, _turned(u))
    slopes = reshape(mul(dh, 1.0 - h * h), _z.shape)
    return (
        slopes,
        lambda: _by_kernel(_before(h, h_0), slopes, Spec(u.shape, u.dtype)),
        lambda: _by_state(slopes, u),
    )


def _lower_simple(b: Builder, y: Spec, z: Buffer, u: Buffer, h_0: Buffer) -> Buffer:
    inputs = {"z": z, "u": u, "h": h_0}
    return forwards(b, "recurrent/simple_step", [y], inputs, {"y": "h"})[0]


@op(shape=_outputs, types=floating, lower=_lower_simple, grad=_simple_grad)
def simple_walk(z: TensorLike, u: TensorLike, h_0: TensorLike) -> Tensor:
    """Return all outputs of a SimpleRNN, (steps, batch, units)."""
    ...


def _lower_simple_back(b: Builder, y: Spec, g: Buffer, h: Buffer, u: Buffer) -> Buffer:
    inputs = {"g": g, "dh": g, "outputs": h, "u": u}
    return backwards(b, "recurrent/simple_back", [y], inputs, {"y": "dh"})[0]


@op(shape=lambda g, *_: g.shape, types=floating, lower=_lower_simple_back)
def simple_back(g: TensorLike, h: TensorLike, u: TensorLike) -> Tensor:
    """Return the gradients by all outputs; u is (gates, units, units), the last for outputs."""
    ...


# --- GRU ------------------------------------------------------------------------------------------


def _gru_grad(
    g: Tensor, h: Tensor, z: Tensor, u: Tensor, bias: Tensor, h_0: Tensor
) -> tuple[Any, ...]:
    before = _before(h, h_0)
    inner = reshape(matmul(before, _flat(u)), z.shape) + bias
    gates = gru_gates(z, inner, h, h_0)
    dh = gru_back(g, gates, _turned(u))
    slopes, inner_slopes = gru_slopes(dh, gates)
    return (
        slopes,
        lambda: _by_kernel(before, inner_slopes, Spec(u.shape, u.dtype)),
        lambda: total(inner_slopes, (0, 1)),
        lambda: _by_state(inner_slopes, u) + dh[0] * gates[0, :, 0],
    )


def _lower_gru(b: Builder, y: Spec, z: Buffer, u: Buffer, bias: Buffer, h_0: Buffer) -> Buffer:
    inputs = {"z": z, "u": u, "bias": bias, "h": h_0}
    return forwards(b, "recurrent/gru_step", [y], inputs, {"y": "h"})[0]


@op(shape=_outputs, types=floating, lower=_lower_gru, grad=_gru_grad)
def gru_walk(z: TensorLike, u: TensorLike, bias: TensorLike, h_0: TensorLike) -> Tensor:
    """Return all outputs of a GRU whose reset gate acts after the product; bias is (3, units)."""
    ...


def _lower_gru_gates(
    b: Builder, y: Spec, z: Buffer, inner: Buffer, h: Buffer, h_0: Buffer
) -> Buffer:
    inputs = {"z": z, "inner": inner, "h": h, "h_0": h_0}
    return b.draw("recurrent/gru_gates", inputs, y, batch=y.shape[1], **sizes(y))


@op(
    shape=lambda z, *_: (*z.shape[:2], 5, z.shape[-1]),
    types=floating,
    lower=_lower_gru_gates,
)
def gru_gates(z: TensorLike, inner: TensorLike, h: TensorLike, h_0: TensorLike) -> Tensor:
    """Return z, r, the candidate, the state's part of it and the state before, for all steps."""
    ...


def _lower_gru_back(b: Builder, y: Spec, g: Buffer, gates: Buffer, u: Buffer) -> Buffer:
    inputs = {"g": g, "dh": g, "gates": gates, "u": u}
    return backwards(b, "recurrent/gru_back", [y], inputs, {"y": "dh"})[0]


@op(shape=lambda g, *_: g.shape, types=floating, lower=_lower_gru_back)
def gru_back(g: TensorLike, gates: TensorLike, u: TensorLike) -> Tensor:
    """Return the gradients by all outputs; u is (gates, units, units), the last for outputs."""
    ...


def _lower_gru_slopes(b: Builder, out: list[Spec], dh: Buffer, gates: Buffer) -> list[Buffer]:
    made = {"y": out[0], "by_inner": out[1]}
    return b.draw("recurrent/gru_slopes", {"dh": dh, "gates": gates}, made, **sizes(out[0]))


def _gru_slopes_shape(dh: Spec, _gates: Spec) -> list[tuple[int, ...]]:
    return [(*dh.shape[:2], 3, dh.shape[2])] * 2


@op(shape=_gru_slopes_shape, types=floating, lower=_lower_gru_slopes)
def gru_slopes(dh: TensorLike, gates: TensorLike) -> tuple[Tensor, Tensor]:
    """Return the gradients by z and by the state's part of the gates, for all steps."""
    ...


# --- LSTM -----------------------------------------------------------------------------------------


def _lstm_grad(
    g: Any, made: Any, z: Tensor, u: Tensor, h_0: Tensor, c_0: Tensor
) -> tuple[Any, ...]:
    h, c = made
    by_h, by_c = (zeros(h.shape) if part is None else part for part in g)
    before = _before(h, h_0)
    inner = reshape(matmul(before, _flat(u)), z.shape)
    gates = lstm_gates(z, inner, c, c_0)
    dh, dc = lstm_back(by_h, by_c, gates, _turned(u))
    slopes = lstm_slopes(dh, dc, gates)
    return (
        slopes,
        lambda: _by_kernel(before, slopes, Spec(u.shape, u.dtype)),
        lambda: _by_state(slopes, u),
        lambda: dc[0] * gates[0, :, 1],
    )


def _lower_lstm(
    b: Builder, out: list[Spec], z: Buffer, u: Buffer, h_0: Buffer, c_0: Buffer
) -> list[Buffer]:
    inputs = {"z": z, "u": u, "h": h_0, "c": c_0}
    return forwards(b, "recurrent/lstm_step", out, inputs, {"y": "h", "cell": "c"})


@op(shape=lambda *x: [_outputs(*x)] * 2, types=floating, lower=_lower_lstm, grad=_lstm_grad)
def lstm_walk(
    z: TensorLike, u: TensorLike, h_0: TensorLike, c_0: TensorLike
) -> tuple[Tensor, Tensor]:
    """Return all outputs and all cells of an LSTM, each (steps, batch, units)."""
    ...


def _lower_lstm_gates(
    b: Builder, y: Spec, z: Buffer, inner: Buffer, c: Buffer, c_0: Buffer
) -> Buffer:
    inputs = {"z": z, "inner": inner, "c": c, "c_0": c_0}
    return b.draw("recurrent/lstm_gates", inputs, y, batch=y.shape[1], **sizes(y))


@op(
    shape=lambda z, *_: (*z.shape[:2], 6, z.shape[-1]),
    types=floating,
    lower=_lower_lstm_gates,
)
def lstm_gates(z: TensorLike, inner: TensorLike, c: TensorLike, c_0: TensorLike) -> Tensor:
    """Return i, f, g, o, tanh of the cell and the cell before, for all steps."""
    ...


def _lower_lstm_back(
    b: Builder, out: list[Spec], g: Buffer, g_c: Buffer, gates: Buffer, u: Buffer
) -> list[Buffer]:
    inputs = {"g": g, "g_c": g_c, "dh": g, "dc": g_c, "gates": gates, "u": u}
    return backwards(b, "recurrent/lstm_back", out, inputs, {"y": "dh", "by_cell": "dc"})


@op(shape=lambda g, *_: [g.shape] * 2, types=floating, lower=_lower_lstm_back)
def lstm_back(
    g: TensorLike, g_c: TensorLike, gates: TensorLike, u: TensorLike
) -> tuple[Tensor, Tensor]:
    """Return the gradients by all outputs and all cells; u is (gates, units, units)."""
    ...


def _lower_lstm_slopes(b: Builder, y: Spec, dh: Buffer, dc: Buffer, gates: Buffer) -> Buffer:
    return b.draw("recurrent/lstm_slopes", {"dh": dh, "dc": dc, "gates": gates}, y, **sizes(y))


@op(
    shape=lambda dh, *_: (*dh.shape[:2], 4, dh.shape[2]),
    types=floating,
    lower=_lower_lstm_slopes,
)
def lstm_slopes(dh: TensorLike, dc: TensorLike, gates: TensorLike) -> Tensor:
    """Return the gradients by z, for all steps."""
    ...
