"""Indexing by an index that travels as JSON: slices and their kin as text, arrays as tensors."""

from __future__ import annotations

from typing import Any


def decoded(item: Any) -> Any:
    """Return an entry of an index: ``"1:3"`` is a slice, ``"None"`` is None, others themselves."""
    if not isinstance(item, str):
        return item
    if item in ("None", "..."):
        return None if item == "None" else ...
    ends = [int(part) if part else None for part in item.split(":")]
    return slice(*ends)


def index_of(items: list[Any]) -> Any:
    """Return an index; one entry stands alone, as in ``x[0]``."""
    found = tuple(decoded(item) for item in items)
    return found[0] if len(found) == 1 else found


def get(x: Any, index: list[Any]) -> Any:
    """Return ``x[index]``."""
    return x[index_of(index)]


def change(x: Any, values: Any, index: list[Any], how: str) -> Any:
    """Return ``x.at[index].how(values)``."""
    return getattr(x.at[index_of(index)], how)(values)
