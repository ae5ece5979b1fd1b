"""``tf.function``: a Python function that is traced once per signature and then replayed."""

from __future__ import annotations

import functools
import warnings
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from .. import engine as engines
from .. import tape
from ..complex_tensor import ComplexTensor
from ..errors import TraceError
from ..lifetime import tidy
from ..string_tensor import StringTensor
from ..tensor import Tensor, TensorLike, from_host
from ..variable import Variable
from . import tracer
from .explain import Explanation
from .fusion import fuse
from .graph import Graph
from .launches import lower
from .passes import GRAPH_PASSES
from .recording import Recording

__all__ = ["function", "run_functions_eagerly"]

MAX_SIGNATURES = 32
"""How many recordings one function keeps; the one unused for longest goes first."""

MANY = 8
"""With this many traces a function warns: it is probably called with ever new Python values."""

PASSES = (*GRAPH_PASSES, "fusion", "prologues", "side_by_side")


class _Leaf:
    """A place for a tensor in a structure."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


class _Parts:
    """A place for a complex tensor."""

    __slots__ = ("leaves",)

    def __init__(self, re: _Leaf, im: _Leaf) -> None:
        self.leaves = (re, im)


def _flatten(value: Any, tensors: list[Tensor], key: list[Any]) -> Any:
    """Return the structure of ``value`` with leaves for tensors, which are collected."""
    if isinstance(value, Variable):
        key.append(("variable", id(value)))
        return value
    if isinstance(value, ComplexTensor):
        key.append("complex64")
        return _Parts(*(_flatten(part, tensors, key) for part in value.parts))
    if isinstance(value, StringTensor):
        key.append((value.shape, value.texts))
        return value
    if isinstance(value, TensorLike):
        tensors.append(value._value())
        key.append((value.shape, value.dtype))
        return _Leaf(len(tensors) - 1)
    if isinstance(value, (list, tuple)):
        key.append((type(value), len(value)))
        items = [_flatten(item, tensors, key) for item in value]
        if isinstance(value, list):
            return items
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, dict):
        key.append((dict, tuple(value)))
        return {name: _flatten(item, tensors, key) for name, item in value.items()}
    if hasattr(value, "__array_interface__") and hasattr(value, "shape"):
        return _flatten(from_host("function", value), tensors, key)
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        key.append((type(value), value or repr(value)))
    else:
        key.append(("object", id(value)))
    return value


def _fill(structure: Any, tensors: list[Any]) -> Any:
    """Return the structure with ``tensors`` in their places."""
    if isinstance(structure, _Leaf):
        return tensors[structure.index]
    if isinstance(structure, _Parts):
        return ComplexTensor(*(_fill(part, tensors) for part in structure.leaves))
    if isinstance(structure, list):
        return [_fill(item, tensors) for item in structure]
    if isinstance(structure, tuple):
        items = [_fill(item, tensors) for item in structure]
        return type(structure)(*items) if hasattr(structure, "_fields") else tuple(items)
    if isinstance(structure, dict):
        return {name: _fill(item, tensors) for name, item in structure.items()}
    return structure


class _Entry:
    """What a signature became: its recording, and how to hand its results out."""

    def __init__(self, recording: Recording, structure: Any, given: Any, story: Any) -> None:
        self.recording = recording
        self.structure = structure
        self.given = given  # the arguments but for tensors: the signature has their ids
        self.story = story


class Function:
    """A traced function; made by ``tf.function``."""

    def __init__(self, fn: Callable[..., Any], without: Iterable[str], name: str | None) -> None:
        unknown = set(without) - set(PASSES)
        if unknown:
            raise ValueError(
                f"function(without={sorted(unknown)}): the passes are {', '.join(PASSES)}"
            )
        functools.update_wrapper(self, fn)
        self.python_function = fn
        self.without = frozenset(without)
        self.name = name or getattr(fn, "__name__", type(fn).__name__)
        self.traces = 0
        """How often the function was traced so far."""
        self._entries: OrderedDict[Any, _Entry] = OrderedDict()

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else Method(self, instance)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        inside = tracer.active is not None or (tape.depth > 0 and not tape.paused)
        if inside or _eagerly or engines.current().profile is not None:
            return self.python_function(*args, **kwargs)
        entry, tensors = self._entry(args, kwargs)
        results = entry.recording.replay(tensors)
        return _fill(entry.structure, results)

    def _entry(self, args: Any, kwargs: Any) -> tuple[_Entry, list[Tensor]]:
        tensors: list[Tensor] = []
        key: list[Any] = []
        structure = _flatten((args, kwargs), tensors, key)
        engine = engines.current()
        signature = (id(engine), *key)
        entry = self._entries.get(signature)
        if entry is None:
            entry = self._trace(structure, tensors)
            self._entries[signature] = entry
            if len(self._entries) > MAX_SIGNATURES:
                self._entries.popitem(last=False)
        else:
            self._entries.move_to_end(signature)
        return entry, tensors

    def _trace(self, structure: Any, tensors: list[Tensor]) -> _Entry:
        self.traces += 1
        if self.traces == MANY:
            warnings.warn(
                f"{self.name} was traced {MANY} times: each new shape, dtype or Python number "
                "among its arguments costs a trace; pass changing numbers as tensors, and shapes "
                "of few kinds",
                stacklevel=4,
            )
        trace = tracer.Tracer(self.name)
        with tidy():
            symbols = [trace.argument(x.shape, x.dtype) for x in tensors]
            with trace:
                args, kwargs = _fill(structure, symbols)
                result = self.python_function(*args, **kwargs)
                found: list[Tensor] = []
                shape = _flatten(result, found, [])
                trace.graph.outputs = [trace.value_of(x) for x in found]
            del result, found, symbols, args, kwargs
        before = trace.finished()
        self._refuse_lost_variables(before)
        engine = engines.current()
        after = before
        for name, run in GRAPH_PASSES.items():
            if name not in self.without:
                after = run(after)
        for captured in after.captured.values():  # the passes' own handles are gone by now
            captured.settle()
        lowered = lower(after, engine)
        if "fusion" not in self.without:
            fuse(lowered, engine, self.without)
        story = (before.without_values(), after.without_values())
        return _Entry(Recording(lowered), shape, structure, story)

    def _refuse_lost_variables(self, graph: Graph) -> None:
        """Raise if only the graph still knows a variable: it was one call's own."""
        weak = [(weakref.ref(cell), value) for cell, value in graph.cells]
        graph.cells.clear()
        cells = [(ref(), value) for ref, value in weak]
        graph.cells += cells
        if any(cell is None for cell, _ in cells):
            raise TraceError(
                f"{self.name}: makes a variable that is gone when it returns; a replay could not "
                "make it anew. Make it outside, or keep it where the function finds it again"
            )

    def warm_up(self, *args: Any, **kwargs: Any) -> None:
        """Trace such a call and compile its programs, without the call's effects. Blocks.

        The Python function runs once; variables and random numbers are afterwards as before.

        >>> count = tf.Variable(1.0)
        >>> step = tf.function(lambda x: count.assign_add(x))
        >>> step.warm_up(tf.scalar(2.0))
        >>> step(tf.scalar(5.0))
        >>> step.traces, count.item()
        (1, 6.0)
        """
        entry, tensors = self._entry(args, kwargs)
        with tidy():
            entry.recording.rehearse(tensors)

    def explain(self, *args: Any, **kwargs: Any) -> Explanation:
        """Return the plan for such a call, before and after the passes; ``print`` shows it."""
        entry, _ = self._entry(args, kwargs)
        before, after = entry.story
        return Explanation(self.name, before, after, entry.recording, engines.current())


