"""How the walks of recurrent layers are drawn: one or two draws a step, and the steps joined."""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt
from typing import Any, NamedTuple

from ..dtypes import float32
from ..lowering import Buffer, Builder, Spec
from ..tensor import Tensor
from .joining import concat
from .matrices import matmul
from .movement import transpose
from .reshaping import expand_dims, reshape

WIDEST = 16
"""How many tensors one draw can join: as many as every device lets a shader read."""

ACTIVATIONS = ("tanh", "relu", "linear", "sigmoid", "hard_sigmoid")
"""What ``prelude/recurrent_activations.glsl`` knows, by Keras's names; the first is the default."""

GATES = ("sigmoid", "hard_sigmoid")
"""The same for gates. A gate of 0 or 1 must have the slope 0, for steps that are skipped."""


class Walk(NamedTuple):
    """What a layer's settings add to its kernels: inputs and defines."""

    inputs: dict[str, Buffer]
    defines: dict[str, int | bool]

    def only(self, *names: str) -> Walk:
        """Return it without inputs (and their defines) that a kernel does not read."""
        left = {name: self.inputs[name] for name in names if name in self.inputs}
        missing = {_FLAGS[name] for name in _FLAGS if name not in left}
        return Walk(left, {n: v for n, v in self.defines.items() if n not in missing})


_FLAGS = {"mask": "MASKED", "drop": "DROPPED"}


def settings(mask: Buffer, drop: Buffer, activation: str, gate: str = GATES[0]) -> Walk:
    """Return what the attributes of a walk mean; without elements a mask or drop is none."""
    given = {"mask": mask, "drop": drop}
    inputs = {name: buffer for name, buffer in given.items() if buffer.spec.size}
    defines: dict[str, int | bool] = {_FLAGS[name]: True for name in inputs}
    defines[f"ACT_{activation.upper()}"] = activation != ACTIVATIONS[0]
    defines[f"GATE_{gate.upper()}"] = gate != GATES[0]
    return Walk(inputs, defines)


# --- drawing --------------------------------------------------------------------------------------


def _joined(b: Builder, steps: list[Buffer], y: Spec) -> Buffer:
    """Return (batch, units) of all steps as y; two rounds of draws serve up to 256 steps."""
    parts = [b.view(step, Spec((1, *step.spec.shape), float32)) for step in steps]
    width = min(WIDEST, isqrt(len(parts) - 1) + 1)
    while len(parts) > 1:
        parts = [_join(b, parts[i : i + width]) for i in range(0, len(parts), width)]
    return b.view(parts[0], y)


def _join(b: Builder, parts: list[Buffer]) -> Buffer:
    """Draw parts of one size, the last of which may be shorter, one after the other."""
    if len(parts) == 1:
        return parts[0]
    size, *rest = parts[0].spec.shape
    count = size * (len(parts) - 1) + parts[-1].spec.shape[0]
    inputs = {f"x{i}": part for i, part in enumerate(parts)}
    texels = size * rest[0] * sizes(parts[0].spec)["unit_texels"]
    y = Spec((count, *rest), float32)
    return b.draw("recurrent/join", inputs, y, {"N": len(parts)}, part_texels=texels)


