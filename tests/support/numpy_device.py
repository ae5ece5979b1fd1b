"""A device in NumPy behind the verbs of ``texelflow.device.protocol``: runs kernels by imitation.

It is stricter than WebGL: what WebGL leaves unspecified is poison here (see ``numpy_textures``),
and what WebGL would silently get wrong raises. Floats are float64 by default, so that finite
differences are exact; ``peek`` and ``poke`` go past the float32 of the host side.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np

from texelflow.device.protocol import (
    BIND,
    CREATE,
    DRAW,
    FIRST_WORD,
    FORGET,
    FREE,
    REPLAY,
    SWAP,
    UPLOAD,
)
from texelflow.dtypes import RGBA8I
from texelflow.errors import ContextLost
from texelflow.glsl import Kernel, Source
from texelflow.layout import layout_of

from .numpy_drawing import Drawing
from .numpy_kernels import imitation_of
from .numpy_pictures import Pictures
from .numpy_textures import FLOATS, INT_POISON, Poison, Texture

LIMITS = {
    "renderer": "NumPy",
    "version": "imitation of WebGL 2.0",
    "max_texture_size": 4096,
    "max_texture_units": 16,
    "max_draw_buffers": 8,
    "max_fragment_uniform_vectors": 224,
    "float32": True,
    "float16": True,
    "parallel_compile": False,
    "generated_shaders": False,  # an imitation is of a file
}


class DeviceMisuse(AssertionError):
    """A command that WebGL would refuse, ignore or leave undefined."""


class NumpyDevice(Pictures):
    """See ``texelflow.device.protocol.Device``."""

    def __init__(self, real: type = np.float64, words: int = 1 << 14, **limits: Any) -> None:
        self.real = real
        self.words = memoryview(array("i", bytes(4 * words)))
        self.words[0] = FIRST_WORD
        self.poison = Poison()
        self.textures: dict[int, Texture] = {}
        self.programs: list[tuple[Kernel, Source, Callable[[Drawing], Any]]] = []
        self.log: list[tuple[Any, ...]] = []
        """What ran: (verb or opcode's name, its main numbers…), for tests to look at."""
        self.recordings: dict[int, tuple[array[int], list[list[int]]]] = {}
        self.replaying = False
        self.scheduled = 0
        self.lost = False
        self._waiting = False
        self._shapes: list[tuple[int, int, tuple[int, ...]]] = []
        self._losses: list[Callable[[], None]] = []
        self._limits = LIMITS | limits
        self._counts = dict.fromkeys(("draws", "uploads", "reads", "executes"), 0)

    # --- the verbs ----------------------------------------------------------------------------

    def limits(self) -> dict[str, Any]:
        return dict(self._limits)

    def compile(self, kernel: Kernel, source: Source) -> int:
        self._alive()
        if kernel.words > 4 * self._limits["max_fragment_uniform_vectors"]:
            raise DeviceMisuse(f"{kernel.label}: {kernel.words} words of parameters are too many")
        self.programs.append((kernel, source, imitation_of(kernel)))
        self.log.append(("compile", kernel.label))
        return len(self.programs) - 1

    def execute(self) -> None:
        words = self.words
        end, words[0] = words[0], FIRST_WORD
        shapes, self._shapes = self._shapes, []
        self._counts["executes"] += 1
        self._alive()
        at = FIRST_WORD
        while at < end:
            self._assume(shapes, at)
            length = words[at] >> 8
            if length < 1 or at + length > end:
                raise DeviceMisuse(
                    f"word {at}: a command of {length} words; the block ends at {end}"
                )
            self._step(words[at] & 255, words[at + 1 : at + length])
            at += length
        self._assume(shapes, end)

    def record(self, words: Any, slots: Any) -> int:
        places, at = [], 0
        while at < len(slots):
            places.append(list(slots[at + 1 : at + 1 + slots[at]]))
            at += 1 + slots[at]
        number = len(self.programs) + len(self.recordings) + 1000
        self.recordings[number] = (array("i", words), places)
        return number

    def _replay(self, number: int) -> None:
        words = memoryview(self.recordings[number][0])
        at = 0
        self.replaying = True
        try:
            while at < len(words):
                length, opcode = words[at] >> 8, words[at] & 255
                if opcode not in (DRAW, SWAP) or length < 1 or at + length > len(words):
                    raise DeviceMisuse(f"recording {number}, word {at}: no DRAW or SWAP")
                self._step(opcode, words[at + 1 : at + length])
                at += length
        finally:
            self.replaying = False

    def schedule(self) -> None:
        self.scheduled += 1
        self._waiting = True

    def upload(
        self, texture: int, place: tuple[int, int, int], data: Any, rows: tuple[int, int, int]
    ) -> None:
        self._alive()
        self._assume(self._shapes, len(self.words))
        target = self._placed(texture, place)
        count, length, stride = rows
        flat = np.frombuffer(memoryview(data).cast("B"), memoryview(data).format)
        if flat.size != count * length:
            raise DeviceMisuse(f"upload: {flat.size} elements for {count} rows of {length}")
        values = np.zeros(4 * place[0] * place[1], target.data.dtype)
        at = np.arange(count)[:, None] * stride + np.arange(length)[None, :]
        values[at.reshape(-1)] = flat
        self._write(target, values, "upload")
        self.log.append(("upload", texture))
        self._counts["uploads"] += 1

    def read(
        self, texture: int, place: tuple[int, int, int], rows: tuple[int, int, int]
    ) -> memoryview:
        self._alive()
        self._assume(self._shapes, len(self.words))
        values = self._placed(texture, place).rows(*rows)
        self.poison.check(values, f"read of texture {texture}")
        self.log.append(("read", texture))
        self._counts["reads"] += 1
        return memoryview(
            np.ascontiguousarray(values, np.float32 if values.dtype.kind == "f" else "i")
        )

    def read_later(
        self, texture: int, place: tuple[int, int, int], rows: tuple[int, int, int]
    ) -> Awaitable[memoryview]:
        result = self.read(texture, place, rows)

        async def settle() -> memoryview:
            await asyncio.sleep(0)
            self._alive()
            return result

        return settle()

    def finish(self) -> None:
        self._alive()

    def counters(self) -> dict[str, int]:
        return {
            "textures": len(self.textures),
            "bytes": sum(t.nbytes for t in self.textures.values()),
            "programs": len(self.programs),
            **self._counts,
        }

    def on_loss(self, callback: Callable[[], None]) -> None:
        self._losses.append(callback)

    def debug(self, enabled: bool) -> None:
        del enabled  # every command is checked anyway

    # --- for tests ----------------------------------------------------------------------------

    def turn(self) -> None:
        """Return to the event loop: what was scheduled runs."""
        waiting, self._waiting = self._waiting, False
        if waiting and self.words[0] > FIRST_WORD:
            self.execute()

    def lose(self) -> None:
        """Lose the context, and every texture and program with it."""
        self.lost = True
        self.textures.clear()
        losses, self._losses = self._losses, []
        for callback in losses:
            callback()

    def _flush(self) -> None:
        if self.words[0] > FIRST_WORD:
            self.execute()
        self._assume(self._shapes, len(self.words))

    def peek(self, tensor: Any) -> np.ndarray:
        """Return a tensor's elements as the device has them: in float64."""
        value = tensor._value()
        self._flush()
        layout = layout_of(value.shape)
        texture = self._texture(value.storage.texture)
        values = texture.rows(layout.rows, layout.cols, layout.stride)
        self.poison.check(values, f"peek at texture {texture.id}")
        return values.reshape(value.shape)

    def poke(self, tensor: Any, values: Any) -> None:
        """Overwrite a tensor's elements, without rounding to float32."""
        value = tensor._value()
        self._flush()
        layout = layout_of(value.shape)
        at = np.arange(layout.rows)[:, None] * layout.stride + np.arange(layout.cols)[None, :]
        self._texture(value.storage.texture).data[at.reshape(-1)] = np.ravel(values)

    def expect(self, texture: int, shape: tuple[int, ...]) -> None:
        """Take ``texture``, from this point of the commands on, to be for a value of ``shape``."""
        self._shapes.append((self.words[0], texture, shape))

    # --- commands -----------------------------------------------------------------------------

    def _alive(self) -> None:
        if self.lost:
            raise ContextLost("the NumPy device was lost, because a test said so")

    def _assume(self, shapes: list[tuple[int, int, tuple[int, ...]]], at: int) -> None:
        """Apply those expectations that were made before the command at word ``at``."""
        while shapes and shapes[0][0] <= at:
            _, id, shape = shapes.pop(0)
            if id in self.textures:
                self.textures[id].expect(shape)

    def _texture(self, id: int) -> Texture:
        if id not in self.textures:
            raise DeviceMisuse(f"texture {id} does not exist")
        return self.textures[id]

    def _placed(self, id: int, place: tuple[int, int, int]) -> Texture:
        texture = self._texture(id)
        width, height, format = place
        if width != texture.width or height > texture.height or format != texture.format:
            raise DeviceMisuse(
                f"texture {id} is {texture.width} x {texture.height} of format {texture.format}, "
                f"not {width} x {height} of format {format}"
            )
        return texture

    def _step(self, opcode: int, body: memoryview) -> None:
        if opcode == DRAW:
            self._draw(body)
        elif opcode == CREATE:
            self._create(*body)
        elif opcode == FREE:
            del self.textures[self._texture(body[0]).id]
            self.log.append(("free", body[0]))
        elif opcode == UPLOAD:
            target = self._placed(body[0], (body[1], body[2], body[3]))
            raw = np.frombuffer(body[4:].tobytes(), "f4" if body[3] in FLOATS else "i4")
            if raw.size != 4 * body[1] * body[2]:
                raise DeviceMisuse(f"UPLOAD of {raw.size} words for {body[1]} x {body[2]} texels")
            self._write(target, raw, "UPLOAD")
            self.log.append(("upload", body[0]))
            self._counts["uploads"] += 1
        elif opcode == SWAP:
            a, b = self._texture(body[0]), self._texture(body[1])
            self.textures[body[0]], self.textures[body[1]] = b, a
            a.id, b.id = b.id, a.id
            self.log.append(("swap", body[0], body[1]))
        elif opcode == BIND:
            recorded, places = self.recordings[body[0]]
            for place in places[body[1]]:
                recorded[place] = body[2]
        elif opcode == REPLAY:
            self._replay(body[0])
        elif opcode == FORGET:
            del self.recordings[body[0]]
        else:
            raise DeviceMisuse(f"{opcode} is no opcode")

    def _create(self, id: int, width: int, height: int, format: int) -> None:
        if id in self.textures:
            raise DeviceMisuse(f"texture {id} is created, but exists already")
        if not 0 < width <= self._limits["max_texture_size"] >= height > 0:
            raise DeviceMisuse(f"texture {id} of {width} x {height} is beyond the limits")
        self.textures[id] = Texture(id, width, height, format, self.real, self.poison)
        self.log.append(("create", id, width, height, format))

    def _write(self, target: Texture, values: np.ndarray, by: str) -> None:
        if target.format not in FLOATS and values.dtype.kind == "f":
            values = np.where(np.isnan(values), INT_POISON, values)  # int(NaN) is unspecified
        if target.format == RGBA8I:
            values = np.where(values == INT_POISON, INT_POISON, values.astype(np.int8))
        target.write(values, by)

    def _draw(self, body: memoryview) -> None:
        program, width, height, counts = body[:4]
        if not 0 <= program < len(self.programs):
            raise DeviceMisuse(f"program {program} does not exist")
        kernel, _, imitation = self.programs[program]
        outputs, inputs = counts & 255, counts >> 8
        if (outputs, inputs) != (len(kernel.outputs), len(kernel.inputs)):
            raise DeviceMisuse(
                f"{kernel.label}: {outputs} outputs and {inputs} inputs are too many"
            )
        ids = list(body[4 : 4 + outputs + inputs])
        if set(ids[:outputs]) & set(ids[outputs:]) or len(set(ids[:outputs])) < outputs:
            raise DeviceMisuse(f"{kernel.label}: textures {ids} are read and written in one draw")
        drawing = Drawing(
            kernel,
            [self._texture(id) for id in ids[:outputs]],
            [self._texture(id) for id in ids[outputs:]],
            body[4 + outputs + inputs :],
            (width, height),
        )
        with np.errstate(all="ignore"):
            made = imitation(drawing)
        results = made if isinstance(made, (tuple, list)) else [made]
        for texture, values in zip(drawing.targets, results, strict=True):
            if self.replaying:  # textures of a recording serve several shapes
                texture.shape = None
            self._write(texture, np.broadcast_to(values, drawing.elements.shape), kernel.label)
        self.log.append(("draw", kernel.label, *ids))
        self._counts["draws"] += 1
