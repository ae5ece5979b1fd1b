"""Bad calls: the error's type, and what its message says."""

from ops.table import rows
from support.browser import Browser
from support.checks import check_errors
from support.row import Row


@rows("errors")
def test_errors(browser: Browser, row: Row) -> None:
    check_errors(browser, row)
