"""Complex numbers: made of two real tensors, taken apart, turned round."""

from __future__ import annotations

from typing import Any

from ..complex_tensor import ComplexTensor
from ..dtypes import float32, string
from ..errors import DTypeError, ShapeError
from ..tensor import Tensor, TensorLike, as_tensor
from .arithmetic import atan2
from .compare import cast
from .complex_rules import parts_of
from .creation import zeros_like
from .reshaping import clone
from .unary import neg

__all__ = ["angle", "complex", "conj", "imag", "real"]


def complex(real: Any, imag: Any) -> Tensor:
    """Return ``real + i imag``, a tensor of dtype complex64.

    Args:
        real: real numbers; they become float32.
        imag: real numbers of the same shape.

    Shares both textures. Mirrors TensorFlow.js ``tf.complex``.

    Raises:
        ShapeError: if the shapes differ.
        DTypeError: if one of them is complex already.

    >>> tf.complex([1.0, 2.0], [3.0, 0.0]).tolist()
    [(1+3j), (2+0j)]
    """
    parts = [as_tensor("complex", real), as_tensor("complex", imag)]
    call = f"complex(real: {parts[0].shape}, imag: {parts[1].shape})"
    if parts[0].shape != parts[1].shape:
        raise ShapeError(f"{call}: the shapes differ; both parts must have one shape")
    for part in parts:
        if isinstance(part, ComplexTensor) or part.dtype == string:
            raise DTypeError(f"{call}: a part is {part.dtype}; both must be real numbers")
    return ComplexTensor(*(cast(part, float32) for part in parts))


def _number(name: str, x: Any) -> Tensor:
    value = as_tensor(name, x)
    if value.dtype == string:
        raise DTypeError(f"{name}(x: {value.shape}): these are strings; it takes numbers")
    return value


def real(x: Any) -> Tensor:
    """Return the real part, as float32; of real numbers, themselves.

    Mirrors TensorFlow.js ``tf.real``; also the property ``x.real``.

    >>> tf.real([1 + 2j, 3]).tolist()
    [1.0, 3.0]
    """
    value = _number("real", x)
    return clone(value.parts[0] if isinstance(value, ComplexTensor) else value)


def imag(x: Any) -> Tensor:
    """Return the imaginary part, as float32; of real numbers, zeros of their dtype.

    Mirrors TensorFlow.js ``tf.imag``; also the property ``x.imag``.

    >>> tf.imag([1 + 2j, 3]).tolist()
    [2.0, 0.0]
    """
    value = _number("imag", x)
    return clone(value.parts[1]) if isinstance(value, ComplexTensor) else zeros_like(value)


def conj(x: Any) -> Tensor:
    """Return x with its imaginary part negated; real numbers as they are.

    >>> tf.conj([1 + 2j]).tolist()
    [(1-2j)]
    """
    value = _number("conj", x)
    if not isinstance(value, ComplexTensor):
        return clone(value)
    re, im = value.parts
    return ComplexTensor(re, neg(im))


def angle(x: Any) -> Tensor:
    """Return the angle of a complex number from -pi to pi, as float32; of a negative number, pi.

    >>> [round(a, 5) for a in tf.angle([1j, -1]).tolist()]
    [1.5708, 3.14159]
    """
    re, im = parts_of(_number("angle", x))
    return atan2(im, re)


def _real_part(x: TensorLike) -> Tensor:
    return real(x)


def _imaginary_part(x: TensorLike) -> Tensor:
    return imag(x)


TensorLike.real = property(_real_part)  # type: ignore[attr-defined]
TensorLike.imag = property(_imaginary_part)  # type: ignore[attr-defined]
