"""`texelflow run SCRIPT`: a Python script in a headless browser, as if it ran here."""

import argparse
import os
import sys
import time
from pathlib import Path

from texelflow.cli.options import add_browser_options
from texelflow.cli.terminal import Signals, Terminal
from texelflow.host.errors import HostError, RunTimeout
from texelflow.host.folder import HostFolder
from texelflow.host.session import BrowserSession
from texelflow.host.stdin import Stdin

EXIT_TIMEOUT = 124  # as timeout(1)
EXIT_KILLED = 130
EXIT_BROKEN_PIPE = 141
LAST_WORDS_SECONDS = 3.0  # for the script's `finally` blocks after its time is up
SLICE_SECONDS = 0.1
# Folders that Pyodide's own file system needs; a script from one of these sees itself elsewhere.
TAKEN = ("/dev", "/lib", "/proc")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "run",
        help="run a Python script in a headless browser",
        description="Runs a Python script in a headless browser: its output, exit status and "
        "traceback come here. The script's folder is its working directory; the files that it "
        "makes, changes or deletes there come back when it ends.",
    )
    add_browser_options(parser)
    parser.add_argument(
        "--env",
        action="append",
        default=[],
        metavar="NAME",
        help="pass this environment variable on; NAME=VALUE sets it (may be repeated)",
    )
    parser.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="end the script after this time, with 124"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="show the steps of the start on stderr"
    )
    parser.add_argument("script", type=Path, help="the script")
    parser.add_argument("argv", nargs=argparse.REMAINDER, help="the script's own arguments")
    parser.set_defaults(act=run)


def run(given: argparse.Namespace) -> int:
    """The exit status of the script."""
    script = given.script.resolve()
    if not script.is_file():
        raise HostError(f"can't open {given.script}: no such file")
    verbose = given.verbose or os.environ.get("TEXELFLOW_VERBOSE") == "1"
    terminal = Terminal(verbose)
    folder = HostFolder(script.parent)
    session = BrowserSession(
        where="page" if given.main_thread else "worker",
        gl=given.gl,
        browser=given.browser,
        pyodide=given.pyodide,
        headed=given.headed,
        on_bytes=terminal.write,
        report=terminal.report,
    )
    stdin = Stdin()
    session.server.route("folder", folder.answer)
    session.server.route("stdin", stdin.answer)
    terminal.on_broken_pipe = session.abort
    with Signals() as signals:
        signals.first = signals.second = session.abort
        try:
            with session:
                signals.first = lambda: (session.interrupt(), stdin.interrupt())
                status = _run_in(session, given, script, terminal)
        except KeyboardInterrupt:
            status = EXIT_KILLED
    for refusal in folder.refusals:
        print(f"texelflow run: not written back: {refusal}", file=sys.stderr)
    return EXIT_BROKEN_PIPE if terminal.broken else status


def _run_in(
    session: BrowserSession, given: argparse.Namespace, script: Path, terminal: Terminal
) -> int:
    at = _place_of(script.parent)
    session.command("mount", None, at=at)
    started = time.monotonic()
    number = session.link.send(
        "script",
        path=f"{at.rstrip('/')}/{script.name}",
        folder=at,
        argv=given.argv,
        env=_environment(given.env),
        terminal={"stdout": sys.stdout.isatty(), "stderr": sys.stderr.isatty()},
    )
    late = False
    while True:
        try:
            status = session.wait_for(number, SLICE_SECONDS)["exit"]
            break
        except RunTimeout:
            spent = time.monotonic() - started
        if given.timeout is None or spent < given.timeout:
            continue
        if not late:
            late = True
            session.interrupt()
        elif spent > given.timeout + LAST_WORDS_SECONDS:
            terminal.complain(f"stopped after {given.timeout:g} s; no files were brought back")
            return EXIT_TIMEOUT
    changes = session.command("collect", None)
    terminal.report(f"{len(changes['written'])} files written, {len(changes['deleted'])} deleted")
    if late:
        terminal.complain(f"stopped after {given.timeout:g} s")
        return EXIT_TIMEOUT
    return status


def _place_of(folder: Path) -> str:
    """Where the script's folder appears in the browser: under its own name, where that is free.

    Then paths in tracebacks, and absolute paths among the arguments, are those of this machine.
    """
    path = folder.as_posix()
    taken = path in ("/", "/home") or any(path == t or path.startswith(t + "/") for t in TAKEN)
    return path if path.startswith("/") and not taken else "/script"


def _environment(names: list[str]) -> dict[str, str]:
    chosen = {}
    for name in names:
        name, given, value = name.partition("=")
        if given:
            chosen[name] = value
        elif name in os.environ:
            chosen[name] = os.environ[name]
    return chosen
