"""Draws with textures put in: command words that the device keeps and replays.

Arguments, cells and outputs are *slots*, bound before a replay where they differ from the last one.
All other textures are the recording's own. Replays come one after the other, so every recording
of an engine draws in the same ``Workspace``.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from typing import Any

from .. import lifetime
from ..device.protocol import BIND, FORGET, REPLAY, SWAP
from ..engine import Engine, Slot, Storage
from ..tensor import Tensor, new_serial
from .launches import Lowered


class Workspace:
    """Textures that recordings use between their inputs and outputs, per kind in order."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.users = 0
        self._held: dict[int, list[Storage]] = {}

    def texture(self, slot: Slot, number: int) -> Storage:
        """Return the ``number``-th texture of a slot's kind."""
        held = self._held.setdefault(id(slot.pool), [])
        while len(held) <= number:
            storage = self.engine.take(slot)
            self.engine.hide(storage)
            held.append(storage)
        return held[number]

    @property
    def nbytes(self) -> int:
        """Bytes of all of them."""
        return sum(s.slot.gpu_bytes for held in self._held.values() for s in held)

    def leave(self) -> None:
        """One recording less; with the last one the textures go back to the pool."""
        self.users -= 1
        if self.users == 0:
            for held in self._held.values():
                for storage in held:
                    self.engine.reveal(storage)
                    self.engine.release(storage)
            self._held.clear()


def workspace_of(engine: Engine) -> Workspace:
    """Return the engine's workspace."""
    if engine.workspace is None:
        engine.workspace = Workspace(engine)
    return engine.workspace


class _Layout:
    """Which texture every buffer has, and which words name it."""

    def __init__(self, lowered: Lowered, space: Workspace) -> None:
        self.engine = lowered.builder.engine
        self.space = space
        self.specs = lowered.builder.buffers
        self.words = array("i")
        self.slots: dict[int, list[int]] = {}
        """Per slotted buffer the words that name it."""
        self.fixed: dict[int, int] = {}
        self.nbytes = 0
        self._free: dict[int, list[int]] = {}
        self._used: dict[int, int] = {}
        self._numbers: dict[int, tuple[int, int]] = {}

    def place(self, buffer: int) -> None:
        """Give a buffer a texture of the workspace, unless it has one or is a slot."""
        if buffer in self.slots or buffer in self.fixed:
            return
        slot = self.engine.slot(*self.specs[buffer])
        kind = id(slot.pool)
        free = self._free.setdefault(kind, [])
        if free:
            number = free.pop()
        else:
            number = self._used.get(kind, 0)
            self._used[kind] = number + 1
            self.nbytes += slot.gpu_bytes
        self._numbers[buffer] = (kind, number)
        self.fixed[buffer] = self.space.texture(slot, number).texture

    def free(self, buffer: int) -> None:
        """Let other buffers have a buffer's texture from here on."""
        if buffer in self._numbers:
            kind, number = self._numbers.pop(buffer)
            self._free[kind].append(number)

    def name(self, buffer: int, word: int) -> None:
        """Put a buffer's texture into a word."""
        if buffer in self.slots:
            self.slots[buffer].append(word)
        else:
            self.words[word] = self.fixed[buffer]


