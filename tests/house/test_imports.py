"""Imports run one way, and only one module knows the browser."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "py" / "texelflow"

# A module may import from its own line and from those above it.
ORDER = (
    ("errors", "layout", "page", "reasons", "registry"),
    ("dtypes", "arrays"),
    ("glsl", "device.protocol"),
    ("device", "device.webgl"),
    ("engine",),
    ("lowering",),
    ("shapes", "types", "lifetime", "tape", "profiling"),
    ("tensor", "complex_tensor", "string_tensor", "tensor_buffer"),
    ("tracing.graph", "tracing.tracer"),
    ("variable", "complex_variable"),
    ("op", "debug"),
    ("ops",),
    (
        "autograd",
        "browser",
        "custom_gradients",
        "derivatives",
        "display",
        "fused",
        "image",
        "kernels",
        "linalg",
        "math",
        "random",
        "signal",
        "sparse",
        "spectral",
        "strings",
    ),
    ("tracing", "optimize", "fusion"),
    ("initializers", "layers", "losses", "metrics", "optimizers", "regularizers", "constraints"),
    ("callbacks", "training", "data", "models"),
    ("texelflow",),
)
OWN_BUSINESS = ("host", "cli", "__main__")
"""The command line runs on the host, and shares no module with what runs in the browser."""
BROWSER = {"js", "pyodide", "pyodide_js", "texelflow_bridge"}


def names() -> dict[str, Path]:
    """Return the modules of the package by their dotted names, without ``texelflow.``."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join(parts) or "texelflow"] = file
    return found


MODULES = names()


def line_of(module: str) -> int | None:
    """Return the line of ``ORDER`` that a module stands in, by its own name or its package's."""
    for depth in range(module.count(".") + 1, 0, -1):
        name = ".".join(module.split(".")[:depth])
        for line, group in enumerate(ORDER):
            if name in group:
                return line
    return None


def imports(module: str, file: Path) -> set[str]:
    """Return which modules of the package are imported when ``module`` is: not in functions."""
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    package = "" if package == "texelflow" else package
    found = set()
    for node in _run_on_import(ast.parse(file.read_text()).body):
        if isinstance(node, ast.Import):
            found |= {
                a.name.partition(".")[2] for a in node.names if a.name.startswith("texelflow.")
            }
            continue
        base = package.split(".") if package else []
        if node.level:
            base = base[: len(base) - node.level + 1]
        elif (node.module or "").partition(".")[0] == "texelflow":
            base = []
        else:
            continue
        inside = (node.module or "").removeprefix("texelflow").strip(".")
        path = [*base, *([inside] if inside else [])]
        for alias in node.names:
            whole = ".".join([*path, alias.name])
            found.add(whole if whole in MODULES else ".".join(path) or "texelflow")
    return found


def _run_on_import(body: list[ast.stmt]) -> list[ast.Import | ast.ImportFrom]:
    found: list[ast.Import | ast.ImportFrom] = []
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append(node)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            found += _run_on_import(node.body + node.orelse)
        elif isinstance(node, ast.Try):
            found += _run_on_import(node.body)
    return found


def test_every_module_has_its_place_in_the_order() -> None:
    lost = [name for name in MODULES if line_of(name) is None and not _is_own_business(name)]
    assert lost == [], "put them into ORDER"


def _is_own_business(name: str) -> bool:
    return name.partition(".")[0] in OWN_BUSINESS


def test_imports_run_one_way() -> None:
    wrong = []
    for module, file in MODULES.items():
        if _is_own_business(module):
            continue
        mine = line_of(module)
        for other in imports(module, file):
            line = line_of(other)
            if mine is not None and (line is None or line > mine):
                wrong.append(f"{module} imports {other}")
    assert wrong == []


def test_the_host_part_stands_alone() -> None:
    for module, file in MODULES.items():
        others = {other.partition(".")[0] for other in imports(module, file)}
        if _is_own_business(module):
            assert others <= {*OWN_BUSINESS, "texelflow", "errors"}, f"{module} imports {others}"
        else:
            assert not others & set(OWN_BUSINESS), f"{module} imports {others}"


def test_only_the_webgl_device_knows_the_browser() -> None:
    knowing = set()
    for module, file in MODULES.items():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                tops = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                tops = {(node.module or "").partition(".")[0]}
            else:
                continue
            if tops & BROWSER:
                knowing.add(module)
    assert knowing == {"device.webgl"}
