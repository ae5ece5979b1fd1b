"""reduce/: a ufunc and its identity each; the two walks are those of reduce/_frame.glsl."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


def _least(dtype: Any) -> float | int:
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min


def _most(dtype: Any) -> float | int:
    return np.inf if dtype.kind == "f" else np.iinfo(dtype).max


REDUCTIONS: dict[str, tuple[Any, Any]] = {
    "reduce/all": (np.bitwise_and, lambda dtype: 1),
    "reduce/any": (np.bitwise_or, lambda dtype: 0),
    "reduce/max": (np.maximum, _least),
    "reduce/min": (np.minimum, _most),
    "reduce/prod": (np.multiply, lambda dtype: 1),
    "reduce/sum": (np.add, lambda dtype: 0),
}


def runs(d: Drawing) -> tuple[np.ndarray, np.ndarray]:
    """Return, per lane, the positions in x that it reduces, and which of those there are."""
    k = np.arange(d["chunk"])[None, :]
    if "LAST" in d.defines:
        index = d.indices()
        row = index // d["parts"]
        first = (index - row * d["parts"]) * d["chunk"]
        start = row * d["x_stride"]
        if "ROWS" in d.defines:
            assert not (d["x_stride"] % 4 and (start % 4).any()), "reduce: a row is off its texel"
            assert d["chunk"] % 4 == 0, "reduce: a chunk is off its texel"
        return (start + first)[:, None] + k, first[:, None] + k < d["x_cols"]
    index = d.indices()
    row = index // d["x_cols"]
    block = row // d["inner_rows"]
    outer = block // d["parts"]
    first = (block - outer * d["parts"]) * d["chunk"]
    start = (outer * d["length"] + first) * d["inner_rows"] + row - block * d["inner_rows"]
    at = (start * d["x_stride"] + index - row * d["x_cols"])[:, None]
    return at + k * d["inner_rows"] * d["x_stride"], first[:, None] + k < d["length"]


def _imitate(name: str, combine: Any, identity: Any) -> None:
    @imitates(name)
    def reduce(d: Drawing) -> np.ndarray:
        at, there = runs(d)
        values = d.at("x", np.where(there, at, 0))
        nothing = values.dtype.type(identity(values.dtype))
        values = np.where(there, values, nothing)
        made = combine.reduce(values, axis=1, initial=nothing, dtype=values.dtype)
        return made * d["scale"] if "SCALE" in d.defines else made


for _name, (_combine, _identity) in REDUCTIONS.items():
    _imitate(_name, _combine, _identity)
