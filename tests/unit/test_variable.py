"""Variables: assignment, names, errors."""

from __future__ import annotations

import pytest

import texelflow as tf
from texelflow import engine as engines
from texelflow.errors import DTypeError, ShapeError
from texelflow.variable import variables


def storages() -> int:
    return engines.current().storages


def test_assigning() -> None:
    v = tf.Variable([1.0, 2.0])
    v.assign([3, 4])
    assert v.tolist() == [3.0, 4.0]
    v.assign(tf.tensor([5.0, 6.0]))
    v.assign_add([1.0, 1.0])
    v.assign_sub(2.0)
    assert v.tolist() == [4.0, 5.0]
    assert v.value.tolist() == [4.0, 5.0]
    assert (v.shape, v.dtype, v.ndim) == ((2,), "float32", 1)
    assert storages() == 1


def test_bad_assignments_change_nothing() -> None:
    v = tf.Variable([1.0, 2.0], name="w")
    with pytest.raises(ShapeError, match=rf"{v.name}\.assign\(value: \(3,\)\): .* shape is \(2,\)"):
        v.assign([1.0, 2.0, 3.0])
    with pytest.raises(DTypeError, match=r"assign\(value: int32\): .*tf\.cast\(value, 'float32'\)"):
        v.assign(tf.tensor([1, 2]))
    assert v.tolist() == [1.0, 2.0]


def test_assigning_a_tensor_shares_it_and_does_not_own_it() -> None:
    x = tf.tensor([1.0, 2.0])
    v = tf.Variable([0.0, 0.0])
    v.assign(x)
    assert storages() == 1
    v.assign_add([1.0, 1.0])
    assert x.tolist() == [1.0, 2.0]
    x.dispose()
    assert v.tolist() == [2.0, 3.0]


def test_a_variable_reads_as_its_value_at_that_moment() -> None:
    v = tf.Variable([1.0])
    y = v + 1.0
    before = v.value
    v.assign([5.0])
    assert (y.tolist(), v.tolist()) == ([2.0], [5.0])
    assert before.tolist() == [1.0]  # who holds the old value still has it


def test_names_are_unique_and_variables_are_listed() -> None:
    a, b = tf.Variable(1.0, name="same"), tf.Variable(1.0, name="same")
    assert a.name != b.name
    assert {id(a), id(b)} <= {id(v) for v in variables()}
    b.dispose()
    assert id(b) not in {id(v) for v in variables()}
    assert tf.Variable([1, 2], dtype="float32").dtype == "float32"
    assert tf.Variable(tf.tensor([1, 2]), dtype="float32").dtype == "float32"
    assert tf.Variable(a).tolist() == 1.0
