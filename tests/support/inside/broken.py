"""Breaks ops on purpose, to see that the checks notice; ``restore`` mends everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import texelflow as tf
from texelflow import engine as engines
from texelflow.op import OPS

_undo: list[Callable[[], Any]] = []
_kept: list[Any] = []


def kernel(name: str, body: str) -> None:
    """From now on draw ``body`` in place of the kernel's own file."""
    engine = engines.current()
    program = engine.program

    def replaced(target: Any, given: str | None = None) -> int:
        return program(target, body if target.name == name and given is None else given)

    engine.program = replaced  # type: ignore[method-assign]
    engine.plans.clear()
    _undo.append(lambda: delattr(engine, "program"))
    _undo.append(engine.plans.clear)


def gradient(name: str, rule: str) -> None:
    """Give an op another gradient rule, written as a lambda of the same parameters."""
    op = OPS[name]
    proper = op.grad
    op.grad = eval(rule, {"tf": tf})
    _undo.append(lambda: setattr(op, "grad", proper))


def leak_tensor() -> None:
    """Keep a tensor."""
    _kept.append(tf.ones([3]))
    _undo.append(_kept.clear)


def leak_texture() -> None:
    """Keep a storage that no tensor holds, and that memory() does not tell of."""
    engine = engines.current()
    storage = engine.allocate((3,), "float32")
    engine.hide(storage)
    _undo.append(lambda: (engine.reveal(storage), engine.release(storage)))


def leak_proxy() -> None:
    """Keep a JavaScript object."""
    import js

    _kept.append(js.Object.new())
    _undo.append(_kept.clear)


def restore() -> None:
    """Undo everything."""
    while _undo:
        _undo.pop()()
