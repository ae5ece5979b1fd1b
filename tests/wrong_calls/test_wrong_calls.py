"""Every call of the table raises its very error; the engine goes on, and nothing is left behind."""

from __future__ import annotations

import pytest

from support.browser import Browser
from wrong_calls.table import FILES, Wrong


def test_there_are_hundreds_of_them() -> None:
    assert sum(map(len, FILES.values())) >= 300


@pytest.mark.parametrize("name", FILES)
def test_wrong_calls(browser: Browser, name: str) -> None:
    rows: list[Wrong] = FILES[name]
    told = browser.call("wrong.call_all", calls=[row.call for row in rows])
    problems = []
    for row, (kind, message, after) in zip(rows, told, strict=True):
        if (kind, message) != (row.kind, row.message):
            problems.append(
                f"{row.call}\n  raises {kind}: {message}\n  not    {row.kind}: {row.message}"
            )
        if after:
            problems.append(f"{row.call}\n  {after}")
    assert not problems, "\n".join(problems)
