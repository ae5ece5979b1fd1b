"""What TensorFlow.js has, as lists of names, and whether it is here."""

from __future__ import annotations

import functools
import inspect
from pathlib import Path
from typing import Any

import texelflow as tf

HERE = Path(__file__).parent


def names(file: str) -> dict[str, list[str]]:
    """Return the names in a list, by the headings they stand under."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (HERE / file).read_text().splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return found


def find(name: str) -> Any:
    """Return what ``tf`` calls by a dotted name, or None."""
    return functools.reduce(lambda owner, part: getattr(owner, part, None), name.split("."), tf)


def missing_functions() -> list[str]:
    """Return the functions that are not there."""
    wanted = [name for group in names("functions.txt").values() for name in group]
    return [name for name in wanted if not callable(find(name))]


def missing_methods() -> list[str]:
    """Return the methods that tensors do not have."""
    own = set(dir(tf.Tensor))
    return [name for name in names("methods.txt")[""] if name not in own]


def summary(value: Any) -> str:
    """Return the first sentence of a docstring, on one line."""
    text = inspect.getdoc(value) or ""
    return " ".join(text.partition("\n\n")[0].split())
