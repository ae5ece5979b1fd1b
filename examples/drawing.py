"""Pictures without any package: a canvas of RGB pixels, lines, small text, and a PNG writer."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (20, 20, 20)
GREY: Colour = (200, 200, 200)
BLUE: Colour = (31, 119, 180)
ORANGE: Colour = (255, 127, 14)
GREEN: Colour = (30, 140, 60)
RED: Colour = (200, 40, 40)

# Three columns by five rows; each digit of a word is a row, its bits the columns.
GLYPHS = {
    "0": "75557", "1": "26227", "2": "71747", "3": "71717", "4": "55711", "5": "74717",
    "6": "74757", "7": "71122", "8": "75757", "9": "75717", ".": "00002", "-": "00700",
    " ": "00000", "a": "07357", "c": "03443", "e": "07743", "h": "44755", "i": "20222",
    "l": "22223", "n": "06555", "o": "02552", "p": "06564", "r": "05644", "s": "03216",
    "t": "27223", "v": "05552", "d": "13553",
}  # fmt: skip


class Canvas:
    """A picture of ``width`` by ``height`` pixels, white at first."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.pixels = bytearray(b"\xff" * (3 * width * height))

    def dot(self, x: int, y: int, colour: Colour) -> None:
        """Colour one pixel; outside the picture nothing happens."""
        if 0 <= x < self.width and 0 <= y < self.height:
            at = 3 * (y * self.width + x)
            self.pixels[at : at + 3] = bytes(colour)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Draw a line two pixels wide."""
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
        for i in range(steps + 1):
            x = round(x0 + (x1 - x0) * i / steps)
            y = round(y0 + (y1 - y0) * i / steps)
            self.dot(x, y, colour)
            self.dot(x, y + 1, colour)

    def text(self, x: int, y: int, text: str, colour: Colour = BLACK, size: int = 2) -> None:
        """Write text with its upper left corner at (x, y)."""
        for character in text:
            for row, bits in enumerate(GLYPHS[character]):
                for column in range(3):
                    if int(bits) >> (2 - column) & 1:
                        self._block(x + column * size, y + row * size, size, colour)
            x += 4 * size

    def _block(self, x: int, y: int, size: int, colour: Colour) -> None:
        for dy in range(size):
            for dx in range(size):
                self.dot(x + dx, y + dy, colour)

    def grey_image(self, x: int, y: int, pixels: Sequence[int], width: int, scale: int) -> None:
        """Draw bytes as shades of grey, ``scale`` times as large."""
        for at, value in enumerate(pixels):
            row, column = divmod(at, width)
            shade = 255 - value
            self._block(x + column * scale, y + row * scale, scale, (shade, shade, shade))

    def save(self, path: str | Path) -> None:
        """Write the picture as a PNG file."""
        stride = 3 * self.width
        rows = (self.pixels[at : at + stride] for at in range(0, len(self.pixels), stride))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        body = zlib.compress(b"".join(b"\0" + row for row in rows))
        chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
        Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def plot(path: str, curves: dict[str, tuple[Sequence[float], Colour]]) -> None:
    """Draw curves over one axis of steps, from zero to the largest value, and save them."""
    canvas = Canvas(480, 300)
    left, right, top, bottom = 50, 460, 20, 270
    highest = max(max(values) for values, _ in curves.values())
    for tick in range(5):
        y = bottom - (bottom - top) * tick // 4
        canvas.line(left, y, right, y, GREY)
        canvas.text(8, y - 5, f"{highest * tick / 4:.2f}")
    for index, (name, (values, colour)) in enumerate(curves.items()):
        across = (right - left) / max(1, len(values) - 1)
        upward = (bottom - top) / highest
        points = [(left + across * i, bottom - upward * v) for i, v in enumerate(values)]
        for (x0, y0), (x1, y1) in pairwise(points):
            canvas.line(x0, y0, x1, y1, colour)
        canvas.text(right - 110, top + 8 + 16 * index, name, colour)
    canvas.text((left + right) // 2, bottom + 12, "epoch" if len(points) < 20 else "step")
    canvas.save(path)
