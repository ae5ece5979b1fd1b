"""Fixtures of the whole suite: the browser, and the leak check around every test that uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.browser import Browser


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
    _ = shared.session
    if shared.baseline is None:
        shared.baseline = shared.call("leaks.counts")
    before, starts = shared.baseline, shared.starts
    serial = shared.call("leaks.next_serial")
    yield shared
    if shared._session is None or shared.starts != starts:
        return  # the browser ended meanwhile, and everything in it
    after = shared.call("leaks.counts")
    shared.baseline = after
    marker = request.node.get_closest_marker("leaks_on_purpose")
    grown = {key: after[key] - count for key, count in before.items() if after[key] != count}
    if grown and marker is None and not getattr(request.node, "failed", False):
        lines = [f"{key}: {before[key]} before, {after[key]} after" for key in grown]
        lines += shared.call("leaks.survivors", since=serial)
        pytest.fail("the test left something behind:\n  " + "\n  ".join(lines), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Remember on the item that its body failed: what it left behind is then no second failure."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
