"""What a trace wrote down: ops on numbered values. Pure data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..lowering import Spec


@dataclass(slots=True)
class Node:
    """One op. ``op`` is its declaration: passes look at its name, ``launches`` at how it lowers."""

    op: Any
    inputs: tuple[int, ...]
    attributes: dict[str, Any]
    outputs: tuple[int, ...]
    many: bool
    """Whether its lowering returns a list of buffers."""


@dataclass(slots=True)
class Graph:
    """Ops in the order in which they ran, on values that are numbered from 0."""

    specs: list[Spec] = field(default_factory=list)
    """Shape and dtype of every value."""
    arguments: list[int] = field(default_factory=list)
    """Values that every call brings along."""
    cells: list[tuple[Any, int]] = field(default_factory=list)
    """What keeps a value from call to call (variables, the random state), and its value before."""
    captured: dict[int, Any] = field(default_factory=dict)
    """Values that were there before the trace and never change: what holds them."""
    nodes: list[Node] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    updates: list[tuple[int, int]] = field(default_factory=list)
    """(value of a cell before, value that it has from then on)."""

    def new_value(self, spec: Spec) -> int:
        """Return the number of one more value."""
        self.specs.append(spec)
        return len(self.specs) - 1

    @property
    def results(self) -> set[int]:
        """The values that somebody wants to have: outputs and what cells become."""
        return {*self.outputs, *(after for _, after in self.updates)}

    def without_values(self) -> Graph:
        """Return the graph without captured tensors, for looking at."""
        made = self.substitute({}, self.nodes)
        made.captured = dict.fromkeys(self.captured)
        return made

    def substitute(self, instead: dict[int, int], nodes: Iterable[Node]) -> Graph:
        """Return the graph of ``nodes`` with values replaced as ``instead`` says."""

        def new(values: Iterable[int]) -> tuple[int, ...]:
            return tuple(instead.get(value, value) for value in values)

        return Graph(
            self.specs,
            self.arguments,
            self.cells,
            dict(self.captured),
            [Node(n.op, new(n.inputs), n.attributes, n.outputs, n.many) for n in nodes],
            list(new(self.outputs)),
            [(before, instead.get(after, after)) for before, after in self.updates],
        )
