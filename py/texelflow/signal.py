"""Signals: ``tf.signal``: windows, frames, Fourier transforms of short times.

The functions are declared in ``ops``.
"""

from .ops.frames import frame, overlap_and_add
from .ops.signal import (
    cosine_window,
    enclosing_power_of_two,
    hamming_window,
    hann_window,
    istft,
    stft,
)
from .ops.spectral import fft, fft2, ifft, ifft2, irfft, rfft

__all__ = [
    "cosine_window",
    "enclosing_power_of_two",
    "fft",
    "fft2",
    "frame",
    "hamming_window",
    "hann_window",
    "ifft",
    "ifft2",
    "irfft",
    "istft",
    "overlap_and_add",
    "rfft",
    "stft",
]
