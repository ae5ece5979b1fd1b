"""Giving way to the page between two pieces of work."""

from __future__ import annotations

import asyncio

__all__ = ["next_frame"]

FRAME = 1 / 60
"""Seconds between two pictures of most screens."""


async def next_frame() -> None:
    """Return when the page has had time to draw: ``await tf.next_frame()``.

    Mirrors TensorFlow.js ``tf.nextFrame``.

    >>> import asyncio
    >>> asyncio.iscoroutinefunction(tf.next_frame)
    True
    """
    await asyncio.sleep(FRAME)
