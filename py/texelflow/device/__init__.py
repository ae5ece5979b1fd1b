"""The device in use: WebGL2 in a browser, or whatever a test has put in its place."""

from __future__ import annotations

from ..errors import NoWebGL2
from .protocol import Device

_current: Device | None = None


def current() -> Device:
    """Return the device; start WebGL2 at the first call.

    Raises:
        NoWebGL2: outside a browser, or where the browser has no usable WebGL2.
    """
    global _current
    if _current is None:
        import sys

        if sys.platform != "emscripten":
            raise NoWebGL2(
                "texelflow computes in a browser, and this is ordinary Python; run the script with "
                "`texelflow run SCRIPT`, or import texelflow in a Pyodide page"
            )
        from .webgl import WebGLDevice

        _current = WebGLDevice()
    return _current


def use(device: Device | None) -> Device | None:
    """Make ``device`` the current one and return the one before; for tests."""
    global _current
    previous, _current = _current, device
    return previous