class Recording:
    """One signature of a traced function, ready to be replayed."""

    def __init__(self, lowered: Lowered) -> None:
        self.id = -1  # not yet the device's
        engine = self.engine = lowered.builder.engine
        self.space = workspace_of(engine)
        self.space.users += 1
        self.cells = lowered.cells
        self.captured = lowered.captured
        self.outputs = [(b.index, b.spec) for b in lowered.outputs]
        self.inputs = lowered.builder.inputs
        layout = _Layout(lowered, self.space)
        made = dict.fromkeys(i for i, _ in self.outputs if i >= self.inputs)
        self.made = [(index, self._slot_of(lowered, index)) for index in made]
        held = len(lowered.arguments) + len(self.cells)
        for index in (*range(held), *made):
            layout.slots[index] = []
        for index, tensor in enumerate(self.captured, held):
            layout.fixed[index] = tensor.storage.texture
        self.draws = self._write(lowered, layout)
        self.builder = lowered.builder
        self.textures = len(set(layout.fixed.values())) - len(self.captured) + len(self.made)
        self.nbytes = layout.nbytes + sum(slot.gpu_bytes for _, slot in self.made)
        places = array("i")
        for words in layout.slots.values():
            places.extend([len(words), *words])
        self.words = len(layout.words)
        self._order = {index: slot for slot, index in enumerate(layout.slots)}
        self._bound = [0] * len(self._order)
        self.id = engine.device.record(layout.words, places)

    def _slot_of(self, lowered: Lowered, index: int) -> Slot:
        return self.engine.slot(*lowered.builder.buffers[index])

    def _write(self, lowered: Lowered, layout: _Layout) -> int:
        """Write the commands; return how many draws they are."""
        draws = [launch.ready(self.engine) for launch in lowered.builder.launches]
        last: dict[int, int] = {}
        for at, draw in enumerate(draws):
            last.update(dict.fromkeys(draw.buffers, at))
        kept = {after for _, after in lowered.updates}
        for at, draw in enumerate(draws):
            for buffer in draw.buffers:
                layout.place(buffer)
            start = len(layout.words)
            layout.words.extend(draw.head)
            for offset, buffer in enumerate(draw.buffers):
                layout.name(buffer, start + draw.first + offset)
            for buffer in dict.fromkeys(draw.buffers):
                if last[buffer] == at and buffer not in kept:
                    layout.free(buffer)
        self.swaps: dict[int, int] = {}
        for before, after in lowered.updates:
            layout.place(after)
            start = len(layout.words)
            layout.words.extend([SWAP | 3 << 8, 0, 0])
            layout.name(before, start + 1)
            layout.name(after, start + 2)
            self.swaps[before] = layout.fixed[after]
        return len(draws)

    # --- replay -----------------------------------------------------------------------------

    def _bind(self, index: int, texture: int) -> None:
        slot = self._order[index]
        if self._bound[slot] != texture:
            self._bound[slot] = texture
            self.engine.emit(BIND | 4 << 8, self.id, slot, texture)

    def replay(self, arguments: Sequence[Tensor]) -> list[Tensor]:
        """Run the commands on these arguments; update the cells, return the outputs."""
        engine = self.engine
        table: dict[int, Storage] = {}
        for index, x in enumerate(arguments):
            table[index] = x.storage
            self._bind(index, table[index].texture)
        shared = []
        for cell, index in self.cells:
            storage = cell._tensor._storage or cell._tensor.storage
            table[index] = storage
            self._bind(index, storage.texture)
            if index in self.swaps and not (
                storage.refs == 1 and sys.getrefcount(cell._tensor) <= 2
            ):
                shared.append((cell, index))
        for index, slot in self.made:
            table[index] = engine.take(slot)
            self._bind(index, table[index].texture)
        engine.emit(REPLAY | 2 << 8, self.id)
        engine.draws += self.draws
        for cell, index in shared:
            self._part(cell, table[index], self.swaps[index])
        for cell, index in self.cells:
            if index in self.swaps:
                cell._tensor.serial = new_serial()
        results = self._results(table)
        engine.flush()
        return results

    def rehearse(self, arguments: Sequence[Tensor]) -> None:
        """Run the commands, so that the device compiles what it puts off to a first draw; undo it.

        Blocks until that is done.
        """
        before = [(cell, cell._tensor._handle()) for cell, _ in self.cells]
        try:
            self.replay(arguments)
            self.engine.finish()
        finally:
            for cell, tensor in before:
                cell.replace(tensor)

    def _part(self, cell: Any, storage: Storage, other: int) -> None:
        """Give the new value a texture of its own, since somebody else still holds the old one."""
        engine = self.engine
        engine.emit(SWAP | 3 << 8, storage.texture, other)
        fresh = engine.take(storage.slot)
        engine.emit(SWAP | 3 << 8, other, fresh.texture)
        old = cell._tensor
        cell.replace(lifetime.unscoped(Tensor, fresh, old.shape, old.dtype))

    def _results(self, table: dict[int, Storage]) -> list[Tensor]:
        results = []
        handed: set[int] = set()
        first = len(self._order) - len(self.made)
        for index, spec in self.outputs:
            storage = (
                self.captured[index - first].storage
                if first <= index < self.inputs
                else table[index]
            )
            if index < self.inputs or index in handed:
                storage.refs += 1
            handed.add(index)
            results.append(Tensor(storage, spec.shape, spec.dtype))
        return results

    def free(self) -> None:
        """Forget the commands; the workspace goes with its last recording."""
        if self.id >= 0:
            self.engine.emit(FORGET | 2 << 8, self.id)
            self.id = -1
            self.captured = []
            self.space.leave()

    __del__ = free
