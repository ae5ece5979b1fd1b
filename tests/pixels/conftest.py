"""Every test here runs twice: in the worker, and on a page's main thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.browser import Browser


@pytest.fixture(scope="session", params=["worker", "page"])
def _one_browser(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config, _one_browser: Browser
) -> Iterator[Browser]:
    if request.param == "worker":
        yield _one_browser
        return
    own = Browser(gl=pytestconfig.getoption("--gl"), where="page")
    yield own
    own.close()
