"""Passes over a graph of ops: each takes a ``Graph`` and returns one that does the same with less.

They know nothing of one another and may run in any order; ``GRAPH_PASSES`` is the order that pays.
"""

from __future__ import annotations

from collections.abc import Callable

from ..graph import Graph
from .common_subexpressions import common_subexpressions
from .constant_folding import constant_folding
from .dead_code import dead_code

GRAPH_PASSES: dict[str, Callable[[Graph], Graph]] = {
    "dead_code": dead_code,
    "constant_folding": constant_folding,
    "common_subexpressions": common_subexpressions,
}
