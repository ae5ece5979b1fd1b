"""Budgets: a file is one idea, a function fits on a screen. Split by idea, not by count."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = [*(ROOT / "py").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]


def lines_of_code(file: Path) -> int:
    """Return how many lines are neither blank, nor comment, nor docstring."""
    text = file.read_text()
    lines = {n for n, line in enumerate(text.splitlines(), 1) if line.strip()}
    lines -= {n for n, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("#")}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines -= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(lines)


def too_long(files: list[Path], most: int) -> list[str]:
    """Return the files with more lines than that."""
    counts = {file: len(file.read_text().splitlines()) for file in files}
    return [f"{f.relative_to(ROOT)}: {n} lines" for f, n in counts.items() if n > most]


def test_python_files_have_at_most_300_lines_of_code() -> None:
    counts = {file: lines_of_code(file) for file in PYTHON}
    long = {str(f.relative_to(ROOT)): n for f, n in counts.items() if n > 300}
    assert long == {}


def test_functions_have_at_most_40_lines_beside_their_docstrings() -> None:
    found = []
    for file in PYTHON:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = node.body[0]
                is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                start = first.end_lineno if is_text else node.lineno
                length = (node.end_lineno or 0) - (start or 0)
                if length > 40:
                    found.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {length}")
    assert found == []


def test_shaders_have_at_most_80_lines() -> None:
    assert too_long(list((ROOT / "shaders").rglob("*.glsl")), 80) == []


def test_bridge_files_have_at_most_200_lines_and_the_bridge_800() -> None:
    files = list((ROOT / "web" / "bridge").glob("*.js"))
    assert too_long(files, 200) == []
    assert sum(len(file.read_text().splitlines()) for file in files) <= 800
