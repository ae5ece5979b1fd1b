"""Textures and their pool, uploads, the command words: seen through what the device was told."""

from __future__ import annotations

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from support.numpy_engine import numpy_device
from texelflow import engine as engines
from texelflow.engine import FLUSH_WORDS, INLINE_TEXELS, Engine, _height_class
from texelflow.errors import ShapeError
from texelflow.layout import layout_of

F = "float32"


def engine() -> Engine:
    return engines.current()


def verbs(device: NumpyDevice, *names: str) -> list[tuple]:
    return [entry for entry in device.log if entry[0] in names]


def test_a_released_texture_is_used_again() -> None:
    first = engine().allocate((3, 5), F)
    engine().release(first)
    assert engine().pooled_bytes == engine().gpu_bytes > 0
    assert engine().allocate((3, 5), F).texture == first.texture
    assert engine().pooled_bytes == 0


def test_formats_and_sizes_do_not_mix_in_the_pool() -> None:
    first = engine().allocate((3, 5), F)
    engine().release(first)
    for shape, dtype in (((3, 5), "int32"), ((3, 5), "bool"), ((30, 50), F)):
        assert engine().allocate(shape, dtype).texture != first.texture


def test_textures_of_one_height_class_replace_one_another() -> None:
    # 64 texels wide both; 57 and 60 lines are of one class.
    a, b = engine().allocate((4 * 64 * 57,), F), engine().allocate((4 * 64 * 60,), F)
    assert a.slot.height == b.slot.height == 60
    engine().release(a)
    assert engine().allocate((4 * 64 * 59,), F).texture == a.texture


def test_height_classes_waste_at_most_an_eighth() -> None:
    for height in range(1, 4097):
        rounded = _height_class(height)
        assert height <= rounded <= max(8, height * 1.125)
        assert _height_class(rounded) == rounded


def test_the_pool_is_capped_and_forgets_the_oldest_first(device: NumpyDevice) -> None:
    one = 16 * 16 * 16  # bytes of a 16 x 16 texture
    engine().pool_cap = 2 * one
    made = [engine().allocate((1024,), F) for _ in range(4)]
    for storage in (made[2], made[0], made[3], made[1]):
        engine().release(storage)
    engine().flush()
    assert engine().pooled_bytes == engine().gpu_bytes == 2 * one
    assert verbs(device, "free") == [("free", made[2].texture), ("free", made[0].texture)]
    # The youngest is taken first: it is likelier to be in some cache.
    assert engine().allocate((1024,), F).texture == made[1].texture


def test_numbers_of_deleted_textures_are_used_again(device: NumpyDevice) -> None:
    first = engine().allocate((3,), F)
    engine().release(first)
    engine().trim()
    assert engine().gpu_bytes == 0
    assert engine().allocate((50,), F).texture == first.texture
    engine().flush()
    assert [e[0] for e in device.log] == ["create", "free", "create"]


def test_bytes_are_counted_on_the_host_and_on_the_gpu(device: NumpyDevice) -> None:
    storage = engine().allocate((3, 5), F)
    assert (engine().storages, engine().bytes) == (1, 60)
    flags = engine().allocate((3, 5), "bool")
    assert engine().bytes == 75
    engine().flush()
    assert engine().gpu_bytes == device.counters()["bytes"]
    engine().hide(flags)
    assert (engine().storages, engine().bytes) == (1, 60)
    engine().reveal(flags)
    engine().release(flags)
    engine().release(storage)
    assert (engine().storages, engine().bytes) == (0, 0)


def test_a_tensor_that_no_texture_holds_is_refused() -> None:
    with (
        numpy_device(max_texture_size=64) as small,
        pytest.raises(
            ShapeError,
            match=r"shape \(70000,\) needs a texture of 256 x 69 .*largest is 64 x 64.*16,384",
        ),
    ):
        tf.zeros([70000])
    assert not small.textures


def test_float16_textures_serve_where_float32_cannot_be_drawn() -> None:
    with numpy_device(float32=False) as device:
        x = tf.ones([3]) + 1.0
        assert x.tolist() == [2.0] * 3
        assert device.textures[x.storage.texture].format == 3


# --- uploads ----------------------------------------------------------------------------------


def test_small_uploads_travel_in_the_words_and_large_ones_by_themselves(
    device: NumpyDevice,
) -> None:
    limit = 4 * INLINE_TEXELS
    for count, executes in ((limit, 0), (limit + 1, 1)):
        before = device.counters()
        x = tf.tensor(np.arange(count, dtype=np.float32))
        after = device.counters()
        assert after["executes"] - before["executes"] == executes
        assert after["uploads"] - before["uploads"] == executes
        assert x.tolist() == list(range(count))


