"""Records what ran, for gradients. Knows no op's meaning; ``autograd`` walks what is kept here.

One list serves all gradients that are being taken: nested ones remember where they began. A value
is known by its serial number, since Python's ``id`` is used again. Only ops on a *tracked* value
are recorded, and an entry keeps of their inputs and outputs what its gradient rule asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """One op that ran."""

    name: str
    rule: Callable[..., Any] | None
    """Returns one gradient per input, given those of the outputs; None: there is no gradient."""
    inputs: tuple[int, ...]
    """Serials of the tensor inputs."""
    outputs: tuple[int, ...]
    saved: tuple[Any, ...]
    """Handles (or specs) of outputs and inputs, in the order that the rule takes them."""
    attributes: dict[str, Any]
    specs: tuple[Any, ...]
    """(shape, dtype) of each input, for un-broadcasting."""


entries: list[Entry] = []
tracked: set[int] = set()
depth = 0
"""How many gradients are being taken, one inside the other."""

paused = 0
"""Above zero nothing is recorded."""

watched: list[dict[int, Any]] = []
"""Per open gradient that watches variables: the variables read so far, by serial of their value."""


_suspended: list[tuple[Any, ...]] = []
"""The recordings that were paused when a gradient was begun, the innermost last."""


def begin() -> int:
    """Start taking a gradient; return where its entries begin.

    Where recording is paused it is for the recording outside: this one gets a tape of its own, and
    what it computes stays a constant to the outer one.
    """
    global entries, tracked, depth, paused, watched
    if paused:
        _suspended.append((entries, tracked, depth, paused, watched))
        entries, tracked, depth, paused, watched = [], set(), 0, 0, []
    depth += 1
    return len(entries)


def end(start: int) -> None:
    """Stop taking a gradient; the outermost one forgets everything."""
    global entries, tracked, depth, paused, watched
    depth -= 1
    if depth == 0:
        drop(0)
        tracked.clear()
        if _suspended:
            entries, tracked, depth, paused, watched = _suspended.pop()


def drop(start: int) -> None:
    """Forget the entries from ``start`` on, and let go of what they kept."""
    for entry in entries[start:]:
        for value in entry.saved:
            if hasattr(value, "free"):
                value.free()
    del entries[start:]


def recording() -> bool:
    """Whether ops should be recorded now."""
    return depth > 0 and paused == 0
