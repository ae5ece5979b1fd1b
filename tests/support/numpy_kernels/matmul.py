"""matmul/: the three walks differ in addresses alone; the sum of products is one."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing, digits
from .registry import imitates


def _products(d: Drawing, row: np.ndarray, col: np.ndarray, steps: tuple[int, int, int]) -> object:
    """Return, per lane, the sum over k; ``steps``: a's along k, b's along k, b's along columns."""
    batch = row // d["m"]
    rank = d["batch_rank"]
    at_a, at_b = np.zeros_like(row), np.zeros_like(row)
    for axis, c in enumerate(digits(batch, d["batch_dims"][:rank])):
        at_a = at_a + c * d["a_strides"][axis]
        at_b = at_b + c * d["b_strides"][axis]
    k = np.arange(d["k"])[None, :]
    i = (at_a + (row - batch * d["m"]) * d["a_row"])[:, None] + k * steps[0]
    j = (at_b + col * steps[2])[:, None] + k * steps[1]
    return (d.at("a", i) * d.at("b", j)).sum(axis=1, dtype=d.y_dtype)


@imitates("matmul/rows")
def rows(d: Drawing) -> object:
    row = d.elements // (4 * d["y_texels"])
    col = d.elements - row * 4 * d["y_texels"]
    a_step = 1 if "A_TEXELS" in d.defines else d["a_step"]
    return _products(d, row, col, (a_step, 4 * d["b_texels"], 1))


@imitates("matmul/dots")
def dots(d: Drawing) -> object:
    if "ROWS" in d.defines:
        row = d.elements // (4 * d["y_texels"])
        col = np.minimum(d.elements - row * 4 * d["y_texels"], d["n"] - 1)
    else:
        row = d.indices() // d["y_cols"]
        col = d.indices() - row * d["y_cols"]
    return _products(d, row, col, (1, 1, 4 * d["b_texels"]))


@imitates("matmul/elements")
def elements(d: Drawing) -> object:
    row = d.indices() // d["y_cols"]
    col = d.indices() - row * d["y_cols"]
    return _products(d, row, col, (d["a_step"], d["b_step"], d["b_col"]))
