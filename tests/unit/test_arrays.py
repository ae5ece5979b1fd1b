"""Host values: what becomes a buffer, of which shape and dtype, and what is refused and how."""

from __future__ import annotations

import ctypes
import decimal
import fractions
from array import array
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from texelflow.arrays import nest, to_buffer
from texelflow.errors import DTypeError, ShapeError

pytestmark = pytest.mark.filterwarnings("ignore:.*does not exist on WebGL")


def taken(values: Any, dtype: str | None = None) -> tuple[list[Any], tuple[int, ...], str]:
    """Return (flat values, shape, dtype) as the engine would see them."""
    buffer, shape, found = to_buffer("f", values, dtype)
    items = np.ravel(np.asarray(buffer)).tolist()
    if items:
        wanted = {"float32": "f", "int32": "i", "bool": "b?"}[found]
        assert memoryview(buffer).format in wanted
    return items, shape, found


@pytest.mark.parametrize(
    ("values", "flat", "shape", "dtype"),
    [
        (3, [3], (), "int32"),
        (3.5, [3.5], (), "float32"),
        (True, [1], (), "bool"),
        ([1, 2], [1, 2], (2,), "int32"),
        ([1, 2.5], [1, 2.5], (2,), "float32"),
        ([True, False], [1, 0], (2,), "bool"),
        ([True, 2], [1, 2], (2,), "int32"),
        ([True, 2.5], [1, 2.5], (2,), "float32"),
        ([[1, 2], [3, 4]], [1, 2, 3, 4], (2, 2), "int32"),
        (((1,), [2]), [1, 2], (2, 1), "int32"),
        (range(3), [0, 1, 2], (3,), "int32"),
        ([range(2), range(2)], [0, 1, 0, 1], (2, 2), "int32"),
        ([], [], (0,), "float32"),
        ([[], []], [], (2, 0), "float32"),
        ((i for i in (1, 2)), [1, 2], (2,), "int32"),
        ([[[[[[1]]]]]], [1], (1,) * 6, "int32"),
        ([decimal.Decimal("1.5"), fractions.Fraction(1, 2)], [1.5, 0.5], (2,), "float32"),
        ([np.float32(1.5), 2], [1.5, 2], (2,), "float32"),
        ([np.int64(1), 2], [1, 2], (2,), "int32"),
        ([np.array([1, 2]), [3, 4]], [1, 2, 3, 4], (2, 2), "int32"),
        (b"\x01\xff", [1, 255], (2,), "int32"),
        (bytearray(b"\x02"), [2], (1,), "int32"),
        (b"", [], (0,), "int32"),
    ],
)
def test_python_values(values: Any, flat: list[Any], shape: tuple[int, ...], dtype: str) -> None:
    assert taken(values) == (flat, shape, dtype)


@pytest.mark.parametrize(
    ("values", "dtype", "flat"),
    [
        ([1, 2], "float32", [1.0, 2.0]),
        ([1.9, -1.9], "int32", [1, -1]),
        ([0, 2, 0.5], "bool", [0, 1, 1]),
        ([True], "int32", [1]),
        (array("d", [1.9, -1.9]), "int32", [1, -1]),
        (array("d", [0.0, 0.5]), "bool", [0, 1]),
        (array("f", [0.0, 0.5]), "bool", [0, 1]),
        (array("f", [1.9, -1.9]), "int32", [1, -1]),
        (array("i", [1, 2]), "float32", [1.0, 2.0]),
        (array("h", [256, 0]), "bool", [1, 0]),
        (np.array([1.9, -1.9]), "int32", [1, -1]),
        (np.array([0.0, 0.5, 256]), "bool", [0, 1, 1]),
        (np.array([256, 0, 1]), "bool", [1, 0, 1]),
        (np.array([True, False]), "float32", [1.0, 0.0]),
        ([], "int32", []),
    ],
)
def test_a_dtype_that_is_asked_for(values: Any, dtype: str, flat: list[Any]) -> None:
    assert taken(values, dtype) == (flat, (len(flat),), dtype)


@pytest.mark.parametrize("code", "bBhHiIlLqQfd")
def test_arrays_of_every_code(code: str) -> None:
    dtype = "float32" if code in "fd" else "int32"
    assert taken(array(code, [1, 2, 3])) == ([1, 2, 3], (3,), dtype)
    assert taken(memoryview(array(code, [1, 2, 3]))[::2]) == ([1, 3], (2,), dtype)
    assert taken(memoryview(array(code, []))) == ([], (0,), dtype)


def test_buffers_with_several_axes() -> None:
    view = memoryview(bytes(range(6))).cast("B", (2, 3))
    assert taken(view) == ([0, 1, 2, 3, 4, 5], (2, 3), "int32")
    fortran = memoryview(np.asfortranarray(np.arange(6, dtype="f4").reshape(2, 3)))
    assert taken(fortran) == ([0, 1, 2, 3, 4, 5], (2, 3), "float32")
    flags = memoryview(b"\1\0").cast("?")
    assert taken(flags) == ([1, 0], (2,), "bool")
    assert taken(flags, "float32") == ([1.0, 0.0], (2,), "float32")


@pytest.mark.parametrize("code", ["d", "f", "i", "?", "q"])
@pytest.mark.parametrize("dtype", [None, "float32", "int32", "bool"])
def test_empty_buffers_with_several_axes(code: str, dtype: str | None) -> None:
    flat, shape, _ = taken(memoryview(np.zeros((2, 0), code)), dtype)
    assert (flat, shape) == ([], (2, 0))


