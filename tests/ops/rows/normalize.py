"""Rows of ``ops/normalize.py``."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, reals, whole

WIDE = reals(-4, 4)
MODULE = "texelflow.ops.normalize"

SHAPES = (
    ((1,), {}),
    ((5,), {}),
    ((3, 5), {}),
    ((3, 4), {}),
    ((7, 2), {}),
    ((5, 1), {}),
    ((3, 5), {"axis": 0}),
    ((2, 3, 4), {"axis": 1}),
    ((2, 1, 3, 1, 2, 3), {"axis": -2}),
    ((2, 1000), {}),
    ((0, 3), {}),
)


def calls(kind=WIDE, cases=SHAPES):
    return lambda rng: [Sample((kind(rng, shape),), attrs) for shape, attrs in cases]


def log_softmax(x, axis=-1):
    x = x - np.max(x, axis, keepdims=True, initial=-np.inf)
    return x - np.log(np.sum(np.exp(x), axis, keepdims=True))


def softmax(x, axis=-1):
    return np.exp(log_softmax(x, axis))


def special(rng):
    rows = [[1000, 1000, 0], [-1000, -1000, -1000], [1e30, 0, -1e30], [np.nan, 0, 1]]
    return [Sample((f32(row),)) for row in rows]


def special_log(rng):
    return [Sample((f32(row),)) for row in ([1000, 1000, 0], [-1000, -1000, -1000], [np.nan, 0, 1])]


ROWS = [
    row
    for name, f, awkward in (
        ("softmax", softmax, special),
        ("log_softmax", log_softmax, special_log),
    )
    for row in (
        Row(
            name,
            f,
            lambda rng: [*calls()(rng), *calls(whole(-3, 3), SHAPES[:3])(rng)],
            special=awkward,
            gradients=calls(cases=[c for c in SHAPES if 0 < np.prod(c[0]) <= 24]),
            errors=[
                Bad((f32(1),), "ShapeError", "scalar"),
                Bad((f32([1]),), "ShapeError", "out of range", {"axis": 1}),
            ],
        ),
        Row(f"{name}_rows", f, calls(cases=SHAPES[:6]), call=f"{MODULE}:{name}_rows"),
    )
]
