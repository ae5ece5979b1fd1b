"""Every error that texelflow raises on purpose.

Each class is one built-in type that a Python user would catch, under one root:

    TexelflowError
    ├── ShapeError(ValueError)         shapes that do not fit together, or an axis out of range
    ├── OutOfRange(IndexError)         an index beyond the end of an axis
    ├── DTypeError(TypeError)          a dtype that an op does not take
    ├── DisposedError(ReferenceError)  a tensor or variable used after it was disposed
    ├── GradientError(ValueError)      a gradient that does not exist
    ├── DeviceError(RuntimeError)      the device cannot do what was asked
    │   ├── NoWebGL2                   no WebGL2 context, or no renderable float texture
    │   ├── ContextLost                the WebGL context is gone
    │   └── OutOfMemory(MemoryError)   a texture could not be allocated
    ├── TraceError(RuntimeError)       a value was asked for while its function was being traced
    └── ShaderError(RuntimeError)      a shader that does not compile or link

Messages follow one form: ``name(argument: shape, ...): what is wrong; what is required``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = [
    "ContextLost",
    "DTypeError",
    "DeviceError",
    "DisposedError",
    "GradientError",
    "NoWebGL2",
    "OutOfMemory",
    "OutOfRange",
    "ShaderError",
    "ShapeError",
    "TexelflowError",
    "TraceError",
]


class TexelflowError(Exception):
    """The root of every error that texelflow raises on purpose."""


class ShapeError(TexelflowError, ValueError):
    """Shapes do not fit together, or an axis, index or size is out of range."""


class OutOfRange(TexelflowError, IndexError):
    """An index lies beyond the end of its axis."""


class DTypeError(TexelflowError, TypeError):
    """An op was given a dtype or a Python type that it does not take."""


class DisposedError(TexelflowError, ReferenceError):
    """A tensor or variable was used after ``dispose()`` or after its ``tidy`` ended."""


class GradientError(TexelflowError, ValueError):
    """A gradient was asked for that does not exist."""


class DeviceError(TexelflowError, RuntimeError):
    """The device cannot do what was asked of it."""


class NoWebGL2(DeviceError):
    """There is no WebGL2 context, or none that can render to float textures."""


class ContextLost(DeviceError):
    """The WebGL context was lost, and every texture with it."""


class OutOfMemory(DeviceError, MemoryError):
    """A texture could not be allocated."""


class TraceError(TexelflowError, RuntimeError):
    """What a traced function does cannot be replayed, such as reading a tensor's values."""


class ShaderError(TexelflowError, RuntimeError):
    """A shader does not compile or link; the message names the ``.glsl`` file and line."""


def one_of(
    what: str, given: Any, allowed: Iterable[Any], kind: type[Exception] = ValueError
) -> None:
    """Raise an error unless ``given`` is one of ``allowed``; it suggests the nearest spelling.

    ``what`` is the call and the argument: ``conv2d(pad)``.
    """
    options = list(allowed)
    if given in options:
        return
    raise kind(f"{what}: unknown {unknown(given, options)}")


def unknown(given: Any, allowed: Iterable[Any]) -> str:
    """Return how to go on after "unknown": the option given, all that there are, the nearest."""
    from difflib import get_close_matches  # only where something is wrong

    names = [str(option) for option in allowed]
    known = {name.lower(): name for name in names}
    near = get_close_matches(given.lower(), known, 1, 0.6) if isinstance(given, str) else []
    meant = f"; did you mean {known[near[0]]!r}?" if near else ""
    return f"{given!r}; it must be one of {', '.join(names)}{meant}"
