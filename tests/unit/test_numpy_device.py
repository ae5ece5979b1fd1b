"""The stand-in itself: what WebGL leaves open is poison, and what it would get wrong raises."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import DeviceMisuse, NumpyDevice
from support.numpy_kernels import MissingImitation
from support.numpy_textures import UnspecifiedRead
from texelflow import engine as engines
from texelflow.device.protocol import CREATE, FREE, SWAP
from texelflow.errors import ContextLost
from texelflow.glsl import Kernel, Param, Source


def engine() -> engines.Engine:
    return engines.current()


def run(device: NumpyDevice, *commands: tuple[int, ...]) -> None:
    at = 1
    for opcode, *rest in commands:
        words = [opcode | (len(rest) + 1) << 8, *rest]
        for word in words:
            device.words[at] = word
            at += 1
    device.words[0] = at
    device.execute()


@pytest.mark.parametrize("shape", [(), (3,), (3, 5), (4, 2), (2, 3, 1), (7, 2, 3), (300, 3)])
@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_what_goes_in_comes_out(shape: tuple[int, ...], dtype: str) -> None:
    values = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    np.testing.assert_array_equal(tf.tensor(values).numpy(), values, strict=True)


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
@pytest.mark.parametrize("shape", [(5,), (3, 2)])
def test_a_texture_that_nobody_wrote_cannot_be_read(shape: tuple[int, ...], dtype: str) -> None:
    storage = engine().allocate(shape, dtype)
    with pytest.raises(UnspecifiedRead, match=r"element 0 of \d+"):
        engine().read(storage, shape)
    engine().release(storage)


@pytest.mark.parametrize("dtype", ["float32", "int32"])
def test_a_recycled_texture_holds_nothing_of_its_last_use(dtype: str) -> None:
    tf.ones([5], dtype).dispose()
    storage = engine().allocate((5,), dtype)
    with pytest.raises(UnspecifiedRead, match="not written since"):
        engine().read(storage, (5,))
    engine().release(storage)


def test_poison_says_where_it_comes_from_after_arithmetic() -> None:
    storage = engine().allocate((5,), "float32")
    x = tf.Tensor(storage, (5,), "float32")
    y = tf.sum(x * 2.0 + 1.0)
    with pytest.raises(UnspecifiedRead, match=r"allocated for shape \(5,\)"):
        y.item()


def test_lanes_beyond_a_row_are_poison(device: NumpyDevice) -> None:
    x = tf.ones([2, 3]) + 1.0
    x.numpy()
    lanes = device.textures[x.storage.texture].data
    assert np.isnan(lanes[[3, 7]]).all()
    assert (lanes[[0, 1, 2, 4, 5, 6]] == 2).all()


def test_an_honest_nan_is_no_poison() -> None:
    assert np.isnan((tf.tensor([float("nan")]) + 1.0).item())


def test_floats_are_float64_inside(device: NumpyDevice) -> None:
    x = tf.zeros([2])
    device.poke(x, [1.0, 1e-12])
    assert device.peek(tf.sum(x)) == 1.0 + 1e-12


def test_a_texture_cannot_be_used_before_it_is_made_nor_after_it_is_freed(
    device: NumpyDevice,
) -> None:
    run(device, (CREATE, 7, 1, 1, 0))
    with pytest.raises(DeviceMisuse, match="created, but exists"):
        run(device, (CREATE, 7, 1, 1, 0))
    run(device, (FREE, 7))
    for command in ((FREE, 7), (SWAP, 7, 7)):
        with pytest.raises(DeviceMisuse, match="texture 7 does not exist"):
            run(device, command)
    with pytest.raises(DeviceMisuse, match="9 is no opcode"):
        run(device, (9,))
    with pytest.raises(DeviceMisuse, match="beyond the limits"):
        run(device, (CREATE, 7, 8192, 1, 0))


def test_words_are_reset_even_by_a_command_that_fails(device: NumpyDevice) -> None:
    with pytest.raises(DeviceMisuse):
        run(device, (FREE, 7))
    assert device.words[0] == 1


def test_swap_lets_two_numbers_trade_their_textures() -> None:
    x, y = tf.tensor([1.0, 2.0]), tf.tensor([3.0, 4.0])
    engine().emit(SWAP | 3 << 8, x.storage.texture, y.storage.texture)
    assert x.tolist() == [3.0, 4.0]
    assert y.tolist() == [1.0, 2.0]


def test_reading_a_texture_that_is_written_raises() -> None:
    x = tf.ones([3])
    program = next(iter(engine()._programs.values()), None)
    y = -x
    program = list(engine()._programs.values())[-1]
    kernel = list(engine()._programs)[-1]
    assert kernel[0] == "unary/neg"
    from texelflow.layout import layout_of

    head = engines.draw_head(program, layout_of((3,)), 1, 1, [0, 0, 0, 0], 4)
    engine().draw(head, [x.storage.texture, x.storage.texture], 5)
    with pytest.raises(DeviceMisuse, match="read and written in one draw"):
        y.tolist()


def test_a_kernel_without_imitation_is_named(device: NumpyDevice) -> None:
    kernel = Kernel("odd/one", (), (), (("y", "float"),), (Param("y_shift", "int", 0, 0),), 4)
    with pytest.raises(MissingImitation, match="odd/one"):
        device.compile(kernel, Source("", ()))


def test_turn_runs_what_was_scheduled(device: NumpyDevice) -> None:
    tf.ones([3]) + 1.0
    before = device.counters()["draws"]
    device.turn()
    assert device.counters()["draws"] > before
    assert device.words[0] == 1


def test_data_is_as_it_was_when_asked_for(device: NumpyDevice) -> None:
    async def ask() -> list[float]:
        x = tf.ones([2]) + 1.0
        coming = asyncio.ensure_future(x.data())
        await asyncio.sleep(0)
        x.dispose()
        return (await coming).tolist()

    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, ask()).result() == [2.0, 2.0]


def test_a_lost_device_refuses_everything(device: NumpyDevice) -> None:
    x = tf.ones([2])
    told: list[int] = []
    device.on_loss(lambda: told.append(1))
    device.lose()
    assert told == [1]
    with pytest.raises(ContextLost):
        x.tolist()
    with pytest.raises(ContextLost):
        device.finish()
