"""Rows of ``ops/normalize.py``."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, reals, whole

WIDE = reals(-4, 4)

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
    x = np.asarray(x, np.float64)
    x = x - np.max(x, axis, keepdims=True, initial=-np.inf)
    return x - np.log(np.sum(np.exp(x), axis, keepdims=True))


def softmax(x, axis=-1):
    return np.exp(log_softmax(x, axis))


def special(rng):
    rows = [
        [1000, 1000, 0],
        [-1000, -1000, -1000],
        [1e30, 0, -1e30],
        [np.nan, 0, 1],
        [0, 1, 2, 3, 4, np.nan],
    ]
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
        Row(f"{name}_rows", f, calls(cases=SHAPES[:6]), call="op"),
    )
]


def moments(x, axis=None, keepdims=False):
    axis = tuple(axis) if isinstance(axis, list) else axis
    x = np.asarray(x, np.float64)
    return np.mean(x, axis, keepdims=keepdims), np.var(x, axis, keepdims=keepdims)


def batch_norm(x, mean, variance, offset=0.0, scale=1.0, variance_epsilon=0.001):
    return (x - mean) / np.sqrt(variance + variance_epsilon) * scale + offset


def channels(rng):
    positive = reals(0.5, 2)
    made = []
    for shape, part in (((3, 5), (5,)), ((2, 3, 2), (2,)), ((2, 3, 4), (2, 1, 4)), ((6,), ())):
        values = (WIDE(rng, shape), WIDE(rng, part), positive(rng, part))
        made += [Sample(values), Sample((*values, WIDE(rng, part), WIDE(rng, part)))]
    return made


ROWS += [
    Row(
        "moments",
        moments,
        calls(
            cases=(
                ((5,), {}),
                ((3, 5), {"axis": 0}),
                ((2, 3, 4), {"axis": [0, 1]}),
                ((2, 3, 2), {"axis": [0, 2], "keepdims": True}),
            )
        ),
        errors=[Bad((f32([1]),), "ShapeError", "out of range", {"axis": 1})],
    ),
    Row(
        "batch_norm",
        batch_norm,
        channels,
        errors=[Bad((f32([1, 2]), f32([1, 2, 3]), f32([1])), "ShapeError", "batch_norm")],
    ),
]
