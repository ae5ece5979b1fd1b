"""The comparator tested: what it lets pass, and what it says of the rest."""

import numpy as np
import pytest

from support.compare import assert_close
from support.samples import f32, i32

NAN, INF = np.nan, np.inf


def test_equal_arrays_pass() -> None:
    assert_close(f32([1, NAN, INF, -INF]), [1, NAN, INF, -INF], dtype="float32")
    assert_close(f32([]), np.zeros(0))
    assert_close(f32(1.00001), 1.0, rtol=1e-4)


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (f32([1, 2]), [[1, 2]], r"shape \(2,\), expected \(1, 2\)"),
        (f32([1, NAN]), [1, 2], r"NaN in 1 wrong place\(s\) of 2"),
        (f32([1, 2]), [NAN, 2], "NaN in 1"),
        (f32([INF]), [-INF], r"\+inf in 1"),
        (f32([3e38]), [INF], r"\+inf in 1"),
        (f32([[1, 2], [3, 4.5]]), [[1, 2], [3, 4]], r"first at \[1, 1\]: got np.float32\(4.5\)"),
        (i32([1, 2]), [1, 3], "1 of 2 elements differ"),
    ],
)
def test_differences_are_told(actual: np.ndarray, expected: object, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        assert_close(actual, expected, rtol=1e-5)


def test_dtype_counts() -> None:
    with pytest.raises(AssertionError, match="dtype int32, expected float32"):
        assert_close(i32([1]), [1], dtype="float32")


def test_whole_numbers_have_no_tolerance() -> None:
    with pytest.raises(AssertionError, match="differ"):
        assert_close(i32([1000001]), [1000000], rtol=1.0)


def test_the_largest_error_and_the_line_to_repeat_it_are_told() -> None:
    with pytest.raises(AssertionError, match=r"(?s)at most 0.5 .*again: pytest -k me"):
        assert_close(f32([1, 2.5]), [1, 2], repro="pytest -k me")
