"""Rows of ``ops/matrices.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import f32, i32, listed, pairs, reals, together, whole

WIDE = reals(-2, 2)
INTS = whole(-100, 100)

# Shapes of a and b, and whether each is transposed.
SHAPES = (
    ((1, 1), (1, 1), {}),
    ((3, 5), (5, 7), {}),
    ((3, 5), (5, 1), {}),
    ((3, 5), (5, 2), {}),
    ((7, 2), (2, 3), {}),
    ((7, 1), (1, 2), {}),
    ((1, 17), (17, 1), {}),
    ((17, 1), (1, 17), {}),
    ((8, 16), (16, 12), {}),
    ((33, 70), (70, 41), {}),
    ((5, 3), (5, 7), {"transpose_a": True}),
    ((3, 5), (7, 5), {"transpose_b": True}),
    ((5, 3), (7, 5), {"transpose_a": True, "transpose_b": True}),
    ((2, 3), (2, 7), {"transpose_a": True}),
    ((3, 2), (7, 2), {"transpose_b": True}),
    ((16, 8), (12, 16), {"transpose_a": True, "transpose_b": True}),
    ((2, 3, 5), (2, 5, 4), {}),
    ((2, 3, 5), (5, 4), {}),
    ((3, 5), (2, 5, 4), {}),
    ((2, 1, 3, 5), (4, 5, 2), {}),
    ((2, 1, 2, 1, 3, 2), (3, 1, 2, 2, 3), {}),
    ((2, 5, 3), (2, 4, 5), {"transpose_a": True, "transpose_b": True}),
    ((5,), (5,), {}),
    ((5,), (5, 7), {}),
    ((3, 5), (5,), {}),
    ((2, 3, 5), (5,), {}),
    ((5,), (2, 5, 3), {}),
    ((0, 5), (5, 3), {}),
    ((3, 0), (0, 4), {}),
    ((3, 5), (5, 0), {}),
)
SMALL = [case for case in SHAPES if max(np.prod(case[0]), np.prod(case[1])) <= 24]


def calls(kind, cases=SHAPES):
    def draw(rng):
        return [Sample((kind(rng, a), kind(rng, b)), attrs) for a, b, attrs in cases]

    return draw


def _matmul(a, b, transpose_a=False, transpose_b=False):
    if a.dtype.kind != "f" and b.dtype.kind != "f":
        a, b = a.astype(np.int64), b.astype(np.int64)
    a = np.swapaxes(a, -1, -2) if transpose_a else a
    b = np.swapaxes(b, -1, -2) if transpose_b else b
    made = np.matmul(a, b)
    return made.astype(np.int32) if made.dtype.kind == "i" else made


def _few(rng):
    every = [
        Sample((WIDE(rng, a), WIDE(rng, b)), attrs) for a, b, attrs in SMALL if 0 not in (*a, *b)
    ]
    return every[1::2]


ROWS = [
    Row(
        "matmul",
        _matmul,
        together(calls(WIDE), calls(INTS, SHAPES[::3])),
        result=arithmetic,
        special=listed(
            (f32([[np.inf, 1], [np.nan, 0]]), f32([[0, 1], [1, 1]])),
            (i32([[65536, 1]]), i32([[65536], [7]])),
        ),
        errors=[
            Bad((f32(np.ones((2, 3))), f32(np.ones((4, 5)))), "ShapeError", "must have 3 rows"),
            Bad((f32(1), f32(np.ones((4, 5)))), "ShapeError", "scalar"),
            Bad((f32(np.ones((2, 3, 3))), f32(np.ones((3, 3, 3)))), "ShapeError", "not broadcast"),
        ],
        gradients=_few,
        tol=Tol(rtol=2e-5, atol=2e-5),
    ),
    Row(
        "dot",
        lambda a, b: np.dot(a, b),
        listed(
            (f32([1, 2, 3]), f32([4, 5, 6])),
            (f32(np.arange(6).reshape(2, 3)), f32([1, 2, 3])),
            (f32(np.arange(6).reshape(2, 3)), f32(np.arange(12).reshape(3, 4))),
            (f32(2), f32([1, 2, 3])),
        ),
        result=arithmetic,
        errors=[
            Bad((f32(np.ones((2, 2, 2))), f32([1])), "ShapeError", "at most two axes"),
            Bad((f32([1, 2]), f32([1, 2, 3])), "ShapeError", "inner dimensions"),
        ],
    ),
    Row(
        "outer_product",
        lambda v1, v2: np.outer(v1, v2),
        pairs((WIDE, WIDE), (INTS, INTS), shapes=[((1,), (1,)), ((5,), (3,)), ((7,), (2,))]),
        result=arithmetic,
        errors=[Bad((f32(1), f32([1])), "ShapeError", "two vectors")],
    ),
]
