"""movement/ and create/: elements by affine walks, and constants."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing, digits
from .registry import imitates


@imitates("create/fill")
def fill(d: Drawing) -> np.ndarray:
    return np.full(d.elements.shape, d["fill"])


@imitates("movement/strided")
def strided(d: Drawing) -> np.ndarray:
    rank = d["rank"]
    coordinates = digits(d.indices(), d["dims"][:rank])
    at = np.full(d.elements.shape, d["offset"])
    for c, stride in zip(coordinates, d["x_strides"], strict=False):
        at = at + c * stride
    if "ROWS" in d.defines:
        starts = at[:: d["y_stride"]]
        assert not (starts % 4).any(), "movement/strided ROWS: a row of x does not start on a texel"
    return d.at("x", at)


@imitates("movement/reorder")
def reorder(d: Drawing) -> np.ndarray:
    index = d.indices()
    row = index // d["x_cols"]
    return d.at("x", row * d["x_stride"] + index - row * d["x_cols"])


@imitates("movement/place")
def place(d: Drawing) -> np.ndarray:
    rank = d["rank"]
    at = np.zeros_like(d.elements)
    inside = np.ones(d.elements.shape, bool)
    for axis, c in enumerate(digits(d.indices(), d["dims"][:rank])):
        gap = c - d["begin"][axis]
        step = d["steps"][axis]
        own = np.trunc(gap / step).astype(int)
        inside &= (own * step == gap) & (own >= 0) & (own < d["x_dims"][axis])
        at = at + own * d["x_strides"][axis]
    return np.where(inside, d.at("x", np.where(inside, at, 0)), d["fill"])
