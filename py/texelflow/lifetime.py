"""Who owns what, and until when: the scopes behind ``tidy``, and what ``memory`` counts.

A scope holds weak references, so that Python's own reference counting still frees an intermediate
the moment its last name is gone; what is left when the scope ends is disposed.
"""

from __future__ import annotations

import functools
import inspect
import weakref
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from . import engine as engines

__all__ = ["dispose", "keep", "memory", "tidy"]

R = TypeVar("R")

live_tensors = 0
"""Tensor handles that are not disposed; kept by ``Tensor``."""

scopes: list[list[weakref.ref[Any]]] = []
"""The tidy scopes that are open, the innermost last; ``Tensor`` enters itself in the last."""


def unscoped(make: Callable[..., R], *args: Any) -> R:
    """Return ``make(*args)``; tensors that it makes are in no scope."""
    global scopes
    outer, scopes = scopes, []
    try:
        return make(*args)
    finally:
        scopes = outer


def leaves(value: Any) -> list[Any]:
    """Return the tensors in a value: itself, or those in its lists, tuples, sets and dicts."""
    if hasattr(value, "_storage"):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, (list, tuple, set, frozenset)):
        return []
    return [leaf for item in value for leaf in leaves(item)]


class Scope:
    """An open end of ``tidy``: a context manager, and a decorator."""

    def __enter__(self) -> Scope:
        scopes.append([])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _close(())

    def __call__(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        _refuse_coroutine(fn)

        @functools.wraps(fn)
        def tidied(*args: Any, **kwargs: Any) -> Any:
            return _run(lambda: fn(*args, **kwargs))

        return tidied


def _refuse_coroutine(fn: Callable[..., Any]) -> None:
    if not callable(fn):
        raise TypeError(f"tidy: needs a function, got {type(fn).__name__}")
    if inspect.iscoroutinefunction(fn):
        raise TypeError(
            f"tidy({getattr(fn, '__name__', 'f')}): a coroutine pauses with its scope open, so "
            "tensors made elsewhere meanwhile would be disposed too; use `with tf.tidy():` around "
            "the parts between two awaits"
        )


def _close(result: Any) -> None:
    """Close the innermost scope; what is in ``result`` moves to the scope outside."""
    kept = {id(leaf) for leaf in leaves(result)}
    for ref in scopes.pop():
        tensor = ref()
        if tensor is None or tensor._storage is None or tensor._kept:
            continue
        if id(tensor) not in kept:
            tensor.dispose()
        elif scopes:
            scopes[-1].append(ref)


def _run(fn: Callable[[], Any]) -> Any:
    scopes.append([])
    result = ()
    try:
        result = fn()
        if inspect.isawaitable(result):
            awaitable, result = result, ()
            getattr(awaitable, "close", lambda: None)()
            raise TypeError(
                "tidy: the function returned an awaitable, and its tensors would be disposed "
                "before it runs; use `with tf.tidy():` around the parts between two awaits"
            )
        return result
    finally:
        _close(result)


def _takes_arguments(fn: Callable[..., Any]) -> bool:
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return False
    named = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return any(p.default is p.empty and p.kind in named for p in parameters)


def tidy(fn: Any = None, then: Callable[[], Any] | None = None) -> Any:
    """Dispose, at the end, of every tensor made inside and neither returned nor kept.

    - ``tidy(f)`` or ``tidy("name", f)`` calls ``f()`` and returns its result; tensors in it
      survive, also inside lists, tuples and dicts.
    - ``@tidy()`` does the same at every call of a function; so does plain ``@tidy`` where the
      function takes arguments.
    - ``with tidy():`` disposes of everything made in the block but what ``keep`` was told.

    Scopes nest: what survives an inner one belongs to the outer one. Variables always survive, and
    so do tensors made before. Mirrors TensorFlow.js ``tf.tidy``.

    Raises:
        TypeError: if the function is a coroutine or returns an awaitable.

    >>> tf.tidy(lambda: (tf.scalar(2.0) + 1.0) * 3.0).item()
    9.0
    """
    if isinstance(fn, str):
        fn = then
    if fn is None:
        return Scope()
    _refuse_coroutine(fn)
    return Scope()(fn) if _takes_arguments(fn) else _run(fn)


def keep(tensor: Any) -> Any:
    """Let ``tensor`` survive the ``tidy`` scopes that are open now; return it.

    Mirrors TensorFlow.js ``tf.keep``. Kept tensors end by ``dispose()``, or with their last name.

    >>> with tf.tidy():
    ...     y = tf.keep(tf.ones([2]))
    >>> y.tolist()
    [1.0, 1.0]
    """
    for leaf in leaves(tensor):
        leaf._kept = True
    return tensor


def dispose(container: Any) -> None:
    """Dispose of a tensor or variable, or of all in nested lists, tuples, sets and dicts.

    Mirrors TensorFlow.js ``tf.dispose``. Disposing twice does nothing.

    >>> x = tf.ones([2])
    >>> tf.dispose({"x": x})
    >>> x.is_disposed
    True
    """
    for leaf in leaves(container):
        leaf.dispose()


def memory() -> dict[str, int]:
    """Return what is held now.

    - ``num_tensors``: tensor handles, variables included
    - ``num_data_buffers``: values in textures; several handles (views) may share one
    - ``num_bytes``: the sizes of those values on the host
    - ``num_bytes_in_gpu``: bytes of all textures, free ones included
    - ``num_bytes_pooled``: bytes of free textures that wait to be used again
    - ``num_programs``: compiled shaders

    Mirrors TensorFlow.js ``tf.memory``. Python frees a tensor with its last name, so fewer are
    alive than there.

    >>> before = tf.memory()["num_tensors"]
    >>> x = tf.ones([2, 2])
    >>> tf.memory()["num_tensors"] - before
    1
    """
    engine = engines.current()
    return {
        "num_tensors": live_tensors,
        "num_data_buffers": engine.storages,
        "num_bytes": engine.bytes,
        "num_bytes_in_gpu": engine.gpu_bytes,
        "num_bytes_pooled": engine.pooled_bytes,
        "num_programs": engine.programs,
    }
