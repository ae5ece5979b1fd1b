"""Computes once, at the end of the trace, what depends on captured tensors alone."""

from __future__ import annotations

from ...autograd import no_grad
from ..graph import Graph
from ..tracer import Captured, run_node
from .uniform import constants, filled, uniform

MOST = 1 << 14
"""Largest result, in elements, that is kept as a texture; a larger one is cheaper to draw anew."""


def constant_folding(graph: Graph) -> Graph:
    """Return the graph with small constant results captured."""
    captured = dict(graph.captured)
    numbers = constants(graph)
    kept = []
    for node in graph.nodes:
        small = all(graph.specs[value].size <= MOST for value in node.outputs)
        if not small or any(value not in captured for value in node.inputs):
            kept.append(node)
            continue
        number = uniform(graph, node, numbers)
        with no_grad():
            if number is None:
                made = run_node(node, [captured[value].tensor() for value in node.inputs])
            else:
                made = [filled(graph.specs[node.outputs[0]].shape, number)]
                numbers[node.outputs[0]] = number
        for value, tensor in zip(node.outputs, made, strict=True):
            captured[value] = Captured(tensor)
    folded = graph.substitute({}, kept)
    folded.captured = captured
    return folded
