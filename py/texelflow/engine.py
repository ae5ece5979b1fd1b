"""Runs kernels: textures and their pool, programs and their cache, launches into the command words.

Knows shapes, dtypes and layouts, and who still needs a texture; not tensors, not gradients. One
``Storage`` is one texture with a count of the handles that mirror it: when the last is gone the
texture goes back to the pool, at once and in the order of the commands.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from . import device as devices
from .device.protocol import CREATE, DRAW, FIRST_WORD, FREE, UPLOAD, Device
from .dtypes import ARRAY_CODE, ITEM_BYTES, RGBA8, RGBA8I, RGBA16F, RGBA32F, RGBA32I, texel_bytes
from .errors import ShapeError
from .glsl import Kernel, assemble
from .layout import Layout, layout_of

FLUSH_WORDS = 4096
"""Commands are sent to the device when this many words are waiting, so that it need not idle."""

INLINE_TEXELS = 64
"""Uploads up to this size travel inside the command words, which saves a call."""

POOL_BYTES = 256 << 20
"""How many bytes of free textures are kept for re-use, by default."""

SOFTWARE = ("swiftshader", "llvmpipe", "softpipe")
"""Renderers without a GPU, by a part of their names."""

MAX_SLOTS = 8192
"""How many shapes are remembered; beyond that all are worked out anew."""


class Slot(NamedTuple):
    """What every texture for one shape and dtype is like."""

    width: int
    height: int
    format: int
    nbytes: int
    """Bytes of the elements on the host."""
    gpu_bytes: int
    pool: list[tuple[int, int]]
    """Free textures of this size and format as (texture, when it became free), oldest first."""


class Storage:
    """A texture that holds one value; freed to the pool when ``refs`` falls to zero."""

    __slots__ = ("engine", "refs", "slot", "texture")

    def __init__(self, engine: Engine, texture: int, slot: Slot) -> None:
        self.engine = engine
        self.texture = texture
        self.slot = slot
        self.refs = 1


def _height_class(height: int) -> int:
    """Round a height up so that textures of nearly one size can replace one another (≤ 12.5 %)."""
    if height <= 8:
        return height
    step = 1 << (height.bit_length() - 4)
    return -(-height // step) * step


class Engine:
    """Everything that is allocated on one device."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.words = device.words
        limits = device.limits()
        self.max_side: int = limits["max_texture_size"]
        self.max_targets: int = limits["max_draw_buffers"]
        self.max_inputs: int = limits["max_texture_units"]
        renderer = limits.get("renderer", "").lower()
        self.sampled = any(name in renderer for name in SOFTWARE)
        """How kernels read texels: see ``glsl.address_params``."""
        self.generated_shaders: bool = limits.get("generated_shaders", True)
        float_format = RGBA32F if limits["float32"] else RGBA16F
        self.formats = {"float32": float_format, "int32": RGBA32I, "bool": RGBA8I}
        self._capacity = len(self.words)
        self._next_texture = 1
        self._free_ids: list[int] = []
        self._slots: dict[tuple[tuple[int, ...], str, int], Slot] = {}
        self._pools: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
        self.pool_cap = POOL_BYTES
        self._programs: dict[tuple[Any, ...], int] = {}
        self.plans: dict[tuple[Any, ...], Any] = {}
        self.constants: dict[tuple[str, Any], Any] = {}
        self.storages = 0
        self.bytes = 0
        self.gpu_bytes = 0
        self.pooled_bytes = 0
        self.draws = 0
        self.debug = False
        """Whether every draw is run at once."""
        self.workspace: Any = None
        """Textures of recordings; ``tracing.recording`` makes it."""
        self.profile: Any = None
        """Where to note each launch while ``tf.profile`` runs."""
        self.waiting: list[tuple[int, Any, Sequence[int]]] = []
        """The draws among the waiting commands: (position, how it was planned, textures)."""
        self.before_flush: Callable[[], None] | None = None
        """May rewrite the waiting commands; ``tracing.eager_fusion`` sets it."""

    # --- textures ---------------------------------------------------------------------------

    def emit(self, *command: int) -> None:
        """Append one command."""
        words = self.words
        at = words[0]
        if at + len(command) > self._capacity:
            self.flush()
            at = words[0]
        if at == FIRST_WORD:
            self.waiting.clear()
            self.device.schedule()
        for word in command:
            words[at] = word
            at += 1
        words[0] = at

    def slot(self, shape: tuple[int, ...], dtype: str, layers: int = 0) -> Slot:
        """Return what a texture for this shape and dtype is like, or one of so many layers.

        Raises:
            ShapeError: if it needs a larger texture than the device has.
        """
        found = self._slots.get((shape, dtype, layers))
        if found is not None:
            return found
        layout = layout_of(shape)
        format = self.formats[dtype] | layers << 8
        height = min(_height_class(layout.height), max(layout.height, self.max_side))
        if layout.width > self.max_side or height > self.max_side:
            raise ShapeError(
                f"a tensor of shape {shape} needs a texture of {layout.width} x {layout.height} "
                f"texels; this device's largest is {self.max_side} x {self.max_side}, "
                f"which is {4 * self.max_side**2:,} elements"
            )
        if len(self._slots) >= MAX_SLOTS:
            self._slots.clear()
        pool = self._pools.setdefault((format, layout.width, height), [])
        nbytes = layout.rows * layout.cols * ITEM_BYTES[dtype] * max(1, layers)
        size = layout.width * height * texel_bytes(format)
        found = Slot(layout.width, height, format, nbytes, size, pool)
        self._slots[shape, dtype, layers] = found
        return found

    def picture(self, width: int, height: int) -> Slot:
        """Return what a texture for a picture of this size is like: RGBA8, one pixel a texel.

        Raises:
            ShapeError: if it is larger than the device's textures.
        """
        if max(width, height) > self.max_side:
            raise ShapeError(
                f"a picture of {width} x {height} pixels is larger than this device's largest "
                f"texture, {self.max_side} x {self.max_side}"
            )
        pool = self._pools.setdefault((RGBA8, width, height), [])
        size = width * height * texel_bytes(RGBA8)
        return Slot(width, height, RGBA8, size, size, pool)

    def allocate(self, shape: tuple[int, ...], dtype: str, layers: int = 0) -> Storage:
        """Return a storage for a tensor of ``shape``; its contents are unspecified."""
        return self.take(self.slot(shape, dtype, layers))

    def take(self, slot: Slot) -> Storage:
        """Return a storage: a free texture of the slot's kind, else a new one."""
        if slot.pool:
            texture = slot.pool.pop()[0]
            self.pooled_bytes -= slot.gpu_bytes
        else:
            if self._free_ids:
                texture = self._free_ids.pop()
            else:
                texture = self._next_texture
                self._next_texture += 1
            self.emit(CREATE | 5 << 8, texture, slot.width, slot.height, slot.format)
            self.gpu_bytes += slot.gpu_bytes
        self.storages += 1
        self.bytes += slot.nbytes
        return Storage(self, texture, slot)

    def release(self, storage: Storage) -> None:
        """Give up one reference; the last one returns the texture to the pool."""
        storage.refs -= 1
        if storage.refs:
            return
        slot = storage.slot
        self.storages -= 1
        self.bytes -= slot.nbytes
        slot.pool.append((storage.texture, self.draws))
        self.pooled_bytes += slot.gpu_bytes
        if self.pooled_bytes > self.pool_cap:
            self.trim(self.pool_cap)

    def trim(self, cap: int = 0) -> None:
        """Delete free textures, the longest unused first, until ``cap`` bytes are left."""
        while self.pooled_bytes > cap:
            key, pool = min(
                ((key, pool) for key, pool in self._pools.items() if pool),
                key=lambda item: item[1][0][1],
            )
            texture, _ = pool.pop(0)
            format, width, height = key
            size = width * height * texel_bytes(format)
            self.pooled_bytes -= size
            self.gpu_bytes -= size
            self.emit(FREE | 2 << 8, texture)
            self._free_ids.append(texture)

    def hide(self, storage: Storage) -> None:
        """Leave a storage of the library's own out of what ``memory`` tells."""
        self.storages -= 1
        self.bytes -= storage.slot.nbytes

    def reveal(self, storage: Storage) -> None:
        """Undo ``hide``, before the storage is released."""
        self.storages += 1
        self.bytes += storage.slot.nbytes

    # --- data -------------------------------------------------------------------------------

    def upload(self, data: Any, shape: tuple[int, ...], dtype: str) -> Storage:
        """Return a storage with a copy of ``data``: a C-contiguous host buffer of ``shape``."""
        storage = self.allocate(shape, dtype)
        layout = layout_of(shape)
        if layout.rows * layout.cols == 0:
            return storage
        if layout.texels <= INLINE_TEXELS:
            self._upload_inline(storage, layout, data, dtype)
        else:
            self.flush()
            place = (layout.width, layout.height, storage.slot.format)
            self.device.upload(
                storage.texture, place, data, (layout.rows, layout.cols, layout.stride)
            )
        return storage

    def _upload_inline(self, storage: Storage, layout: Layout, data: Any, dtype: str) -> None:
        code = ARRAY_CODE[dtype]
        texels = layout.width * layout.height
        block = array("f" if code == "f" else "i", bytes(16 * texels))
        cols, stride = layout.cols, layout.stride
        typed = array(block.typecode, data)
        for row in range(layout.rows):
            block[row * stride : row * stride + cols] = typed[row * cols : (row + 1) * cols]
        length = 5 + 4 * texels
        words = self.words
        if words[0] + length > self._capacity:
            self.flush()
        at = words[0]
        self.emit(
            UPLOAD | length << 8, storage.texture, layout.width, layout.height, storage.slot.format
        )
        words[at + 5 : at + length] = memoryview(block).cast("B").cast("i")
        words[0] = at + length

    def read(self, storage: Storage, shape: tuple[int, ...]) -> memoryview:
        """Return the elements of a storage, densely, as a view of ``f`` or ``i``. Blocks."""
        self.flush()
        return self.device.read(storage.texture, *self._where(storage, shape))

    async def read_later(self, storage: Storage, shape: tuple[int, ...]) -> memoryview:
        """Return what ``read`` would, without blocking the page."""
        self.flush()
        return await self.device.read_later(storage.texture, *self._where(storage, shape))

    def _where(
        self, storage: Storage, shape: tuple[int, ...]
    ) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        layout = layout_of(shape)
        return (
            (layout.width, layout.height, storage.slot.format),
            (layout.rows, layout.cols, layout.stride),
        )

    # --- launches ---------------------------------------------------------------------------

    def program(self, kernel: Kernel, body: str | None = None) -> int:
        """Return the program of a specialised kernel; ask for it at the first call.

        Nothing waits here: programs that are asked for before a flush are compiled side by side.
        """
        key = (kernel.name, kernel.defines, kernel.inputs, kernel.outputs, kernel.params, body)
        program = self._programs.get(key)
        if program is None:
            program = self.device.compile(kernel, assemble(kernel, body))
            self._programs[key] = program
        return program

    def draw(
        self, head: array[int], textures: Sequence[int], first: int, planned: Any = None
    ) -> None:
        """Append one DRAW: ``head`` with the texture numbers put in from word ``first`` on.

        ``planned`` is the plan's draw that the head is of, if it is unchanged.
        """
        words = self.words
        length = len(head)
        at = words[0]
        if at + length > FLUSH_WORDS:
            self.flush()
            at = words[0]
        if at == FIRST_WORD:
            self.waiting.clear()
            self.device.schedule()
        self.waiting.append((at, planned, textures))
        words[at : at + length] = head
        place = at + first
        for texture in textures:
            words[place] = texture
            place += 1
        words[0] = at + length
        self.draws += 1
        if self.debug:
            self.flush()

    def flush(self) -> None:
        """Send the waiting commands to the device."""
        if self.words[0] > FIRST_WORD:
            if self.before_flush is not None:
                self.before_flush()
            self.device.execute()

    def finish(self) -> None:
        """Block until the device has done everything so far."""
        self.flush()
        self.device.finish()

    @property
    def pooled_textures(self) -> int:
        """How many free textures wait to be used again."""
        return sum(len(pool) for pool in self._pools.values())

    @property
    def programs(self) -> int:
        """How many programs have been compiled."""
        return len(self._programs)


def draw_head(
    program: int,
    layout: Layout,
    outputs: int,
    inputs: int,
    params: Sequence[int | float],
    size: int,
) -> array[int]:
    """Return the words of a DRAW with zeros for its texture numbers, parameters packed."""
    first = 5 + outputs + inputs
    length = first + size
    head = array("i", bytes(4 * length))
    head[0] = DRAW | length << 8
    head[1], head[2], head[3] = program, layout.width, layout.height
    head[4] = outputs | inputs << 8
    for offset, value in enumerate(params):
        head[first + offset] = (
            struct.unpack("i", struct.pack("f", value))[0] if isinstance(value, float) else value
        )
    return head


_engine: Engine | None = None

on_start: list[Callable[[Engine], None]] = []
"""Called with every new engine."""


def current() -> Engine:
    """Return the engine of the current device; both start at the first call."""
    global _engine
    if _engine is None or _engine.device is not devices._current:
        _engine = Engine(devices.current())
        for start in on_start:
            start(_engine)
    return _engine
