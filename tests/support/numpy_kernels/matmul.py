"""matmul/: the walks differ in addresses alone; the sum of products is one."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing, digits
from .registry import imitates


def _products(
    d: Drawing, batch: np.ndarray, a_at: np.ndarray, b_at: np.ndarray, steps: tuple[int, int]
) -> np.ndarray:
    """Return, per lane, the sum over k; ``steps`` are a's and b's along k."""
    rank = d["batch_rank"]
    for axis, c in enumerate(digits(batch, d["batch_dims"][:rank])):
        a_at = a_at + c * d["a_strides"][axis]
        b_at = b_at + c * d["b_strides"][axis]
    k = np.arange(d["k"])[None, :]
    i, j = a_at[:, None] + k * steps[0], b_at[:, None] + k * steps[1]
    return (d.at("a", i) * d.at("b", j)).sum(axis=1, dtype=d.y_dtype)


def _single(d: Drawing, row: np.ndarray, a_step: int, b_at: np.ndarray, b_step: int) -> np.ndarray:
    batch = row // d["m"]
    return _products(d, batch, (row - batch * d["m"]) * d["a_row"], b_at, (a_step, b_step))


@imitates("matmul/rows")
def rows(d: Drawing) -> np.ndarray:
    row, col = d.texels(d["y_texels"])
    a_step = 1 if "A_TEXELS" in d.defines else d["a_step"]
    return _single(d, row, a_step, col, 4 * d["b_texels"])


@imitates("matmul/dots")
def dots(d: Drawing) -> np.ndarray:
    row, col = d.texels(d["y_texels"]) if "ROWS" in d.defines else d.rows_and_columns()
    col = np.minimum(col, d["n"] - 1) if "ROWS" in d.defines else col
    return _single(d, row, 1, col * 4 * d["b_texels"], 1)


@imitates("matmul/elements")
def elements(d: Drawing) -> np.ndarray:
    row, col = d.rows_and_columns()
    return _single(d, row, d["a_step"], col * d["b_col"], d["b_step"])


@imitates("matmul/block")
def block(d: Drawing) -> list[np.ndarray]:
    line, col = d.texels(d["y_texels"])
    batch = line // d["blocks"]
    first = (line - batch * d["blocks"]) * d.defines["R"]
    a_row, b_row = 4 * d["a_texels"], 4 * d["b_texels"]
    made = []
    for r in range(d.defines["R"]):
        row = np.minimum(first + r, d["m"] - 1)
        if "COLUMNS" in d.defines:
            made.append(_products(d, batch, row, col, (a_row, b_row)))
        elif "B_ROWS" in d.defines:
            b_at = np.minimum(col, d["n"] - 1) * b_row
            made.append(_products(d, batch, row * a_row, b_at, (1, 1)))
        else:
            made.append(_products(d, batch, row * a_row, col, (1, b_row)))
    return made
