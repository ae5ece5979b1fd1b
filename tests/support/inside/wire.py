"""Arrays as they travel: in JSON, each as ``{"array": [dtype, shape, base64 of its bytes]}``.

Both sides use this module; it needs no NumPy. bool is one byte an element.
"""

from __future__ import annotations

import base64
import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CODES = {"float32": "f", "int32": "i", "bool": "b", "float64": "d", "complex64": "f"}


@dataclass(frozen=True)  # a named tuple would travel as a list
class Packed:
    """An array without NumPy: its dtype, its shape, and its elements' bytes, densely."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes

    def values(self) -> array[Any]:
        """The elements, in row-major order; complex numbers as pairs of floats."""
        return array(CODES[self.dtype], self.data)


def dumps(value: Any, pack: Callable[[Any], Packed | None]) -> str:
    """Return ``value`` as JSON; ``pack`` turns what JSON does not know into arrays."""

    def other(item: Any) -> Any:
        packed = pack(item)
        if packed is None:
            raise TypeError(f"{type(item).__name__} cannot travel: {item!r}")
        text = base64.b64encode(packed.data).decode()
        return {"array": [packed.dtype, list(packed.shape), text]}

    return json.dumps(value, default=other)


def loads(text: str, unpack: Callable[[Packed], Any]) -> Any:
    """Return the value that ``dumps`` made ``text`` of."""

    def revive(item: dict[str, Any]) -> Any:
        if len(item) == 1 and "array" in item:
            dtype, shape, data = item["array"]
            return unpack(Packed(dtype, tuple(shape), base64.b64decode(data)))
        return item

    return json.loads(text, object_hook=revive)
