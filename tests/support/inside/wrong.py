"""Makes wrong calls, and tells what came of each."""

from __future__ import annotations

import gc
import re
from typing import Any

import texelflow as tf


def scope() -> dict[str, Any]:
    """Return the names that the calls may use."""
    gone = tf.ones([2])
    gone.dispose()
    return {
        "tf": tf,
        "x": tf.ones([2, 3]),
        "v": tf.ones([2]),
        "s": tf.scalar(1.0),
        "i": tf.tensor([0, 1]),
        "m": tf.ones([1, 5, 5, 1]),
        "w": tf.ones([3, 3, 1, 4]),
        "gone": gone,
        "NAN": float("nan"),
    }


def call_all(calls: list[str]) -> list[list[Any]]:
    """Return for each call [the error's type, its message, what is wrong with the engine after]."""
    names = scope()
    told = []
    for call in calls:
        before = tf.memory()["num_tensors"]
        try:
            eval(call, dict(names))
            found = ["no error", ""]
        except Exception as error:
            # A disposed tensor's number and line depend on what ran before.
            text = re.sub(r"tensor \d+ of", "tensor N of", str(error))
            found = [type(error).__name__, re.sub(r"at [^;]*:\d+;", "at LINE;", text)]
        if tf.memory()["num_tensors"] != before:
            gc.collect()  # what an error's traceback held goes with it
        left = tf.memory()["num_tensors"] - before
        sound = tf.sum(tf.ones([3]) * 2.0).item() == 6.0
        told.append(
            [*found, f"{left} tensors left" if left > 0 else "" if sound else "engine broken"]
        )
    return told
