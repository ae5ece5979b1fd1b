"""Lowers a whole graph to launches over numbered buffers, one builder for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..engine import Engine
from ..lowering import Buffer, Builder
from ..reasons import naming
from .graph import Graph


@dataclass(slots=True)
class Lowered:
    """A graph as draws. Inputs come first: arguments, then cells, then captured tensors."""

    builder: Builder
    arguments: list[int]
    """Buffers."""
    cells: list[tuple[Any, int]]
    captured: list[Any]
    outputs: list[Buffer]
    updates: list[tuple[int, int]]
    """(buffer of a cell, buffer that it becomes); the latter is made for this and read no more."""


def lower(graph: Graph, engine: Engine) -> Lowered:
    """Return the draws of a graph, in the order of its ops."""
    cells = [value for _, value in graph.cells]
    inputs = [*graph.arguments, *cells, *graph.captured]
    builder = Builder(engine, [graph.specs[value] for value in inputs])
    buffers = {value: builder.input(index) for index, value in enumerate(inputs)}
    for node in graph.nodes:
        given = [buffers[value] for value in node.inputs]
        out = [graph.specs[value] for value in node.outputs]
        with naming(node.op, [graph.specs[value] for value in node.inputs]):
            made = node.op.lower(builder, out if node.many else out[0], *given, **node.attributes)
        buffers.update(zip(node.outputs, made if node.many else [made], strict=True))
    outputs = [buffers[value] for value in graph.outputs]
    taken = {buffer.index for buffer in outputs}
    changed = dict(graph.updates)
    # What an output shares with a cell that changes must not change with it.
    for index, buffer in enumerate(outputs):
        if any(buffer.index == buffers[before].index for before in changed):
            outputs[index] = _copy(builder, buffer)
    updates = []
    for before, after in changed.items():
        target = buffers[after]
        if target.index < builder.inputs or target.index in taken:
            target = _copy(builder, target)
        taken.add(target.index)
        updates.append((buffers[before].index, target.index))
    first = len(graph.arguments)
    return Lowered(
        builder,
        list(range(first)),
        [(cell, first + index) for index, (cell, _) in enumerate(graph.cells)],
        list(graph.captured.values()),
        outputs,
        updates,
    )


def _copy(builder: Builder, buffer: Buffer) -> Buffer:
    return builder.pointwise("unary/identity", {"x": buffer}, buffer.spec, {}, {})
