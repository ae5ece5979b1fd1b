"""What ran, how long it took, and on what: ``profile``, ``time``, ``device_info``."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

from . import engine as engines
from . import lifetime

__all__ = ["device_info", "profile", "time"]


def device_info() -> dict[str, Any]:
    """Return what computes, and what it can do; start it if need be.

    ``renderer``, ``version``, ``max_texture_size`` (texels), ``max_texture_units``,
    ``max_draw_buffers``, ``float32`` (whether float32 textures can be drawn to; if not, float16
    ones hold every float), ``float_bits`` (32 or 16) and ``parallel_compile``.

    >>> tf.device_info()["float_bits"]
    32
    """
    info = engines.current().device.limits()
    return {**info, "float_bits": 32 if info["float32"] else 16}


def profile(f: Callable[[], Any]) -> dict[str, Any]:
    """Run ``f()`` and return what it did.

    - ``result``: what f returned
    - ``new_tensors``, ``new_bytes``: how many more are alive after than before
    - ``peak_bytes``: the most bytes in live tensors meanwhile, beyond those before
    - ``draws``: how many draws it took
    - ``kernels``: per op, in order: name, input_shapes, output_shapes, draws, bytes_added,
      total_bytes
    - ``kernel_names``: the ops' names, each once

    Mirrors TensorFlow.js ``tf.profile``.

    >>> info = tf.profile(lambda: tf.ones([2, 2]) + 1.0)
    >>> info["kernel_names"]
    ['add', 'full']
    """
    engine = engines.current()
    before_tensors, before_bytes, before_draws = lifetime.live_tensors, engine.bytes, engine.draws
    outer, engine.profile = engine.profile, []
    try:
        result = f()
        launches = engine.profile
    finally:
        engine.profile = outer
    kernels = [
        {
            "name": name,
            "input_shapes": inputs,
            "output_shapes": outputs,
            "draws": draws,
            "bytes_added": added,
            "total_bytes": total,
        }
        for name, inputs, outputs, draws, added, total in launches
    ]
    return {
        "result": result,
        "new_tensors": lifetime.live_tensors - before_tensors,
        "new_bytes": engine.bytes - before_bytes,
        "peak_bytes": max((k["total_bytes"] for k in kernels), default=before_bytes) - before_bytes,
        "draws": engine.draws - before_draws,
        "kernels": kernels,
        "kernel_names": sorted({k["name"].lstrip("_") for k in kernels}),
    }


def time(f: Callable[[], Any]) -> dict[str, float]:
    """Run ``f()`` and return milliseconds: ``wall_ms`` until f returned, ``total_ms`` until the GPU
    had done its work too.

    Work that waited before is finished first and not counted. Mirrors TensorFlow.js ``tf.time``.

    >>> sorted(tf.time(lambda: tf.ones([2, 2])))
    ['total_ms', 'wall_ms']
    """
    engine = engines.current()
    engine.finish()
    start = perf_counter()
    f()
    returned = perf_counter()
    engine.finish()
    done = perf_counter()
    return {"wall_ms": (returned - start) * 1e3, "total_ms": (done - start) * 1e3}
