"""Writes docs/ops.md from what the code says of each op; with --check, tells whether it is old.

Signatures and sentences come from the functions, shapes, dtypes and gradients from the ops'
declarations, accuracy from the tables of ``tests/ops``.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "py"), str(ROOT / "tests")]

import texelflow as tf  # noqa: E402
from ops.accuracy import ACCURACY  # noqa: E402
from ops.table import ROWS  # noqa: E402
from parity import missing_functions, missing_methods, names, summary  # noqa: E402
from support.row import Row  # noqa: E402
from texelflow import ops  # noqa: E402
from texelflow.op import OPS, Op  # noqa: E402

PAGE = ROOT / "docs" / "ops.md"
NAMESPACES = [
    *("browser", "fused", "image", "linalg", "losses", "math", "ragged", "random", "signal"),
    *("sparse", "spectral", "strings"),
]

HEAD = """# The ops

Written by `python tools/ops_page.py` from the declarations; edit those.

- **shape** and **dtypes**: the op's own rules; a function made of ops has those of the ops inside.
- **gradient**: of any order, if the rule is made of ops that have gradients; `none` where there is
  none.
- **runs on**: the GPU; the host, in Python; or both, where values are read back because the
  result's shape depends on them (inside `tf.function` that is an error).
- **mirrors**: whose function of that name it behaves like.
- **accuracy**: the error that `tests/ops/test_accuracy.py` allows, in units of the last place
  (ulp), where it sweeps the op over its useful range; else the tolerance that its row in
  `tests/ops/rows` has beside float64 NumPy (`1e-05` is 1e-6 + 1e-5 of the value); `exact` where
  nothing is rounded.
"""


def op_of(value: Any) -> Op | None:
    """Return the declaration behind a function, if it is an op itself."""
    while value is not None:
        found = getattr(value, "op", None)
        if isinstance(found, Op):
            return found
        value = getattr(value, "__wrapped__", None)
    return None


def signature(name: str, value: Any) -> str:
    """Return a call with its arguments and defaults, without annotations."""
    try:
        found = inspect.signature(inspect.unwrap(value))
    except (TypeError, ValueError):
        return f"{name}(…)"
    plain = [_plain(p) for p in found.parameters.values()]
    return name + str(found.replace(parameters=plain, return_annotation=found.empty))


def _plain(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter without annotation, a function as its default by its name."""
    made = parameter.replace(annotation=parameter.empty)
    if inspect.isfunction(made.default):
        return made.replace(default=_Named(made.default.__name__))
    return made


class _Named(str):
    """Text that shows itself without quotes."""

    __repr__ = str.__str__


def rule(value: Any) -> str:
    """Return what a shape or dtype rule says of itself."""
    text = summary(value).rstrip(".") if inspect.isfunction(value) else ""
    return text.partition(": ")[0] if value is not None else ""


def rows_of(name: str, value: Any) -> list[Row]:
    """Return the rows of the op table that call a function."""
    space, _, last = name.rpartition(".")
    same = inspect.unwrap(getattr(tf, last, len)) is inspect.unwrap(value)
    return [
        row
        for row in ROWS
        if row.name in (last, f"_{last}") and (not space or same or space in row.target)
    ]


def gradient(name: str, value: Any) -> str:
    """Return which gradients there are, by the declaration and by what the table tests."""
    declared, rows = op_of(value), rows_of(name, value)
    if declared is not None and declared.grad is None:
        return "none"
    if rows and not any(row.grad for row in rows):
        return "none"
    tested = [row for row in rows if row.grad and row.ref is not None]
    if not tested:
        return "any order" if declared is not None else ""
    skipped = {because.check for row in tested for because in row.skip}
    return "first" if "second" in skipped else "any order"


def runs_on(name: str, value: Any) -> str:
    """Return where a function works; its module, its rows and its docstring tell."""
    if inspect.unwrap(value).__module__.rpartition(".")[2] in HOST:
        return "host"
    text = inspect.getdoc(value) or ""
    if re.search(r"\b(?:computed|runs|called|worked out) on the host\b", text, re.I):
        return "host"
    reads = re.search(r"Blocks\.|read on the host|Reads the", text)
    waits = any(because.check == "traced" for row in rows_of(name, value) for because in row.skip)
    return "GPU and host" if waits or reads else "GPU"


