"""Assertions that tell their values, as pytest's do; pytest itself is not in the browser."""

from __future__ import annotations

import ast
import re
from types import TracebackType
from typing import Any

OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}


class Rewriter(ast.NodeTransformer):
    """Turns ``assert a == b`` into code whose failure shows a and b."""

    def __init__(self, source: str) -> None:
        self.source = source

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        """Evaluate each side once, under a name that no test can use."""
        test = node.test
        text = " ".join((ast.get_source_segment(self.source, test) or "").split())
        names = ["@value"]
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            names = ["@left", "@right"]
            kept = [_store("@left", test.left), _store("@right", test.comparators[0])]
            check: ast.expr = ast.Compare(_load("@left"), test.ops, [_load("@right")])
            operator = OPERATORS[type(test.ops[0])]
        else:
            kept = [_store("@value", test)]
            check = _load("@value")
            operator = ""
        explain = ast.Call(
            _load("@explain"),
            [
                ast.Constant(text),
                ast.Constant(operator),
                node.msg or ast.Constant(None),
                *(_load(name) for name in names),
            ],
            [],
        )
        failure = ast.Raise(ast.Call(_load("AssertionError"), [explain], []))
        made: list[ast.stmt] = [*kept, ast.If(ast.UnaryOp(ast.Not(), check), [failure], [])]
        for statement in made:
            ast.copy_location(statement, node)
            ast.fix_missing_locations(statement)
        return made


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _store(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def explain(text: str, operator: str, message: Any, *values: Any) -> str:
    """Return the text of a failed assertion."""
    lines = [f"assert {text}"]
    if message is not None:
        lines.append(str(message))
    if operator:
        lines.append(f"where {short(values[0])} {operator} {short(values[1])} is false")
    else:
        lines.append(f"where the value is {short(values[0])}")
    return "\n".join(lines)


def short(value: Any, most: int = 600) -> str:
    """Return the value's repr, cut."""
    text = repr(value)
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)"


class raises:
    """``with raises(ShapeError, match="…") as caught:``; then ``caught.value``."""

    def __init__(self, kind: Any, *, match: str | None = None) -> None:
        self.kind = kind
        self.match = match
        self.value: Any = None

    def __enter__(self) -> raises:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None
    ) -> bool:
        if kind is None:
            raise AssertionError(f"nothing was raised; expected {self.kind}")
        if not issubclass(kind, self.kind):
            return False
        if self.match is not None and not re.search(self.match, str(error)):
            raise AssertionError(f"{kind.__name__} says {str(error)!r}, not /{self.match}/")
        self.value = error
        return True
