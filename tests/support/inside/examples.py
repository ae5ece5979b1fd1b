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
    text = getattr(value, "__doc__", None) or ""
    found = doctest.DocTestParser().get_doctest(text, scope, name or module, module, 0)
    told = io.StringIO()
    doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(found, out=told.write)
    found.globs.clear()
    return told.getvalue()
