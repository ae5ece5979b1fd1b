"""`texelflow run` shows a script's output, status and traceback as CPython would."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.command import Script, descendants, finish, wait_until_gone

MakeScript = Callable[[str], Script]


def test_runs_as_main_with_arguments_environment_await_stdin_and_partial_lines(
    script: MakeScript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FROM_THE_SHELL", "yes")
    monkeypatch.setenv("NOT_PASSED_ON", "no")
    made = script(
        "import asyncio, os, sys, texelflow\n"
        "print(__name__, __file__, os.getcwd(), sys.argv)\n"
        "get = os.environ.get\n"
        "print(get('FROM_THE_SHELL'), get('NOT_PASSED_ON'), get('A'))\n"
        "await asyncio.sleep(0.01)\n"
        "print(input('name? '), repr(sys.stdin.read()))\n"
        "print('\\r50 %', end='')\n"
        "print('\\r100 %', end='')\n"
        "sys.stdout.buffer.write(b'\\xc3\\xa9')\n"
        "print('to stderr', file=sys.stderr)\n"
    )
    options = ("--env", "FROM_THE_SHELL", "--env", "A=b")
    process = made.start("one", "--two", options=options)
    ended = finish(process, "Ada\nrest\n")
    assert ended.err == "to stderr\n"
    folder, path = str(made.path.parent), str(made.path)
    assert ended.out.split("\n") == [
        f"__main__ {path} {folder} {[path, 'one', '--two']}",
        "yes None b",
        r"name? Ada 'rest\n'",
        "\r50 %\r100 %é",
    ]
    assert ended.status == 0


def test_half_a_line_arrives_while_the_script_runs_and_sigterm_ends_it(script: MakeScript) -> None:
    process = script("print('half', end='\\r')\nimport time\ntime.sleep(300)\n").start()
    assert process.stdout is not None
    assert process.stdout.read(5) == b"half\r"
    below = descendants(process.pid)
    process.terminate()
    assert finish(process).status == 130
    assert wait_until_gone(below) == []


def test_an_uncaught_exception_shows_the_traceback_of_cpython_and_exits_1(
    script: MakeScript,
) -> None:
    source = (
        "def outer():\n"
        "    try:\n"
        "        {}['key']\n"
        "    except KeyError as error:\n"
        "        raise ValueError('bad') from error\n"
        "print('before')\n"
        "outer()\n"
    )
    made = script(source)
    here = subprocess.run([sys.executable, made.path], capture_output=True, text=True, check=False)
    ended = made.run()
    assert (ended.status, ended.out) == (1, "before\n")
    assert _without_markers(ended.err) == _without_markers(here.stderr)


def _without_markers(text: str) -> list[str]:
    """The lines without the ~~~^^^ under them, which differ between versions of Python."""
    return [line for line in text.splitlines() if line.strip(" ~^")]


@pytest.mark.parametrize(
    ("ending", "status", "message"),
    [("sys.exit('bye')", 1, "bye\n"), ("a b", 1, "SyntaxError")],
)
def test_the_exit_status_is_the_scripts_own(
    script: MakeScript, ending: str, status: int, message: str
) -> None:
    ended = script(f"import sys\n{ending}\n").run()
    assert ended.status == status
    assert message in ended.err
    assert "texelflow_runner" not in ended.err


def test_input_without_stdin_is_an_eof_error(script: MakeScript) -> None:
    ended = script("input('name? ')").run(options=("--main-thread",))
    assert (ended.status, ended.out) == (1, "name? ")
    assert ended.err.endswith("EOFError: EOF when reading a line\n")


def test_a_missing_script_and_a_missing_browser_say_so(script: MakeScript, tmp_path: Path) -> None:
    made = script("")
    ended = made.run(options=("--browser", "/no/such/browser"))
    assert ended.status == 69
    assert "/no/such/browser" in ended.err
    assert "apt-get install chromium" in ended.err
    made.path.unlink()
    ended = made.run()
    assert ended.status == 69
    assert "no such file" in ended.err
