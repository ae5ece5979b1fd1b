"""Where windows lie: compared with counting, and the errors."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from texelflow.errors import ShapeError
from texelflow.ops.windows import pair, windows

small = st.integers(1, 6)


@given(st.integers(1, 20), small, small, small, st.tuples(st.integers(0, 4), st.integers(0, 4)))
def test_windows_in_numbers_are_those_that_fit(size, tap, step, apart, pad):
    starts = range(-pad[0], size + pad[1], step)
    count = sum(start + (tap - 1) * apart < size + pad[1] for start in starts)
    assume(count)
    found = windows((size, 1), (tap, 1), (step, 1), (pad, (0, 0)), (apart, 1))
    assert (found.out, found.before) == ((count, 1), (pad[0], 0))


@given(st.integers(1, 20), small, small, small)
def test_same_makes_one_window_a_step_and_pads_evenly(size, tap, step, apart):
    found = windows((size, size), (tap, tap), step, "same", apart)
    count = -(-size // step)
    assert found.out == (count, count)
    reach = (count - 1) * step + (tap - 1) * apart + 1
    assert found.before == (max(0, reach - size) // 2,) * 2


@given(st.integers(1, 20), small, small, small)
def test_valid_is_padding_of_nothing(size, tap, step, apart):
    assume((tap - 1) * apart < size)
    call = ((size, size), (tap, tap), step)
    assert windows(*call, "valid", apart) == windows(*call, 0, apart)


@pytest.mark.parametrize(("rounding", "out"), [(None, 2), ("floor", 2), ("round", 3), ("ceil", 3)])
def test_rounding_decides_about_a_last_window_that_does_not_fit(rounding, out):
    assert windows((6, 6), (3, 3), 2, 0, 1, rounding).out == (out, out)


def test_padding_is_understood_in_all_its_forms():
    forms = [1, (1, 1), ((1, 1), (1, 1)), [[0, 0], [1, 1], [1, 1], [0, 0]]]
    assert {windows((5, 5), (3, 3), 1, pad) for pad in forms} == {windows((5, 5), (3, 3), 1, 1)}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pad": "full"}, "must be 'same', 'valid'"),
        ({"pad": -1}, "none may be negative"),
        ({"pad": ((1, 1), (0, 0), (0, 0), (0, 0))}, "must be 0 for the batch"),
        ({"strides": 0}, "strides 0 must be a positive int"),
        ({"strides": (1, 2, 3)}, "or two of them"),
        ({"dilations": 3}, "does not fit into"),
        ({"rounding": "up"}, "dim_rounding_mode 'up'"),
        ({"pad": "same", "rounding": "ceil"}, "is for pad in numbers"),
    ],
)
def test_what_makes_no_sense_is_refused(change, reason):
    call = {"strides": 1, "pad": 0, "dilations": 1, "rounding": None} | change
    with pytest.raises(ShapeError, match=reason):
        windows((5, 5), (3, 3), **call)


def test_strides_in_four_numbers_are_those_of_rows_and_columns():
    assert pair("strides", (1, 2, 3, 1)) == (2, 3)
