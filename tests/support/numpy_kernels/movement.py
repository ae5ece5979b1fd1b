"""movement/ and create/: elements by affine walks, and constants."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing, digits
from .registry import imitates


@imitates("create/fill")
def fill(d: Drawing) -> np.ndarray:
    return np.full(d.elements.shape, d["fill"])


def axes(d: Drawing, index: np.ndarray) -> list[np.ndarray]:
    """Return the coordinates of ``prelude/walk.glsl``; the first axis has no end."""
    found = digits(index, d["dims"][1:])
    return [index // np.prod(d["dims"][1:], dtype=int), *found]


def walk(d: Drawing, index: np.ndarray) -> np.ndarray:
    """Return where in x the walk is at places in row-major order."""
    assert len(d["dims"]) == d.defines["AXES"]
    assert np.allclose(np.multiply(d["dims"], d["inverses"]), 1)
    steps = zip(axes(d, index), d["x_strides"], strict=True)
    return d["offset"] + sum(c * stride for c, stride in steps)


@imitates("movement/strided")
def strided(d: Drawing) -> np.ndarray:
    if "TEXELS" in d.defines:
        return d.at("x", walk(d, d.elements // 4) * 4 + d.elements % 4)
    if not d.defines.keys() & {"LANE", "RUN", "SPREAD"}:
        return d.at("x", walk(d, d.elements))
    row, col = d.texels(d["y_texels"])
    if "LANE" in d.defines:
        return d.at("x", walk(d, row) + col * d["x_jump"] * 4)
    col = col % d["x_cols"] if "SPREAD" in d.defines else col
    return d.at("x", walk(d, row) + col * d["x_step"])


@imitates("movement/turn")
def turn(d: Drawing) -> list[np.ndarray]:
    row, col = d.texels(d["y_texels"])
    return [d.at("x", walk(d, row) + col * d["x_jump"] * 4 + lane) for lane in range(4)]


@imitates("movement/reorder")
def reorder(d: Drawing) -> np.ndarray:
    row, col = d.texels(d["y_texels"])
    index = row * d["y_cols"] + col
    return d.at("x", index // d["x_cols"] * d["x_stride"] + index % d["x_cols"])


@imitates("movement/place")
def place(d: Drawing) -> np.ndarray:
    if "ROWS" in d.defines or "TEXELS" in d.defines:
        return _placed(d)
    rank = d["rank"]
    at = np.zeros_like(d.elements)
    inside = np.ones(d.elements.shape, bool)
    for axis, c in enumerate(digits(d.indices(), d["dims"][:rank])):
        gap = c - d["begins"][axis]
        step = d["steps"][axis]
        own = np.trunc(gap / step).astype(int)
        inside &= (own * step == gap) & (own >= 0) & (own < d["x_dims"][axis])
        at = at + own * d["x_strides"][axis]
    return np.where(inside, d.at("x", np.where(inside, at, 0)), d["fill"])


def _placed(d: Drawing) -> np.ndarray:
    """Return what a walk that may leave x finds."""
    texels = "TEXELS" in d.defines
    index, col = d.texels(1 if texels else d["y_texels"])
    at = np.zeros_like(index)
    inside = np.ones(index.shape, bool)
    for axis, c in enumerate(axes(d, index)):
        own = c - d["begins"][axis]
        inside &= (own >= 0) & (own < d["x_dims"][axis])
        at = at + own * d["x_strides"][axis]
    if texels:
        at = at * 4 + col
    else:
        inside &= (col >= d["x_begin"]) & (col < d["x_begin"] + d["x_cols"])
        at = at + col - d["x_begin"]
    return np.where(inside, d.at("x", at), d["fill"])
