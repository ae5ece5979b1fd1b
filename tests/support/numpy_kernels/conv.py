"""conv/: a sum over the taps of a window; the kernels differ in how they address a and b."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates

Address = Callable[[int, np.ndarray, np.ndarray], np.ndarray]  # tap, column, k


def _tap(d: Drawing, o: np.ndarray, under: int, axis: int) -> np.ndarray:
    """Return the source's row or column under a tap, or -1."""
    at = o * d["tap_step"][axis] + under * d["tap_dilation"][axis] + d["tap_offset"][axis]
    divisor = d["tap_divisor"][axis] if "DIVIDED" in d.defines else 1
    inside = (at >= 0) & (at % divisor == 0) & (at // divisor < d["source"][axis])
    return np.where(inside, at // divisor, -1)


def _window(
    d: Drawing,
    place: tuple[np.ndarray, np.ndarray, np.ndarray],
    c: np.ndarray,
    unit: int,
    address: Address,
    a_step: int = 1,
) -> np.ndarray:
    """Return, per lane, the sum over taps and k; ``place`` is (image, row, column)."""
    image, row, column = place
    k = np.arange(d["k"])[None, :]
    total = np.zeros(c.shape, d.y_dtype)
    for i in range(d["taps"][0]):
        y = _tap(d, row, i, 0)
        for j in range(d["taps"][1]):
            x = _tap(d, column, j, 1)
            inside = (y >= 0) & (x >= 0)
            start = ((image * d["source"][0] + y) * d["source"][1] + x) * unit
            a = d.at("a", np.where(inside, start, 0)[:, None] + k * a_step)
            b = d.at("b", address(i * d["taps"][1] + j, c[:, None], k))
            total += np.where(inside, (a * b).sum(axis=1), 0)
    return total


def _place(d: Drawing, pixel: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    line = pixel // d["extent"][1]
    image = line // d["extent"][0]
    return image, line - image * d["extent"][0], pixel - line * d["extent"][1]


def _by_rows(d: Drawing) -> Address:
    return lambda tap, c, k: (tap * d["k"] + k) * 4 * d["b_texels"] + c


def _by_dots(d: Drawing) -> Address:
    return lambda tap, c, k: (tap * d["n"] + np.minimum(c, d["n"] - 1)) * 4 * d["b_texels"] + k


@imitates("conv/rows")
def rows(d: Drawing) -> np.ndarray:
    pixel, c = d.texels(d["y_texels"])
    return _window(d, _place(d, pixel), c, d["a_stride"], _by_rows(d))


@imitates("conv/dots")
def dots(d: Drawing) -> np.ndarray:
    pixel, c = d.texels(d["y_texels"]) if "ROWS" in d.defines else d.rows_and_columns()
    return _window(d, _place(d, pixel), c, d["a_stride"], _by_dots(d))


@imitates("conv/elements")
def elements(d: Drawing) -> np.ndarray:
    pixel, c = d.rows_and_columns()

    def address(tap: int, c: np.ndarray, k: np.ndarray) -> np.ndarray:
        return tap * d["b_tap"] + c * d["b_col"] + k * d["b_step"]

    return _window(d, _place(d, pixel), c, d["a_stride"], address, d["a_step"])


@imitates("conv/block")
def block(d: Drawing) -> list[np.ndarray]:
    line, c = d.texels(d["y_texels"])
    above = line // d["blocks"]
    first = (line - above * d["blocks"]) * d.defines["R"]
    image = above // d["extent"][0]
    unit = d["a_unit"] * (1 if "WINDOW" in d.defines else 4)
    address = _by_dots(d) if "B_ROWS" in d.defines else _by_rows(d)
    made = []
    for r in range(d.defines["R"]):
        column = np.minimum(first + r, d["extent"][1] - 1)
        place = (image, above - image * d["extent"][0], column)
        if "PADDED" not in d.defines:
            for j in range(d["taps"][1]):
                assert (_tap(d, column, j, 1) >= 0).all(), "conv/block: a tap leaves the image"
        made.append(_window(d, place, c, unit, address))
    return made


@imitates("conv/depthwise")
def depthwise(d: Drawing) -> np.ndarray:
    texels = bool({"TEXELS", "PAIRED"} & d.defines.keys())
    pixel, c = d.texels(d["y_texels"]) if texels else d.rows_and_columns()
    each = 1 if texels else d["each"]
    multiplier = 1 if "PAIRED" in d.defines else d["multiplier"]
    image, row, column = _place(d, pixel)
    total = np.zeros(c.shape, d.y_dtype)
    for i in range(d["taps"][0]):
        y = _tap(d, row, i, 0)
        for j in range(d["taps"][1]):
            x = _tap(d, column, j, 1)
            inside = (y >= 0) & (x >= 0)
            start = ((image * d["source"][0] + y) * d["source"][1] + x) * d["a_stride"]
            for q in (c * each + m for m in range(each)):
                a = d.at("a", np.where(inside, start + q // multiplier, 0))
                b = d.at("b", (i * d["taps"][1] + j) * d["b_stride"] + q)
                total += np.where(inside, a * b, 0)
    return total


@imitates("conv/depthwise_block")
def depthwise_block(d: Drawing) -> list[np.ndarray]:
    line, c = d.texels(d["y_texels"])
    above = line // d["blocks"]
    image, row = above // d["extent"][0], above % d["extent"][0]
    made = []
    for r in range(d.defines["R"]):
        column = (line - above * d["blocks"]) * d.defines["R"] + r
        total = np.zeros(c.shape, d.y_dtype)
        for i in range(d["taps"][0]):
            y = _tap(d, row, i, 0)
            for j in range(d["taps"][1]):
                x = _tap(d, column, j, 1)
                inside = (y >= 0) & (x >= 0)
                start = ((image * d["source"][0] + y) * d["source"][1] + x) * 4 * d["a_texels"]
                b = d.at("b", (i * d["taps"][1] + j) * 4 * d["b_texels"] + c)
                total += np.where(inside, d.at("a", np.where(inside, start + c, 0)) * b, 0)
        made.append(total)
    return made


class _Tap(NamedTuple):
    """Which element of the filter's gradient each lane is for."""

    part: np.ndarray
    row: np.ndarray
    column: np.ndarray
    c: np.ndarray
    n: np.ndarray


def _along(d: Drawing, tap: _Tap, unit: int, b_step: int) -> np.ndarray:
    """Return, per lane, the sum over the output's lines of its part and over their pixels."""
    total = np.zeros(tap.n.shape, d.y_dtype)
    for offset in range(d["lines_each"]):
        line = tap.part * d["lines_each"] + offset
        image = line // d["extent"][0]
        o = line - image * d["extent"][0]
        y = o * d["stride"][0] + tap.row * d["dilation"][0] - d["before"][0]
        for column in range(d["extent"][1]):
            x = column * d["stride"][1] + tap.column * d["dilation"][1] - d["before"][1]
            inside = (line < d["lines"]) & (y >= 0) & (y < d["source"][0])
            inside &= (x >= 0) & (x < d["source"][1])
            i = ((image * d["source"][0] + y) * d["source"][1] + x) * unit + tap.c
            j = (line * d["extent"][1] + column) * b_step + tap.n
            product = d.at("a", np.where(inside, i, 0)) * d.at("b", np.where(inside, j, 0))
            total += np.where(inside, product, 0)
    return total


@imitates("conv/filter")
def by_filter(d: Drawing) -> np.ndarray:
    texels = "TEXELS" in d.defines
    row, n = d.texels(d["b_step"]) if texels else d.rows_and_columns()
    rest = row // d["depth"]
    above = rest // d["taps"][1]
    part = above // d["taps"][0]
    c = row % d["depth"]
    if {"DEPTHWISE", "PAIRED"} & d.defines.keys():
        c = n // (1 if "PAIRED" in d.defines else d["multiplier"])
    tap = _Tap(part, above % d["taps"][0], rest % d["taps"][1], c, n)
    return _along(d, tap, d["a_stride"], d["b_step"] * (4 if texels else 1))


@imitates("conv/filter_block")
def by_filter_in_blocks(d: Drawing) -> list[np.ndarray]:
    line, n = d.texels(d["y_texels"])
    above = line // d["blocks"]
    first = (line - above * d["blocks"]) * d.defines["R"]
    window = "WINDOW" in d.defines
    unit = d["a_unit"] * (1 if window else 4)
    column = np.zeros_like(line)
    if not window:
        above, column = above // d["taps"][1], above % d["taps"][1]
    part, row = above // d["taps"][0], above % d["taps"][0]
    made = []
    for r in range(d.defines["R"]):
        tap = _Tap(part, row, first + r, column, n) if window else None
        tap = tap or _Tap(part, row, column, first + r, n)
        made.append(_along(d, tap, unit, 4 * d["y_texels"]))
    return made
