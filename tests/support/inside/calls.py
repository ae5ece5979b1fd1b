"""The door: one call from the host comes in as JSON, and its answer goes out as JSON."""

from __future__ import annotations

import gc
import importlib
import inspect
from typing import Any

from texelflow.tensor import TensorLike

from . import leaks, wire
from .failures import explain


def prepare() -> None:
    """Start the device, so that its own proxies and textures are there before the first count."""
    import texelflow as tf

    leaks.trace()
    tf.set_random_seed(0)  # the generator has a texture of its own
    (tf.ones([3]) + 1.0).tolist()
    gc.collect()
    gc.freeze()  # collections, of which every count makes one, then cost little


async def answer(text: str) -> str:
    """Call ``inside.<module>.<function>(**arguments)``; errors go out as text."""
    request = wire.loads(text, lambda packed: packed)
    module, _, function = request["do"].rpartition(".")
    target = getattr(importlib.import_module(f"inside.{module}"), function)
    try:
        value = target(**request["arguments"])
        if inspect.isawaitable(value):
            value = await value
        return wire.dumps({"value": value}, _pack)
    except BaseException as error:
        return wire.dumps({"error": explain(error)}, _pack)


def _pack(item: Any) -> wire.Packed | None:
    if isinstance(item, wire.Packed):
        return item
    if isinstance(item, TensorLike):
        return wire.Packed(item.dtype, item.shape, bytes(item.to_memoryview()))
    return None
