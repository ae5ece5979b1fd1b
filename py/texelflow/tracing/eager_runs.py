"""Which of the draws that wait in the command buffer can be one: a run, and what may be in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..lowering import Launch, Spec
from .fusion import MOST_MEMBERS, is_base, is_chainable


class Run:
    """Draws one after the other, of one shape, bound to one another; all but the first must be
    element-wise.
    """

    def __init__(self, at: int) -> None:
        self.first = at
        self.members: list[Any] = []
        self.where: dict[int, int] = {}
        """Per texture the member that wrote it last, or -1 - n for the n-th from outside."""
        self.outside: list[int] = []
        self.wiring: list[int] = []
        self.spec = Spec((), "float32")

    @property
    def end(self) -> int:
        return self.first + len(self.members)

    def take(self, planned: Any, textures: Sequence[int], most_inputs: int, dies: bool) -> bool:
        """Add a draw if it fits; return whether it did. ``dies``: nobody needs its result later."""
        spec, base = fusable(planned.launch)
        if spec is None or (
            self.members and not self._goes_on(planned, spec, base, textures, dies)
        ):
            return False
        where = self.where
        new = [t for t in dict.fromkeys(textures[1:]) if t not in where]
        if len(self.outside) + len(new) > most_inputs:
            return False
        self.spec = spec
        for texture in new:
            self.outside.append(texture)
            where[texture] = -len(self.outside)
        self.wiring.extend([where[texture] for texture in textures[1:]])
        where[textures[0]] = len(self.members)
        self.members.append(planned)
        return True

    def _goes_on(
        self, planned: Any, spec: Spec, base: bool, textures: Sequence[int], dies: bool
    ) -> bool:
        """Whether a draw can follow the members: alike, and bound to them."""
        if base or spec.shape != self.spec.shape or len(self.members) >= MOST_MEMBERS:
            return False
        inside = [self.where.get(texture, -1) >= 0 for texture in textures[1:]]
        if True not in inside:
            return dies  # it may feed a later member
        return all(
            buffer.spec.shape == spec.shape  # else it is read broadcast
            for known, buffer in zip(inside, planned.launch.inputs.values(), strict=True)
            if known
        )


def fusable(launch: Launch) -> tuple[Spec | None, bool]:
    """Return what a draw makes, if it can be part of a generated shader, else None; and whether it
    is a base: not element-wise, so it can only come first.
    """
    if launch.part is None:
        chainable = is_chainable(launch) and list(launch.outputs) == ["y"]
        base = not chainable and is_base(launch)
        launch.part = (launch.outputs["y"].spec if chainable or base else None, base)
    return launch.part
