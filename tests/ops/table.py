"""The op table: the rows of every family, and the choice of those a check applies to."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from support.checks import wrt_of
from support.row import Row

FAMILIES = sorted(file.stem for file in (Path(__file__).parent / "rows").glob("[a-z]*.py"))

ROWS: list[Row] = [
    row for family in FAMILIES for row in importlib.import_module(f"ops.rows.{family}").ROWS
]


def rows(check: str) -> pytest.MarkDecorator:
    """Parametrize a test over the rows that ``check`` applies to.

    Rows that skip the check are not run at all; ``tests/house`` sees that they say why.
    """
    chosen = [row for row in ROWS if _has(row, check) and not _skips(row, check)]
    return pytest.mark.parametrize("row", chosen, ids=[row.id for row in chosen])


def _skips(row: Row, check: str) -> bool:
    left_out = {because.check for because in row.skip}
    return check in left_out or (check == "traced" and "forward" in left_out)


def _has(row: Row, check: str) -> bool:
    if check in ("forward", "traced"):
        return row.ref is not None
    if check == "special":
        return row.special is not None
    if check in ("gradient", "second"):
        return row.grad and takes_floats(row)
    if check == "no_gradient":
        return not row.grad and takes_floats(row)
    return bool(row.errors)


def takes_floats(row: Row) -> bool:
    """Whether any sample has a float tensor to differentiate by."""
    samples = (row.gradients or row.samples)(row.generator())
    return row.ref is not None and any(wrt_of(row, sample) for sample in samples)
