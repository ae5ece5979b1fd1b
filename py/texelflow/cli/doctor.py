"""`texelflow doctor`: what this machine's browser can do, and how to mend what it cannot."""

import argparse
import platform
from typing import Any

from texelflow.cli.options import add_browser_options
from texelflow.host.errors import HostError, RemoteError
from texelflow.host.probe import Probe, probe_browser
from texelflow.host.session import BrowserSession

SOFTWARE = ("swiftshader", "llvmpipe", "softpipe", "microsoft basic render")
# The engine's own assumptions (docs/architecture.md): less than this and tensors do not fit.
AT_LEAST = {"MAX_TEXTURE_SIZE": 4096, "MAX_TEXTURE_IMAGE_UNITS": 8, "MAX_DRAW_BUFFERS": 4}
NO_WEBGL = (
    "WebGL2 is off in this browser. Try `texelflow doctor --gl swiftshader` (software, works "
    "without a GPU), update the browser, or look at chrome://gpu with --headed."
)
NO_FLOAT = (
    "no float32 render targets (EXT_color_buffer_float): values are kept in half floats, with "
    "about 3 decimal digits. Another --gl, driver or browser may have them."
)


class Report:
    """Lines with a mark each; `broken` counts what nothing works without."""

    def __init__(self) -> None:
        self.broken = 0

    def good(self, name: str, text: object) -> None:
        print(f"  ok    {name}: {text}")

    def note(self, name: str, text: object) -> None:
        print(f"  note  {name}: {text}")

    def bad(self, name: str, text: object) -> None:
        self.broken += 1
        print(f"  FAIL  {name}: {text}")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "doctor",
        help="show what the browser can do here, and what is wrong",
        description="Shows the browser, its WebGL2, Pyodide and texelflow, and for whatever is "
        "wrong how to mend it. The exit status is 1 if something essential is missing.",
    )
    add_browser_options(parser)
    parser.set_defaults(act=doctor)


def doctor(given: argparse.Namespace) -> int:
    """0 if scripts will run here, 1 if not."""
    report = Report()
    print(f"texelflow doctor, on Python {platform.python_version()}, {platform.platform()}")
    try:
        found = probe_browser(browser=given.browser, gl=given.gl, headed=given.headed)
    except HostError as error:
        report.bad("browser", error)
        return 1
    report.good("browser", f"{found.path} {found.version}")
    home = found.page if given.main_thread else found.worker
    _webgl(report, home)
    _threads(report, found)
    _python(report, given)
    print("Something essential is missing." if report.broken else "All is well.")
    return 1 if report.broken else 0


def _webgl(report: Report, home: dict[str, Any]) -> None:
    if not home["webgl2"]:
        report.bad("WebGL2", f"{home['why']}. {NO_WEBGL}")
        return
    report.good("WebGL2", home["version"])
    software = any(name in home["renderer"].lower() for name in SOFTWARE)
    report.good("renderer", home["renderer"])
    if software:
        report.note("speed", "this renderer is software; with a GPU, --gl default or egl is faster")
    for name, value in home["limits"].items():
        if value < AT_LEAST.get(name, 0):
            report.bad(name, f"{value}, but texelflow needs {AT_LEAST[name]}")
        else:
            report.good(name, value)
    targets = home["targets"]
    report.good("render targets", ", ".join(name for name, works in targets.items() if works))
    if not targets["RGBA32F"] and targets["RGBA16F"]:
        report.note("RGBA32F", NO_FLOAT)
    elif not targets["RGBA32F"]:
        report.bad("RGBA32F", "neither float32 nor half-float render targets. Try another --gl.")
    if not targets["RGBA32I"]:
        report.bad("RGBA32I", "no int32 render targets, which WebGL2 promises. Try another --gl.")
    report.good("extensions", ", ".join(home["extensions"]))


def _threads(report: Report, found: Probe) -> None:
    if found.page["webgl2"] and not found.worker["webgl2"]:
        report.note("worker", f"no WebGL2 there ({found.worker['why']}); use --main-thread")
    if not found.page.get("isolated", True):
        report.note("isolation", "the page is not cross-origin isolated; Ctrl-C waits for `await`")


def _python(report: Report, given: argparse.Namespace) -> None:
    """Starts Python in the browser for real, with texelflow installed in it."""
    try:
        with BrowserSession(
            where="page" if given.main_thread else "worker",
            gl=given.gl,
            browser=given.browser,
            pyodide=given.pyodide,
            headed=given.headed,
        ) as session:
            python = session.run("import sys; sys.version.split()[0]")
            report.good("Pyodide", f"{session.pyodide_version} (Python {python})")
            report.good("start-up", f"{session.steps['browser'] + session.steps['ready']:.1f} s")
            version = session.run("from importlib.metadata import version; version('texelflow')")
            session.run("import texelflow")
            report.good("texelflow", f"{version}, imported")
    except RemoteError as error:
        report.bad("texelflow", f"it does not import in the browser:\n{error.traceback}")
    except HostError as error:
        report.bad("Python in the browser", error)
