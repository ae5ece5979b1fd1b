"""Runs Python in a browser, from CPython: finds Chromium, serves Pyodide and the wheel, carries the
output back.

Nothing here is imported by `import texelflow`. It needs Playwright, and only when a browser starts.
"""

from texelflow.host.errors import BrowserDied, HostError, RemoteError, RunTimeout
from texelflow.host.session import BrowserSession

__all__ = ["BrowserDied", "BrowserSession", "HostError", "RemoteError", "RunTimeout"]
