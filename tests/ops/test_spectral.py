"""Fourier transforms of many points: their error, and that their cost grows with n log n."""

from __future__ import annotations

import numpy as np
import pytest

import texelflow as tf
from support.browser import Browser, in_browser


@pytest.mark.parametrize("n", [1000, 4096, 10_007, 30_030, 65_536])
def test_the_error_is_below_a_millionth(browser: Browser, n: int) -> None:
    rng = np.random.default_rng(n)
    z = (rng.standard_normal(n) + 1j * rng.standard_normal(n)).astype(np.complex64)
    for name, f in (("fft", np.fft.fft), ("ifft", np.fft.ifft), ("rfft", np.fft.rfft)):
        x = z.real.copy() if name == "rfft" else z
        call = [[x], {}]
        found = browser.call("rows.call_all", target=f"texelflow:{name}", samples=[call])[0][
            "value"
        ]
        exact = f(x.astype(np.complex128) if name != "rfft" else x.astype(np.float64))
        assert np.linalg.norm(found - exact) < 1e-6 * np.linalg.norm(exact), name


@in_browser
def test_draws_grow_with_the_logarithm():
    from texelflow import engine as engines

    engine = engines.current()
    for n, most in ((64, 1), (1024, 4), (65_536, 6), (67, 13)):
        z = tf.zeros([n], "complex64")
        tf.fft(z)
        before = engine.draws
        tf.fft(z)
        assert engine.draws - before <= most, n


@in_browser
def test_a_traced_transform_keeps_its_chirp():
    f = tf.function(lambda z: tf.ifft(tf.fft(z) * 2.0))
    z = tf.complex(tf.range(67.0), tf.ones([67]))
    for _ in range(2):
        assert tf.allclose(abs(f(z) - z * 2), 0.0, atol=1e-3)
    with tf.tidy():
        assert tf.fft(tf.ones([71])).shape == (71,)
    assert tf.allclose(abs(tf.ifft(tf.fft(tf.ones([71])))), 1.0, atol=1e-5)
