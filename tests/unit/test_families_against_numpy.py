"""Matrices in blocks, convolution, pooling, joining, rows, positions, random numbers, optimizers:
lowerings against NumPy, gradients against differences in float64.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import texelflow as tf
from support.numpy_device import NumpyDevice
from support.numpy_engine import numpy_device
from support.slopes import RNG, normal, slopes_agree
from texelflow.tensor import Tensor


def ramp(shape: tuple[int, ...], dtype: str = "float32") -> np.ndarray:
    return (np.arange(np.prod(shape, dtype=int)) % 7 - 3).reshape(shape).astype(dtype)


def near(found: Tensor, expected: np.ndarray) -> None:
    np.testing.assert_allclose(found.numpy(), expected, rtol=2e-6, atol=2e-6)
    assert found.shape == expected.shape


# --- matrices in blocks -------------------------------------------------------------------------


@pytest.mark.parametrize(("ta", "tb"), list(product([False, True], repeat=2)))
@pytest.mark.parametrize("targets", [4, 8])
@pytest.mark.parametrize(("batch", "m", "k", "n"), [((), 70, 33, 70), ((3,), 37, 16, 130)])
def test_large_products(
    ta: bool, tb: bool, targets: int, batch: tuple[int, ...], m: int, k: int, n: int
) -> None:
    a = ramp((*batch, *((k, m) if ta else (m, k))))
    b = ramp((*batch, *((n, k) if tb else (k, n))))
    expected = (a.swapaxes(-1, -2) if ta else a) @ (b.swapaxes(-1, -2) if tb else b)
    with numpy_device(max_draw_buffers=targets):
        np.testing.assert_array_equal(tf.matmul(a, b, ta, tb).numpy(), expected)


@pytest.mark.parametrize(("k", "m", "n"), [(1280, 20, 24), (2560, 8, 4), (1281, 20, 24)])
def test_long_sums_of_small_products(device: NumpyDevice, k: int, m: int, n: int) -> None:
    a, b = ramp((k, m)), ramp((k, n))
    np.testing.assert_array_equal(tf.matmul(a, b, transpose_a=True).numpy(), a.T @ b)
    cut = any(entry[:2] == ("draw", "reduce/sum ROWS") for entry in device.log)
    assert cut == (k % 2 == 0)


# --- convolution --------------------------------------------------------------------------------


def convolved(x: np.ndarray, w: np.ndarray, stride: int, dilation: int, pad: int) -> np.ndarray:
    x = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows, cols = ((n - 1) * dilation + 1 for n in w.shape[:2])
    out = [(x.shape[1] - rows) // stride + 1, (x.shape[2] - cols) // stride + 1]
    y = np.zeros((x.shape[0], *out, w.shape[3]), np.float64)
    for i, j in product(range(out[0]), range(out[1])):
        at, to = i * stride, j * stride
        patch = x[:, at : at + rows : dilation, to : to + cols : dilation]
        y[:, i, j] = np.tensordot(patch, w, 3)
    return y


CONVS = [
    (stride, dilation, pad, c, n)
    for (stride, dilation), pad, (c, n) in product(
        [(1, 1), (2, 1), (1, 2)], [0, 1], [(1, 3), (3, 1), (5, 6), (4, 4), (2, 2)]
    )
]


@pytest.mark.parametrize(("stride", "dilation", "pad", "c", "n"), CONVS)
def test_convolution(stride: int, dilation: int, pad: int, c: int, n: int) -> None:
    x, w = ramp((2, 7, 9, c)), ramp((3, 2, c, n))
    found = tf.conv2d(x, w, stride, pad, dilations=dilation)
    near(found, convolved(x, w, stride, dilation, pad))


@pytest.mark.parametrize(
    ("stride", "dilation", "pad", "c", "n"),
    [(1, 1, 1, 3, 4), (2, 1, 0, 4, 3), (1, 2, 1, 1, 2), (2, 1, 1, 2, 1), (1, 1, 0, 5, 5)],
)
def test_convolution_slopes(
    stride: int, dilation: int, pad: int, c: int, n: int, device: NumpyDevice
) -> None:
    def f(x: Tensor, w: Tensor) -> Tensor:
        return tf.conv2d(x, w, stride, pad, dilations=dilation)

    slopes_agree(device, f, normal(2, 5, 6, c), normal(3, 2, c, n))


@pytest.mark.parametrize(("c", "n"), [(3, 8), (4, 5), (1, 4), (2, 4)])
@pytest.mark.parametrize("pad", [0, 1])
def test_convolution_of_large_images_and_its_gradients(c: int, n: int, pad: int) -> None:
    x, w = ramp((2, 70, 67, c)), ramp((3, 3, c, n))
    y, (gx, gw) = tf.value_and_grads(lambda x, w: tf.conv2d(x, w, 1, pad))(x, w)
    near(y, convolved(x, w, 1, 1, pad))
    ones = np.ones(y.shape)
    inner = convolved(ones, w[::-1, ::-1].swapaxes(2, 3), 1, 1, 2 - pad)
    near(gx, inner)
    padded = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows, cols = y.shape[1:3]
    for i, j in product(range(3), range(3)):
        sums = padded[:, i : i + rows, j : j + cols].sum((0, 1, 2))
        np.testing.assert_allclose(gw.numpy()[i, j], np.repeat(sums[:, None], n, 1), rtol=1e-5)


def test_transposed_convolution_is_the_adjoint() -> None:
    x, w, g = normal(1, 6, 6, 3), normal(3, 3, 3, 4), normal(1, 4, 4, 4)
    forward = tf.sum(tf.conv2d(x, w) * g).item()
    back = tf.sum(tf.conv2d_transpose(g, w, [1, 6, 6, 3]) * x).item()
    assert forward == pytest.approx(back, rel=1e-4)


@pytest.mark.parametrize(("stride", "pad"), [(1, 1), (2, 0)])
@pytest.mark.parametrize(("c", "multiplier"), [(1, 1), (4, 1), (3, 2), (5, 1), (2, 3)])
def test_depthwise_convolution(
    stride: int, pad: int, c: int, multiplier: int, device: NumpyDevice
) -> None:
    x, w = ramp((2, 6, 5, c)), ramp((3, 2, c, multiplier))
    each = [convolved(x[..., i : i + 1], w[:, :, i : i + 1], stride, 1, pad) for i in range(c)]
    near(tf.depthwise_conv2d(x, w, stride, pad), np.concatenate(each, 3))
    slopes_agree(
        device,
        lambda x, w: tf.depthwise_conv2d(x, w, stride, pad),
        normal(1, 5, 4, c),
        normal(3, 2, c, multiplier),
    )


# --- pooling ------------------------------------------------------------------------------------


@pytest.mark.parametrize("c", [1, 2, 5])
@pytest.mark.parametrize(("size", "stride", "pad"), [(2, 2, "valid"), (3, 2, "same"), (3, 1, 1)])
@pytest.mark.parametrize("kind", ["max", "avg"])
def test_pooling(kind: str, size: int, stride: int, pad: Any, c: int, device: NumpyDevice) -> None:
    pool = tf.max_pool if kind == "max" else tf.avg_pool
    x = RNG.permutation(2 * 5 * 6 * c).reshape(2, 5, 6, c).astype(np.float32)
    y = pool(x, size, stride, pad)
    out = [-(-n // stride) if pad == "same" else (n + 2 * (pad == 1) - size) // stride + 1
           for n in (5, 6)]  # fmt: skip
    assert y.shape == (2, *out, c)
    before = [
        max(0, (o - 1) * stride + size - n) // 2 if pad == "same" else int(pad == 1)
        for o, n in zip(out, (5, 6), strict=True)
    ]
    for i, j in product(range(out[0]), range(out[1])):
        at, to = i * stride - before[0], j * stride - before[1]
        part = x[:, max(0, at) : at + size, max(0, to) : to + size]
        expected = part.max((1, 2)) if kind == "max" else part.mean((1, 2))
        np.testing.assert_allclose(y.numpy()[:, i, j], expected, rtol=1e-6)
    slopes_agree(device, lambda x: pool(x * x, size, stride, pad), x / 50 + 1)


# --- joining and gathering ----------------------------------------------------------------------


@given(st.integers(0, 2), st.integers(1, 12), st.sampled_from([(2, 3, 4), (2, 3, 1), (3, 2, 5)]))
def test_concat(axis: int, count: int, shape: tuple[int, ...]) -> None:
    parts = []
    for i in range(count):
        sizes = list(shape)
        sizes[axis] = i % 4
        parts.append(ramp(tuple(sizes)) + i)
    np.testing.assert_array_equal(tf.concat(parts, axis).numpy(), np.concatenate(parts, axis))


def test_stacking_splitting_and_repeating() -> None:
    x = ramp((4, 3, 5), "int32")
    for axis in range(-3, 3):
        np.testing.assert_array_equal(
            tf.stack([x, x + 1], axis).numpy(), np.stack([x, x + 1], axis)
        )
        found = tf.unstack(x, axis)
        assert len(found) == x.shape[axis]
        np.testing.assert_array_equal(found[1].numpy(), np.take(x, 1, axis))
        np.testing.assert_array_equal(tf.reverse(x, axis).numpy(), np.flip(x, axis))
        np.testing.assert_array_equal(tf.repeat(x, 3, axis).numpy(), np.repeat(x, 3, axis))
    for part, expected in zip(tf.split(x, [1, 0, 3]), np.split(x, [1, 1]), strict=True):
        np.testing.assert_array_equal(part.numpy(), expected)
    for reps in ([2, 1, 3], [1, 2, 1], [1, 1, 1]):
        np.testing.assert_array_equal(tf.tile(x, reps).numpy(), np.tile(x, reps))


@pytest.mark.parametrize("shape", [(6,), (6, 2), (6, 3), (6, 2, 4)])
@pytest.mark.parametrize("indices", [[0, 5, 5], [[1, 2], [3, 0]], 4, []])
def test_gathering(shape: tuple[int, ...], indices: Any, device: NumpyDevice) -> None:
    x, at = ramp(shape), np.array(indices, np.int32)
    for axis in range(len(shape)):
        values = np.moveaxis(np.broadcast_to(x, shape), 0, axis)
        found = tf.gather(values, at, axis)
        np.testing.assert_array_equal(found.numpy(), np.take(values, at, axis))
    if at.size:
        slopes_agree(device, lambda x: tf.gather(x * x, at), normal(*shape))


def test_segments() -> None:
    x, ids = ramp((7, 3)), np.array([2, 0, 2, 5, 0, -1, 2], np.int32)
    expected = np.zeros((4, 3), np.float32)
    for row, segment in zip(x, ids, strict=True):
        if 0 <= segment < 4:
            expected[segment] += row
    np.testing.assert_array_equal(tf.unsorted_segment_sum(x, ids, 4).numpy(), expected)


@pytest.mark.parametrize(("segments", "count"), [(3000, 400), (700, 1500)])
def test_many_segments_are_found_by_buckets(segments: int, count: int) -> None:
    ids = RNG.integers(-1, segments + 1, count).astype(np.int32)
    x = ramp((count, 3))
    expected = np.zeros((segments, 3), np.float32)
    inside = (ids >= 0) & (ids < segments)
    np.add.at(expected, ids[inside], x[inside])
    np.testing.assert_array_equal(tf.unsorted_segment_sum(x, ids, segments).numpy(), expected)


def test_made_of_indices() -> None:
    found = tf.one_hot([[0, 2], [1, 5]], 3)
    assert found.tolist() == [[[1, 0, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 0]]]
    np.testing.assert_array_equal(tf.eye(3, 4).numpy(), np.eye(3, 4, dtype=np.float32))
    assert tf.range(2, 8, 3).tolist() == [2, 5]
    near(tf.linspace(0.0, 1.0, 5), np.linspace(0, 1, 5))


# --- rows and positions -------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(5,), (3, 1), (3, 2), (3, 7), (2, 3, 4)])
def test_softmax(shape: tuple[int, ...], device: NumpyDevice) -> None:
    x = normal(*shape) * 20
    for axis in range(len(shape)):
        e = np.exp(x - x.max(axis, keepdims=True))
        expected = e / e.sum(axis, keepdims=True)
        near(tf.softmax(x, axis), expected)
        near(tf.exp(tf.log_softmax(x, axis)), expected)
    slopes_agree(device, tf.softmax, x / 20)
    slopes_agree(device, tf.log_softmax, x / 20)


@pytest.mark.parametrize("shape", [(9,), (3, 2), (4, 7), (600,), (2, 600, 3), (5, 1)])
@pytest.mark.parametrize("name", ["argmax", "argmin"])
def test_positions(name: str, shape: tuple[int, ...]) -> None:
    x = ramp(shape)
    x.reshape(-1)[4] = np.nan if len(shape) == 1 else 5
    for axis in (None, *range(len(shape))):
        found = getattr(tf, name)(x, axis)
        expected = getattr(np, name)(x, axis)
        np.testing.assert_array_equal(found.numpy(), expected)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple), st.data())
def test_other_reductions(shape: tuple[int, ...], data: st.DataObject) -> None:
    axis = data.draw(st.sampled_from([None, *range(len(shape))]))
    x = ramp(shape)
    for name in ("max", "min", "prod", "mean"):
        near(getattr(tf, name)(x, axis), np.asarray(getattr(np, name)(x, axis), np.float32))
    for name in ("all", "any"):
        found = getattr(tf, name)(x > 0, axis)
        np.testing.assert_array_equal(found.numpy(), getattr(np, name)(x > 0, axis))


@pytest.mark.parametrize("name", ["max", "min", "prod", "mean"])
def test_reduction_slopes(name: str, device: NumpyDevice) -> None:
    for axis in (None, 0, 1):
        slopes_agree(device, lambda x, a=axis: getattr(tf, name)(x * x, a), normal(3, 5))


# --- optimizers ---------------------------------------------------------------------------------


def test_optimizer_steps() -> None:
    from texelflow.ops.optimizer_updates import adam_update, momentum_update, sgd_update

    w, g, m = normal(3, 5), normal(3, 5), normal(3, 5)
    near(sgd_update(w, g, 0.5, decay=0.1)[0], w * 0.95 - 0.5 * g)
    found = momentum_update(w, g, m, 0.5, momentum=0.9, nesterov=True)
    near(found[1], 0.9 * m - 0.5 * g)
    near(found[0], w + 0.9 * (0.9 * m - 0.5 * g) - 0.5 * g)
    zero = np.zeros((3, 5), np.float32)
    adam = adam_update(w, g, zero, zero, 0.1, 0, beta_1=0.9, beta_2=0.999, epsilon=1e-8)
    np.testing.assert_allclose(adam[0].numpy(), w - 0.1 * np.sign(g), rtol=1e-4, atol=1e-5)
    near(adam[1], 0.1 * g)
