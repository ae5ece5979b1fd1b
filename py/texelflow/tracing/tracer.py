"""Runs a Python function on symbols and writes down which ops it calls.

A symbol is an ordinary ``Tensor`` whose storage is a ``Symbol``: it has a shape and a dtype, and a
number in the graph instead of a texture. Tape, tidy and reference counts work on it as on any
other; asking for its values is an error that names the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import lifetime, tape
from ..errors import TraceError
from ..lowering import Spec
from ..tensor import Tensor, caller
from .graph import Graph, Node

active: Tracer | None = None
"""The trace that is being made."""


class Captured:
    """Holds a texture that was there before the trace, without counting as a tensor."""

    __slots__ = ("alone", "spec", "storage")

    def __init__(self, x: Tensor) -> None:
        self.storage = x.storage
        self.storage.refs += 1
        self.spec = Spec(x.shape, x.dtype)
        self.alone = False

    def settle(self) -> None:
        """The trace is over: if nobody else holds the texture, ``tf.memory`` leaves it out."""
        if self.storage.refs == 1 and not self.alone:
            self.alone = True
            self.storage.engine.hide(self.storage)

    def tensor(self) -> Tensor:
        """Return a handle."""
        self.storage.refs += 1
        return Tensor(self.storage, *self.spec)

    def __del__(self) -> None:
        if self.alone:
            self.storage.engine.reveal(self.storage)
        self.storage.engine.release(self.storage)


class Symbol:
    """Stands in a tensor for the storage that it will have at each replay."""

    __slots__ = ("engine", "refs", "value")

    def __init__(self, engine: Tracer, value: int) -> None:
        self.engine = engine
        self.value = value
        self.refs = 1

    @property
    def texture(self) -> int:
        """There is none: whoever asks wants values."""
        raise TraceError(
            f"{caller()}: a tensor of the traced function {self.engine.name} has no value while "
            "the function is being traced, nor after; return it and read it outside, or run the "
            "function as plain Python (tf.run_functions_eagerly, or run_eagerly in compile)"
        )

    @property
    def slot(self) -> Any:
        """As ``texture``."""
        return self.texture


class Tracer:
    """One trace: the graph so far, and the cells that were touched."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.graph = Graph()
        self.calls = 0
        """Random draws so far."""
        self._before: dict[int, tuple[Any, Tensor, Tensor]] = {}  # id(cell): cell, real, symbol
        self._known: dict[int, int] = {}  # id(storage) of a captured tensor: value

    # --- what a Storage's engine must do ----------------------------------------------------

    def release(self, symbol: Symbol) -> None:
        """Count one handle less; the graph itself holds nothing that needs freeing."""
        symbol.refs -= 1

    def hide(self, symbol: Symbol) -> None:
        """Nothing is counted here."""

    reveal = hide

    # --- values -----------------------------------------------------------------------------

    def symbol(self, spec: Spec, value: int | None = None) -> Tensor:
        """Return a tensor for a value of the graph, by default a new one."""
        number = self.graph.new_value(spec) if value is None else value
        return Tensor(Symbol(self, number), spec.shape, spec.dtype)  # type: ignore[arg-type]

    def argument(self, shape: tuple[int, ...], dtype: str) -> Tensor:
        """Return the symbol of one more argument."""
        made = self.symbol(Spec(shape, dtype))
        self.graph.arguments.append(self.value_of(made))
        return made

    def value_of(self, x: Tensor) -> int:
        """Return the number of a tensor's value; a real tensor is captured."""
        storage: Any = x._storage if x._storage is not None else x.storage
        if type(storage) is Symbol:
            if storage.engine is not self:
                storage.texture  # noqa: B018 - raises: it is another trace's
            return storage.value
        number = self._known.get(id(storage))
        if number is None or self.graph.specs[number] != (x.shape, x.dtype):
            number = self.graph.new_value(Spec(x.shape, x.dtype))
            self.graph.captured[number] = Captured(x)
            self._known[id(storage)] = number
        return number

    def add(
        self, op: Any, inputs: Sequence[Tensor], attributes: dict[str, Any], out: Any
    ) -> list[Tensor]:
        """Write an op down; return symbols of its results."""
        many = isinstance(out, list)
        values = tuple(self.value_of(x) for x in inputs)
        results = [self.symbol(spec) for spec in (out if many else [out])]
        made = tuple(self.value_of(y) for y in results)
        self.graph.nodes.append(Node(op, values, attributes, made, many))
        return results

    # --- cells ------------------------------------------------------------------------------

    def enter(self, cell: Any) -> None:
        """Let a cell (what keeps a tensor as ``_tensor``) hold a symbol until the trace ends."""
        if id(cell) in self._before:
            return
        real = cell._tensor
        real.storage  # noqa: B018 - raises if it was disposed
        made = lifetime.unscoped(self.symbol, Spec(real.shape, real.dtype))
        made._kept = True
        self._before[id(cell)] = (cell, real, made)
        self.graph.cells.append((cell, self.value_of(made)))
        cell._tensor = made

    # --- the trace --------------------------------------------------------------------------

    def __enter__(self) -> Tracer:
        global active
        active = self
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        global active
        active = None
        for cell, real, before in self._before.values():
            after, cell._tensor = cell._tensor, real
            if after is not before and kind is None:
                pair = (self.value_of(before), self.value_of(after))
                self.graph.updates.append(pair)
        if kind is not None:
            self.finished()
        self._before.clear()  # symbols know their tracer: nothing may stay in a circle

    def finished(self) -> Graph:
        """Hand the graph over; symbols that outlive the trace then keep nothing alive."""
        graph, self.graph = self.graph, Graph()
        return graph

    def paused(self) -> _Paused:
        """Return a context in which ops run at once, and cells hold their real values."""
        return _Paused(self)

    def real(self, x: Tensor) -> Tensor | None:
        """Return the value of a symbol, computed now, if it depends on no argument."""
        needed = {self.value_of(x)}
        nodes: list[Node] = []
        for node in reversed(self.graph.nodes):
            if not needed.isdisjoint(node.outputs):
                needed.update(node.inputs)
                nodes.append(node)
        if not needed.isdisjoint(self.graph.arguments):
            return None
        known = {v: t.tensor() for v, t in self.graph.captured.items() if v in needed}
        with self.paused():
            for cell, value in self.graph.cells:
                if value in needed:
                    known[value] = cell._tensor
            for node in reversed(nodes):
                made = run_node(node, [known[value] for value in node.inputs])
                known.update(zip(node.outputs, made, strict=True))
        return known[self.value_of(x)]


class _Paused:
    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._symbols: dict[int, Tensor] = {}

    def __enter__(self) -> None:
        global active
        active = None
        tape.paused += 1
        for key, (cell, real, _) in self._tracer._before.items():
            self._symbols[key], cell._tensor = cell._tensor, real

    def __exit__(self, *_: Any) -> None:
        global active
        active = self._tracer
        tape.paused -= 1
        for key, symbol in self._symbols.items():
            self._tracer._before[key][0]._tensor = symbol


def run_node(node: Node, inputs: Sequence[Tensor]) -> list[Tensor]:
    """Run an op of a graph on real tensors."""
    made = node.op.run(list(inputs), node.attributes)
    return list(made) if node.many else [made]
