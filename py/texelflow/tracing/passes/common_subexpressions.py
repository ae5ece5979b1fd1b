"""Lets one op serve where the same op is called twice with the same inputs and attributes."""

from __future__ import annotations

from typing import Any

from ..graph import Graph, Node


def common_subexpressions(graph: Graph) -> Graph:
    """Return the graph with each op done once; every op is a function of its inputs alone."""
    first: dict[Any, tuple[int, ...]] = {}
    instead: dict[int, int] = {}
    kept: list[Node] = []
    for node in graph.nodes:
        inputs = tuple(instead.get(value, value) for value in node.inputs)
        # As in plans: 0, 0.0, -0.0 and False are equal, but do not all draw the same.
        attributes = tuple((n, v or repr(v), type(v)) for n, v in node.attributes.items())
        key = (node.op.key, inputs, attributes)
        found = first.setdefault(key, node.outputs)
        if found is node.outputs:
            kept.append(node)
        else:
            instead.update(zip(node.outputs, found, strict=True))
    return graph.substitute(instead, kept)
