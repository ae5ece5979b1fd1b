"""Pictures for the NumPy device, and canvases: dicts with ``data``, ``width`` and ``height``."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np

from .numpy_textures import Texture


class Pictures:
    """The verbs for pictures; see ``texelflow.device.protocol.Device``."""

    log: list[tuple[Any, ...]]

    def _alive(self) -> None:
        raise AssertionError("abstract")

    def _placed(self, id: int, place: tuple[int, int, int]) -> Texture:
        raise AssertionError("abstract")

    def measure_pixels(self, source: Any) -> tuple[int, int]:
        if not isinstance(source, dict):
            return -1, -1
        return source["width"], source["height"]

    def upload_pixels(self, texture: int, place: tuple[int, int, int], source: Any) -> None:
        self._alive()
        target = self._placed(texture, place)
        values = np.frombuffer(bytes(source["data"]), np.uint8) / 255
        assert values.size == target.data.size, "a picture of another size"
        target.write(values, "upload_pixels")
        self.log.append(("upload_pixels", texture))

    async def decode_pixels(self, source: Any) -> Any:
        await asyncio.sleep(0)
        if isinstance(source, dict):
            return source
        raise ValueError("the NumPy device decodes nothing")

    def present(self, texture: int, place: tuple[int, int, int], canvas: Any) -> None:
        self._alive()
        data = np.rint(self._placed(texture, place).data * 255).astype(np.uint8)
        canvas.update(data=data.tobytes(), width=place[0], height=place[1])
        self.log.append(("present", texture))
