"""The table of imitations, which the families fill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

IMITATIONS: dict[str, Callable[..., Any]] = {}


def imitates(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a function as the imitation of the kernels of these names."""

    def enter(fn: Callable[..., Any]) -> Callable[..., Any]:
        for name in names:
            assert name not in IMITATIONS, f"{name} is imitated twice"
            IMITATIONS[name] = fn
        return fn

    return enter
