"""Which dtype comes out, said a second time and independently of ``texelflow.types``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

ORDER = ("bool", "int32", "float32", "complex64")


def common(dtypes: Sequence[str], _attrs: Mapping[str, Any]) -> str:
    """The widest of the inputs'."""
    return max(dtypes, key=ORDER.index)


def arithmetic(dtypes: Sequence[str], attrs: Mapping[str, Any]) -> str:
    """The widest, but at least int32."""
    return "int32" if common(dtypes, attrs) == "bool" else common(dtypes, attrs)


def first(dtypes: Sequence[str], _attrs: Mapping[str, Any]) -> str:
    """The first input's."""
    return dtypes[0]


def after_first(dtypes: Sequence[str], attrs: Mapping[str, Any]) -> str:
    """The widest of all but the first: ``where``."""
    return common(dtypes[1:], attrs)


def from_attribute(_dtypes: Sequence[str], attrs: Mapping[str, Any]) -> str:
    """What the attribute ``dtype`` says; float32 without it."""
    return str(attrs.get("dtype", "float32"))
