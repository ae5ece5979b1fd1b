"""Shape rules against NumPy's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from texelflow import shapes
from texelflow.arrays import check_shape
from texelflow.errors import ShapeError
from texelflow.lowering import Spec

SHAPE = st.lists(st.integers(0, 4), max_size=5).map(tuple)
AXES = st.one_of(st.none(), st.integers(-6, 6), st.lists(st.integers(-6, 6), max_size=4).map(tuple))


def outcome(f: Any, *args: Any) -> Any:
    try:
        return f(*args)
    except ValueError:  # NumPy's AxisError and our ShapeError are both
        return "refused"


@given(st.lists(SHAPE, min_size=1, max_size=3))
def test_broadcasting_is_numpys(given_shapes: list[tuple[int, ...]]) -> None:
    assert outcome(shapes.broadcast_shapes, *given_shapes) == outcome(
        np.broadcast_shapes, *given_shapes
    )


def test_a_failed_broadcast_names_the_sizes_and_the_axis() -> None:
    with pytest.raises(ShapeError, match=r"\(2, 3\) and \(4, 1\).*sizes 2 and 4 meet on axis -2"):
        shapes.broadcast_shapes((2, 3), (4, 1))


@given(SHAPE, AXES, st.booleans())
def test_reductions_have_numpys_shape(shape: tuple[int, ...], axis: Any, keepdims: bool) -> None:
    assume(shape or axis in (None, ()))  # NumPy lets a scalar have axis 0

    def ours() -> tuple[int, ...]:
        return shapes.reduced(Spec(shape, "float32"), axis=axis, keepdims=keepdims)

    def numpys() -> tuple[int, ...]:
        return np.sum(np.zeros(shape), axis=axis, keepdims=keepdims).shape

    assert outcome(ours) == outcome(numpys)


def test_axes_come_sorted_and_counted_from_the_front() -> None:
    assert shapes.normalize_axes((-1, 0), 3) == (0, 2)
    assert shapes.normalize_axes([1], 3) == (1,)
    assert shapes.normalize_axes(np.int64(-1), 2) == (1,)
    assert shapes.normalize_axes(None, 2) == (0, 1)
    assert shapes.normalize_axes((), 2) == ()


@pytest.mark.parametrize(
    ("axis", "ndim", "message"),
    [
        (3, 3, "axis 3 is out of range for 3 axes; it must be from -3 to 2"),
        (-4, 3, "axis -4 is out of range"),
        (0, 0, "a scalar has none"),
        ((0, -3), 3, r"axis \(0, -3\) names an axis twice"),
    ],
)
def test_bad_axes_are_explained(axis: Any, ndim: int, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        shapes.normalize_axes(axis, ndim)


@pytest.mark.parametrize("axis", [1.0, "0", True, [None]])
def test_an_axis_is_an_int(axis: Any) -> None:
    with pytest.raises(TypeError, match="axis must be an int"):
        shapes.normalize_axes(axis, 3)


def test_the_first_inputs_shape() -> None:
    assert shapes.same(Spec((2, 3), "int32"), Spec((), "bool"), alpha=1) == (2, 3)
    assert shapes.broadcast(Spec((2, 1), "int32"), Spec((3,), "bool")) == (2, 3)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (3, (3,)),
        ([2, 3], (2, 3)),
        ((), ()),
        ([np.int64(2), 3.0], (2, 3)),
        (range(3), (0, 1, 2)),
    ],
)
def test_shapes_of_many_kinds(shape: Any, expected: tuple[int, ...]) -> None:
    assert check_shape("f", shape) == expected


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ([2, -1], r"f: size -1 in shape \[2, -1\] is negative"),
        ([2, 1.5], "size 1.5 in shape .* is not a whole number"),
        ([float("nan")], "size nan .* is not a whole number"),
        ([float("inf")], "size inf .* is not a whole number"),
        (["2"], "size '2' .* is not a whole number"),
        ([None], "size None .* is not a whole number"),
        (2.5, "shape must be a list of sizes, got 2.5"),
        (None, "shape must be a list of sizes, got None"),
        ([1] * 7, "has 7 axes; 6 is the most"),
    ],
)
def test_bad_shapes_are_explained(shape: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        check_shape("f", shape)
