"""Unique layer names, as Keras gives them: ``dense``, ``dense_1``, …"""

from __future__ import annotations

from ..registry import snake_case

_counts: dict[str, int] = {}


def unique_name(class_name: str) -> str:
    """Return the next free name for a layer of this class."""
    stem = snake_case(class_name).lstrip("_")
    count = _counts.get(stem, 0)
    _counts[stem] = count + 1
    return f"{stem}_{count}" if count else stem


def clear_session() -> None:
    """Let automatic layer names start again at ``dense``. Mirrors ``keras.utils.clear_session``.

    >>> tf.clear_session()
    >>> tf.layers.Dense(1).name, tf.layers.Dense(1).name
    ('dense', 'dense_1')
    """
    _counts.clear()