def test_textures_are_at_least_as_wide_as_high() -> None:
    for count in (1, 5, 100, 4 * 64 * 57, 4 * 1000 * 1000):
        layout = layout_of((count,))
        assert _height_class(layout.height) <= layout.width


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
@pytest.mark.parametrize("rows", [3, 300])
def test_rows_are_spread_over_the_padding(dtype: str, rows: int, device: NumpyDevice) -> None:
    values = np.arange(rows * 5).reshape(rows, 5).astype(dtype)
    x = tf.tensor(values)
    np.testing.assert_array_equal(x.numpy(), values)
    lanes = device.textures[x.storage.texture].data[:24].reshape(3, 8)
    np.testing.assert_array_equal(lanes[:, :5], values[:3])


def test_the_callers_buffer_may_change_after_an_upload() -> None:
    for count in (8, 4096):
        values = np.ones(count, np.float32)
        x = tf.tensor(values)
        values[:] = 2
        assert x.tolist() == [1.0] * count


def test_an_upload_after_draws_does_not_overtake_them() -> None:
    small = tf.ones([600])
    y = -small
    small.dispose()
    big = tf.tensor(np.full(600, 5, np.float32))  # takes small's texture, after y was drawn
    assert y.tolist() == [-1.0] * 600
    assert big.tolist() == [5.0] * 600


# --- the words --------------------------------------------------------------------------------


def test_draws_wait_until_the_words_are_full(device: NumpyDevice) -> None:
    x = -tf.ones([3])
    device.turn()
    before = device.counters()
    while device.counters() == before:
        x = -x
        assert device.words[0] <= FLUSH_WORDS
    assert device.counters()["draws"] - before["draws"] > 100


def test_long_chains_are_right_across_flushes(device: NumpyDevice) -> None:
    x = tf.zeros([3])
    for _ in range(1500):
        x = x + 1.0
    assert x.tolist() == [1500.0] * 3
    assert device.counters()["executes"] >= 3
    assert len(device.textures) <= 4


def test_many_uploads_fill_the_words_too(device: NumpyDevice) -> None:
    kept = [tf.tensor([float(i)] * 200) for i in range(200)]
    assert device.counters()["executes"] >= 1
    assert [x.tolist()[199] for x in kept] == [float(i) for i in range(200)]


def test_the_event_loop_is_asked_once_for_each_batch(device: NumpyDevice) -> None:
    x = -tf.ones([3])  # compiling sends what waits
    device.turn()
    for batch in range(3):
        asked = device.scheduled
        for _ in range(4):
            x = -x
        assert device.scheduled == asked + 1, f"batch {batch}"
        device.turn()
    assert x.tolist() == [-1.0] * 3


def test_a_small_block_of_words_is_enough() -> None:
    with numpy_device(words=FLUSH_WORDS) as device:
        tensors = [tf.tensor([float(i)] * 250) for i in range(40)]
        total = tensors[0]
        for x in tensors[1:]:
            total = total + x
        assert total.tolist()[0] == sum(range(40))
        assert device.counters()["executes"] > 2


def test_no_command_names_a_texture_that_was_freed(device: NumpyDevice) -> None:
    # The device raises if one does; a small pool makes it likely.
    engine().pool_cap = 1024
    rng = np.random.default_rng(1)
    alive = [tf.ones([int(n)]) for n in rng.integers(1, 900, 8)]
    for _ in range(300):
        at = int(rng.integers(len(alive)))
        kind = int(rng.integers(4))
        if kind == 0:
            alive[at] = tf.ones([int(rng.integers(1, 900))])
        elif kind == 1:
            alive[at] = -alive[at]
        elif kind == 2:
            alive[at] = tf.reshape(alive[at], [alive[at].size, 1])[:, 0]
        else:
            alive[at] = alive[at] * tf.sum(alive[at]) * 0.0 + 1.0
    for x in alive:
        assert set(np.abs(x.numpy()).tolist()) == {1.0}
    engine().flush()
    assert engine().gpu_bytes == device.counters()["bytes"]
    assert verbs(device, "free")


# --- programs ---------------------------------------------------------------------------------


def test_programs_do_not_depend_on_shapes(device: NumpyDevice) -> None:
    for shape in ([3], [7, 5], [2, 3, 4]):
        -tf.ones(shape)
    labels = [entry[1] for entry in verbs(device, "compile")]
    assert labels == ["create/fill", "unary/neg"]
    -tf.ones([3], "int32")
    assert engine().programs == 4


def test_each_device_has_its_engine() -> None:
    first = engine()
    with numpy_device():
        assert engine() is not first
    assert engine() is first


def test_finish_sends_what_waits(device: NumpyDevice) -> None:
    tf.ones([3])
    engine().finish()
    assert device.counters()["draws"] == 1
