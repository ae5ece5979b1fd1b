"""standardize/: sums over rows, column by column; and what each row or column is scaled by."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


def _lines(d: Drawing) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, per lane, the positions that its part folds, which there are, and its column."""
    if "ROWS" in d.defines:
        part, col = d.texels(d["row_texels"])
        stride = d["row_texels"] * 4
    else:
        e = np.minimum(d.elements, d["parts"] * d["cols"] - 1)
        part, stride = e // d["cols"], d["cols"]
        col = e - part * stride
    row = part[:, None] * d["chunk"] + np.arange(d["chunk"])
    there = row < d["rows"]
    return np.where(there, row, 0) * stride + col[:, None], there, col


def _sum(values: np.ndarray, there: np.ndarray) -> np.ndarray:
    return np.where(there, values, 0).sum(1)


@imitates("standardize/parts")
def parts(d: Drawing) -> list[np.ndarray]:
    at, there, _ = _lines(d)
    x = d.at("x", at)
    mean = _sum(x, there) / np.maximum(there.sum(1), 1)
    return [mean, _sum((x - mean[:, None]) ** 2, there)]


@imitates("standardize/moments")
def moments(d: Drawing) -> list[np.ndarray]:
    at, there, _ = _lines(d)
    x, merge = d.at("x", at), "MERGE" in d.defines
    row = np.arange(at.shape[1])
    size = np.minimum(d["size"], d["total"] - row * d["size"]) if merge else np.ones(len(row))
    mean = _sum(x * size, there) / d["total"]
    squares = size * (x - mean[:, None]) ** 2 + (d.at("q", at) if merge else 0)
    variance = _sum(squares, there) / d["total"]
    rest = 1 - d["momentum"]
    moved = [
        d.at(f"moving_{name}", d.elements) * d["momentum"] + new * rest
        for name, new in (("mean", mean), ("variance", variance))
    ]
    return [mean, variance, *moved]


@imitates("standardize/sums")
def sums(d: Drawing) -> list[np.ndarray]:
    at, there, col = _lines(d)
    if "MERGE" in d.defines:
        return [_sum(d.at("x", at), there), _sum(d.at("q", at), there)]
    g, x = d.at("g", at), d.at("x", at)
    if "BY_ROW" in d.defines:
        row = at // (d["row_texels"] * 4 if "ROWS" in d.defines else d["cols"])
        mean, rate = d.at("s", row * 2), d.at("s", row * 2 + 1)
    else:
        mean = d.at("mean", col)[:, None]
        rate = 1 / np.sqrt(d.at("variance", col)[:, None] + d["epsilon"])
    return [_sum(g, there), _sum(g * (x - mean) * rate, there)]


@imitates("standardize/row_moments")
def row_moments(d: Drawing) -> np.ndarray:
    row = np.minimum(d.elements // 2, d["rows"] - 1)
    at = row[:, None] * d["stride"] + np.arange(d["cols"])
    x = d.at("x", at)
    if "G" in d.defines:
        mean, rate = d.at("s", row * 2)[:, None], d.at("s", row * 2 + 1)[:, None]
        v = d.at("g", at) * d.at("gamma", np.arange(d["cols"]))
        first, second = v.mean(1), (v * (x - mean) * rate).mean(1)
    else:
        first = x.mean(1)
        second = 1 / np.sqrt(x.var(1) + d["epsilon"])
    return np.where(d.elements % 2, second, first)


def _located(d: Drawing) -> tuple[np.ndarray, np.ndarray, Any, Any]:
    """Return row, column, mean and 1 / deviation of each lane."""
    if "ROWS" in d.defines:
        row, col = d.texels(d["row_texels"])
        row = np.minimum(row, d["rows"] - 1)
    else:
        e = np.minimum(d.elements, d["rows"] * d["cols"] - 1)
        row, col = e // d["cols"], e % d["cols"]
    if "BY_ROW" in d.defines:
        return row, col, d.at("s", row * 2), d.at("s", row * 2 + 1)
    return row, col, d.at("mean", col), 1 / np.sqrt(d.at("variance", col) + d["epsilon"])


@imitates("standardize/apply")
def apply(d: Drawing) -> np.ndarray:
    _, col, mean, rate = _located(d)
    return (d.at("x", d.elements) - mean) * rate * d.at("gamma", col) + d.at("beta", col)


@imitates("standardize/slope")
def slope(d: Drawing) -> np.ndarray:
    row, col, mean, rate = _located(d)
    g, gamma = d.at("g", d.elements), d.at("gamma", col)
    h = (d.at("x", d.elements) - mean) * rate
    if "BY_ROW" in d.defines:
        return (g * gamma - d.at("m", row * 2) - h * d.at("m", row * 2 + 1)) * rate
    level, tilt = d.at("p", col) / d["total"], d.at("q", col) / d["total"]
    return (g - level - h * tilt) * rate * gamma
