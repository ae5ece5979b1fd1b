"""Whether a test left tensors, textures or proxies behind in the browser."""

from __future__ import annotations

from support.browser import Browser


class LeakCheck:
    """Counts what is held when it is made, and again when asked."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        _ = browser.session
        if browser.baseline is None:
            browser.baseline = browser.call("leaks.counts")
        self.before = browser.baseline
        self.starts = browser.starts
        self.serial = browser.call("leaks.next_serial")

    def left_behind(self) -> str:
        """Return what has grown or shrunk since, with the lines that made it; "" if nothing has."""
        browser = self.browser
        if not browser.running or browser.starts != self.starts:
            return ""  # the browser ended meanwhile, and everything in it
        after = browser.baseline = browser.call("leaks.counts")
        changed = [key for key, count in self.before.items() if after[key] != count]
        if not changed:
            return ""
        lines = [f"{key}: {self.before[key]} before, {after[key]} after" for key in changed]
        lines += browser.call("leaks.survivors", since=self.serial)
        return "the test left something behind:\n  " + "\n  ".join(lines)
