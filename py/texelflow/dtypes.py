"""The dtypes, their texture formats and how they promote. Pure: knows no tensor and no device.

A dtype is its name, a plain string, as in Keras 3: ``x.dtype == "float32"``.
"""

from __future__ import annotations

import warnings
from typing import Any, Final

from .errors import DTypeError

__all__ = ["sum_out_type", "upcast_type"]

float32: Final = "float32"
int32: Final = "int32"
bool_: Final = "bool"
complex64: Final = "complex64"
string: Final = "string"

ITEM_BYTES: Final = {float32: 4, int32: 4, bool_: 1, complex64: 8, string: 0}
"""Bytes of one element on the host; strings have no one size."""

TEXTURED: Final = (float32, int32, bool_)
"""The dtypes of one texture each: complex64 is two of float32, strings stay on the host."""

ARRAY_CODE: Final = {float32: "f", int32: "i", bool_: "?"}
"""The ``struct``/``memoryview`` format character of each dtype on the host."""

# Texture formats; the numbers are shared with web/bridge/textures.js.
RGBA32F: Final = 0
RGBA32I: Final = 1
RGBA8I: Final = 2
RGBA16F: Final = 3
RGBA8: Final = 4  # of pictures, before they are tensors

TEXEL_BYTES: Final = {RGBA32F: 16, RGBA32I: 16, RGBA8I: 4, RGBA16F: 8, RGBA8: 4}


def texel_bytes(format: int) -> int:
    """Return the bytes of a texel of a format, which may have ``layers << 8`` added to it."""
    return TEXEL_BYTES[format & 255] * max(1, format >> 8)


_RANK: Final = {bool_: 0, int32: 1, float32: 2, complex64: 3}

# float64 and int64 do not exist on WebGL; the narrower type is used and said so once.
_NARROWED: Final = {
    "complex128": complex64,
    "float64": float32,
    "float16": float32,
    "int64": int32,
    "uint64": int32,
    "uint32": int32,
    "int16": int32,
    "uint16": int32,
    "int8": int32,
    "uint8": int32,
}
_LOSSY: Final = {"complex128", "float64", "int64", "uint64", "uint32"}
_warned: set[str] = set()


def canonical(dtype: Any) -> str:
    """Return the dtype's name for a name, a Python type or a NumPy dtype.

    Raises:
        DTypeError: if it is no dtype that texelflow has.

    >>> canonical(float), canonical("int64"), canonical(bool)
    ('float32', 'int32', 'bool')
    """
    if isinstance(dtype, str):
        name = dtype
    elif dtype is float:
        return float32
    elif dtype is int:
        return int32
    elif dtype is bool:
        return bool_
    elif dtype is complex:
        return complex64
    elif dtype is str:
        return string
    else:
        name = getattr(dtype, "name", None) or getattr(dtype, "__name__", None) or str(dtype)
    if name in ITEM_BYTES:
        return name
    if name in _NARROWED:
        return _NARROWED[name]
    if name == "bool_":
        return bool_
    raise DTypeError(f"dtype {dtype!r} is not one of {', '.join(ITEM_BYTES)}")


def warn_if_narrowed(name: str) -> None:
    """Warn, once per process and dtype, that ``name`` loses range or precision here."""
    if name in _LOSSY:
        _warn_once(name, f"{name} does not exist on WebGL; values are kept as {_NARROWED[name]}")


def warn_of_lost_imaginary_parts() -> None:
    """Warn, once per process, that complex numbers become real ones."""
    _warn_once("imaginary", "complex numbers become real ones: their imaginary parts are dropped")


def _warn_once(key: str, message: str) -> None:
    if key not in _warned:
        _warned.add(key)
        warnings.warn(message, UserWarning, stacklevel=5)


def promote(a: str, b: str) -> str:
    """Return the dtype that holds both: bool < int32 < float32 < complex64; strings stay alone.

    Raises:
        DTypeError: for a string beside a number.
    """
    if a == b:
        return a
    if string in (a, b):
        raise DTypeError(f"{a} and {b} have no common dtype; strings go with strings only")
    return a if _RANK[a] >= _RANK[b] else b


def upcast_type(type_a: Any, type_b: Any) -> str:
    """Return the dtype that tensors of two dtypes are brought to; see ``docs/dtypes.md``.

    Mirrors TensorFlow.js ``upcastType``.

    Raises:
        DTypeError: for a string beside a number.

    >>> tf.upcast_type("int32", "float32")
    'float32'
    """
    return promote(canonical(type_a), canonical(type_b))


def sum_out_type(dtype: Any) -> str:
    """Return the dtype of sums of a dtype: that of at least int32.

    Mirrors TensorFlow.js ``sumOutType``.

    >>> tf.sum_out_type("bool")
    'int32'
    """
    return promote(canonical(dtype), int32)
