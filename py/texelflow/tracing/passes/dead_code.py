"""Leaves out ops whose results nobody reads, and captured tensors that no op reads any more."""

from __future__ import annotations

from ..graph import Graph


def dead_code(graph: Graph) -> Graph:
    """Return the graph without what no output and no update depends on."""
    wanted = graph.results
    alive = []
    for node in reversed(graph.nodes):
        if not wanted.isdisjoint(node.outputs):
            wanted.update(node.inputs)
            alive.append(node)
    made = graph.substitute({}, reversed(alive))
    made.captured = {value: x for value, x in made.captured.items() if value in wanted}
    return made
