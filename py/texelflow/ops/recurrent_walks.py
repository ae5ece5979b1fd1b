"""How the walks of recurrent layers are drawn: a draw a step, and the steps joined."""

from __future__ import annotations

from collections.abc import Mapping

from ..dtypes import float32
from ..lowering import Buffer, Builder, Spec
from .joining import WIDEST, lower_concat


class _Joining:
    """Collects (batch, units) of one step after the other; joins a few at a time, to free them."""

    def __init__(self, b: Builder, backwards: bool) -> None:
        self.b, self.backwards = b, backwards
        self.groups: list[Buffer] = []
        self.waiting: list[Buffer] = []

    def add(self, step: Buffer) -> None:
        self.waiting.append(self.b.view(step, Spec((1, *step.spec.shape), float32)))
        if len(self.waiting) == WIDEST:
            self._close()

    def _close(self) -> None:
        parts = self.waiting[::-1] if self.backwards else self.waiting
        y = Spec((len(parts), *parts[0].spec.shape[1:]), float32)
        self.groups.append(lower_concat(self.b, y, *parts, axis=0))
        self.waiting = []

    def all(self, y: Spec) -> Buffer:
        """Return all steps as y."""
        if self.waiting:
            self._close()
        groups = self.groups[::-1] if self.backwards else self.groups
        return lower_concat(self.b, y, *groups, axis=0)


def sizes(steps: Spec) -> dict[str, int]:
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
    walks = {name: _Joining(b, False) for name in states}
    held = dict(inputs)
    for at in range(count):
        made = b.draw(
            kernel, held, dict.fromkeys(states, step), rows_before=at * batch, **sizes(step)
        )
        for (name, state), buffer in zip(states.items(), made, strict=True):
            walks[name].add(buffer)
            held[state] = buffer
    return [walk.all(y) for walk, y in zip(walks.values(), out, strict=True)]


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
    walks = {name: _Joining(b, True) for name in states}
    held = dict(inputs)
    for at in reversed(range(count)):
        places = {"rows_before": at * batch, "rows_after": (at + 1) * batch, **sizes(step)}
        places["turns"] = 0 if at == count - 1 else places["unit_texels"]
        made = b.draw(kernel, held, dict.fromkeys(states, step), **places)
        for (name, state), buffer in zip(states.items(), made, strict=True):
            walks[name].add(buffer)
            held[state] = buffer
    return [walk.all(y) for walk, y in zip(walks.values(), out, strict=True)]
