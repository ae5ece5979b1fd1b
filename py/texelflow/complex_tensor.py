"""Complex tensors: a handle on two float32 tensors, the real and the imaginary part.

Nothing below the ops knows of complex numbers. An op says in its declaration how it works on the
parts (``op(…, complex=…)``), with ops on real tensors; so gradients, traces and fusion need nothing
more.
"""

from __future__ import annotations

import weakref
from array import array
from typing import Any

from . import engine as engines
from . import lifetime
from .arrays import nest
from .dtypes import complex64
from .errors import DTypeError
from .tensor import Tensor, constant, from_host, new_serial

__all__ = ["ComplexTensor"]


class ComplexTensor(Tensor):
    """A tensor of dtype complex64; made by ``tf.complex``, ``tf.tensor`` and by ops.

    Counts as one tensor and as two data buffers.

    >>> z = tf.tensor([1 + 2j, 3j])
    >>> z.dtype, z.real.tolist(), (z * z).tolist()
    ('complex64', [1.0, 0.0], [(-3+4j), (-9+0j)])
    """

    __slots__ = ("_im", "_re")

    def __init__(self, re: Tensor, im: Tensor) -> None:
        """Share the values of two float32 tensors of one shape; the tape knows them as these."""
        self._storage = None
        self._re, self._im = re._handle(), im._handle()
        lifetime.live_tensors -= 1  # two handles, one tensor
        self._storage = self._re._storage
        self.shape = re.shape
        self.dtype = complex64
        self._kept = False
        self.serial = new_serial()
        if lifetime.scopes:
            lifetime.scopes[-1].append(weakref.ref(self))

    @property
    def parts(self) -> tuple[Tensor, Tensor]:
        """The real and the imaginary part; raises DisposedError if they are gone."""
        if self._storage is None:
            super().storage  # noqa: B018 - raises
        return self._re, self._im

    @property
    def storage(self) -> Any:
        """There is none of its own; what asks for it takes real tensors only."""
        self.parts  # noqa: B018 - raises if disposed
        raise DTypeError("complex64 is two textures; give it tf.real(x), tf.imag(x) or tf.abs(x)")

    def free(self) -> None:
        """Give up both textures."""
        if self._storage is not None:
            self._storage = None
            lifetime.live_tensors += 1
            self._re.free()
            self._im.free()

    def __del__(self) -> None:
        if self._storage is not None:  # others may hold the parts: these go with their last name
            lifetime.live_tensors += 1

    def _handle(self) -> ComplexTensor:
        made = lifetime.unscoped(ComplexTensor, *self.parts)
        made.serial = self.serial
        return made

    def _host(self) -> array[float]:
        """Return the elements as pairs of floats."""
        engine = engines.current()
        return _paired([engine.read(part.storage, self.shape) for part in self.parts])

    def _numbers(self) -> list[complex]:
        pairs = self._host()
        return [complex(a, b) for a, b in zip(pairs[0::2], pairs[1::2], strict=True)]

    def to_memoryview(self) -> memoryview:
        """Return the elements as floats, the real and the imaginary part along a last axis of 2."""
        return _shaped(self._host(), self.shape)

    def tolist(self) -> Any:
        """Return the elements as nested lists of Python's complex numbers. Blocks."""
        return nest(self._numbers(), self.shape)

    def _only(self) -> complex:
        return self._numbers()[0]

    def __complex__(self) -> complex:
        return self.item()

    def __float__(self) -> float:
        raise TypeError("a complex tensor is no float; use tf.real(x) or tf.abs(x)")

    def __int__(self) -> int:
        raise TypeError("a complex tensor is no int; use tf.real(x) or tf.abs(x)")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        re, im = (part.__array__(None, copy) for part in self.parts)
        result = re.astype(complex64)
        result.imag = im
        return result if dtype is None else result.astype(dtype)

    async def data(self) -> memoryview:
        """Return what ``to_memoryview`` would, without blocking the page."""
        re, im = self.parts
        raw = [await re.data(), await im.data()]
        flat = [part.cast("B").cast("f") if self.size else part for part in raw]
        return _shaped(_paired(flat), self.shape)

    def __deepcopy__(self, memo: Any) -> ComplexTensor:
        return ComplexTensor(*self.parts)

    def __reduce__(self) -> Any:
        return ComplexTensor, self.parts


def _paired(parts: Any) -> array[float]:
    size = len(parts[0])
    pairs = array("f", bytes(8 * size))
    pairs[0::2], pairs[1::2] = (array("f", part) for part in parts)
    return pairs


def _shaped(pairs: array[float], shape: tuple[int, ...]) -> memoryview:
    flat: Any = memoryview(pairs)
    return flat.cast("B").cast("f", (*shape, 2)) if flat.nbytes else flat


def of_pairs(name: str, pairs: Any, shape: tuple[int, ...]) -> ComplexTensor:
    """Return a complex tensor of host values: pairs of floats."""
    flat = array("f", bytes(memoryview(pairs).cast("B")) if len(pairs) else b"")
    return ComplexTensor(*(from_host(name, flat[i::2], shape) for i in (0, 1)))


def of_number(value: complex, name: str) -> ComplexTensor:
    """Return the scalar tensor of a Python number."""
    return ComplexTensor(
        constant(value.real, "float32", name), constant(value.imag, "float32", name)
    )
