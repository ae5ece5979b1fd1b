"""Computes once, at the end of the trace, what depends on captured tensors alone."""

from __future__ import annotations

from ...autograd import no_grad
from ..graph import Graph
from ..tracer import Captured, run_node

MOST = 1 << 14
"""Largest result, in elements, that is kept as a texture; a larger one is cheaper to draw anew."""


def constant_folding(graph: Graph) -> Graph:
    """Return the graph with small constant results captured."""
    captured = dict(graph.captured)
    kept = []
    for node in graph.nodes:
        small = all(graph.specs[value].size <= MOST for value in node.outputs)
        if not small or any(value not in captured for value in node.inputs):
            kept.append(node)
            continue
        with no_grad():
            made = run_node(node, [captured[value].tensor() for value in node.inputs])
        for value, tensor in zip(node.outputs, made, strict=True):
            captured[value] = Captured(tensor)
    folded = graph.substitute({}, kept)
    folded.captured = captured
    return folded
