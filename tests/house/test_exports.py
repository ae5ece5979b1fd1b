"""What is public: ``__all__``, docstrings with examples, the tree of errors."""

import builtins
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import texelflow
from texelflow import errors


def modules() -> list[ModuleType]:
    """Return every module of the package but the command line's and the host's."""
    names = [
        info.name
        for info in pkgutil.walk_packages(texelflow.__path__, "texelflow.")
        if info.name.split(".")[1] not in ("cli", "host", "__main__")
    ]
    return [texelflow, *(importlib.import_module(name) for name in names)]


def public() -> dict[str, object]:
    """Return every public function and class of ``tf``, and of its public submodules."""
    found: dict[str, object] = {}
    for module in modules():
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if callable(value) and value.__module__.startswith("texelflow"):
                found.setdefault(f"{value.__module__}.{value.__qualname__}", value)
    return found


PUBLIC = public()


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_all_is_sorted_and_true(module: ModuleType) -> None:
    names = getattr(module, "__all__", None)
    if names is None:
        return
    if not hasattr(module, "__path__"):  # a package's is the sum of its modules'
        assert list(names) == sorted(names)
    assert len(set(names)) == len(names)
    assert [name for name in names if not hasattr(module, name)] == []


def test_what_tf_exports_is_documented_somewhere() -> None:
    exported = {
        name: value
        for name, value in vars(texelflow).items()
        if not name.startswith("_") and callable(value)
    }
    known = set(map(inspect.unwrap, PUBLIC.values()))
    lost = [name for name, value in exported.items() if inspect.unwrap(value) not in known]
    assert lost == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_every_module_says_what_it_is(module: ModuleType) -> None:
    assert module.__doc__


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_a_summary(name: str) -> None:
    text = inspect.getdoc(PUBLIC[name])
    assert text, f"{name} has no docstring"
    summary = text.partition("\n\n")[0]
    assert summary.rstrip().endswith((".", ":", ";")), f"{name}: {summary!r} is no sentence"


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example(name: str) -> None:
    value = PUBLIC[name]
    if isinstance(value, type) and issubclass(value, BaseException):
        return
    assert ">>>" in (inspect.getdoc(value) or ""), f"{name}: its docstring has no >>>"


def test_every_error_is_ours_and_a_builtin_too() -> None:
    for name in errors.__all__:
        kind = getattr(errors, name)
        assert issubclass(kind, errors.TexelflowError)
        if kind is not errors.TexelflowError:
            own = {base for base in kind.__mro__ if base.__module__ == "builtins"}
            assert own - {Exception, BaseException, object}, f"{name} is no built-in error"
        assert name in (errors.__doc__ or "")
    assert builtins.issubclass(errors.ShapeError, ValueError)
