"""Gradients, and gradients of gradients, against differences of the reference in float64."""

from ops.table import rows
from support.browser import Browser
from support.checks import check_gradient, check_no_gradient, check_second_gradient
from support.row import Row


@rows("gradient")
def test_gradient(browser: Browser, row: Row) -> None:
    check_gradient(browser, row)


@rows("second")
def test_second_gradient(browser: Browser, row: Row) -> None:
    check_second_gradient(browser, row)


@rows("no_gradient")
def test_no_gradient(browser: Browser, row: Row) -> None:
    check_no_gradient(browser, row)