class Method:
    """A traced function bound to the object that it is a method of; one recording serves each."""

    def __init__(self, traced: Function, instance: Any) -> None:
        self.traced_function = traced
        self.__self__ = instance
        functools.update_wrapper(self, traced.python_function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.traced_function(self.__self__, *args, **kwargs)

    def explain(self, *args: Any, **kwargs: Any) -> Explanation:
        """As ``Function.explain``."""
        return self.traced_function.explain(self.__self__, *args, **kwargs)

    def warm_up(self, *args: Any, **kwargs: Any) -> None:
        """As ``Function.warm_up``."""
        self.traced_function.warm_up(self.__self__, *args, **kwargs)

    @property
    def traces(self) -> int:
        """How often the function was traced so far, for all objects of the class."""
        return self.traced_function.traces


def function(
    func: Callable[..., Any] | None = None,
    *,
    without: Iterable[str] = (),
    name: str | None = None,
) -> Any:
    """Return ``func``, traced once per signature and replayed from then on; also a decorator.

    A signature is the structure of the arguments, the shapes and dtypes of tensors and arrays
    among them, and all other values as they are. At the first call with a signature the function
    runs once on tensors without values; its ops are written down, optimised and recorded. Every
    later call is one command to the GPU. Variables that the function reads and assigns stay
    current, random ops give new numbers each time; tensors from outside, and whatever Python
    computes, are taken as they were at the trace. Inside another traced function, or while a
    gradient is taken, the function runs as plain Python and becomes a part of that.

    Args:
        func: takes and returns tensors, alone or in lists, tuples and dicts, and plain values.
        without: passes to leave out: ``dead_code``, ``constant_folding``,
            ``common_subexpressions``, ``fusion``, or of fusion only ``prologues`` (what
            reductions compute as they read) or ``side_by_side`` (joining small draws that do not
            read from one another).
        name: for errors and ``explain``.

    Mirrors TensorFlow's ``tf.function``.

    Raises:
        TraceError: at the first call, if the function reads a tensor's values or makes a variable
            that it does not keep.

    >>> @tf.function
    ... def poly(x):
    ...     return 3.0 * x * x + 1.0
    >>> poly(tf.tensor([1.0, 2.0])).tolist(), poly(tf.tensor([3.0, 4.0])).tolist()
    ([4.0, 13.0], [28.0, 49.0])
    >>> poly.traces
    1
    """
    if func is None:
        return lambda fn: Function(fn, without, name)
    if not callable(func):
        raise TypeError(f"function(func): must be callable, got {type(func).__name__}")
    return Function(func, without, name)


_eagerly = False


def run_functions_eagerly(run_eagerly: bool = True) -> None:
    """Let every ``tf.function`` run as plain Python, to debug it, or end that.

    Mirrors TensorFlow's ``tf.config.run_functions_eagerly``.

    >>> tf.run_functions_eagerly(True)
    >>> tf.function(lambda x: x.item() + 1.0)(tf.scalar(1.0))
    2.0
    >>> tf.run_functions_eagerly(False)
    """
    global _eagerly
    _eagerly = run_eagerly
