"""pool/: what windows over an image come to, and the gradients, window by window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


class _Place(NamedTuple):
    image: np.ndarray
    row: np.ndarray
    column: np.ndarray
    c: np.ndarray


def _place(d: Drawing) -> _Place:
    """Return where each lane is in the output."""
    if "TEXELS" in d.defines:
        pixel = d.elements // d["y_stride"]
        c = d.elements - pixel * d["y_stride"]
    else:
        pixel, c = d.rows_and_columns()
    line = pixel // d["extent"][1]
    image = line // d["extent"][0]
    return _Place(image, line - image * d["extent"][0], pixel - line * d["extent"][1], c)


def _taps(
    d: Drawing, row: np.ndarray, column: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield, for each tap of a window, the pixel of the image and whether it is inside."""
    for i in range(d["taps"][0]):
        y = row * d["stride"][0] - d["before"][0] + i * d["dilation"][0]
        for j in range(d["taps"][1]):
            x = column * d["stride"][1] - d["before"][1] + j * d["dilation"][1]
            inside = (y >= 0) & (y < d["source"][0]) & (x >= 0) & (x < d["source"][1])
            yield y * d["source"][1] + x, inside


def _image(d: Drawing, name: str, p: _Place, pixel: np.ndarray, there: np.ndarray) -> np.ndarray:
    at = (p.image * d["source"][0] * d["source"][1] + pixel) * d[f"{name}_stride"] + p.c
    return d.at(name, np.where(there, at, 0))


def _largest(
    d: Drawing, p: _Place, row: np.ndarray, column: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the first largest of each window, and the pixel that holds it."""
    best, holder = np.zeros(p.c.shape), np.full(p.c.shape, -1)
    for pixel, inside in _taps(d, row, column):
        v = _image(d, "a", p, pixel, inside)
        taken = inside & ((holder < 0) | (v > best) | (np.isnan(v) & ~np.isnan(best)))
        best, holder = np.where(taken, v, best), np.where(taken, pixel, holder)
    return best, holder


def _windows(d: Drawing, p: _Place, name: str) -> Iterator[tuple[np.ndarray, ...]]:
    """Yield, for every window there is, its row and column, and the element of ``name`` there."""
    for row in range(d["windows"][0]):
        for column in range(d["windows"][1]):
            pixel = (p.image * d["windows"][0] + row) * d["windows"][1] + column
            g = d.at(name, pixel * d[f"{name}_stride"] + p.c)
            yield np.full(p.c.shape, row), np.full(p.c.shape, column), g


@imitates("pool/max")
def largest(d: Drawing) -> np.ndarray:
    p = _place(d)
    return _largest(d, p, p.row, p.column)[0]


@imitates("pool/pick")
def pick(d: Drawing) -> np.ndarray:
    p = _place(d)
    holder = np.maximum(0, _largest(d, p, p.row, p.column)[1])
    return _image(d, "b", p, holder, holder >= 0)


@imitates("pool/unpick")
def unpick(d: Drawing) -> np.ndarray:
    p = _place(d)
    own = p.row * d["source"][1] + p.column
    total = np.zeros(p.c.shape)
    for row, column, g in _windows(d, p, "b"):
        total += np.where(_largest(d, p, row, column)[1] == own, g, 0)
    return total


def _count(d: Drawing, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    return np.sum([inside for _, inside in _taps(d, row, column)], axis=0)


@imitates("pool/mean")
def mean(d: Drawing) -> np.ndarray:
    p = _place(d)
    total = np.zeros(p.c.shape)
    for pixel, inside in _taps(d, p.row, p.column):
        total += np.where(inside, _image(d, "a", p, pixel, inside), 0)
    return total / _count(d, p.row, p.column)


@imitates("pool/unmean")
def unmean(d: Drawing) -> np.ndarray:
    p = _place(d)
    own = p.row * d["source"][1] + p.column
    total = np.zeros(p.c.shape)
    for row, column, g in _windows(d, p, "a"):
        count = _count(d, row, column)
        for pixel, inside in _taps(d, row, column):
            total += np.where(inside & (pixel == own), g / count, 0)
    return total
