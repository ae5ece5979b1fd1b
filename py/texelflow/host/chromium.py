"""Finds a Chromium, and knows the flags that a headless one with WebGL2 needs."""

import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from texelflow.host.errors import HostError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

SYSTEM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# How WebGL is drawn. `swiftshader` is the same everywhere, and needs neither GPU nor X server.
GL_FLAGS: dict[str, tuple[str, ...]] = {
    "swiftshader": ("--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
    "egl": ("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist"),
    "gl": ("--use-gl=angle", "--use-angle=gl", "--ignore-gpu-blocklist"),
    "vulkan": ("--use-angle=vulkan", "--enable-features=Vulkan", "--ignore-gpu-blocklist"),
    "default": (),
    "none": ("--disable-gpu", "--disable-software-rasterizer"),
}
QUIET_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--no-default-browser-check",
    "--no-first-run",
)
HOW_TO_GET_ONE = (
    "Install one (Debian: `apt-get install chromium`; anywhere: `python -m playwright install "
    "chromium`), or name one with --browser PATH or in TEXELFLOW_CHROMIUM."
)


def find_chromium(given: str | Path | None = None) -> Path | None:
    """The browser given, or in `$TEXELFLOW_CHROMIUM`, or Playwright's own, or the system's."""
    for source, named in (
        ("--browser", given),
        ("TEXELFLOW_CHROMIUM", os.environ.get("TEXELFLOW_CHROMIUM")),
    ):
        if named:
            found = shutil.which(str(named))
            if not found:
                raise HostError(f"{source} names {named}, which is not a program. {HOW_TO_GET_ONE}")
            return Path(found)
    return _playwrights_own() or _systems()


def _playwrights_own() -> Path | None:
    """Chromium from `playwright install`, without starting Playwright to ask for it."""
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    places = (
        [Path(folder)]
        if folder and folder != "0"
        else [
            Path.home() / ".cache" / "ms-playwright",
            Path.home() / "Library" / "Caches" / "ms-playwright",
            Path.home() / "AppData" / "Local" / "ms-playwright",
        ]
    )
    for place in places:
        for revision in sorted(place.glob("chromium-*"), reverse=True):
            for program in (
                "chrome-linux/chrome",
                "chrome-linux64/chrome",
                "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
                "chrome-win/chrome.exe",
            ):
                if (revision / program).is_file():
                    return revision / program
    return None


def _systems() -> Path | None:
    candidates = [shutil.which(name) for name in SYSTEM_NAMES]
    candidates += [path for path in APPLICATIONS if Path(path).is_file()]
    for found in candidates:
        if found and not _is_snap_stub(Path(found)):
            return Path(found)
    return None


def _is_snap_stub(path: Path) -> bool:
    """Whether this is Ubuntu's script that only says that Chromium is a snap.

    A snap that is really installed lies under /snap/bin and works; the stub is a small shell
    script in /usr/bin that mentions snap.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return True
    return head.startswith(b"#!") and b"snap" in head and not Path("/snap/bin/chromium").exists()


def flags(gl: str = "swiftshader", extra: Sequence[str] = ()) -> list[str]:
    """Command-line flags for a browser that draws with `gl`."""
    if gl not in GL_FLAGS:
        raise HostError(f"--gl {gl}: not one of {', '.join(GL_FLAGS)}")
    chosen = [*QUIET_FLAGS, *GL_FLAGS[gl], *extra]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        chosen.append("--no-sandbox")  # Chromium refuses to start as root otherwise
    return chosen


class _Driver(threading.local):
    """Playwright's driver of this thread, of which there can be only one, and its users."""

    playwright: "Playwright | None" = None
    users = 0


_driver = _Driver()


def start_playwright() -> "Playwright":
    """Playwright's driver, shared by the sessions of a thread; each gives it back."""
    if _driver.playwright is None:
        _driver.playwright = _start_driver()
    _driver.users += 1
    return _driver.playwright


def stop_playwright() -> None:
    """Gives the driver back; the last of its users ends it."""
    _driver.users -= 1
    if _driver.users == 0 and _driver.playwright is not None:
        playwright, _driver.playwright = _driver.playwright, None
        playwright.stop()


def _start_driver() -> "Playwright":
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError as error:
        raise HostError(
            "Playwright, which drives the browser, is not installed: "
            "pip install 'texelflow[cli]' (or, in a checkout, make setup)"
        ) from error
    return sync_playwright().start()


def launch(
    playwright: "Playwright",
    *,
    browser: str | Path | None = None,
    gl: str = "swiftshader",
    headed: bool = False,
    extra_flags: Sequence[str] = (),
) -> "Browser":
    """Starts Chromium. Signals stay with us: a Ctrl-C must reach Python in the page first."""
    from playwright.sync_api import Error

    path = find_chromium(browser)
    if path is None:
        raise HostError(f"No Chromium, Chrome or Edge was found. {HOW_TO_GET_ONE}")
    options: dict[str, Any] = {"executable_path": str(path), "headless": not headed}
    try:
        return playwright.chromium.launch(
            **options,
            args=flags(gl, extra_flags),
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
    except Error as error:
        if headed and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            raise HostError(
                "--headed needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set"
            ) from error
        raise HostError(f"{path} did not start: {error.message}") from error
