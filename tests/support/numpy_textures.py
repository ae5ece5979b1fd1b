"""Textures of the NumPy device: flat arrays of elements in which whatever is unspecified is poison.

A poisoned float is a NaN whose payload numbers a message; a poisoned int is a sentinel. Arithmetic
carries a NaN's payload along, so that a value computed from poison says, when it is read back,
where the poison came from; poison in lanes that nobody reads back hurts nobody.
"""

from __future__ import annotations

import numpy as np

from texelflow.dtypes import RGBA8, RGBA16F, RGBA32F, texel_bytes
from texelflow.layout import layout_of

INT_POISON = -0x5EAD5EAD
_QUIET = 0x7FF8 << 48
_SHIFT = 29  # payloads lie in those 22 bits that also survive in float32
_MOST = (1 << 22) - 1

FLOATS = (RGBA32F, RGBA16F, RGBA8)


class UnspecifiedRead(AssertionError):
    """A value was read that nobody wrote, or that was computed from one."""


class Poison:
    """Numbers messages, and finds them again in NaNs."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._messages: list[str] = []
        self._last_of_ints = "never written, or a lane beyond a row's end"

    def like(self, array: np.ndarray, message: str) -> np.ndarray | int:
        """Return a poisoned element for ``array``, or an array of one."""
        if array.dtype.kind != "f":
            self._last_of_ints = message
            return INT_POISON
        number = self._numbers.get(message)
        if number is None:
            self._messages.append(message)
            number = self._numbers[message] = min(len(self._messages), _MOST)
        return np.array([_QUIET | number << _SHIFT], np.uint64).view(np.float64).astype(array.dtype)

    def check(self, values: np.ndarray, what: str) -> None:
        """Raise UnspecifiedRead if one of ``values`` is poisoned."""
        if values.dtype.kind == "f":
            bits = values.astype(np.float64).view(np.uint64)
            numbers = np.where(np.isnan(values), (bits >> np.uint64(_SHIFT)) & np.uint64(_MOST), 0)
            bad = np.flatnonzero(numbers)
        else:
            bad = np.flatnonzero(values == INT_POISON)
        if bad.size:
            at = int(bad[0])
            why = self._last_of_ints
            if values.dtype.kind == "f":
                why = self._messages[int(numbers[at]) - 1]
            raise UnspecifiedRead(f"{what}: element {at} of {values.size}: {why}")


class Texture:
    """``data[4 * texel + lane]``; texels run along lines of ``width``.

    ``parts`` are its layers, if it has any: textures that share its data.
    """

    def __init__(
        self, id: int, width: int, height: int, format: int, real: type, poison: Poison
    ) -> None:
        self.id = id
        self.width = width
        self.height = height
        self.format = format
        self.poison = poison
        self.shape: tuple[int, ...] | None = None
        layers = format >> 8
        dtype = real if format & 255 in FLOATS else np.int32
        self.data = np.empty(4 * width * height * max(1, layers), dtype)
        single = format & 255
        self.parts = [Texture(id, width, height, single, real, poison) for _ in range(layers)]
        for part, data in zip(self.parts, np.split(self.data, max(1, layers)), strict=False):
            part.data = data
        self.forget("never written")

    @property
    def kind(self) -> str:
        """The GLSL type of an element."""
        kind = "float" if self.format & 255 in FLOATS else "int"
        return f"{kind}[{len(self.parts)}]" if self.parts else kind

    @property
    def nbytes(self) -> int:
        """Bytes that a GPU would need."""
        return self.width * self.height * texel_bytes(self.format)

    def expect(self, shape: tuple[int, ...]) -> None:
        """Be for a value of ``shape`` from now on, not written yet."""
        for texture in (self, *self.parts):
            texture.shape = shape
        self.forget(f"allocated for shape {shape}, and not written since")

    def forget(self, message: str) -> None:
        """Poison everything."""
        self.data[:] = self.poison.like(self.data, f"texture {self.id}: {message}")

    def write(self, values: np.ndarray, by: str) -> None:
        """Overwrite the first lines; what lies outside the elements of ``shape`` is poison."""
        self.forget(f"a line below what {by} wrote")
        with np.errstate(all="ignore"):
            self.data[: values.size] = values.astype(self.data.dtype)
        if self.shape is not None:
            lanes = np.arange(self.data.size)
            layout = layout_of(self.shape)
            row = lanes // max(1, layout.stride)
            outside = (row >= layout.rows) | (lanes - row * layout.stride >= layout.cols)
            self.data[outside] = self.poison.like(
                self.data, f"texture {self.id}: a lane outside shape {self.shape}"
            )

    def at(self, elements: np.ndarray, reader: str) -> np.ndarray:
        """Return the elements at physical positions; outside the texture there is poison."""
        inside = (elements >= 0) & (elements < self.data.size)
        values = np.array(self.data[np.where(inside, elements, 0)])
        if not inside.all():
            first = int(np.ravel(elements)[np.flatnonzero(~np.ravel(inside))[0]])
            values[~inside] = self.poison.like(
                values, f"{reader} read element {first} of a texture of {self.data.size}"
            )
        return values

    def rows(self, count: int, length: int, stride: int) -> np.ndarray:
        """Return the elements of rows that lie ``stride`` apart, densely."""
        at = np.arange(count)[:, None] * stride + np.arange(length)[None, :]
        return self.data[at.reshape(-1)]
