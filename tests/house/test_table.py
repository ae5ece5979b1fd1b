"""Every op has its row, its shader and its docstring; nothing is left over."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import texelflow
from ops.accuracy import ACCURACY
from ops.table import ROWS
from texelflow import browser, image, ops, signal, spectral
from texelflow.op import OPS
from wrong_calls.table import FILES as WRONG_CALLS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "py" / "texelflow"
SHADERS = ROOT / "shaders"
NAMESPACES = (browser, image, signal, spectral)
CHECKS = {"forward", "special", "gradient", "second", "no_gradient", "errors", "traced"}


def test_every_op_has_a_row() -> None:
    assert set(OPS) - {row.name for row in ROWS} == set()


def test_every_public_function_of_ops_has_a_row() -> None:
    public = {name for name in ops.__all__ if callable(getattr(texelflow, name))}
    assert public - {row.name for row in ROWS} == set()


def test_every_public_function_of_a_namespace_has_a_row() -> None:
    for module in NAMESPACES:
        top = {
            id(inspect.unwrap(getattr(texelflow, name))) for name in ops.__all__
        }  # these have rows already
        functions = {name: getattr(module, name) for name in module.__all__}
        public = {
            name
            for name, fn in functions.items()
            if callable(fn) and id(inspect.unwrap(fn)) not in top
        }
        named = {row.name for row in ROWS if row.target.startswith(f"{module.__name__}:")}
        assert public - named == set(), module.__name__


def test_every_row_is_of_something() -> None:
    for row in ROWS:
        module, _, name = row.target.partition(":")
        if module != "op":
            inside = module.startswith("inside.")
            home = importlib.import_module(f"support.{module}" if inside else module)
            assert hasattr(home, name), f"{row.id}: {module} has no {name}"
        else:
            assert name in OPS, f"{row.id}: there is no op {name}"


def test_rows_have_names_of_their_own() -> None:
    names = [row.id for row in ROWS]
    assert sorted(names) == sorted(set(names))


def test_skips_name_a_check_and_say_why() -> None:
    for row in ROWS:
        for because in row.skip:
            assert because.check in CHECKS, f"{row.id} skips {because.check!r}, which is no check"
            assert len(because.reason.split()) >= 3, f"{row.id}: why is {because.check} skipped?"


def kernels() -> set[str]:
    """Return every kernel file: those that are neither frames nor shared chunks."""
    files = (path.relative_to(SHADERS) for path in SHADERS.rglob("*.glsl"))
    return {
        path.with_suffix("").as_posix()
        for path in files
        if not path.name.startswith("_") and path.parts[0] != "prelude"
    }


def patterns() -> list[str]:
    """Return what the package's strings say of kernels: names, or patterns from f-strings."""
    families = "|".join(sorted({name.partition("/")[0] for name in kernels()}))
    found = []
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text())
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inside = {id(part) for text in texts for part in text.values}
        found += [
            "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in t.values)
            for t in texts
        ]
        found += [
            re.escape(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in inside
        ]
    return [text for text in found if re.fullmatch(rf"({families})/[\w+\\]+", text)]


def test_every_kernel_is_drawn_by_some_op() -> None:
    used = [re.compile(pattern) for pattern in patterns()]
    unused = {name for name in kernels() if not any(p.fullmatch(name) for p in used)}
    assert unused == set()


def test_every_kernel_that_ops_name_exists() -> None:
    names = kernels()
    missing = {p for p in patterns() if not any(re.fullmatch(p, name) for name in names)}
    assert missing == set()


def test_every_include_exists() -> None:
    for file in SHADERS.rglob("*.glsl"):
        for name in re.findall(r'^\s*#include\s+"([^"]+)"', file.read_text(), re.M):
            assert (SHADERS / name).is_file(), f"{file.relative_to(SHADERS)} includes {name}"


def test_no_file_includes_another_twice() -> None:
    # Includes are taken in once: the second, in another branch of an #if, would be empty.
    for file in SHADERS.rglob("*.glsl"):
        names = re.findall(r'^\s*#include\s+"([^"]+)"', file.read_text(), re.M)
        assert len(names) == len(set(names)), f"{file.relative_to(SHADERS)} includes {names}"


def test_every_shader_says_what_it_is() -> None:
    for file in SHADERS.rglob("*.glsl"):
        assert file.read_text().startswith("// "), f"{file.relative_to(SHADERS)}: a first comment"


NO_ROUNDING = {
    *("bitwise_not", "clip_by_value", "identity", "isfinite", "isinf", "isnan", "logical_not"),
    *("left_shift", "nan_to_num", "pair_places", "place_of", "right_shift", "signbit", "step"),
    *("power", "prelu"),
}
"""Kernels that round nothing, or (power, prelu) whose function is tried by another name."""


def test_every_element_wise_kernel_is_tried_for_its_accuracy() -> None:
    tried = {entry.name for entry in ACCURACY} | {"gelu_tanh", *NO_ROUNDING}
    own = {name.partition("/")[2] for name in kernels() if name.startswith(("unary/", "binary/"))}
    assert own - tried == set(), "give them a line in tests/ops/accuracy.py"


def test_every_public_function_of_ops_has_a_wrong_call() -> None:
    said = " ".join(row.call for rows in WRONG_CALLS.values() for row in rows)
    called = set(re.findall(r"tf\.(?:\w+\.)?(\w+)\(", said))
    called |= {row.name.lstrip("_") for row in ROWS if row.errors}
    public = {name for name in ops.__all__ if inspect.isfunction(getattr(texelflow, name))}
    assert public - called == set(), "give them a line in tests/wrong_calls/*.txt"
