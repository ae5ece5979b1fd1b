"""Fourier transforms: of complex and of real numbers, along one axis and two, of any length."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from .. import engine as engines
from .. import tape
from ..complex_tensor import ComplexTensor
from ..dtypes import complex64, string
from ..errors import DTypeError, ShapeError
from ..tensor import Hidden, Tensor, as_tensor, from_host
from ..tracing import tracer
from .complex_numbers import real
from .complex_pairs import Pair, mul_pair
from .complex_rules import parts_of
from .joining import axis_of
from .movement import transpose
from .slicing import place, take_ranges
from .transforms import fft_pair, fft_real, has_passes

__all__ = ["fft", "fft2", "ifft", "ifft2", "irfft", "rfft"]


def _numbers(name: str, x: Any, axes: int = 1) -> Tensor:
    value = as_tensor(name, x)
    if value.dtype == string:
        raise DTypeError(f"{name}(input: {value.shape}): these are strings; it takes numbers")
    if value.ndim < axes or not all(value.shape[-axes:]):
        raise ShapeError(
            f"{name}(input: {value.shape}): needs {'an axis' if axes == 1 else f'{axes} axes'} "
            "with an element at least"
        )
    return value


def _transform(x: Tensor, inverse: bool) -> ComplexTensor:
    """Return the transform along the last axis; the inverse one divided by its length."""
    n = x.shape[-1]
    scale = 1.0 / n if inverse else 1.0
    if not has_passes(n):
        re, im = parts_of(x)
        if inverse:  # exchanging the parts, before and after, turns one into the other
            im, re = _by_convolution(im, re, scale)
        else:
            re, im = _by_convolution(re, im, scale)
        return ComplexTensor(re, im)
    if not isinstance(x, ComplexTensor) and not inverse:
        return ComplexTensor(*fft_real(x, scale))
    return ComplexTensor(*fft_pair(*parts_of(x), inverse, scale))


# --- lengths with a large prime factor (Bluestein 1968) -------------------------------------------


def _by_convolution(re: Tensor, im: Tensor, scale: float) -> Pair:
    """Return the transform as a convolution with a chirp, w_k = e^(-i pi k² / n).

    Since jk = (j² + k² - (k - j)²) / 2, it is w_k times the convolution of x_j w_j with 1/w.
    """
    n = re.shape[-1]
    chirp, spectrum = _chirp(n)
    m = spectrum[0].shape[-1]
    shape, whole = re.shape, tuple((0, 1, size) for size in re.shape)
    made = mul_pair(re, im, *chirp)
    wide = [place(part, (*shape[:-1], m), whole) for part in made]
    product = mul_pair(*fft_pair(*wide, False, 1.0), *spectrum)
    back = [take_ranges(part, whole) for part in fft_pair(*product, True, scale / m)]
    return mul_pair(*back, *chirp)


def _chirp(n: int) -> tuple[Any, Any]:
    """Return the chirp of n points, and the transform of 1/w over a power of two; made once."""
    constants = engines.current().constants
    names = [f"chirp {n} {i}" for i in range(4)]
    found: list[Any] = [constants.get((name, 0)) for name in names]
    if any(tensor is None for tensor in found):
        found = [Hidden(tensor) for tensor in _new_chirp(n)]
        constants.update({(name, 0): tensor for name, tensor in zip(names, found, strict=True)})
    return found[:2], found[2:]


def _new_chirp(n: int) -> list[Tensor]:
    angles = [math.pi * (k * k % (2 * n)) / n for k in range(n)]
    cos, sin = (array("f", map(f, angles)) for f in (math.cos, math.sin))
    m = 1 << (2 * n - 2).bit_length()
    gap = array("f", bytes(4 * (m - 2 * n + 1)))
    trace = tracer.active
    tape.paused += 1
    try:
        with trace.paused() if trace is not None else nullcontext():
            around = [from_host("fft", part + gap + part[:0:-1]) for part in (cos, sin)]
            spectrum = fft_pair(*around, False, 1.0)
            chirp = [from_host("fft", cos), from_host("fft", array("f", (-s for s in sin)))]
            return [*chirp, *spectrum]
    finally:
        tape.paused -= 1


# --- what is public -------------------------------------------------------------------------------


def fft(input: Any, axis: int = -1) -> Tensor:
    """Return the discrete Fourier transform along an axis, by default the last, as complex64.

    Any length, in O(n log n); the relative error is below 1e-6. Real numbers will do too. Mirrors
    TensorFlow.js ``tf.spectral.fft``.

    Raises:
        ShapeError: for a scalar, or an axis without elements.

    >>> tf.fft([1 + 0j, 2, 3, 4]).tolist()
    [(10+0j), (-2+2j), (-2+0j), (-2-2j)]
    """
    return _along("fft", _numbers("fft", input), axis, lambda x: _transform(x, False))


def ifft(input: Any, axis: int = -1) -> Tensor:
    """Return the inverse of ``fft``. Mirrors ``tf.spectral.ifft``.

    >>> tf.ifft([10 + 0j, -2 + 2j, -2, -2 - 2j]).tolist()
    [(1+0j), (2+0j), (3+0j), (4+0j)]
    """
    return _along("ifft", _numbers("ifft", input), axis, lambda x: _transform(x, True))


def rfft(input: Any, fft_length: int | None = None, axis: int = -1) -> Tensor:
    """Return the first half of the transform of real numbers: ``fft_length // 2 + 1`` of each row.

    Args:
        input: real numbers, any number of axes.
        fft_length: the axis is cut, or filled up with zeros, to this length first.
        axis: the axis to transform.

    Mirrors TensorFlow.js ``tf.spectral.rfft``.

    Raises:
        DTypeError: for complex numbers.
        ShapeError: if there is no element to transform.

    >>> tf.rfft([1.0, 2.0, 3.0, 4.0]).tolist()
    [(10+0j), (-2+2j), (-2+0j)]
    """
    x = as_tensor("rfft", input)
    if x.dtype in (complex64, string):
        raise DTypeError(
            f"rfft(input: {x.shape}): input is {x.dtype}; it must be real, or use tf.fft"
        )

    def half(x: Tensor) -> Tensor:
        x = _resized("rfft", x, fft_length)
        return _cut(_transform(x, False), x.shape[-1] // 2 + 1)

    return _along("rfft", x, axis, half)


def irfft(input: Any, fft_length: int | None = None, axis: int = -1) -> Tensor:
    """Return the inverse of ``rfft``: real numbers, by default ``2 * (n - 1)`` of each row of n.

    The imaginary parts of the first number, and of the last one where the length is even, do not
    count: a transform of real numbers has none there. Mirrors TensorFlow.js ``tf.spectral.irfft``.

    >>> tf.irfft([10 + 0j, -2 + 2j, -2]).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    x = _numbers("irfft", input)
    return _along("irfft", x, axis, lambda x: _of_half(x, fft_length))


