"""Tensors of strings: they stay on the host, and only ops that move elements or compare take them.

WebGL knows no strings. What moves elements is asked of the same op on their positions, and strings
are compared by numbers that stand for them; so every shape, index and broadcast means what it means
elsewhere.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

from . import lifetime
from .arrays import nest
from .dtypes import string
from .errors import DTypeError
from .tensor import Tensor, new_serial

__all__ = ["StringTensor"]


class StringTensor(Tensor):
    """A tensor of dtype string; made by ``tf.tensor`` and ``tf.strings``.

    Holds Python's ``str``. Has shapes, indexing, ``tolist``, comparisons for equality, and what
    moves elements: ``reshape``, ``concat``, ``stack``, ``gather``, ``slice``, ``transpose``…

    >>> x = tf.tensor([["a", "b"], ["c", "d"]])
    >>> x.dtype, x[:, 1].tolist(), (x == "c").tolist()
    ('string', ['b', 'd'], [[False, False], [True, False]])
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Sequence[str], shape: tuple[int, ...]) -> None:
        """Take strings in row-major order."""
        self._texts = tuple(texts)
        self._storage: Any = self._texts or True
        self.shape = shape
        self.dtype = string
        self._kept = False
        self.serial = new_serial()
        lifetime.live_tensors += 1
        if lifetime.scopes:
            lifetime.scopes[-1].append(weakref.ref(self))

    @property
    def texts(self) -> tuple[str, ...]:
        """The strings in row-major order; raises DisposedError if they are gone."""
        if self._storage is None:
            super().storage  # noqa: B018 - raises
        return self._texts

    @property
    def storage(self) -> Any:
        """There is none: strings are in no texture."""
        self.texts  # noqa: B018 - raises if disposed
        raise DTypeError("a tensor of strings has no texture")

    def free(self) -> None:
        """Give up the strings."""
        if self._storage is not None:
            self._storage = None
            self._texts = ()
            lifetime.live_tensors -= 1

    __del__ = free

    def _handle(self) -> StringTensor:
        return lifetime.unscoped(StringTensor, self.texts, self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of all strings in UTF-8."""
        return sum(len(text.encode()) for text in self.texts)

    def to_memoryview(self) -> memoryview:
        """Strings are no numbers; this raises DTypeError."""
        raise DTypeError("a tensor of strings has no buffer; use tolist()")

    def tolist(self) -> Any:
        """Return the elements as nested lists of ``str`` (a ``str`` for a scalar)."""
        return nest(self.texts, self.shape)

    def _only(self) -> str:
        return self.texts[0]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        import numpy as np

        result = np.empty(len(self.texts), dtype=object)
        result[:] = self.texts
        return result.reshape(self.shape).astype(dtype or object)

    async def data(self) -> Any:
        """Return the strings in row-major order, as TensorFlow.js does."""
        return list(self.texts)

    def __deepcopy__(self, memo: Any) -> StringTensor:
        return StringTensor(self.texts, self.shape)

    def __reduce__(self) -> Any:
        return StringTensor, (self.texts, self.shape)
