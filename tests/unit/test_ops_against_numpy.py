"""Lowerings against NumPy: parameters, addressing and masks, on a device that poisons every gap.

The shaders' own arithmetic is tested in browsers; here it is Python that is on trial.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow.op import OPS

SHAPE = st.lists(st.integers(0, 5), max_size=5).map(tuple)


def ramp(shape: tuple[int, ...], dtype: str = "float32") -> np.ndarray:
    values = np.arange(1, prod(shape) + 1).reshape(shape)
    return (values % 7 - 3).astype(dtype)


def same(found: Any, expected: np.ndarray) -> None:
    np.testing.assert_array_equal(found.numpy(), expected, strict=True)


@given(SHAPE, SHAPE, st.sampled_from(["float32", "int32"]))
def test_binary_ops_broadcast(a: tuple[int, ...], b: tuple[int, ...], dtype: str) -> None:
    x, y = ramp(a, dtype), ramp(b, dtype)
    try:
        expected = x - y
    except ValueError:
        with pytest.raises(tf.errors.ShapeError, match=r"^sub\(a: .*, b: .*\): "):
            tf.sub(x, y)
        return
    same(tf.sub(x, y), expected)


@given(SHAPE, st.data())
def test_stretched_axes_broadcast(shape: tuple[int, ...], data: st.DataObject) -> None:
    ones = data.draw(st.lists(st.booleans(), min_size=len(shape), max_size=len(shape)))
    skip = data.draw(st.integers(0, len(shape)))
    other = tuple(1 if one else n for one, n in zip(ones, shape, strict=True))[skip:]
    x, y = ramp(shape), ramp(other)
    same(tf.tensor(x) + y, x + y)
    same(tf.tensor(y) * x, y * x)


@given(SHAPE, st.data(), st.booleans(), st.sampled_from(["float32", "int32", "bool"]))
def test_sums(shape: tuple[int, ...], data: st.DataObject, keepdims: bool, dtype: str) -> None:
    axes = data.draw(st.lists(st.sampled_from(range(len(shape))), unique=True)) if shape else []
    assume(dtype != "bool" or "_cast" in OPS)
    x = ramp(shape, dtype)
    out = "float32" if dtype == "float32" else "int32"
    for axis in (None, tuple(axes)):
        same(tf.sum(x, axis, keepdims), x.sum(axis, out, keepdims=keepdims))


@pytest.mark.parametrize(
    "shape", [(1000,), (2, 3, 3), (3, 1000), (1000, 3), (2, 600, 2), (5000, 1), (70, 9)]
)
def test_long_sums_are_cut_into_runs(shape: tuple[int, ...]) -> None:
    x = ramp(shape)
    for axis in (None, *range(len(shape))):
        same(tf.sum(x, axis), x.sum(axis, "float32"))


@given(st.permutations(range(4)), st.lists(st.integers(1, 5), min_size=4, max_size=4))
def test_transposes(perm: list[int], shape: list[int]) -> None:
    x = ramp(tuple(shape))
    same(tf.transpose(x, perm), x.transpose(perm))


@given(SHAPE, st.data())
def test_reshapes(shape: tuple[int, ...], data: st.DataObject) -> None:
    other = data.draw(st.permutations(list(shape)))
    cut = data.draw(st.integers(0, len(shape)))
    wanted = (*other[:cut], prod(other[cut:]))
    x = ramp(shape)
    same(tf.reshape(x, wanted), x.reshape(wanted))


@given(st.lists(st.integers(0, 6), min_size=1, max_size=4), st.data())
def test_slices(shape: list[int], data: st.DataObject) -> None:
    ends = st.one_of(st.none(), st.integers(-7, 7))
    steps = st.one_of(st.none(), st.sampled_from([-3, -2, -1, 1, 2, 3]))
    index = tuple(slice(data.draw(ends), data.draw(ends), data.draw(steps)) for _ in shape)
    x = ramp(tuple(shape))
    same(tf.tensor(x)[index], x[index])


@pytest.mark.parametrize(
    "index", [0, -1, (1, 2), (Ellipsis, 1), (None, 1), (slice(None), None, 0), (1, Ellipsis, None)]
)
def test_indices(index: Any) -> None:
    x = ramp((2, 3, 5))
    same(tf.tensor(x)[index], x[index])


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 2, 1), (2, 1, 2, 3)])
@pytest.mark.parametrize("value", [0, 1.5])
def test_padding(shape: tuple[int, ...], value: float) -> None:
    pairs = [(i % 3, (i + 1) % 2) for i in range(len(shape))]
    x = ramp(shape)
    same(tf.pad(x, pairs, value), np.pad(x, pairs, constant_values=value))


@pytest.mark.parametrize(
    ("a", "b"), list(product([(1,), (3, 1), (1, 5), ()], [(3, 5), (2, 3, 5), (3, 1)]))
)
def test_broadcast_to(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    x = ramp(a)
    try:
        expected = np.broadcast_to(x, b)
    except ValueError:
        with pytest.raises(tf.errors.ShapeError, match=r"do(es)? not broadcast"):
            tf.broadcast_to(x, b)
        return
    same(tf.broadcast_to(x, b), np.ascontiguousarray(expected))


BATCHES = [((), ()), ((2,), ()), ((), (2,)), ((2,), (2,)), ((2, 1), (3,)), ((2, 3), (1, 3))]


@given(st.sampled_from(BATCHES), st.tuples(*[st.integers(1, 7)] * 3), st.booleans(), st.booleans())
def test_matmul(
    batch: tuple[tuple[int, ...], tuple[int, ...]], sizes: tuple[int, int, int], ta: bool, tb: bool
) -> None:
    m, k, n = sizes
    a = ramp((*batch[0], *((k, m) if ta else (m, k))))
    b = ramp((*batch[1], *((n, k) if tb else (k, n))))
    expected = (a.swapaxes(-1, -2) if ta else a) @ (b.swapaxes(-1, -2) if tb else b)
    same(tf.matmul(a, b, ta, tb), expected)


@pytest.mark.parametrize(
    ("a", "b"), [((4,), (4,)), ((4,), (4, 3)), ((3, 4), (4,)), ((2, 0), (0, 3))]
)
def test_matmul_of_vectors_and_of_nothing(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    x, y = ramp(a), ramp(b)
    same(tf.tensor(x) @ y, np.asarray(x @ y, np.float32))


def test_whole_numbers_wrap_around() -> None:
    most = 2**31 - 1
    assert (tf.tensor([most]) + 1).tolist() == [-(2**31)]
    assert tf.sum([most, most]).item() == -2


@pytest.mark.parametrize("value", [0.0, -0.0, 1, True, float("nan")])
def test_fill_keeps_the_value_whatever_was_filled_before(value: float) -> None:
    for earlier in (0, 0.0, False, 1.0, -0.0):
        tf.fill([3], earlier, "float32")
    found = tf.fill([3], value, "float32").numpy()
    np.testing.assert_array_equal(found, np.full(3, value, np.float32))
    np.testing.assert_array_equal(np.signbit(found), np.signbit(np.full(3, value, np.float32)))


@pytest.mark.parametrize("shape", [(2, 0), (0,), (0, 3), (2, 0, 3)])
def test_nothing_is_drawn_for_tensors_without_elements(
    shape: tuple[int, ...], device: NumpyDevice
) -> None:
    x = tf.tensor(np.zeros(shape, np.float32))
    y = tf.transpose(-(x + 1.0)) * 2.0
    assert y.shape == shape[::-1]
    assert y.tolist() == np.zeros(shape[::-1]).tolist()
    assert device.counters()["draws"] == 0
