"""dtypes, their promotion, and the rules by which ops treat them, beside NumPy's."""

from __future__ import annotations

import warnings
from itertools import product
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from texelflow import dtypes, types
from texelflow.errors import DTypeError

ALL = ["bool", "int32", "float32", "complex64"]


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_promotion_is_numpys_but_for_int32_beside_float32(a: str, b: str) -> None:
    # NumPy widens int32 beside float32 to float64, which WebGL has not.
    expected = np.promote_types(a, b).name
    expected = expected.replace("float64", "float32").replace("complex128", "complex64")
    assert dtypes.promote(a, b) == expected
    assert types.common([a, b], {}) == ([expected] * 2, expected)
    assert types.comparison([a, b], {}) == ([expected] * 2, "bool")


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_sums_of_bools_are_whole_numbers(a: str, b: str) -> None:
    expected = "int32" if a == b == "bool" else dtypes.promote(a, b)
    assert types.arithmetic([a, b], {}) == ([expected] * 2, expected)


def test_the_other_rules() -> None:
    assert types.floating(["int32", "bool"], {}) == (["float32"] * 2, "float32")
    assert types.logical(["int32", "float32"], {}) == (["bool"] * 2, "bool")
    assert types.unchanged(["int32"], {}) == (["int32"], "int32")
    assert types.to_attribute(["bool"], {"dtype": "int64"}) == (["bool"], "int32")
    assert types.to_int32(["float32"], {}) == (["float32"], "int32")
    assert types.choice(["float32", "int32", "bool"], {}) == (["bool", "int32", "int32"], "int32")
    assert types.indexed(["bool", "int32"], {}) == (["bool", "int32"], "bool")
    with pytest.raises(DTypeError, match="indices are float32; they must be int32"):
        types.indexed(["float32", "float32"], {})


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("float32", "float32"),
        ("int32", "int32"),
        ("bool", "bool"),
        (float, "float32"),
        (int, "int32"),
        (bool, "bool"),
        (np.float32, "float32"),
        (np.float64, "float32"),
        (np.dtype("int64"), "int32"),
        (np.uint8, "int32"),
        (np.bool_, "bool"),
        ("bool_", "bool"),
        ("float64", "float32"),
        ("float16", "float32"),
        (complex, "complex64"),
        (np.complex128, "complex64"),
        ("complex64", "complex64"),
        (str, "string"),
    ],
)
def test_names_types_and_numpy_dtypes_are_understood(given: Any, name: str) -> None:
    assert dtypes.canonical(given) == name


@pytest.mark.parametrize("given", ["float", "str", "complex", None, "", 3])
def test_what_is_no_dtype_is_refused(given: Any) -> None:
    with pytest.raises(DTypeError, match="is not one of float32, int32, bool"):
        dtypes.canonical(given)


def test_a_lossy_dtype_warns_once() -> None:
    with pytest.warns(UserWarning, match="float64 does not exist on WebGL; .* as float32"):
        tf.tensor(np.ones(2))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tf.tensor(np.ones(2))
        tf.tensor(np.ones(2, np.int16))
        tf.tensor([1.0, 2.0])
    with pytest.warns(UserWarning, match="int64"):
        tf.tensor(np.ones(2, np.int64))


@pytest.mark.parametrize(
    ("tensor", "number", "dtype"),
    [
        ([1.0], 2, "float32"),
        ([1.0], True, "float32"),
        ([1], 2, "int32"),
        ([1], 2.0, "float32"),
        ([True], 2, "int32"),
        ([True], True, "int32"),
    ],
)
def test_a_python_number_adopts_the_dtype_beside_it(tensor: Any, number: Any, dtype: str) -> None:
    x = tf.tensor(tensor)
    assert (x + number).dtype == dtype
    assert (number + x).dtype == dtype
    assert (x + number).tolist() == [tensor[0] + number]
