"""The package on ordinary Python: it imports without anything else, and says where it computes."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import texelflow as tf
from texelflow import device as devices
from texelflow.errors import NoWebGL2

PACKAGE = Path(tf.__file__).parent

ALONE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"numpy", "playwright", "js", "pyodide", "pyodide_js"}:
            raise ModuleNotFoundError(f"{name} must not be imported", name=name)

sys.meta_path.insert(0, Refuse())
import texelflow as tf

assert isinstance(tf.__version__, str)
for name in tf.__all__:
    getattr(tf, name)
for attempt in (lambda: tf.ones([2]), lambda: tf.tensor([1.0]), lambda: tf.add(1, 2), tf.memory):
    try:
        attempt()
    except tf.errors.NoWebGL2 as error:
        assert isinstance(error, RuntimeError)
        print(error)
    else:
        raise SystemExit("an op ran without a device")
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(PACKAGE.parent)},
        timeout=60,
        check=False,
    )


def test_it_imports_alone_and_tells_that_it_computes_in_a_browser() -> None:
    done = python(ALONE)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    for line in lines:
        assert "this is ordinary Python" in line
        assert "`texelflow run SCRIPT`" in line


def test_without_a_device_there_is_none() -> None:
    before = devices.use(None)
    try:
        with pytest.raises(NoWebGL2, match="computes in a browser"):
            devices.current()
    finally:
        devices.use(before)


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda f: f.stem)
def test_every_file_is_python_3_11(file: Path) -> None:
    ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 11))


def test_every_public_name_exists_once() -> None:
    assert len(tf.__all__) == len(set(tf.__all__)), "a name is exported twice"
    for name in tf.__all__:
        assert hasattr(tf, name)
