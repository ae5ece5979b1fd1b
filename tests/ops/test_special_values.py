"""NaN, ±inf, ±0, huge and tiny numbers, ties: what belongs where."""

from ops.table import rows
from support.browser import Browser
from support.checks import check_special
from support.row import Row


@rows("special")
def test_special_values(browser: Browser, row: Row) -> None:
    check_special(browser, row)
