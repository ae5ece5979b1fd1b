"""Pictures on their way to tensors and to canvases, on the NumPy device."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from texelflow import engine as engines

RNG = np.random.default_rng(5)


def picture(height: int, width: int) -> tuple[dict[str, Any], np.ndarray]:
    pixels = RNG.integers(0, 256, (height, width, 4), dtype=np.uint8)
    return {"data": pixels.tobytes(), "width": width, "height": height}, pixels


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 33)])
def test_a_picture_becomes_a_tensor_and_is_shown_again(
    size: tuple[int, int], channels: int
) -> None:
    given, pixels = picture(*size)
    x = tf.browser.from_pixels(given, channels)
    np.testing.assert_array_equal(x.numpy(), pixels[..., :channels].astype(np.int32), strict=True)
    if channels == 2:
        return
    expected = pixels.copy()
    if channels < 4:
        expected[..., 3] = 255
    if channels == 1:
        expected[..., :3] = pixels[..., :1]
    assert bytes(tf.browser.to_pixels(x)) == expected.tobytes()
    canvas: dict[str, Any] = {}
    tf.browser.draw(x, canvas)
    assert canvas == {"data": expected.tobytes(), "width": size[1], "height": size[0]}


def test_textures_of_pictures_are_used_again_and_counted() -> None:
    engine = engines.current()
    before = tf.memory()["num_tensors"]
    first = tf.browser.from_pixels(picture(3, 5)[0])
    engine.flush()
    made = engine.device.counters()["textures"]
    second = tf.browser.from_pixels(picture(3, 5)[0])
    assert tf.memory()["num_tensors"] == before + 2
    engine.flush()
    assert engine.device.counters()["textures"] == made + 1
    assert first.tolist() != second.tolist()
    tf.browser.draw(first, {})
    assert tf.memory()["num_tensors"] == before + 2


def test_a_picture_may_be_awaited() -> None:
    given, pixels = picture(2, 2)

    async def ask() -> None:
        assert (await tf.browser.from_pixels_async(given, 4)).tolist() == pixels.tolist()
        with pytest.raises(ValueError, match="from_pixels_async: the NumPy device decodes"):
            await tf.browser.from_pixels_async(b"PNG")

    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, ask()).result()


def test_a_picture_larger_than_a_texture_is_refused() -> None:
    with pytest.raises(tf.errors.ShapeError, match="a picture of 5000 x 1 pixels is larger"):
        tf.browser.from_pixels({"data": bytes(20000), "width": 5000, "height": 1})
