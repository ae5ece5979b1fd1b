"""Every example in a docstring runs, and gives what it says: one test an object."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import texelflow
from support.browser import Browser

HOST_ONLY = ("cli", "host", "__main__")


def objects() -> Iterator[tuple[str, str]]:
    """Yield (module, name) of all that has an example: modules, functions, classes, methods."""
    names = ["texelflow"]
    for info in pkgutil.walk_packages(texelflow.__path__, "texelflow."):
        if info.name.split(".")[1] not in HOST_ONLY and not info.name.endswith("device.webgl"):
            names.append(info.name)
    for module in names:
        owner = importlib.import_module(module)
        if ">>>" in (owner.__doc__ or ""):
            yield module, ""
        for name, value in vars(owner).items():
            if getattr(value, "__module__", None) != module or isinstance(value, str):
                continue
            if ">>>" in (getattr(value, "__doc__", "") or ""):
                yield module, name
            if inspect.isclass(value):
                for inner, method in vars(value).items():
                    text = getattr(method, "__doc__", "") or ""
                    if ">>>" in text and callable(getattr(value, inner)):
                        yield module, f"{name}.{inner}"


OBJECTS = sorted(set(objects()))


@pytest.mark.parametrize(
    ("module", "name"), OBJECTS, ids=[f"{m}.{n}".strip(".") for m, n in OBJECTS]
)
def test_example(browser: Browser, module: str, name: str) -> None:
    failed = browser.call("examples.run", module=module, name=name)
    if failed:
        pytest.fail(failed, pytrace=False)
