"""Rows of ``ops/places.py``."""

import numpy as np

from support.row import Row, Sample
from support.samples import i32, listed


def _place(x, size):
    x = np.where(x < 0, x + size, x)
    return np.where((x >= 0) & (x < size), x, -1)


def _pair(a, b, outer, size):
    i = _place(a, outer) if outer else a
    j = _place(b, size)
    return np.where((i < 0) | (j < 0), -1, i * size + j)


ROWS = [
    Row(
        "place_of",
        _place,
        listed(
            Sample((i32([0, 1, -1, -3, -4, 2, 3]),), {"size": 3}),
            Sample((i32([[0, 1], [-1, 9]]),), {"size": 2}),
        ),
        call="op",
        result="int32",
    ),
    Row(
        "pair_places",
        _pair,
        listed(
            Sample((i32([0, 1, -1, 2]), i32([2, -3, 0, 0])), {"outer": 2, "size": 3}),
            Sample((i32([[4], [-1]]), i32([2, -3, 3])), {"outer": 0, "size": 3}),
        ),
        call="op",
        result="int32",
    ),
]
