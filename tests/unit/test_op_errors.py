"""What ops refuse: the kind of error, and a message with the call, its shapes and the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from texelflow.errors import DTypeError, OutOfRange, ShapeError

X = np.ones((2, 3), np.float32)

CASES: list[tuple[Callable[[], Any], type[Exception], str]] = [
    # movement
    (lambda: tf.reshape(X, [-1, -1]), ShapeError, r"^reshape\(x: \(2, 3\)\): .*more than one -1"),
    (lambda: tf.reshape(X, [-1, 4]), ShapeError, r"6 elements cannot be divided by 4"),
    (lambda: tf.reshape(X, [5]), ShapeError, r"6 elements do not fill shape \(5,\)"),
    (lambda: tf.expand_dims(X, 3), ShapeError, r"^expand_dims\(x: \(2, 3\)\): axis 3 must be"),
    (lambda: tf.squeeze(X, 0), ShapeError, r"^squeeze\(x: \(2, 3\)\): axis 0 has size 2, not 1"),
    (lambda: tf.squeeze(X, 5), ShapeError, r"axis 5 is out of range for 2 axes"),
    (lambda: tf.transpose(X, [0, 0]), ShapeError, r"perm \(0, 0\) must name each of the 2 axes"),
    (lambda: tf.slice(X, [0, 2], [2, 2]), ShapeError, r"begin 2 and size 2 leave axis 1"),
    (lambda: tf.slice(X, [0, 0, 0]), ShapeError, r"for more axes than x has"),
    (lambda: tf.pad(X, [[1, 1]]), ShapeError, r"must be one pair per axis"),
    (lambda: tf.pad(X, -1), ShapeError, r"must not be negative"),
    (lambda: tf.broadcast_to(X, [3]), ShapeError, r"does not broadcast to \(3,\)"),
    # indexing
    (lambda: tf.tensor(X)[2], OutOfRange, r"axis 0 of a tensor of shape \(2, 3\) has 2"),
    (lambda: tf.tensor(X)[0, 0, 0], OutOfRange, r"3 indices for a tensor of 2 axes"),
    (lambda: tf.tensor(X)[..., ...], OutOfRange, r"one `...` only"),
    (lambda: tf.tensor(X)[::0], ShapeError, r"step cannot be 0"),
    (lambda: tf.tensor(X)["a"], TypeError, r"an index is an int, a slice"),
    (lambda: tf.tensor(X)[1.5], TypeError, r"an index is an int, a slice"),
    # joining
    (lambda: tf.concat([X, np.ones((2, 4, 1), np.float32)]), ShapeError, r"concat"),
    (lambda: tf.concat([X, np.ones((3, 4), np.float32)], 1), ShapeError, r"concat"),
    (lambda: tf.stack([X, X[:1]]), ShapeError, r"^stack"),
    (lambda: tf.split(X, 2, 1), ShapeError, r"^split"),
    (lambda: tf.split(X, [1, 1], 1), ShapeError, r"^split"),
    (lambda: tf.tile(X, [1]), ShapeError, r"^tile"),
    (lambda: tf.repeat(X, -1, 0), ShapeError, r"^repeat"),
    (lambda: tf.gather(X, [0.5]), DTypeError, r"indices are float32; they must be int32"),
    (lambda: tf.gather(1.0, [0]), ShapeError, r"a scalar has nothing to take from"),
    (lambda: tf.gather(X, [0], batch_dims=3), ShapeError, r"batch_dims 3 must be from 0"),
    (lambda: tf.unsorted_segment_sum(X, [0], 2), ShapeError, r"x's first axes must be those"),
    (lambda: tf.unsorted_segment_sum(X, [0.0, 1.0], 2), DTypeError, r"must be int32"),
    # matrices
    (lambda: tf.matmul(X, X), ShapeError, r"^matmul\(a: \(2, 3\), b: \(2, 3\)\): inner dimensions"),
    (lambda: tf.matmul(X, 1.0), ShapeError, r"a scalar has no rows and columns"),
    (lambda: tf.matmul(X[0], X, True), ShapeError, r"a vector cannot be transposed"),
    (lambda: tf.dot(X[None], X), ShapeError, r"^dot\(.*needs at most two axes"),
    (lambda: tf.dot(X, X), ShapeError, r"^dot\(.*inner dimensions 3 and 2 differ"),
    (lambda: tf.outer_product(X, X), ShapeError, r"needs two vectors"),
    # reductions and rows
    (lambda: tf.max(np.zeros((0, 3), np.float32), 0), ShapeError, r"greatest or least of no"),
    (lambda: tf.argmax(np.zeros((0, 3), np.float32)), ShapeError, r"no elements lie along axis 0"),
    (lambda: tf.sum(X, 2), ShapeError, r"^sum\(x: \(2, 3\)\): axis 2 is out of range"),
    (lambda: tf.softmax(1.0), ShapeError, r"a scalar has no axis"),
    (lambda: tf.softmax(X, 4), ShapeError, r"^softmax\(x: \(2, 3\)\): axis 4 is out of range"),
    # numbers
    (lambda: tf.bitwise_and(X, 1), DTypeError, r"float32 has no bitwise operations"),
    (lambda: tf.clip_by_value(X, 2.0, 1.0), ShapeError, r"clip_value_min 2.0 is above"),
    (lambda: tf.add_n([]), ShapeError, r"needs at least one tensor"),
    (lambda: tf.add_n([X, X[0]]), ShapeError, r"shapes \(2, 3\) and \(3,\) differ"),
    (lambda: tf.fill([2], [1, 2]), ShapeError, r"^fill\(value: \(2,\)\): needs one number"),
    # random numbers
    (lambda: tf.random_uniform([2], 3, 1), ShapeError, r"maxval 1 is below minval 3"),
    (lambda: tf.random_uniform_int([2], 3, 3), ShapeError, r"needs minval < maxval"),
    (lambda: tf.random_normal([2], std_dev=-1), ShapeError, r"std_dev -1 is negative"),
    (lambda: tf.random_normal([2], dtype="bool"), DTypeError, r"no normal distribution"),
    (lambda: tf.random_uniform([2], "a"), TypeError, r"must be a number"),
    (lambda: tf.set_random_seed(1.5), TypeError, r"must be an int"),
    (lambda: tf.dropout(X, 1.0), ShapeError, r"rate 1.0 must be at least 0 and below 1"),
    (lambda: tf.dropout([1, 2], 0.5), DTypeError, r"must be float32"),
    (lambda: tf.dropout(X, 0.5, [4]), ShapeError, r"broadcast"),
    # sequences
    (lambda: tf.range(0, 1, 0), ValueError, r"^range"),
    # images
    (lambda: tf.conv2d(X, X), ShapeError, r"^conv2d"),
    (lambda: tf.max_pool(X, 2), ShapeError, r"^max_pool"),
]


@pytest.mark.parametrize(("call", "kind", "message"), CASES)
def test_refusals(call: Callable[[], Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        call()


def test_what_looks_odd_is_allowed() -> None:
    x = tf.tensor(X)
    assert tf.reshape(x, -1).shape == (6,)
    assert tf.squeeze(x[None]).shape == (2, 3)
    assert tf.squeeze(x[None], [0]).shape == (2, 3)
    assert tf.expand_dims(x, -3).shape == (1, 2, 3)
    assert tf.slice(x, 1).shape == (1, 3)
    assert tf.slice(x, [0, 1], [-1, 2]).shape == (2, 2)
    assert tf.pad(x, [1, 0]).shape == (3, 4)
    assert tf.pad(tf.zeros([0, 2]), 1, 5).tolist() == [[5.0] * 4] * 2
    assert tf.pad(1.0, []).item() == 1.0
    assert tf.strided_slice(x, [0, 0], [2, 3], [1, 2]).shape == (2, 2)
    masked = tf.strided_slice(x, [9, 1, 0], [9, 2, 9], begin_mask=4, end_mask=4, new_axis_mask=1)
    assert masked.shape == (1, 1, 3)
    assert tf.strided_slice(x, [0, 1], [0, 2], ellipsis_mask=1, shrink_axis_mask=2).shape == (2,)
    assert tf.dot(x, 2.0).shape == (2, 3)
    assert tf.outer_product([1.0, 2.0], [3.0, 4.0]).tolist() == [[3.0, 4.0], [6.0, 8.0]]
    assert [g.tolist() for g in tf.meshgrid([1, 2], [3])] == [[[1, 2]], [[3, 3]]]
    assert tf.tensor1d([1]).shape == (1,)
    assert tf.tensor3d([1, 2], [1, 2, 1]).shape == (1, 2, 1)
    assert tf.random_uniform([5], dtype="bool").dtype == "bool"
    assert tf.random_normal([5], dtype="int32").dtype == "int32"
    assert tf.dropout(X, 0.5, [1, 3]).shape == (2, 3)
    assert tf.conv1d(np.ones((1, 5, 2), np.float32), np.ones((3, 2, 4), np.float32)).shape == (
        1,
        3,
        4,
    )
    assert tf.pool(np.ones((1, 4, 4, 1), np.float32), 2, "max").shape == (1, 3, 3, 1)
