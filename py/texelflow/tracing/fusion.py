"""Which launches become one: chains of element-wise draws, and the draw that feeds such a chain.

A fused draw stands where its last member stood, so whatever reads a member's result must come
later; that keeps the order of launches right without moving any. ``fused_shader`` writes the text.
"""

from __future__ import annotations

from collections.abc import Collection

from ..engine import Engine
from ..lowering import Buffer, Launch, Spec
from .fused_shader import Member, is_expression, lies_alike, write
from .launches import Lowered
from .prologues import fold_producers

BASES = ("movement/interleave", "matmul/", "conv/", "reduce/", "normalize/", "pool/", "position/")
"""Kernels whose result an element-wise chain may take over before it is written."""

MOST_OUTPUTS = 4
MOST_INPUTS = 12
MOST_MEMBERS = 24
"""Beyond these a shader grows slow to compile, and registers run out."""


SMALL = 1024
"""Elements of a result below which draws that do not read from one another become one."""


class _Group:
    """Launches that will be one draw, by their positions; the last decides where it stands."""

    def __init__(self, at: int, launch: Launch) -> None:
        self.members: dict[int, Launch] = {at: launch}
        self.domain = launch.outputs["y"].spec if len(launch.outputs) == 1 else None

    @property
    def last(self) -> int:
        return max(self.members)

    @property
    def chained(self) -> bool:
        """Whether a member is element-wise."""
        return any(launch.pointwise is not None for launch in self.members.values())

    @property
    def based(self) -> bool:
        """Whether the first member is not element-wise."""
        return any(launch.pointwise is None for launch in self.members.values())


class _Fuser:
    def __init__(self, lowered: Lowered, wanted: set[int], without: Collection[str]) -> None:
        self.without = without
        self.builder = lowered.builder
        self.launches = lowered.builder.launches
        self.wanted = wanted
        self.readers: dict[int, list[int]] = {}
        self.makers: dict[int, list[int]] = {}
        for at, launch in enumerate(self.launches):
            for buffer in launch.inputs.values():
                self.readers.setdefault(buffer.index, []).append(at)
            for buffer in launch.outputs.values():
                self.makers.setdefault(buffer.index, []).append(at)
        self.groups: dict[int, _Group] = {}

    def run(self) -> list[Launch]:
        for at, launch in enumerate(self.launches):
            if not is_chainable(launch):
                if self._is_base(launch):
                    self.groups[at] = _Group(at, launch)
                continue
            group = self.groups[at] = _Group(at, launch)
            for buffer in launch.inputs.values():
                makers = self.makers.get(buffer.index, [])
                other = self.groups.get(makers[0]) if len(makers) == 1 else None
                if other is not group and self._may_join(other, group, buffer):
                    self._join(other, group)
        if "side_by_side" not in self.without:
            self._join_beside()
        result = []
        for at, launch in enumerate(self.launches):
            group = self.groups.get(at)
            alone = group is None or len(group.members) == 1
            if alone and not launch.prologue:
                result.append(launch)
            elif group is None:
                result.append(write([Member(launch)], list(launch.outputs.values())))
            elif at == group.last and self._ends(group.members)[1]:
                result.append(self._fused(group))  # else only draws of nothing read it
        return result

    def _join(self, other: _Group | None, group: _Group) -> None:
        """Make one of two groups."""
        assert other is not None
        group.members = dict(sorted((other.members | group.members).items()))
        for member in other.members:
            self.groups[member] = group

    def _join_beside(self) -> None:
        """Join small groups that have nothing to do with one another: a draw is what is dear."""
        small: dict[Spec, list[_Group]] = {}
        for group in dict.fromkeys(self.groups[at] for at in sorted(self.groups)):
            domain = group.domain
            if domain is None or domain.size > SMALL or not group.chained:
                continue
            others = small.setdefault(domain, [])
            for other in others:
                if self._may_join(other, group, None):
                    self._join(other, group)
                    others.remove(other)
                    break
            others.append(group)

    def _is_base(self, launch: Launch) -> bool:
        """Whether a chain may follow in the same draw: it writes one result, once."""
        return is_base(launch) and len(self.makers[launch.outputs["y"].index]) == 1

    def _may_join(self, first: _Group | None, then: _Group, through: Buffer | None) -> bool:
        domain = then.domain
        assert domain is not None
        if first is None or first.domain is None or not lies_alike(first.domain, domain):
            return False
        if through and not lies_alike(through.spec, domain):
            return False  # it is read broadcast
        if first.based and then.based:
            return False
        members = first.members | then.members
        if self._feeds_base(members):
            return False
        last = max(members)
        for launch in members.values():
            for buffer in launch.outputs.values():
                for reader in self.readers.get(buffer.index, []):
                    if reader not in members and reader < last:
                        return False
        inputs, outputs = self._ends(members)
        engine = self.builder.engine
        return (
            len(members) <= MOST_MEMBERS
            and len(inputs) <= min(MOST_INPUTS, engine.max_inputs)
            and len(outputs) <= min(MOST_OUTPUTS, engine.max_targets)
        )

    def _feeds_base(self, members: dict[int, Launch]) -> bool:
        """Whether the base reads what another member makes: it is drawn before all of them."""
        made = {b.index for launch in members.values() for b in launch.outputs.values()}
        return any(
            buffer.index in made
            for launch in members.values()
            if launch.pointwise is None
            for buffer in launch.inputs.values()
        )

    def _ends(self, members: dict[int, Launch]) -> tuple[list[Buffer], list[Buffer]]:
        """Return what a group reads from outside, and what others want of it."""
        made = {b.index for launch in members.values() for b in launch.outputs.values()}
        inputs = {
            (b.index, b.spec.shape): b
            for launch in members.values()
            for b in launch.inputs.values()
            if b.index not in made
        }
        outputs = [
            buffer
            for launch in members.values()
            for buffer in launch.outputs.values()
            if buffer.index in self.wanted
            or any(reader not in members for reader in self.readers.get(buffer.index, []))
        ]
        return list(inputs.values()), outputs

    def _fused(self, group: _Group) -> Launch:
        _, outputs = self._ends(group.members)
        members = [Member(launch) for launch in group.members.values()]
        return write(members, outputs)


def is_chainable(launch: Launch) -> bool:
    """Whether a launch is an element-wise expression that can be part of a generated shader."""
    return launch.pointwise is not None and launch.body is None and is_expression(launch.kernel)


def is_base(launch: Launch) -> bool:
    """Whether a launch is of a kernel whose one result a chain may take over."""
    return launch.kernel.startswith(BASES) and launch.body is None and list(launch.outputs) == ["y"]


def fuse(lowered: Lowered, engine: Engine, without: Collection[str] = ()) -> None:
    """Change the launches in place, where the device compiles generated shaders."""
    if engine.generated_shaders:
        wanted = {b.index for b in lowered.outputs} | {after for _, after in lowered.updates}
        if "prologues" not in without:
            lowered.builder.launches = fold_producers(lowered.builder.launches, wanted)
        lowered.builder.launches = _Fuser(lowered, wanted, without).run()
