"""Tensor: a handle on a texture, with shape and dtype. No maths; see ``ops``."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, Any

from . import engine as engines
from . import lifetime
from .arrays import nest, to_buffer
from .dtypes import ARRAY_CODE, ITEM_BYTES, bool_, complex64, float32, int32, string
from .errors import DisposedError, ShapeError

if TYPE_CHECKING:
    from .engine import Storage

__all__ = ["Tensor"]

_next_serial = 1


def new_serial() -> int:
    """Return a number that no value has had; the tape knows values by it."""
    global _next_serial
    _next_serial += 1
    return _next_serial - 1


def caller() -> str:
    """Return ``file:line`` of the innermost frame outside texelflow."""
    frame = sys._getframe(1)
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] == "texelflow":
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "an unknown place"


class TensorLike:
    """What tensors and variables share: host access, and the operators of ``ops.methods``."""

    __slots__ = ()

    # NumPy must leave `ndarray * tensor` to our reflected operator.
    __array_ufunc__ = None
    __array_priority__ = 1000
    __hash__ = object.__hash__

    if TYPE_CHECKING:
        shape: tuple[int, ...]
        dtype: str

        def __getattr__(self, name: str) -> Any: ...
        def __getitem__(self, index: Any) -> Tensor: ...
        def __add__(self, other: Any) -> Tensor: ...
        def __radd__(self, other: Any) -> Tensor: ...
        def __sub__(self, other: Any) -> Tensor: ...
        def __rsub__(self, other: Any) -> Tensor: ...
        def __mul__(self, other: Any) -> Tensor: ...
        def __rmul__(self, other: Any) -> Tensor: ...
        def __truediv__(self, other: Any) -> Tensor: ...
        def __rtruediv__(self, other: Any) -> Tensor: ...
        def __floordiv__(self, other: Any) -> Tensor: ...
        def __mod__(self, other: Any) -> Tensor: ...
        def __pow__(self, other: Any) -> Tensor: ...
        def __rpow__(self, other: Any) -> Tensor: ...
        def __matmul__(self, other: Any) -> Tensor: ...
        def __rmatmul__(self, other: Any) -> Tensor: ...
        def __neg__(self) -> Tensor: ...
        def __lt__(self, other: Any) -> Tensor: ...
        def __le__(self, other: Any) -> Tensor: ...
        def __gt__(self, other: Any) -> Tensor: ...
        def __ge__(self, other: Any) -> Tensor: ...

    def _value(self) -> Tensor:
        raise AssertionError("abstract")

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    rank = ndim

    @property
    def size(self) -> int:
        """Number of elements."""
        return prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of the elements on the host."""
        return self.size * ITEM_BYTES[self.dtype]

    def to_memoryview(self) -> memoryview:
        """Return the elements as a C-contiguous view of ``shape``; formats ``f``, ``i`` or ``?``.

        Blocks until the GPU has computed them. Needs no NumPy.
        """
        value = self._value()
        flat = _host(value.dtype, engines.current().read(value.storage, value.shape), self.size)
        return _shaped(flat, value.shape)

    def __buffer__(self, flags: int) -> memoryview:
        return self.to_memoryview()

    def numpy(self) -> Any:
        """Return the elements as a NumPy array of ``shape`` and ``dtype``. Blocks.

        Raises:
            ModuleNotFoundError: where NumPy is not installed; ``tolist()`` and ``to_memoryview()``
                need none.
        """
        return self.__array__()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        try:
            import numpy as np
        except ImportError:
            raise ModuleNotFoundError(
                "numpy() needs NumPy, which is not loaded; in Pyodide: "
                "await micropip.install('numpy'). tolist() and to_memoryview() need none"
            ) from None
        if copy is False:
            raise ValueError("a tensor lives on the GPU, so its NumPy array is always a copy")
        view = self.to_memoryview()
        result = np.frombuffer(view.cast("B") if view.nbytes else b"", dtype=self.dtype)
        result = result.reshape(self.shape).copy()
        return result if dtype is None else result.astype(dtype)

    def tolist(self) -> Any:
        """Return the elements as nested lists of Python numbers (a number for a scalar). Blocks."""
        value = self._value()
        flat = _host(value.dtype, engines.current().read(value.storage, value.shape), self.size)
        return nest(flat.tolist(), value.shape)

    def item(self, *index: int) -> float | int | bool:
        """Return the only element, or the one at ``index``, as a Python number. Blocks.

        Raises:
            ShapeError: without an index, if there is not exactly one element.
        """
        if index:
            return self[index].item()
        if self.size != 1:
            raise ShapeError(
                f"item(): only a tensor of one element has one value; this one's shape is "
                f"{self.shape}; give an index, or use tolist()"
            )
        return self._only()

    def _only(self) -> Any:
        """Return the one element that there is."""
        value = self._value()
        return _host(value.dtype, engines.current().read(value.storage, value.shape), 1)[0]

    async def data(self) -> memoryview:
        """Return what ``to_memoryview`` would, without blocking the page: ``await x.data()``.

        The tensor may be disposed meanwhile. Mirrors TensorFlow.js ``Tensor.data``.
        """
        value = self._value()
        storage, shape, dtype = value.storage, value.shape, value.dtype
        engine = engines.current()
        storage.refs += 1
        try:
            raw = await engine.read_later(storage, shape)
        finally:
            engine.release(storage)
        return _shaped(_host(dtype, raw, prod(shape)), shape)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of a scalar tensor; its shape is ()")
        return self.shape[0]

    def __iter__(self) -> Iterator[Tensor]:
        if not self.shape:
            raise TypeError("a scalar tensor cannot be iterated over; its shape is ()")
        return (self[index] for index in range(self.shape[0]))

    def __bool__(self) -> bool:
        if self.size != 1:
            raise ValueError(
                f"the truth value of a tensor of shape {self.shape} is ambiguous; "
                "use tf.any(x) or tf.all(x)"
            )
        return bool(self.item())

    def __float__(self) -> float:
        return float(self.item())

    def __int__(self) -> int:
        return int(self.item())

    def __index__(self) -> int:
        if self.dtype != int32 or self.shape:
            raise TypeError(f"only an int32 scalar can be an index, not {self.dtype} {self.shape}")
        return int(self.item())

    def __contains__(self, value: Any) -> bool:
        raise TypeError("`in` would download the tensor; use tf.any(x == value)")

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: Any) -> Any:
        value = self._value()
        value.storage.refs += 1
        return Tensor(value.storage, value.shape, value.dtype)

    def __reduce__(self) -> Any:
        return _rebuild, (bytes(self.to_memoryview()), self.shape, self.dtype)


