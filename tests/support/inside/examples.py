"""Runs the examples in docstrings, in the browser."""

from __future__ import annotations

import doctest
import importlib
import io

import texelflow as tf

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def run(module: str, name: str) -> str:
    """Run the examples of one object's docstring; return what failed, or ""."""
    owner = importlib.import_module(module)
    value = owner
    for part in name.split(".") if name else ():
        value = getattr(value, part)
    scope = {"tf": tf, **{key: item for key, item in vars(owner).items() if key[:2] != "__"}}
    return run_text(getattr(value, "__doc__", None) or "", scope, name or module)


def run_text(text: str, scope: dict[str, object] | None = None, name: str = "text") -> str:
    """Run the examples in a text; return what failed, or ""."""
    scope = {"tf": tf} if scope is None else scope
    found = doctest.DocTestParser().get_doctest(text, scope, name, name, 0)
    told = io.StringIO()
    doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(found, out=told.write)
    found.globs.clear()
    return told.getvalue()
