"""Every row's samples against NumPy: values, shapes and dtypes."""

from ops.table import rows
from support.browser import Browser
from support.checks import check_forward
from support.row import Row


@rows("forward")
def test_forward(browser: Browser, row: Row) -> None:
    check_forward(browser, row)
