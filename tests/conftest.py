"""Fixtures of the whole suite: the browser, and the leak check around every test that uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.browser import Browser
from support.leak_check import LeakCheck


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--gl``: which renderer Chromium draws with."""
    parser.addoption("--gl", default="swiftshader", help="swiftshader, egl, … (host/chromium.py)")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the suite's own marker."""
    config.addinivalue_line(
        "markers", "leaks_on_purpose(reason): the leak check does not apply to this test"
    )


@pytest.fixture(scope="session")
def _one_browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    shared = Browser(gl=pytestconfig.getoption("--gl"))
    yield shared
    shared.close()


@pytest.fixture
def browser(_one_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser of the run; afterwards, whatever the test left behind in it is its failure."""
    shared = _one_browser
    check = LeakCheck(shared)
    yield shared
    marker = request.node.get_closest_marker("leaks_on_purpose")
    found = check.left_behind()
    if found and marker is None and not getattr(request.node, "failed", False):
        pytest.fail(found, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Remember on the item that its body failed: what it left behind is then no second failure."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
