"""Asks a browser what its WebGL2 can do, on the page and in a worker, without starting Python."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from texelflow.host import chromium, places
from texelflow.host.server import LocalServer


@dataclass(frozen=True)
class Probe:
    """The browser's version, and what web/runtime/doctor.js found in each thread."""

    path: Path | None
    version: str
    page: dict[str, Any]
    worker: dict[str, Any]


def probe_browser(*, browser: str | None, gl: str, headed: bool) -> Probe:
    """Starts a browser, asks, and ends it again."""
    server = LocalServer()
    playwright = chromium.start_playwright()
    try:
        started = chromium.launch(playwright, browser=browser, gl=gl, headed=headed)
        page = started.new_page()
        page.goto(server.mount("runtime", places.runtime_page()) + "/doctor.html")
        page.wait_for_function("globalThis.probeInWorker")
        found = Probe(
            chromium.find_chromium(browser),
            started.version,
            page.evaluate("probeHere()"),
            page.evaluate("probeInWorker()"),
        )
        started.close()
        return found
    finally:
        chromium.stop_playwright()
        server.close()