def test_half_floats_and_scalars_in_buffers() -> None:
    assert taken(memoryview(np.array([1.5, 2.0], np.float16))) == ([1.5, 2.0], (2,), "float32")
    assert taken(memoryview(np.array(2.5, np.float32))) == ([2.5], (), "float32")


def test_ctypes_arrays_are_buffers() -> None:
    assert taken((ctypes.c_float * 2)(1.5, 2.5)) == ([1.5, 2.5], (2,), "float32")
    assert taken((ctypes.c_int * 2)(1, 2)) == ([1, 2], (2,), "int32")
    assert taken((ctypes.c_long * 2)(1, 2)) == ([1, 2], (2,), "int32")


@pytest.mark.parametrize("code", ["c", "P"])
def test_buffers_of_other_formats_are_refused(code: str) -> None:
    with pytest.raises(DTypeError, match="f: a buffer of format"):
        to_buffer("f", memoryview(bytes(8)).cast(code), None)


def test_big_endian_buffers_are_refused_but_such_arrays_are_not() -> None:
    swapped = np.array([1.5, 2.5], ">f4")
    assert taken(swapped) == ([1.5, 2.5], (2,), "float32")
    with pytest.raises(DTypeError, match="format '>f'"):
        to_buffer("f", memoryview(swapped), None)


@given(hnp.arrays(st.sampled_from(["f2", "f4", "i1", "u1", "i2", "u2", "i4", "?"]),
                  hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)))  # fmt: skip
def test_numpy_arrays_come_through_exactly(values: np.ndarray) -> None:
    for view in (values, values.T, values[..., ::2] if values.ndim else values):
        buffer, shape, dtype = to_buffer("f", view, None)
        assert shape == view.shape
        made = np.asarray(buffer).astype(dtype).reshape(shape)
        np.testing.assert_array_equal(made, view.astype(dtype))


def test_wide_numpy_dtypes_are_narrowed() -> None:
    assert taken(np.array([1, -2])) == ([1, -2], (2,), "int32")
    assert taken(np.array([7], np.uint64)) == ([7], (1,), "int32")
    assert taken(np.array([0.5])) == ([0.5], (1,), "float32")
    assert taken(np.float64(0.5)) == ([0.5], (), "float32")
    assert taken(np.array([1e300])) == ([float("inf")], (1,), "float32")


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([2**31], None),
        ([-(2**31) - 1], None),
        (2**31, None),
        ([1e10], "int32"),
        (np.array([2**31]), None),
        (np.array([-(2**31) - 1]), None),
        (np.array([2**31]), "int32"),
        (np.array([2**31], np.uint32), "int32"),
        (np.array([1e10]), "int32"),
        (array("q", [2**31]), None),
        (array("d", [1e10]), "int32"),
        (array("I", [2**31]), None),
        ([2**31, 1.5], "int32"),
    ],
)
def test_what_does_not_fit_into_int32_is_refused(values: Any, dtype: str | None) -> None:
    with pytest.raises(DTypeError, match=r"f: .* does not fit into int32 \(-2147483648 to"):
        to_buffer("f", values, dtype)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_not_a_number_has_no_int32(bad: float) -> None:
    for values in ([bad], array("d", [bad]), np.array([bad])):
        with pytest.raises(DTypeError, match=f"f: {bad} has no int32 value"):
            to_buffer("f", values, "int32")


@pytest.mark.parametrize("huge", [10**400, [10**400, 1.0]])
def test_an_int_beyond_every_float_is_refused(huge: Any) -> None:
    with pytest.raises(DTypeError, match=r"does not fit into float32"):
        to_buffer("f", huge, "float32")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[1, 2], [3]], r"f: ragged values: values\[1\] has 1 elements, others have 2"),
        ([[1], 2], r"values\[1\] is 2, others are lists of 1"),
        ([1, [2]], r"values\[1\] is a list, others are numbers"),
        ([[[1], [2]], [[3], [4, 5]]], r"values\[1\]\[1\] has 2 elements, others have 1"),
        ([[], [1]], r"values\[1\] has 1 elements, others have 0"),
        ([[[[[[[1]]]]]]], "nested 7 deep; 6 axes is the most"),
    ],
)
def test_ragged_lists_name_the_place(values: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        to_buffer("f", values, None)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (None, "cannot make a tensor of None"),
        ({"a": 1}, "cannot make a tensor of a dict"),
        ({1, 2}, "cannot make a tensor of a set"),
        (object(), "cannot make a tensor of an object; give numbers, nested lists"),
        (["1", 2], "element '1' is of type str; a tensor holds numbers and booleans, or strings"),
        ([1, None], "element None is of type NoneType"),
        ([b"1", 1j], "element b'1' is of type bytes"),
        ([b"\xff"], "is not UTF-8"),
        (np.array([None]), "NumPy array of dtype object"),
    ],
)
def test_what_is_no_number_is_refused(values: Any, message: str) -> None:
    with pytest.raises(DTypeError, match=message):
        to_buffer("f", values, None)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 0), (0,), (2, 1, 3)])
def test_nest_is_the_inverse(shape: tuple[int, ...]) -> None:
    values = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    assert nest(values.reshape(-1).tolist(), shape) == values.tolist()
