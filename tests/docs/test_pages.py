"""The examples in the pages of ``docs/`` run, and give what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.browser import Browser

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(page.name for page in DOCS.glob("*.md") if ">>> " in page.read_text())


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_a_page(browser: Browser, page: str) -> None:
    text = (DOCS / page).read_text()
    fence = "```"
    # Doctest takes all until a blank line for output, so the fences go.
    lines = ["" if line.startswith(fence) else line for line in text.splitlines()]
    failed = browser.call("examples.run_text", text="\n".join(lines))
    if failed:
        pytest.fail(failed, pytrace=False)
