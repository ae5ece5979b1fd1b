"""Runs the command as a user would: another process, its own folder, a real browser."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-m", "texelflow")
PATIENCE = 60  # seconds; what hangs longer has failed


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    status: int
    out: str
    err: str


class Script:
    """A script in a folder of its own, to be run in the browser."""

    def __init__(self, folder: Path, source: str) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self.path = folder / "script.py"
        self.path.write_text(source)

    def start(self, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """The running command, alone in a process group, as a shell's foreground job is."""
        process = subprocess.Popen(
            [*COMMAND, "run", *options, str(self.path), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def clean_up(self) -> None:
        """Ends what a failed test left running."""
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def run(self, *arguments: str, options: tuple[str, ...] = (), stdin: str = "") -> Finished:
        process = self.start(*arguments, options=options)
        return finish(process, stdin)


def finish(process: subprocess.Popen[bytes], stdin: str = "") -> Finished:
    try:
        out, err = process.communicate(stdin.encode(), timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        pytest.fail(f"still running after {PATIENCE} s; it printed {out!r} and {err!r}")
    return Finished(process.returncode, out.decode(), err.decode())


def descendants(pid: int) -> list[int]:
    """Processes below `pid`, from Linux's /proc."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            number, rest = status.read_text().split(" (", 1)
            parents.setdefault(int(rest.rsplit(")", 1)[1].split()[1]), []).append(int(number))
    found, left = [], [pid]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return found


def command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def wait_until_gone(pids: list[int]) -> list[int]:
    """Those of `pids` that still run (zombies do not) after a moment's grace."""
    ends = time.monotonic() + 5
    while (alive := [pid for pid in pids if command_line(pid)]) and time.monotonic() < ends:
        time.sleep(0.05)
    return alive


def wait_for_line(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode()


def press_ctrl_c(process: subprocess.Popen[bytes]) -> None:
    """As a terminal does it: the whole foreground group gets the signal."""
    os.killpg(process.pid, signal.SIGINT)
