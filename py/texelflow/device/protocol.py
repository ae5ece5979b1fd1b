"""The contract between Python and a device: few verbs, plain numbers and buffers.

Textures and programs are small integers. Most work is written as *commands* into ``words``, a
block of int32 that the device reads in place; ``web/bridge/commands.js`` and this page are the two
places that know the format. A command starts with ``opcode | length << 8`` (length in words,
this one included):

    CREATE  texture, width, height, format | layers << 8
    FREE    texture
    UPLOAD  texture, width, height, format, then four words for every texel (int32, or float32 bits)
    DRAW    program, width, height, n_outputs | n_inputs << 8, outputs…, inputs…, parameter block…
    SWAP    texture, texture                      the two numbers trade their textures
    BIND    recording, slot, texture              a slot of a recording stands for this texture
    REPLAY  recording                             its commands run here
    FORGET  recording

``words[0]`` is the position of the next free word; commands start at ``words[1]``. Programs get
their parameters from ``words`` as one block, so a recorded stretch of words can be replayed as is.
A texture with ``layers`` is an array: a draw writes them all, each by an output; reads name one.
Texture numbers in a recording that differ from replay to replay are its *slots*.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from ..glsl import Kernel, Source

CREATE, FREE, UPLOAD, DRAW, SWAP, BIND, REPLAY, FORGET = 1, 2, 3, 4, 5, 6, 7, 8

FIRST_WORD = 1
"""Where commands start in ``words``."""


class Device(Protocol):
    """What the engine asks of a device. Every verb states its guarantee once, here."""

    words: memoryview
    """int32 words for commands; stays valid and in place for the device's life."""

    def limits(self) -> dict[str, Any]:
        """Return what the device can do; constant for its life. See ``tf.device_info``."""
        ...

    def compile(self, kernel: Kernel, source: Source) -> int:
        """Ask for a new program and return its number, before it is compiled.

        Whether it compiles shows when it is first drawn with: that ``execute`` leaves out its
        draws, runs every other command, and raises ShaderError with the driver's log; so does
        each later one that draws with it. With debug on, ``compile`` itself raises.
        """
        ...

    def execute(self) -> None:
        """Run the commands in ``words`` in order, and reset ``words[0]``.

        Inputs are read as they are at that point of the order. Returns before the work is done.
        Raises ContextLost; then every later verb does. Raises ShaderError: see ``compile``.
        """
        ...

    def record(self, words: Any, slots: Any) -> int:
        """Keep a copy of commands (an int32 array, DRAW and SWAP only); return its number.

        ``slots`` is an int32 array: per slot the number of its places, then those words' positions.
        """
        ...

    def schedule(self) -> None:
        """See to it that ``execute`` runs when control returns to the event loop.

        What it raises there, the next verb raises.
        """
        ...

    def upload(
        self, texture: int, place: tuple[int, int, int], data: Any, rows: tuple[int, int, int]
    ) -> None:
        """Copy a host buffer into a texture that exists; the caller may reuse it on return.

        ``place`` is (width, height, format); ``rows`` is (count, length, stride): the buffer holds
        ``count`` rows of ``length`` elements, which land ``stride`` elements apart.
        """
        ...

    def read(
        self, texture: int, place: tuple[int, int, int], rows: tuple[int, int, int]
    ) -> memoryview:
        """Return ``count * length`` elements of a texture, once all earlier commands are done.

        Blocks. ``rows`` as in ``upload``. float32 formats give ``f`` views, integer ones ``i``.
        """
        ...

    def read_later(
        self, texture: int, place: tuple[int, int, int], rows: tuple[int, int, int]
    ) -> Awaitable[memoryview]:
        """Return what ``read`` would, without blocking; the texture may be freed meanwhile."""
        ...

    def measure_pixels(self, source: Any) -> tuple[int, int]:
        """Return width and height of a picture: both 0 while it has no pixels yet, -1 for what is
        no picture.

        A picture is what the browser draws (ImageBitmap, ImageData, an image, video or canvas
        element, OffscreenCanvas, VideoFrame), or an object or dict with the bytes ``data``,
        four a pixel, ``width`` and ``height``.
        """
        ...

    def upload_pixels(self, texture: int, place: tuple[int, int, int], source: Any) -> None:
        """Copy a picture into a texture of its size and of format RGBA8, one pixel a texel.

        The first row comes first; colours are not multiplied with their opacity. The caller may
        change the picture on return.
        """
        ...

    def decode_pixels(self, source: Any) -> Awaitable[Any]:
        """Return a picture that ``upload_pixels`` takes: bytes of a PNG, JPEG… or a Blob are
        decoded, an image element is waited for, a picture is returned as it is.

        Raises ValueError for what the browser cannot decode.
        """
        ...

    def present(self, texture: int, place: tuple[int, int, int], canvas: Any) -> None:
        """Show a texture of format RGBA8 on a canvas, which takes its size; the first row on top.

        The canvas is drawn to when all earlier commands are done; the texture may be freed on
        return.
        """
        ...

    def finish(self) -> None:
        """Block until the device has done all earlier commands."""
        ...

    def counters(self) -> dict[str, int]:
        """Return textures, bytes, programs, draws, uploads, reads, executes since the start."""
        ...

    def on_loss(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` once when the device is gone."""
        ...

    def debug(self, enabled: bool) -> None:
        """Check every command for errors as it runs (slow), or stop doing so."""
        ...