def _host(dtype: str, raw: memoryview, size: int) -> Any:
    """Return raw elements as read (``f`` or ``i``) in the host format of ``dtype``."""
    raw = raw[:size] if raw.ndim == 1 else raw
    return memoryview(bytes(raw.tolist())).cast("?") if dtype == bool_ else raw


def _shaped(flat: Any, shape: tuple[int, ...]) -> Any:
    if len(shape) == 1 or 0 in shape:
        return flat
    return flat.cast("B").cast(flat.format, shape)


def _rebuild(data: bytes, shape: tuple[int, ...], dtype: str) -> Tensor:
    view: Any = memoryview(data)
    return from_host("unpickle", view.cast(ARRAY_CODE[dtype]), shape, dtype)


class Tensor(TensorLike):
    """An immutable array on the GPU: a handle on a texture, with ``shape`` and ``dtype``.

    Made by ``tf.tensor`` and by ops, not by calling the class. The texture is freed when the last
    handle on it is gone: by ``dispose()``, at the end of a ``tidy``, or with its last name in
    Python. Mirrors TensorFlow.js ``tf.Tensor``.

    >>> x = tf.tensor([[1, 2, 3]])
    >>> x.shape, x.dtype, (x * 2).tolist()
    ((1, 3), 'int32', [[2, 4, 6]])
    """

    __slots__ = ("__weakref__", "_disposed_at", "_kept", "_storage", "dtype", "serial", "shape")

    def __init__(
        self, storage: Storage, shape: tuple[int, ...], dtype: str, serial: int = 0
    ) -> None:
        """Take over one reference to ``storage``."""
        self._storage: Storage | None = storage
        self.shape = shape
        self.dtype = dtype
        self._kept = False
        self.serial = serial or new_serial()
        lifetime.live_tensors += 1
        if lifetime.scopes:
            lifetime.scopes[-1].append(weakref.ref(self))

    def free(self) -> None:
        """Give up the texture, without noting where; for the library's own handles."""
        storage = self._storage
        if storage is not None:
            self._storage = None
            lifetime.live_tensors -= 1
            storage.engine.release(storage)

    __del__ = free

    @property
    def storage(self) -> Storage:
        """The texture behind this handle; raises DisposedError if there is none any more."""
        if self._storage is None:
            place = getattr(self, "_disposed_at", "the end of what it was saved for")
            raise DisposedError(
                f"tensor {self.serial} of shape {self.shape} and dtype {self.dtype} was disposed "
                f"at {place}; keep it (tf.keep), or return it from its tidy"
            )
        return self._storage

    def _value(self) -> Tensor:
        return self

    @property
    def is_disposed(self) -> bool:
        """Whether the tensor can no longer be used."""
        return self._storage is None

    def dispose(self) -> None:
        """Free the texture unless another handle shares it. Disposing twice does nothing."""
        if self._storage is not None:
            self._disposed_at = caller()
            self.free()

    def _handle(self) -> Tensor:
        """Return another handle on the same value, outside every scope; for the tape."""
        storage = self.storage
        storage.refs += 1
        return lifetime.unscoped(Tensor, storage, self.shape, self.dtype, self.serial)


