"""Windows, and Fourier transforms of short times: ``tf.signal``."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from typing import Any

from ..dtypes import complex64
from ..errors import DTypeError, ShapeError
from ..tensor import Tensor, as_tensor, from_host
from .arithmetic import div_no_nan, mul
from .borders import pad
from .creation import ones
from .frames import count_of, frame, overlap_and_add
from .movement import broadcast_to
from .slicing import take_ranges
from .spectral import irfft, rfft

__all__ = ["cosine_window", "enclosing_power_of_two"]

Window = Callable[[int], Any]


def enclosing_power_of_two(value: int) -> int:
    """Return the least power of two that is not below ``value``, as a Python int.

    Mirrors TensorFlow.js ``enclosingPowerOfTwo``.

    >>> tf.signal.enclosing_power_of_two(100)
    128
    """
    return 1 << max(0, math.ceil(value) - 1).bit_length()


def cosine_window(window_length: int, a: float, b: float) -> Tensor:
    """Return ``a - b cos(2 pi i / n)`` for i below ``window_length``, as float32.

    n is ``window_length`` where it is even, else one less, as in TensorFlow.js: a window for
    transforms has one period. A window of one sample is 1.

    >>> tf.signal.cosine_window(4, 0.5, 0.5).tolist()
    [0.0, 0.5, 1.0, 0.5]
    """
    if isinstance(window_length, bool) or not isinstance(window_length, int) or window_length < 0:
        raise ShapeError(
            f"cosine_window: window_length {window_length!r} must be an int, 0 or more"
        )
    if window_length == 1:
        return ones([1])
    period = window_length - window_length % 2
    values = [a - b * math.cos(2 * math.pi * i / period) for i in range(window_length)]
    return from_host("cosine_window", array("f", values))


def hann_window(window_length: int) -> Tensor:
    """Return the window ``0.5 - 0.5 cos``; see ``cosine_window``.

    Mirrors TensorFlow.js ``tf.signal.hannWindow``.

    >>> tf.signal.hann_window(4).tolist()
    [0.0, 0.5, 1.0, 0.5]
    """
    return cosine_window(window_length, 0.5, 0.5)


def hamming_window(window_length: int) -> Tensor:
    """Return the window ``0.54 - 0.46 cos``; see ``cosine_window``.

    Mirrors TensorFlow.js ``tf.signal.hammingWindow``.

    >>> [round(w, 2) for w in tf.signal.hamming_window(4).tolist()]
    [0.08, 0.54, 1.0, 0.54]
    """
    return cosine_window(window_length, 0.54, 0.46)


def _window(name: str, window_fn: Window | None, length: int) -> Tensor:
    window = as_tensor(name, ones([length]) if window_fn is None else window_fn(length))
    if window.shape != (length,):
        raise ShapeError(
            f"{name}: window_fn({length}) is of shape {window.shape}; it must be ({length},)"
        )
    return window


def stft(
    signal: Any,
    frame_length: int,
    frame_step: int,
    fft_length: int | None = None,
    window_fn: Window | None = hann_window,
) -> Tensor:
    """Return the Fourier transforms of a signal's frames: ``(…, frames, fft_length // 2 + 1)``.

    Args:
        signal: (…, samples), real.
        frame_length: samples of a frame.
        frame_step: samples from the beginning of one frame to that of the next.
        fft_length: frames are filled up with zeros to it; by default the power of two that is not
            below ``frame_length``.
        window_fn: gives what frames of a length are multiplied with; None for nothing.

    Mirrors TensorFlow.js ``tf.signal.stft``.

    Raises:
        ShapeError: as ``frame``.
        DTypeError: for complex numbers.

    >>> abs(tf.signal.stft([1.0, 1.0, 1.0, 1.0], 4, 4)).tolist()
    [[2.0, 1.0, 0.0]]
    """
    x = as_tensor("stft", signal)
    if x.dtype == complex64:
        raise DTypeError(f"stft(signal: {x.shape}): signal is complex64; it must be real")
    frames = frame(x, frame_length, frame_step)
    window = _window("stft", window_fn, frame_length)
    return rfft(mul(frames, window), _fft_length(fft_length, frame_length))


def _fft_length(fft_length: int | None, frame_length: int) -> int:
    return enclosing_power_of_two(frame_length) if fft_length is None else fft_length


def istft(
    stfts: Any,
    frame_length: int,
    frame_step: int,
    fft_length: int | None = None,
    window_fn: Window | None = hann_window,
    length: int | None = None,
) -> Tensor:
    """Return the signal whose ``stft`` this is: frames transformed back, windowed and added.

    What the windows did is divided out again, so that ``istft(stft(x))`` is x wherever a window is
    not 0; elsewhere it is 0. The other arguments as for ``stft``.

    Args:
        stfts: (…, frames, fft_length // 2 + 1), complex.
        length: samples of the result; by default as many as the frames cover.

    Mirrors Keras' ``istft`` without its centring.

    >>> x = tf.range(1.0, 9.0)
    >>> [round(v, 4) for v in tf.signal.istft(tf.signal.stft(x, 4, 2), 4, 2).tolist()]
    [0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    """
    x = as_tensor("istft", stfts)
    call = f"istft(stfts: {x.shape})"
    if x.ndim < 2 or not x.shape[-2]:
        raise ShapeError(f"{call}: needs axes of frames and of frequencies, a frame at least")
    samples = _fft_length(fft_length, frame_length)
    if samples < count_of(call, "frame_length", frame_length):
        raise ShapeError(
            f"{call}: fft_length {samples} is below frame_length {frame_length}; "
            "it must not cut the frames"
        )
    window = _window("istft", window_fn, frame_length)
    frames = irfft(x, samples)
    kept = tuple((0, 1, n) for n in frames.shape[:-1])
    frames = mul(take_ranges(frames, (*kept, (0, 1, frame_length))), window)
    weights = broadcast_to(mul(window, window), (x.shape[-2], frame_length))
    y = div_no_nan(overlap_and_add(frames, frame_step), overlap_and_add(weights, frame_step))
    return y if length is None else _of_length(y, count_of(call, "length", length))


def _of_length(y: Tensor, length: int) -> Tensor:
    if length > y.shape[-1]:
        return pad(y, [(0, 0)] * (y.ndim - 1) + [(0, length - y.shape[-1])])
    return take_ranges(y, (*((0, 1, n) for n in y.shape[:-1]), (0, 1, length)))
