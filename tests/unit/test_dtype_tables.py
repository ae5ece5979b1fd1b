"""The tables of ``docs/dtypes.md`` say what the code does."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from texelflow.errors import DTypeError

TEXT = (Path(__file__).parents[2] / "docs" / "dtypes.md").read_text()


def table(first: str) -> tuple[list[str], list[list[str]]]:
    """Return (heads, rows) of the table whose header line begins so."""
    lines = TEXT[TEXT.index(first) :].splitlines()
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`*") for cell in line.strip("|").split("|")])
    return rows[0], rows[2:]


def said(make: Any) -> str:
    try:
        return str(make())
    except DTypeError:
        return "error"


GIVEN = table("| given |")[1]


@pytest.mark.parametrize(("given", "becomes", "note"), GIVEN, ids=[row[0] for row in GIVEN])
def test_what_comes_in(given: str, becomes: str, note: str) -> None:
    values = np.ones(2, given)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        made = [tf.tensor(values), tf.tensor(values)]
    assert [x.dtype for x in made] == [becomes, becomes]
    assert [x.tolist() for x in made] == [[1, 1]] * 2
    assert len(seen) == (1 if note == "warns" else 0)


def test_python_values() -> None:
    values = {True: "bool", 2: "int32", 2.5: "float32", 2j: "complex64", "a": "string"}
    for value, dtype in values.items():
        assert tf.tensor(value).dtype == tf.tensor([value]).dtype == dtype
    assert tf.tensor([True, 2, 2.5]).dtype == "float32"
    assert tf.tensor([1, 2.5, 1j]).dtype == "complex64"
    assert (tf.tensor([1.0]) + 2).dtype == (tf.tensor([1]) + 2.5).dtype == "float32"
    assert (tf.tensor([1.0]) + 1j).dtype == (tf.tensor([1j]) + 2).dtype == "complex64"


def test_two_dtypes_meet() -> None:
    heads, rows = table("| | bool |")
    assert [row[0] for row in rows] == heads[1:]
    for a, *cells in rows:
        for b, cell in zip(heads[1:], cells, strict=True):
            assert said(lambda a=a, b=b: tf.upcast_type(a, b)) == cell, (a, b)


def test_sums() -> None:
    sums = [tf.sum_out_type(t) for t in ("bool", "int32", "float32", "complex64")]
    assert sums == ["int32", "int32", "float32", "complex64"]


def test_division_by_zero() -> None:
    with np.errstate(all="ignore"):
        assert [int(np.int32(7) // np.int32(0)), int(np.int32(7) % np.int32(0))] == [0, 0]
    seven, nothing = tf.tensor([7]), tf.tensor([0])
    assert [(seven // nothing).item(), (seven % nothing).item()] == [0, 0]
    assert (seven / nothing).item() == float("inf")
    assert np.isnan((nothing / nothing).item())
    assert [(tf.tensor([-7]) // 2).item(), (tf.tensor([-7]) % 3).item()] == [-4, 2]


def test_whole_numbers_beyond_int32_are_refused() -> None:
    for values in ([2**31], np.array([2**31]), np.array([2**31], np.uint32)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pytest.raises(DTypeError, match="does not fit into int32"):
                tf.tensor(values)
