"""Data on its way to textures and back: rows and strides, reading later, sizes, what waits."""

import asyncio
import math
from array import array

import pytest

import texelflow as tf
from support.browser import in_browser
from texelflow import engine as engines
from texelflow.device.protocol import CREATE, FREE
from texelflow.dtypes import RGBA32F
from texelflow.engine import INLINE_TEXELS
from texelflow.layout import layout_of

A = 9001


def device():
    """Return the device, with no command waiting."""
    engines.current().flush()
    return engines.current().device


def emit(*words):
    """Write one command and run it."""
    target = device()
    target.words[1 : 1 + len(words)] = array("i", words)
    target.words[0] = 1 + len(words)
    target.execute()


@in_browser
def test_rows_are_spread_on_upload_and_gathered_on_reading():
    emit(CREATE | 5 << 8, A, 2, 2, RGBA32F)
    place = (2, 2, RGBA32F)
    device().upload(A, place, array("f", range(6)), (2, 3, 8))
    assert device().read(A, place, (2, 3, 8)).tolist() == [0, 1, 2, 3, 4, 5]
    assert device().read(A, place, (1, 12, 12)).tolist()[:12] == [
        0,
        1,
        2,
        0,
        0,
        0,
        0,
        0,
        3,
        4,
        5,
        0,
    ]
    emit(FREE | 2 << 8, A)


@in_browser
def test_upload_copies():
    emit(CREATE | 5 << 8, A, 1, 1, RGBA32F)
    values = array("f", [1, 2, 3, 4])
    device().upload(A, (1, 1, RGBA32F), values, (1, 4, 4))
    values[0] = 99
    assert device().read(A, (1, 1, RGBA32F), (1, 4, 4)).tolist() == [1, 2, 3, 4]
    emit(FREE | 2 << 8, A)


@in_browser
async def test_a_texture_may_be_freed_while_it_is_read_later():
    emit(CREATE | 5 << 8, A, 1, 1, RGBA32F)
    device().upload(A, (1, 1, RGBA32F), array("f", [1, 2, 3, 4]), (1, 4, 4))
    coming = device().read_later(A, (1, 1, RGBA32F), (1, 3, 4))
    emit(FREE | 2 << 8, A)
    assert (await coming).tolist() == [1, 2, 3]


@in_browser
async def test_data_is_what_the_tensor_was_when_it_was_asked_for():
    v = tf.Variable([1.0, 2.0])
    coming = v.data()
    task = asyncio.ensure_future(coming)
    await asyncio.sleep(0)
    v.assign([5.0, 6.0])
    assert (await task).tolist() == [1, 2]
    v.dispose()


@pytest.mark.parametrize(
    "shape",
    [[], [1], [3], [7, 2], [3, 5], [2, 3, 4], [256], [257], [64, 4], [65, 4], [61, 53], [0, 3]],
    ids=str,
)
@in_browser
def test_values_come_back_as_they_went(shape):
    size = math.prod(shape)
    for dtype, code in (("float32", "f"), ("int32", "i"), ("bool", "?")):
        values = [index % 2 for index in range(size)] if code == "?" else list(range(size))
        x = tf.tensor(values, shape, dtype)
        assert x.shape == tuple(shape)
        assert x.dtype == dtype
        view = x.to_memoryview()
        assert view.format == code
        assert (view.tolist() if len(shape) == 1 else list(view.cast("B").cast(code))) == values


@in_browser
def test_small_values_travel_inside_the_commands_and_large_ones_do_not():
    engine = engines.current()
    small, large = 4 * INLINE_TEXELS, 4 * INLINE_TEXELS + 4
    assert layout_of((small,)).texels == INLINE_TEXELS
    engine.flush()
    x = tf.tensor(array("f", range(small)))
    assert engine.words[0] > small
    y = tf.tensor(array("f", range(large)))
    assert engine.words[0] == 1
    assert x.tolist() == list(range(small))
    assert y.tolist() == list(range(large))


@in_browser
async def test_waiting_commands_are_sent_when_control_returns_to_the_event_loop():
    engine = engines.current()
    engine.flush()
    before = device().counters()["draws"]
    x = tf.ones([3]) + 1.0
    assert engine.device.counters()["draws"] == before
    await asyncio.sleep(0)
    assert engine.device.counters()["draws"] == before + 2
    del x


@in_browser
def test_a_full_block_of_words_is_sent_by_itself():
    engine = engines.current()
    engine.flush()
    before = engine.device.counters()["draws"]
    x = tf.zeros([3])
    for _ in range(1000):
        x = x + 1.0
    assert engine.device.counters()["draws"] > before
    assert x.tolist() == [1000, 1000, 1000]
