"""Rows of ``ops/reduction.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import coins, f32, i32, reals, whole

WIDE = reals(-5, 5)
INTS = whole(-1000, 1000)

AXES = (
    ((), {}),
    ((5,), {}),
    ((17,), {"axis": 0}),
    ((17,), {"axis": -1, "keepdims": True}),
    ((3, 5), {}),
    ((3, 5), {"axis": 0}),
    ((3, 5), {"axis": 1}),
    ((3, 5), {"axis": 1, "keepdims": True}),
    ((7, 2), {}),
    ((7, 2), {"axis": 0}),
    ((7, 2), {"axis": 1}),
    ((5, 1), {"axis": 0}),
    ((2, 3, 4), {"axis": [0, 2]}),
    ((2, 3, 4), {"axis": [1]}),
    ((2, 3, 4), {"axis": [1, 2], "keepdims": True}),
    ((2, 3, 5), {"axis": [1, 2]}),
    ((2, 3, 5), {"axis": []}),
    ((2, 1, 3, 1, 2, 3), {"axis": [0, 2, 4]}),
    ((2, 1, 3, 1, 2, 3), {"axis": [-1]}),
    ((3, 1000), {"axis": 1}),
    ((1000, 3), {"axis": 0}),
    ((61, 53), {}),
)
EMPTY = (((0,), {}), ((3, 0), {"axis": 1}), ((0, 3), {"axis": 0}), ((0, 3), {"axis": 1}))
SMALL = [case for case in AXES if np.prod(case[0]) <= 24]


def over(*kinds, cases=AXES + EMPTY):
    """Samples of each kind, reduced each way."""

    def draw(rng):
        return [Sample((kind(rng, shape),), attrs) for kind in kinds for shape, attrs in cases]

    return draw


def by_axes(f):
    """Return a reference of ``f(x, axis=, keepdims=)`` that takes lists of axes."""

    def reduce(x, axis=None, keepdims=False):
        x = x.astype(np.int32) if x.dtype == bool else x
        return f(x, axis=tuple(axis) if isinstance(axis, list) else axis, keepdims=keepdims)

    return reduce


def _sum(x, axis, keepdims):
    made = np.sum(x.astype(np.int64) if x.dtype.kind == "i" else x, axis=axis, keepdims=keepdims)
    return made.astype(np.int32) if x.dtype.kind == "i" else made


BAD_AXES = [
    Bad((f32(np.ones((2, 3))),), "ShapeError", "axis 2 is out of range", {"axis": 2}),
    Bad((f32(np.ones((2, 3))),), "ShapeError", "names an axis twice", {"axis": [0, -2]}),
    Bad((f32(np.ones((2, 3))),), "TypeError", "axis must be an int", {"axis": 0.5}),
]

ROWS = [
    Row(
        "sum",
        by_axes(_sum),
        over(WIDE, INTS, coins()),
        result=arithmetic,
        special=lambda rng: [
            Sample((f32([np.inf, 1, -1]),)),
            Sample((f32([[np.inf, -np.inf], [1, np.nan]]),), {"axis": 1}),
            Sample((f32([[np.inf, -np.inf], [1, 2]]),), {"axis": 0}),
            Sample((i32([2**31 - 1, 1]),)),
        ],
        errors=BAD_AXES,
        gradients=over(WIDE, cases=SMALL[::2]),
        tol=Tol(rtol=1e-5, atol=1e-4),
    ),
]
