"""Works out on the host what is one number everywhere, so that no program is compiled for it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Any

from ...dtypes import float32
from ...tensor import Tensor, from_host
from ..graph import Graph, Node

Numbers = Mapping[int, float]
"""Values of a graph, all of float32, that are one number in every element."""

_SAME = ("reshape", "broadcast_to", "identity")
_TAKES: dict[str, Callable[..., float]] = {
    "neg": lambda a: -a,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
}
"""What Python's double, rounded once, gives exactly as float32 would."""


def constants(graph: Graph) -> dict[int, float]:
    """Return the captured values that Python numbers became."""
    found: dict[int, float] = {}
    for value, held in graph.captured.items():
        if graph.specs[value] == ((), float32):
            known = held.storage.engine.constants
            for (dtype, number), constant in known.items():
                if dtype == float32 and constant._storage is held.storage:
                    found[value] = float(number)
    return found


def uniform(graph: Graph, node: Node, numbers: Numbers) -> float | None:
    """Return the number that all elements of a node's result are, if it can be told."""
    if len(node.outputs) != 1 or graph.specs[node.outputs[0]].dtype != float32:
        return None
    if node.op.name == "_full":
        return _rounded(float(node.attributes["value"]))
    given = [numbers.get(value) for value in node.inputs]
    if None in given:
        return None
    if node.op.name in _SAME:
        return given[0]
    if node.op.name not in _TAKES or (node.op.name == "div" and given[1] == 0):
        return None
    return _rounded(_TAKES[node.op.name](*given))


def _rounded(number: float) -> float:
    return array("f", [number])[0]


def filled(shape: tuple[int, ...], number: float) -> Tensor:
    """Return a tensor of one number, made by an upload."""
    size = 1
    for each in shape:
        size *= each
    data: Any = array("f", [number]) * size
    return from_host("constant", memoryview(data), shape)
