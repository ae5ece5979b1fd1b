"""BrowserSession: values and exceptions cross over, files go both ways, a dead page is noticed."""

import os
import signal

import pytest

from cli.command import command_line, descendants
from texelflow.host import BrowserDied, BrowserSession, RemoteError, RunTimeout


def test_run_returns_the_last_expression_and_takes_arguments(session: BrowserSession) -> None:
    code = "import asyncio\nawait asyncio.sleep(0)\n{'sum': sum(numbers), 'text': text}"
    assert session.run(code, {"numbers": [1, 2, 3], "text": "é"}) == {"sum": 6, "text": "é"}
    assert session.run("None") is None
    assert session.run("import array; array.array('f', [1, 2])") == [1.0, 2.0]


def test_globals_are_shared_unless_told_otherwise(session: BrowserSession) -> None:
    session.run("kept = 1")
    assert session.run("kept") == 1
    assert session.run("'kept' in globals()", shared=False) is False


def test_texelflow_is_installed(session: BrowserSession) -> None:
    version = session.run("from importlib.metadata import version\nversion('texelflow')")
    assert version == "0.1.0"


def test_an_exception_carries_type_message_and_traceback(session: BrowserSession) -> None:
    with pytest.raises(RemoteError) as caught:
        session.run("def f():\n    raise ValueError('no')\nf()")
    error = caught.value
    assert (error.type_name, error.message) == ("ValueError", "no")
    assert error.traceback.startswith('Traceback (most recent call last):\n  File "<run')
    assert "    raise ValueError('no')\n" in error.traceback


def test_a_value_that_json_cannot_hold_says_what_to_do(session: BrowserSession) -> None:
    with pytest.raises(RemoteError, match=r"not object; return numbers"):
        session.run("object()")


def test_a_time_out_leaves_the_session_usable_after_an_interrupt(session: BrowserSession) -> None:
    with pytest.raises(RunTimeout, match=r"within 0\.2 s"):
        session.run("while True: pass", timeout=0.2)
    session.interrupt()
    assert session.run("'usable'") == "usable"


def test_files_go_both_ways(session: BrowserSession) -> None:
    data = bytes(range(256)) * 16384
    session.put("/tmp/some/where/file.bin", data)
    assert session.run("import os; os.path.getsize('/tmp/some/where/file.bin')") == len(data)
    assert session.get("/tmp/some/where/file.bin") == data
    with pytest.raises(RemoteError, match="/no/such/file"):
        session.get("/no/such/file")


def test_output_is_collected(session: BrowserSession) -> None:
    session.stdout = session.stderr = ""
    session.run("import sys; print('out é'); print('err', file=sys.stderr)")
    assert (session.stdout, session.stderr) == ("out é\n", "err\n")


def test_the_page_is_isolated_and_its_javascript_can_be_evaluated(session: BrowserSession) -> None:
    assert session.evaluate("crossOriginIsolated") is True
    assert session.evaluate("n => n + 1", 41) == 42


def test_a_crash_of_the_page_raises_browser_died() -> None:
    others = descendants(os.getpid())
    with BrowserSession(wheel=None) as session:
        for pid in set(descendants(os.getpid())).difference(others):
            if "--type=renderer" in command_line(pid):
                os.kill(pid, signal.SIGKILL)
        with pytest.raises(BrowserDied, match="The page crashed while Python was running"):
            session.run("while True: pass")
        with pytest.raises(BrowserDied):
            session.run("1")