def _of_half(x: Tensor, fft_length: int | None) -> Tensor:
    n = max(1, 2 * (x.shape[-1] - 1)) if fft_length is None else _length("irfft", x, fft_length)
    half = _resized("irfft", x, n // 2 + 1)
    # The other half would be the conjugate of this one: its real part counts twice instead.
    once = [1.0 if 2 * k in (0, n) else 2.0 for k in range(n // 2 + 1)]
    return real(_transform(_resized("irfft", half * once, n), True))


def fft2(input: Any) -> Tensor:
    """Return the discrete Fourier transform along the last two axes, as complex64.

    >>> tf.fft2([[1 + 0j, 2], [3, 4]]).tolist()
    [[(10+0j), (-2+0j)], [(-4+0j), 0j]]
    """
    return _along_two(_numbers("fft2", input, 2), False)


def ifft2(input: Any) -> Tensor:
    """Return the inverse of ``fft2``.

    >>> tf.ifft2([[10 + 0j, -2], [-4, 0]]).tolist()
    [[(1+0j), (2+0j)], [(3+0j), (4+0j)]]
    """
    return _along_two(_numbers("ifft2", input, 2), True)


def _along(name: str, x: Tensor, axis: int, f: Callable[[Tensor], Tensor]) -> Tensor:
    """Return what ``f``, which works along the last axis, makes of another one."""
    if not x.ndim:
        raise ShapeError(f"{name}(input: ()): needs an axis")
    at = axis_of(f"{name}(input: {x.shape})", axis, x)
    if at == x.ndim - 1:
        return f(x)
    swapped = tuple({at: x.ndim - 1, x.ndim - 1: at}.get(i, i) for i in range(x.ndim))
    return transpose(f(transpose(x, swapped)), swapped)


def _along_two(x: Tensor, inverse: bool) -> Tensor:
    turned = (*range(x.ndim - 2), x.ndim - 1, x.ndim - 2)
    once = transpose(_transform(x, inverse), turned)
    return transpose(_transform(once, inverse), turned)


def _length(name: str, x: Tensor, length: Any) -> int:
    if isinstance(length, bool) or not isinstance(length, int) or length < 1:
        raise ShapeError(
            f"{name}(input: {x.shape}): fft_length {length!r} must be an int, one at least"
        )
    return length


def _resized(name: str, x: Tensor, length: int | None) -> Tensor:
    """Return x with its last axis cut, or filled up with zeros, to ``length``."""
    if length is None:
        return _numbers(name, x)
    n = _length(name, x, length)
    if not x.ndim:
        raise ShapeError(f"{name}(input: ()): needs an axis")
    if n <= x.shape[-1]:
        return _cut(x, n)
    return place(x, (*x.shape[:-1], n), tuple((0, 1, size) for size in x.shape))


def _cut(x: Tensor, length: int) -> Tensor:
    if length == x.shape[-1]:
        return x
    return take_ranges(x, (*((0, 1, size) for size in x.shape[:-1]), (0, 1, length)))