class Hidden(Tensor):
    """A tensor of the library's own: no scope disposes of it, ``tf.memory`` does not count it."""

    __slots__ = ()

    def __init__(self, source: Tensor) -> None:
        """Share the value of ``source``."""
        storage = source.storage
        storage.refs += 1
        storage.engine.hide(storage)
        source.free()
        self._storage = storage
        self.shape = source.shape
        self.dtype = source.dtype
        self.serial = 0
        self._kept = True

    def free(self) -> None:
        """It goes with its last name only: an op may be using it."""

    dispose = free

    def __del__(self) -> None:
        storage = self._storage
        if storage is not None:
            self._storage = None
            storage.engine.reveal(storage)
            storage.engine.release(storage)


MAX_CONSTANTS = 512
_BESIDE: dict[str | None, str] = {float32: float32, complex64: float32}
"""What a Python int becomes beside a tensor."""


def constant(value: float | int | bool, dtype: str, name: str = "constant") -> Tensor:
    """Return the cached scalar tensor of a Python number; ``name`` is the caller's, for errors."""
    engine = engines.current()
    # 0.0 and -0.0 are equal, and NaN is not even that: their text is the key.
    key = (dtype, value if value and value == value else str(value))
    found = engine.constants.get(key)
    if found is None:
        if len(engine.constants) >= MAX_CONSTANTS:
            engine.constants.clear()
        found = engine.constants[key] = Hidden(from_host(name, value, (), dtype))
    return found


def from_host(name: str, values: Any, shape: Any = None, dtype: str | None = None) -> Tensor:
    """Return a tensor of host values; ``name`` is the caller's, for errors."""
    if isinstance(values, TensorLike):
        plain = values.dtype not in (complex64, string)
        values = values.to_memoryview() if plain else values.tolist()
    data, found, dtype = to_buffer(name, values, dtype)
    if shape is None:
        shape = found
    elif prod(found) != prod(shape):
        raise ShapeError(
            f"{name}: {prod(found)} values do not fill shape {tuple(shape)}, "
            f"which needs {prod(shape)}"
        )
    if len(shape) > 6:
        raise ShapeError(f"{name}: values have {len(shape)} axes; 6 is the most")
    if dtype in (complex64, string):
        return _without_texture(name, data, tuple(shape), dtype)
    return Tensor(engines.current().upload(data, tuple(shape), dtype), tuple(shape), dtype)


def _without_texture(name: str, data: Any, shape: tuple[int, ...], dtype: str) -> Tensor:
    if dtype == string:
        from .string_tensor import StringTensor

        return StringTensor(data, shape)
    from .complex_tensor import of_pairs

    return of_pairs(name, data, shape)


def as_tensor(name: str, value: Any, like: str | None = None) -> Tensor:
    """Return an op's argument as a tensor.

    A Python number takes the dtype of the tensors beside it (``like``), unless that would lose
    its fraction, as in NumPy and JAX.
    """
    if isinstance(value, TensorLike):
        return value._value()
    kind = type(value)
    if kind is float:
        return constant(value, float32, name)
    if kind is bool:
        return constant(value, bool_, name)
    if kind is int:
        return constant(value, _BESIDE.get(like, int32), name)
    if kind is complex:
        from .complex_tensor import of_number

        return of_number(value, name)
    return from_host(name, value)