def sizes(steps: Spec) -> dict[str, Any]:
    """Return the parameters that every kernel of the folder has."""
    units = steps.shape[-1]
    return {"units": units, "unit_texels": -(-units // 4)}


class Half(NamedTuple):
    """A draw in the middle of a step: what it makes, the step's main draw reads."""

    kernel: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    """Outputs, by the names that the main kernel has for them; the first is its ``y``."""

    def draw(
        self, b: Builder, held: dict[str, Buffer], step: Spec, walk: Walk, places: dict[str, int]
    ) -> dict[str, Buffer]:
        """Return what it makes."""
        walk = walk.only(*self.reads)
        inputs = {name: held[name] for name in self.reads if name in held}
        names = ["y", *self.makes[1:]]
        made = b.draw(
            self.kernel, inputs, dict.fromkeys(names, step), walk.defines, **places, **sizes(step)
        )
        return dict(zip(self.makes, made, strict=True))


def forwards(
    b: Builder,
    kernel: str,
    out: list[Spec],
    inputs: dict[str, Buffer],
    states: Mapping[str, str],
    walk: Walk,
    half: Half | None = None,
) -> list[Buffer]:
    """Draw a kernel for one step after the other; return all steps of each of its outputs.

    ``states`` says, for each output, which input it is in the next step; the first are in
    ``inputs``.
    """
    count, batch, units = out[0].shape
    step = Spec((batch, units), float32)
    walks: dict[str, list[Buffer]] = {name: [] for name in states}
    held = inputs | walk.inputs
    for at in range(count):
        places = {"rows_before": at * batch}
        if half:
            held |= half.draw(b, held, step, walk, places)
        made = b.draw(
            kernel, held, dict.fromkeys(states, step), walk.defines, **places, **sizes(step)
        )
        for (name, state), buffer in zip(states.items(), made, strict=True):
            walks[name].append(buffer)
            held[state] = buffer
    return [_joined(b, walk, y) for walk, y in zip(walks.values(), out, strict=True)]


def backwards(
    b: Builder,
    kernel: str,
    out: list[Spec],
    inputs: dict[str, Buffer],
    states: Mapping[str, str],
    walk: Walk,
    half: Half | None = None,
) -> list[Buffer]:
    """Draw a kernel for one step before the other, as ``forwards``.

    The last step, the first to be drawn, does not look at its states: they can be anything.
    """
    count, batch, units = out[0].shape
    step = Spec((batch, units), float32)
    walks: dict[str, list[Buffer]] = {name: [] for name in states}
    held = inputs | walk.inputs
    for at in reversed(range(count)):
        places = {"rows_before": at * batch, "rows_after": (at + 1) * batch}
        places["turns"] = 0 if at == count - 1 else sizes(step)["unit_texels"]
        if half and places["turns"]:
            held |= half.draw(b, held, step, walk, {"rows_after": places["rows_after"]})
        made = b.draw(
            kernel, held, dict.fromkeys(states, step), walk.defines, **places, **sizes(step)
        )
        for (name, state), buffer in zip(states.items(), made, strict=True):
            walks[name].append(buffer)
            held[state] = buffer
    return [_joined(b, walk[::-1], y) for walk, y in zip(walks.values(), out, strict=True)]


# --- what gradients share -------------------------------------------------------------------------


def outputs_shape(z: Spec, *others: Spec, **attributes: Any) -> tuple[int, ...]:
    """Return the shape of all outputs; z is (steps, batch, gates, units)."""
    del others, attributes
    steps, batch, _, units = z.shape
    return steps, batch, units


def seen_states(h: Tensor, first: Tensor, drop: Tensor) -> Tensor:
    """Return what each step saw of the state, a row for each batch entry of each step."""
    steps, batch, units = h.shape
    all_steps = concat([expand_dims(first, 0), h[:-1]]) if steps > 1 else first
    all_steps = all_steps * drop if drop.size else all_steps
    return reshape(all_steps, (steps * batch, units))


def flat(x: Tensor) -> Tensor:
    """Return x as a matrix: gates and units are one axis, all before them is another."""
    *lead, gates, units = x.shape
    rows = 1
    for size in lead:
        rows *= size
    return reshape(x, (rows, gates * units))


def turned(u: Tensor) -> Tensor:
    """Return u as (gates, units, units), the last for the state."""
    return transpose(u, (1, 2, 0))


def by_kernel(before: Tensor, slopes: Tensor) -> Tensor:
    """Return the gradient by u, (units, gates, units)."""
    made = matmul(before, flat(slopes), transpose_a=True)
    return reshape(made, (before.shape[-1], *slopes.shape[-2:]))


def by_state(back: Tensor, dh: Tensor, mask: Tensor, drop: Tensor) -> Tensor:
    """Return what the first step gives back to the state before it; ``back`` if it saw it all."""
    back = back * drop if drop.size else back
    if not mask.size:
        return back
    return back * mask[0] + dh[0] * (1.0 - mask[0])


def through(slopes: Tensor, u: Tensor) -> Tensor:
    """Return what the first step's gates give back to the state that their products were of."""
    return matmul(flat(slopes[0]), flat(u), transpose_b=True)
