"""However a script ends (Ctrl-C, time-out, a crash), no browser is left behind."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.command import (
    Script,
    command_line,
    descendants,
    finish,
    press_ctrl_c,
    wait_for_line,
    wait_until_gone,
)

MakeScript = Callable[[str], Script]

BUSY = "while True: pass"
WAITING = "await __import__('asyncio').sleep(300)"
SLEEPING = "__import__('time').sleep(300)"
READING = "input()"


@pytest.mark.parametrize(
    ("work", "options"),
    [(WAITING, ()), (SLEEPING, ()), (READING, ()), (BUSY, ("--main-thread",))],
)
def test_ctrl_c_is_a_keyboard_interrupt_and_files_come_back(
    script: MakeScript, tmp_path: Path, work: str, options: tuple[str, ...]
) -> None:
    process = script(
        f"try:\n    print('started')\n    {work}\nfinally:\n    open('end.txt', 'w').write('end')\n"
    ).start(options=options)
    assert wait_for_line(process) == "started\n"
    below = descendants(process.pid)
    press_ctrl_c(process)
    process.wait(timeout=20)
    ended = finish(process)
    assert ended.status == 130
    assert ended.err.startswith("Traceback (most recent call last):")
    assert ended.err.endswith("KeyboardInterrupt\n")
    assert (tmp_path / "end.txt").read_text() == "end"
    assert wait_until_gone(below) == []


def test_a_second_ctrl_c_ends_a_script_that_catches_the_first(script: MakeScript) -> None:
    process = script(
        "while True:\n"
        "    try:\n"
        "        print('started')\n"
        "        while True: pass\n"
        "    except KeyboardInterrupt: pass\n"
    ).start()
    wait_for_line(process)
    below = descendants(process.pid)
    press_ctrl_c(process)
    assert wait_for_line(process) == "started\n"
    press_ctrl_c(process)
    assert finish(process).status == 130
    assert wait_until_gone(below) == []


def test_ctrl_c_during_the_start_leaves_nothing_behind(script: MakeScript) -> None:
    process = script("print('started')").start(options=("-v",))
    assert process.stderr is not None
    process.stderr.readline()  # the browser is there, Python not yet
    below = descendants(process.pid)
    press_ctrl_c(process)
    ended = finish(process)
    assert (ended.status, ended.out) == (130, "")
    assert wait_until_gone(below) == []


@pytest.mark.parametrize("stubborn", [False, True])
def test_timeout_ends_the_script_with_124(
    script: MakeScript, tmp_path: Path, stubborn: bool
) -> None:
    work = "while True: pass"
    if stubborn:
        work = "while True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass"
    ended = script(f"open('begun.txt', 'w').close()\n{work}").run(options=("--timeout", "0.5"))
    assert ended.status == 124
    assert "stopped after 0.5 s" in ended.err
    assert (tmp_path / "begun.txt").exists() is not stubborn


def test_a_killed_renderer_ends_the_run_with_a_message(script: MakeScript) -> None:
    process = script(f"print('started')\n{BUSY}").start()
    wait_for_line(process)
    below = descendants(process.pid)
    renderers = [pid for pid in below if "--type=renderer" in command_line(pid)]
    assert renderers
    for pid in renderers:
        os.kill(pid, signal.SIGKILL)
    ended = finish(process)
    assert ended.status == 70
    assert "The page crashed while Python was running in it." in ended.err
    assert wait_until_gone(below) == []


def test_a_killed_browser_ends_the_run_with_a_message(script: MakeScript) -> None:
    process = script(f"print('started')\n{BUSY}").start()
    wait_for_line(process)
    below = descendants(process.pid)
    browser = next(
        pid for pid in below if "--headless" in (line := command_line(pid)) and "--type" not in line
    )
    os.kill(browser, signal.SIGKILL)
    ended = finish(process)
    assert ended.status == 70
    assert "while Python was running in it." in ended.err
    assert wait_until_gone(below) == []
