"""Rows of ``ops/arithmetic.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row
from support.samples import (
    GRADIENT_PAIRS,
    coins,
    f32,
    i32,
    listed,
    pairs,
    reals,
    whole,
)

WIDE = reals(-5, 5)
INTS = whole(-1000, 1000)
MIXED = pairs((WIDE, WIDE), (INTS, INTS), (WIDE, INTS), (coins(), INTS), (coins(), coins()))
SMOOTH = pairs((WIDE, WIDE), shapes=GRADIENT_PAIRS)
DO_NOT_BROADCAST = Bad((f32(np.ones((2, 3))), f32(np.ones(4))), "ShapeError", "do not broadcast")
STRING = Bad(("one", f32(1)), "DTypeError", "str")

INF, NAN, BIG = np.inf, np.nan, 3e38
INT_MAX = 2**31 - 1


def wrap(f):
    """Return ``f`` with whole-number results wrapped around at 32 bits, booleans being 0 and 1."""

    def wrapped(a, b):
        kind = np.result_type(a, b)
        if kind.kind == "f":
            return f(np.asarray(a, np.float64), np.asarray(b, np.float64))
        return f(np.asarray(a, np.int64), np.asarray(b, np.int64)).astype(np.int32)

    return wrapped


ROWS = [
    Row(
        "add",
        wrap(np.add),
        MIXED,
        result=arithmetic,
        special=listed(
            (f32([INF, -INF, INF, NAN, BIG, -0.0]), f32([1, 1, -INF, 1, BIG, 0.0])),
            (i32([INT_MAX, -INT_MAX, 5]), i32([1, -3, -5])),
        ),
        errors=[DO_NOT_BROADCAST, STRING],
        gradients=SMOOTH,
    ),
    Row(
        "sub",
        wrap(np.subtract),
        MIXED,
        result=arithmetic,
        special=listed(
            (f32([INF, -INF, INF, NAN, BIG]), f32([1, 1, INF, 1, -BIG])),
            (i32([INT_MAX, -INT_MAX, 5]), i32([-1, 3, 5])),
        ),
        errors=[DO_NOT_BROADCAST, STRING],
        gradients=SMOOTH,
    ),
    Row(
        "mul",
        wrap(np.multiply),
        MIXED,
        result=arithmetic,
        special=listed(
            (f32([INF, -INF, INF, NAN, BIG, -BIG]), f32([2, 2, 0, 1, BIG, BIG])),
            (i32([INT_MAX, 65536, -65537]), i32([2, 65536, 65537])),
        ),
        errors=[DO_NOT_BROADCAST, STRING],
        gradients=SMOOTH,
    ),
]
