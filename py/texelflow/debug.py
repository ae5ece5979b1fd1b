"""Looking closer, at the price of speed."""

from __future__ import annotations

from . import engine as engines

__all__ = ["enable_debug_mode"]


def enable_debug_mode(enabled: bool = True) -> None:
    """Run every draw at once and ask WebGL whether it went well, so that errors arise at their op.

    Slow: each question waits for the GPU. Mirrors TensorFlow.js ``tf.enableDebugMode``.

    >>> tf.enable_debug_mode()
    >>> tf.add([1.0], [2.0]).tolist()
    [3.0]
    >>> tf.enable_debug_mode(False)
    """
    engine = engines.current()
    engine.flush()
    engine.debug = enabled
    engine.device.debug(enabled)
