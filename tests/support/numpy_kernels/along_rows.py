"""normalize/ and position/: what a whole row, or axis, decides."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


@imitates("normalize/statistics")
def statistics(d: Drawing) -> np.ndarray:
    row = np.minimum(d.elements // 2, d["rows"] - 1)
    values = d.at("x", row[:, None] * d["x_stride"] + np.arange(d["x_cols"]))
    most = values.max(axis=1)
    total = np.exp(values - most[:, None]).sum(axis=1)
    return np.where(d.elements % 2, total, most)


def _normalized(d: Drawing) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if "ROWS" in d.defines:
        row, at = d.elements // d["y_stride"], d.elements
    else:
        row, col = d.rows_and_columns()
        at = row * d["y_stride"] + col
    return d.at("x", at), d.at("s", row * 2), d.at("s", row * 2 + 1)


@imitates("normalize/softmax")
def softmax(d: Drawing) -> np.ndarray:
    x, most, total = _normalized(d)
    return np.exp(x - most) / total


@imitates("normalize/log_softmax")
def log_softmax(d: Drawing) -> np.ndarray:
    x, most, total = _normalized(d)
    return x - most - np.log(total)


def _position(d: Drawing, beats: Any) -> np.ndarray:
    index = d.indices()
    row = index // d["parts"]
    first = (index - row * d["parts"]) * d["chunk"]
    end = np.minimum(first + d["chunk"], d["count"])
    outer = row // d["inner"]
    after = row - outer * d["inner"]
    line = after // d["x_cols"]
    start = outer * d["outer_stride"] + line * d["x_stride"] + after - line * d["x_cols"]

    def candidate(k: np.ndarray) -> np.ndarray:
        return d.at("c", row * d["c_stride"] + k) if "CANDIDATES" in d.defines else k

    best = candidate(first)
    most = d.at("x", start + best * d["axis_stride"])
    for offset in range(1, d["chunk"]):
        there = first + offset < end
        at = candidate(np.where(there, first + offset, first))
        v = d.at("x", start + at * d["axis_stride"])
        wins = there & ~np.isnan(most) & (beats(v, most) | np.isnan(v))
        best, most = np.where(wins, at, best), np.where(wins, v, most)
    return best


@imitates("position/greatest")
def greatest(d: Drawing) -> np.ndarray:
    return _position(d, np.greater)


@imitates("position/least")
def least(d: Drawing) -> np.ndarray:
    return _position(d, np.less)