HOST = ("ragged", "strings", "string_ops", "suppression")
"""Modules whose functions work on the host."""


def mirrors(name: str, value: Any) -> str:
    """Return whose function it behaves like, from the docstring, else by its name."""
    found = re.search(r"Mirrors\s+(.*?)(?:;|\.(?:\s|$)|,\s|\()", inspect.getdoc(value) or "", re.S)
    if found:
        return " ".join(found[1].split()).replace("``", "`")
    import numpy as np

    last = name.rpartition(".")[2]
    if last in JAVASCRIPT:
        head, *rest = last.split("_")
        return f"TensorFlow.js `tf.{head + ''.join(part.title() for part in rest)}`"
    return f"NumPy `{last}`" if callable(getattr(np, last, None)) else ""


JAVASCRIPT = {n.rpartition(".")[2] for group in names("functions.txt").values() for n in group}


def accuracy(name: str, value: Any) -> str:
    """Return the error that the tests allow."""
    swept = [entry for entry in ACCURACY if entry.name == name.rpartition(".")[2]]
    if swept:
        worst = max(entry.ulps for entry in swept)
        where = next((entry.where for entry in swept if entry.where), "")
        found = "exact" if worst == 0 else f"{worst:g} ulp"
        return f"{found}, {where}" if where not in ("", "everywhere") else found
    rows = [row for row in rows_of(name, value) if row.ref is not None]
    if not rows:
        return ""
    if all(isinstance(row.result, str) and row.result != "float32" for row in rows):
        return "exact"
    return f"{max(row.tol.rtol for row in rows):g}"


def line(name: str, value: Any) -> str:
    """Return a function's row of the page."""
    declared = op_of(value)
    cells = [
        f"`{signature(name, value)}` {summary(value)}",
        rule(declared.shape) if declared else "",
        rule(declared.types) if declared else "",
        gradient(name, value),
        runs_on(name, value),
        mirrors(name, value),
        accuracy(name, value),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def section(title: str, text: str, functions: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a family or a namespace."""
    yield from ("", f"## {title}", "", text, "")
    yield "| op | shape | dtypes | gradient | runs on | mirrors | accuracy |"
    yield "|---|---|---|---|---|---|---|"
    yield from (line(name, value) for name, value in sorted(functions.items()))


def families() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (title, text, functions) of every family, then of every namespace."""
    known = set()
    for family in ops.FAMILIES:
        own = {n: getattr(tf, n) for n in family.__all__ if inspect.isfunction(getattr(tf, n))}
        known |= {id(inspect.unwrap(value)) for value in own.values()}
        yield family.__name__.rpartition(".")[2], summary(family), own
    for space in NAMESPACES:
        module = getattr(tf, space, None)
        if not isinstance(module, ModuleType):
            continue
        own = {
            f"{space}.{n}": getattr(module, n)
            for n in module.__all__
            if inspect.isfunction(getattr(module, n))
            and id(inspect.unwrap(getattr(module, n))) not in known
        }
        yield f"tf.{space}", summary(module), own


def page() -> str:
    """Return the text of docs/ops.md."""
    sections = [part for part in families() if part[2]]
    functions, methods = missing_functions(), missing_methods()
    count = sum(len(part[2]) for part in sections)
    lines = [HEAD.rstrip(), ""]
    lines.append(
        f"{count} functions, {len(OPS)} ops underneath. Of TensorFlow.js 4.22's op functions "
        f"{254 - len(functions)} of 254 are here, of its chained methods "
        f"{137 - len(methods)} of 137."
    )
    if functions or methods:
        lines.append(f"Missing: {', '.join(f'`{name}`' for name in functions + methods)}.")
    for part in sections:
        lines += section(*part)
    return "\n".join(lines) + "\n"


def main() -> int:
    made = page()
    if "--check" in sys.argv:
        return 0 if PAGE.is_file() and PAGE.read_text() == made else 1
    PAGE.write_text(made)
    print(f"== {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
