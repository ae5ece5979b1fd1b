"""An engine for the NumPy device, and both in use for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from texelflow import device as devices
from texelflow import engine as engines
from texelflow.engine import Engine, Slot, Storage

from .numpy_device import NumpyDevice


class StrictEngine(Engine):
    """Tells the device which shape a texture is for, so that lanes outside it can be poisoned."""

    def __init__(self, device: NumpyDevice) -> None:
        super().__init__(device)
        self._shapes: dict[int, tuple[Slot, tuple[int, ...]]] = {}

    def slot(self, shape: tuple[int, ...], dtype: str, layers: int = 0) -> Slot:
        found = super().slot(shape, dtype, layers)
        self._shapes[id(found)] = (found, shape)
        return found

    def take(self, slot: Slot) -> Storage:
        storage = super().take(slot)
        _, shape = self._shapes.get(id(slot), (slot, None))
        if shape is not None:  # a picture's texture has no tensor's layout
            self.device.expect(storage.texture, shape)  # type: ignore[attr-defined]
        return storage


@contextmanager
def numpy_device(strict: bool = True, **options: Any) -> Iterator[NumpyDevice]:
    """Make a new NumPy device, with an engine of its own, the current one for a while."""
    device = NumpyDevice(**options)
    previous, before = devices.use(device), engines._engine
    engines._engine = StrictEngine(device) if strict else Engine(device)
    try:
        yield device
    finally:
        devices.use(previous)
        engines._engine = before
