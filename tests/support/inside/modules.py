"""Runs functions of test modules in the browser: what ``@in_browser`` stands for there.

Of a test module go along: its ``@in_browser`` functions, its undecorated functions and classes,
its constants, and those imports that the browser can satisfy.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import linecache
from typing import Any

from . import asserts

HOST_ONLY = ("pytest", "numpy", "support", "rows", "playwright", "hypothesis")

_loaded: dict[str, tuple[str, dict[str, Any]]] = {}


async def run(path: str, source: str, function: str, arguments: dict[str, Any]) -> None:
    """Call one function of a test module; its exception is the test's failure."""
    result = _scope(path, source)[function](**arguments)
    if inspect.isawaitable(result):
        await result


def _scope(path: str, source: str) -> dict[str, Any]:
    if path in _loaded and _loaded[path][0] == source:
        return _loaded[path][1]
    # Tracebacks find the lines here.
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    tree = ast.parse(source, path)
    tree.body = [node for node in map(_kept, tree.body) if node is not None]
    tree = ast.fix_missing_locations(asserts.Rewriter(source).visit(tree))
    import texelflow

    scope = {
        "__name__": "test",
        "__file__": path,
        "tf": texelflow,
        "raises": asserts.raises,
        "@explain": asserts.explain,
    }
    exec(compile(tree, path, "exec", dont_inherit=True), scope)
    _loaded[path] = (source, scope)
    return scope


def _kept(node: ast.stmt) -> ast.stmt | None:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        names = [ast.unparse(decorator) for decorator in node.decorator_list]
        if names and not any(name.partition("(")[0].endswith("in_browser") for name in names):
            return None
        node.decorator_list = []
        return node
    if isinstance(node, ast.Import):
        node.names = [alias for alias in node.names if _importable(alias.name)]
        return node if node.names else None
    if isinstance(node, ast.ImportFrom):
        return node if _importable(node.module or "") else None
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
        return None
    return node


def _importable(module: str) -> bool:
    if module.partition(".")[0] in HOST_ONLY:
        return False
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True
