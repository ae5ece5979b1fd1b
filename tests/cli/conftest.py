"""Fixtures: a script in a folder of its own, and a browser session on each kind of thread."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.command import Script
from texelflow.host import BrowserSession


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[[str], Script]]:
    made: list[Script] = []

    def make(source: str) -> Script:
        made.append(Script(tmp_path, source))
        return made[-1]

    yield make
    for each in made:
        each.clean_up()


@pytest.fixture(scope="module", params=["worker", "page"])
def session(request: pytest.FixtureRequest) -> Iterator[BrowserSession]:
    with BrowserSession(where=request.param) as started:
        yield started
