"""Numbers beside tensors: made once, never disposed, forgotten in time."""

from __future__ import annotations

import math

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from support.numpy_engine import numpy_device
from texelflow import engine as engines
from texelflow.errors import DTypeError
from texelflow.tensor import MAX_CONSTANTS, Hidden, as_tensor, constant


def storages() -> int:
    return engines.current().storages


def test_constants_are_made_once(device: NumpyDevice) -> None:
    x = tf.ones([3])
    for _ in range(5):
        x = x * 2.0 + 1.0
    engines.current().flush()
    assert device.counters()["uploads"] == 2


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_equal_constants_of_other_types_do_not_mix(dtype: str) -> None:
    for value in (True, 1, 1.0, 0, 0.0, -0.0, False):
        found = constant(value, dtype)
        assert found.dtype == dtype
        expected = np.asarray(value).astype(dtype)
        assert found.numpy() == expected
        assert np.signbit(found.numpy().astype("f4")) == np.signbit(expected.astype("f4"))


def test_nan_is_a_constant_too(device: NumpyDevice) -> None:
    made = [constant(float("nan"), "float32") for _ in range(3)]
    assert math.isnan(made[0].item())
    assert made[0] is made[1] is made[2]
    assert math.isinf(constant(float("-inf"), "float32").item())


def test_constants_cannot_be_disposed() -> None:
    x = as_tensor("f", 7.0)
    x.dispose()
    with tf.tidy():
        as_tensor("f", 8.0)
    assert x.item() == 7.0
    assert as_tensor("f", 8.0).item() == 8.0


def test_the_cache_is_bounded() -> None:
    x = tf.zeros([3])
    for i in range(2 * MAX_CONSTANTS + 10):
        x = x + float(i)
    assert len(engines.current().constants) <= MAX_CONSTANTS
    assert x.tolist() == [float(sum(range(2 * MAX_CONSTANTS + 10)))] * 3
    assert storages() == 1


def test_a_constant_that_is_evicted_while_in_use_keeps_its_value() -> None:
    for i in range(MAX_CONSTANTS - 1):
        constant(float(1000 + i), "float32")
    old = as_tensor("f", 3.0)
    assert len(engines.current().constants) == MAX_CONSTANTS
    assert tf.sub(3.0, 0.5).item() == 2.5  # 0.5 evicts 3.0, which is this op's other argument
    assert old.item() == 3.0
    assert storages() == 0
    with numpy_device():
        assert isinstance(as_tensor("f", 3.0), Hidden)


@pytest.mark.parametrize("bad", [2**31, -(2**31) - 1, 2**40])
def test_a_number_that_does_not_fit_names_the_op(bad: int) -> None:
    with pytest.raises(DTypeError, match=f"^add: {bad} does not fit into int32"):
        tf.tensor([1]) + bad
