"""Runs a program for the command line, inside Pyodide: its globals, its exceptions, its end."""

import ast
import asyncio
import atexit
import importlib
import inspect
import io
import json
import linecache
import os
import sys
import time
import traceback
import types
from collections.abc import Callable, Coroutine
from typing import Any

from pyodide.code import eval_code_async

# Frames of these come before the program's own, and are none of its business.
OUR_FILES = (__file__, "<texelflow_runner>", "/_pyodide/", "/pyodide/", "/asyncio/", "/webloop.py")

_default_hook = sys.excepthook  # Pyodide's is not sys.__excepthook__
_shared: dict[str, Any] = {"__name__": "__main__"}
_runs = 0
_task: "asyncio.Task[Any] | None" = None
_cancelled = False


def sleep_in_slices(nap: Callable[[float], object]) -> None:
    """Lets an interrupt end `time.sleep`, and the processor rest meanwhile, through `nap(ms)`."""

    def sleep(seconds: float, /) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            nap(min(left, 0.05) * 1000)

    time.sleep = sleep


def unbuffer() -> None:
    """Sends every write on at once, as `python -u` does: a progress bar has no newline."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        raw = io.FileIO(number, "w", closefd=False)
        stream = io.TextIOWrapper(
            raw,  # type: ignore[arg-type]  # as CPython's own -u does it
            encoding="utf-8",
            errors="backslashreplace" if number == 2 else "surrogateescape",
            write_through=True,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


async def answer(request_text: str) -> str:
    """The JSON reply to one command of the link."""
    request = json.loads(request_text)
    if request["do"] == "script":
        return json.dumps({"value": json.dumps({"exit": await run_script(request)})})
    try:
        value = await _interruptible(run_code(request))
        return json.dumps({"value": encode(value)})
    except BaseException as error:
        return json.dumps(
            {
                "error": {
                    "type": type(error).__name__,
                    "message": str(error),
                    "traceback": describe(error),
                }
            }
        )


async def run_code(request: dict[str, Any]) -> Any:
    """The value of the last expression of the code."""
    global _runs, _cancelled
    _runs += 1
    _cancelled = False
    code = request["code"]
    filename = f"<run {_runs}>"
    # Tracebacks find the lines here, as they do in an interactive session.
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    scope = _shared if request["shared"] else {"__name__": "__main__"}
    scope.update(json.loads(request["args"]))
    return await eval_code_async(code, scope, filename=filename)


def encode(value: Any) -> str:
    """JSON, with arrays and everything else that has `tolist` as lists."""

    def other(item: Any) -> Any:
        if hasattr(item, "tolist"):
            return item.tolist()
        raise TypeError(
            f"run() can only return what JSON can hold, not {type(item).__name__}; "
            "return numbers, strings, lists or dicts, or write a file and fetch it with get()"
        )

    return json.dumps(value, default=other)


async def run_script(request: dict[str, Any]) -> int:
    """The exit status of a script, run as CPython runs one."""
    path = request["path"]
    os.environ.update(request["env"])
    os.chdir(request["folder"])
    sys.argv = [path, *request["argv"]]
    sys.path.insert(0, request["folder"])
    sys.dont_write_bytecode = True  # else __pycache__ would go back to the host
    importlib.invalidate_caches()
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    try:
        if _cancelled:  # Ctrl-C came in the moment before
            raise KeyboardInterrupt
        status = await _interruptible(_execute(path, main.__dict__))
    except BaseException as error:
        status = _status_of(error)
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    return status


async def _execute(path: str, scope: dict[str, Any]) -> int:
    with open(path, "rb") as file:
        source = file.read()
    code = compile(source, path, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    if code.co_flags & inspect.CO_COROUTINE:
        await eval(code, scope)
    else:
        exec(code, scope)
    return 0


def _status_of(error: BaseException) -> int:
    if isinstance(error, SystemExit):
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        print(error.code, file=sys.stderr)
        return 1
    if sys.excepthook is not _default_hook:  # the script has its own way to show errors
        sys.excepthook(type(error), error, error.__traceback__)
    else:
        sys.stderr.write(describe(error))
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def describe(error: BaseException) -> str:
    """The traceback as CPython prints it: it starts at the program's first frame."""
    trace = error.__traceback__
    while trace and any(part in trace.tb_frame.f_code.co_filename for part in OUR_FILES):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))


# --- interrupts ---


async def _interruptible(work: Coroutine[Any, Any, Any]) -> Any:
    """Awaits `work` in a task that `cancel` can end while it waits for something."""
    global _task
    _task = asyncio.ensure_future(work)  # type: ignore[assignment]
    try:
        return await _task
    except asyncio.CancelledError as error:
        if not _cancelled:
            raise
        raise KeyboardInterrupt().with_traceback(error.__traceback__) from None
    finally:
        _task = None


def cancel() -> None:
    """Ends what is being awaited with KeyboardInterrupt, or the script that has yet to begin."""
    global _cancelled
    _cancelled = True
    if _task is not None:
        _task.cancel()
