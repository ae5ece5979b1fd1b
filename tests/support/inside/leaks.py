"""What is held in the browser now, and where each tensor was made."""

from __future__ import annotations

import gc
import sys
from typing import Any

import texelflow as tf
from texelflow import engine as engines
from texelflow.tensor import Tensor

origins: dict[int, str] = {}
"""Where tensors were made, by serial number; since the last ``begin``."""

_LIBRARY = ("texelflow", "inside")


def _made_at() -> str:
    frame = sys._getframe(2)
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] in _LIBRARY:
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "inside the test suite"


def trace() -> None:
    """Note, from now on, the line that makes a tensor."""
    make = Tensor.__init__

    def __init__(self: Tensor, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        origins[self.serial] = _made_at()

    Tensor.__init__ = __init__  # type: ignore[method-assign]


def counts() -> dict[str, int]:
    """Return what is held: tensors, textures that are neither pooled nor constants, proxies."""
    import pyodide_js

    gc.collect()
    engine = engines.current()
    engine.flush()
    held = tf.memory()
    textures = engine.device.counters()["textures"]
    return {
        "tensors": held["num_tensors"],
        "storages": held["num_data_buffers"],
        "bytes": held["num_bytes"],
        "textures": textures - engine.pooled_textures - len(engine.constants),
        "JsProxies": pyodide_js._module._hiwire_num_refs(),
    }


def survivors(since: int) -> list[str]:
    """Return one line per live tensor whose serial number is at least ``since``."""
    lines = []
    for item in gc.get_objects():
        if isinstance(item, Tensor) and item._storage is not None and item.serial >= since:
            place = origins.get(item.serial, "an unknown line")
            lines.append(f"tensor {item.serial} {item.shape} {item.dtype}, made at {place}")
    return lines


def next_serial() -> int:
    """Return the serial number that the next tensor will get."""
    return sys.modules["texelflow.tensor"]._next_serial
