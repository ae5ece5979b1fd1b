"""Fourier transforms: ``tf.spectral``. The functions are declared in ``ops``."""

from .ops.spectral import fft, fft2, ifft, ifft2, irfft, rfft

__all__ = ["fft", "fft2", "ifft", "ifft2", "irfft", "rfft"]
