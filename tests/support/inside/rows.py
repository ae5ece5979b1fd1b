"""Carries out the calls that a row asks for; judges nothing."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import texelflow as tf
from texelflow import engine as engines
from texelflow.layout import layout_of
from texelflow.op import OPS
from texelflow.tensor import Tensor, TensorLike

from .failures import explain
from .wire import Packed

POISON = {"float32": float("nan"), "int32": 0x7FFFFFF1, "bool": 1}
"""What the lanes beyond the ends of rows hold, so that a kernel that lets them in is found out."""


def poisoned(packed: Packed) -> Tensor:
    """Return a tensor of these values whose padding is ``POISON``."""
    from array import array

    if packed.dtype == "complex64":
        pairs = packed.values()
        parts = [Packed("float32", packed.shape, pairs[i::2].tobytes()) for i in (0, 1)]
        return tf.complex(*map(poisoned, parts))
    engine = engines.current()
    storage = engine.allocate(packed.shape, packed.dtype)
    layout = layout_of(packed.shape)
    values = packed.values()
    size = 4 * layout.width * layout.height
    block = array(values.typecode, [POISON[packed.dtype]]) * size
    for row in range(layout.rows):
        start = row * layout.stride
        block[start : start + layout.cols] = values[row * layout.cols : (row + 1) * layout.cols]
    engine.flush()
    place = (layout.width, layout.height, storage.slot.format)
    engine.device.upload(storage.texture, place, block, (1, size, size))
    return Tensor(storage, packed.shape, packed.dtype)


def function(target: str) -> Callable[..., Any]:
    """Return the function that ``module:name`` names, or ``op:name``, in whatever module it is."""
    module, _, name = target.partition(":")
    if module == "op":
        module = OPS[name].fn.__module__
    return getattr(importlib.import_module(module), name)


def _tensors(value: Any, made: list[Tensor]) -> Any:
    if isinstance(value, Packed):
        made.append(poisoned(value))
        return made[-1]
    if isinstance(value, dict):
        return {name: _tensors(item, made) for name, item in value.items()}
    return [_tensors(item, made) for item in value] if isinstance(value, list) else value


def _host(value: Any) -> Any:
    if isinstance(value, TensorLike):
        return Packed(value.dtype, value.shape, bytes(value.to_memoryview()))
    if isinstance(value, (list, tuple)):
        return [_host(item) for item in value]
    return value


def _guarded(work: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"value": work()}
    except Exception as error:
        return {"error": explain(error)}


def call_all(target: str, samples: list[Any]) -> Any:
    """Return, for every ``[args, attrs]``, what the call gave or how it failed."""
    fn = function(target)
    if inspect.iscoroutinefunction(fn):
        return _awaited_all(fn, samples)

    def one(args: list[Any], attrs: dict[str, Any]) -> Any:
        return _host(fn(*_tensors(args, []), **_tensors(attrs, [])))

    return [_guarded(lambda a=args, k=attrs: one(a, k)) for args, attrs in samples]


async def _awaited_all(fn: Any, samples: list[Any]) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for args, attrs in samples:
        try:
            value = _host(await fn(*_tensors(args, []), **_tensors(attrs, [])))
            replies.append({"value": value})
        except Exception as error:
            replies.append({"error": explain(error)})
    return replies


def _differentiable(fn: Any, args: list[Any], attrs: dict[str, Any], wrt: list[int]) -> Any:
    """Return (f of the tensors in ``wrt`` alone, those tensors)."""
    made: list[Tensor] = []
    args, attrs = _tensors(args, made), _tensors(attrs, [])

    def f(*xs: Tensor) -> Any:
        swap = {made[index].serial: x for index, x in zip(wrt, xs, strict=True)}

        def put(item: Any) -> Any:
            if isinstance(item, list):
                return [put(part) for part in item]
            return swap.get(item.serial, item) if isinstance(item, Tensor) else item

        return fn(*[put(arg) for arg in args], **attrs)

    return f, [made[index] for index in wrt]


def _weighted(y: Any, weights: list[Tensor]) -> Tensor:
    """Return Σ y·w over one result or several."""
    results = [y] if isinstance(y, TensorLike) else list(y)
    total = None
    for part, weight in zip(results, weights, strict=True):
        if part.dtype in ("float32", "complex64"):
            term = tf.real(tf.sum(tf.mul(part, tf.conj(weight))))
            total = term if total is None else tf.add(total, term)
    return total  # type: ignore[return-value]


def gradients(target: str, samples: list[Any]) -> list[dict[str, Any]]:
    """Return, for every ``[args, attrs, wrt, dys]``, the gradients of Σ f·dy by the ``wrt``."""
    fn = function(target)

    def one(args: list[Any], attrs: Any, wrt: list[int], dys: list[Any]) -> Any:
        f, xs = _differentiable(fn, args, attrs, wrt)
        weights = _tensors(dys, [])
        return _host(tf.grads(lambda *x: _weighted(f(*x), weights))(*xs))

    return [_guarded(lambda s=sample: one(*s)) for sample in samples]


def second_gradients(target: str, samples: list[Any]) -> list[dict[str, Any]]:
    """Return, for ``[args, attrs, wrt, dys, vs]``, the gradients of Σ v·∇(Σ f·dy) by x and dy.

    That is the Hessian along v, and (by dy) the derivative of f along v.
    """
    fn = function(target)

    def one(args: list[Any], attrs: Any, wrt: list[int], dys: list[Any], vs: list[Any]) -> Any:
        f, xs = _differentiable(fn, args, attrs, wrt)
        weights, directions = _tensors(dys, []), _tensors(vs, [])

        def along(*both: Tensor) -> Tensor:
            inner, ws = both[: len(xs)], both[len(xs) :]
            found = tf.grads(lambda *x: _weighted(f(*x), list(ws)))(*inner)
            return _weighted(found, directions)

        return _host(tf.grads(along)(*xs, *weights))

    return [_guarded(lambda s=sample: one(*s)) for sample in samples]


def _continued(y: Any) -> Any:
    """Return results as they are, and after some arithmetic that can be fused with theirs."""
    if isinstance(y, (list, tuple)):
        return [_continued(part) for part in y]
    if y.dtype == "float32":
        return y, tf.relu(y * 2.0 - 1.0)
    if y.dtype == "complex64":
        return y, tf.abs(y * 2.0 - 1.0)
    return y, tf.add(tf.cast(y, "int32"), 1)


def traced_all(target: str, samples: list[Any]) -> list[dict[str, Any]]:
    """Return, for every ``[args, attrs]``, what the call gives eagerly and what replays give.

    Replays read texels in the other way of the two that there are: by ``texelFetch``, as on a GPU,
    where tests run on a software renderer.
    """
    fn = function(target)
    engine = engines.current()

    def one(args: list[Any], attrs: dict[str, Any]) -> Any:
        made: list[Tensor] = []
        args, attrs = _tensors(args, made), _tensors(attrs, made)

        def run(*args: Any, **attrs: Any) -> Any:
            return _continued(fn(*args, **attrs))

        traced = tf.function(run)
        eager = _host(run(*args, **attrs))
        engine.sampled = not engine.sampled
        try:
            return [eager, _host(traced(*args, **attrs)), _host(traced(*args, **attrs))]
        finally:
            engine.sampled = not engine.sampled

    return [_guarded(lambda a=args, k=attrs: one(a, k)) for args, attrs in samples]
