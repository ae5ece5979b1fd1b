"""How the walks of recurrent layers are drawn: a draw a step, and the steps joined."""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt
from typing import Any

from ..dtypes import float32
from ..lowering import Buffer, Builder, Spec

WIDEST = 16
"""How many tensors one draw can join: as many as every device lets a shader read."""


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


def forwards(
    b: Builder, kernel: str, out: list[Spec], inputs: dict[str, Buffer], states: Mapping[str, str]
) -> list[Buffer]:
    """Draw a kernel for one step after the other; return all steps of each of its outputs.

    ``states`` says, for each output, which input it is in the next step; the first are in
    ``inputs``.
    """
    count, batch, units = out[0].shape
    step = Spec((batch, units), float32)
    walks: dict[str, list[Buffer]] = {name: [] for name in states}
    held = dict(inputs)
    for at in range(count):
        made = b.draw(
            kernel, held, dict.fromkeys(states, step), rows_before=at * batch, **sizes(step)
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
) -> list[Buffer]:
    """Draw a kernel for one step before the other, as ``forwards``.

    The last step, the first to be drawn, does not look at its states: they can be anything.
    """
    count, batch, units = out[0].shape
    step = Spec((batch, units), float32)
    walks: dict[str, list[Buffer]] = {name: [] for name in states}
    held = dict(inputs)
    for at in reversed(range(count)):
        places = {"rows_before": at * batch, "rows_after": (at + 1) * batch, **sizes(step)}
        places["turns"] = 0 if at == count - 1 else places["unit_texels"]
        made = b.draw(kernel, held, dict.fromkeys(states, step), **places)
        for (name, state), buffer in zip(states.items(), made, strict=True):
            walks[name].append(buffer)
            held[state] = buffer
    return [_joined(b, walk[::-1], y) for walk, y in zip(walks.values(), out, strict=True)]
