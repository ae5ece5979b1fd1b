"""Rows of ``ops/axes.py`` and ``ops/stacking.py``."""

import numpy as np

from support.dtype_rules import common, first
from support.row import Bad, Because, Row, Sample
from support.samples import f32, i32, reals, whole

WIDE = reals(-5, 5)
INTS = whole(-99, 99)
SIX = (2, 1, 3, 1, 2, 3)


def cases(*given, kinds=(WIDE, INTS)):
    """Samples of a shape and attributes, of alternating kinds."""

    def draw(rng):
        return [
            Sample((kinds[i % len(kinds)](rng, shape),), attrs)
            for i, (shape, attrs) in enumerate(given)
        ]

    return draw


def slopes(*given):
    return cases(*given, kinds=(WIDE,))


def lists(*given, kinds=(WIDE, INTS)):
    """Samples of a list of tensors."""

    def draw(rng):
        return [
            Sample(([kinds[i % len(kinds)](rng, shape) for shape in shapes],), attrs)
            for i, (shapes, attrs) in enumerate(given)
        ]

    return draw


SWAPS = (
    ((3, 5), {"axis1": 0, "axis2": 1}),
    ((2, 3, 4), {"axis1": 0, "axis2": -1}),
    ((7, 2), {"axis1": -1, "axis2": 0}),
    (SIX, {"axis1": 2, "axis2": 5}),
    ((0, 3), {"axis1": 0, "axis2": 1}),
    ((5,), {"axis1": 0, "axis2": 0}),
)
MOVES = (
    ((2, 3, 4), {"source": 0, "destination": -1}),
    ((2, 3, 4), {"source": [0, 1], "destination": [-1, -2]}),
    (SIX, {"source": [5, 2], "destination": [0, 1]}),
    ((3, 0), {"source": 1, "destination": 0}),
)
ROLLS = (
    ((5,), {"shift": 2}),
    ((17,), {"shift": -3}),
    ((3, 5), {"shift": 1}),
    ((3, 5), {"shift": 7, "axis": 1}),
    ((3, 8), {"shift": 1, "axis": 0}),
    ((7, 2), {"shift": 1, "axis": -1}),
    ((7, 2), {"shift": [1, 2], "axis": [1, 0]}),
    ((3, 5), {"shift": 1, "axis": [0, 1]}),
    ((3, 5), {"shift": [1, 1], "axis": 0}),
    (SIX, {"shift": [1, -1], "axis": [2, 5]}),
    ((), {"shift": 3}),
    ((0, 3), {"shift": 1, "axis": 0}),
)
TURNS = (
    ((3, 5), {}),
    ((3, 5), {"k": 2}),
    ((3, 5), {"k": -1}),
    ((3, 5), {"k": 4}),
    ((2, 3, 4), {"k": 1, "axes": [1, 2]}),
    ((2, 3, 4), {"k": 3, "axes": [-1, 0]}),
)


def _roll(x, shift, axis=None):
    return np.roll(x, shift, tuple(axis) if isinstance(axis, list) else axis)


def _least(f):
    return Row(
        f.__name__,
        f,
        cases(((), {}), ((3,), {}), ((2, 3), {}), ((2, 1, 3), {}), ((0,), {})),
        result=first,
    )


def _joins(f, *shapes):
    return Row(
        f.__name__,
        f,
        lists(*((s, {}) for s in shapes)),
        result=common,
        gradients=lists(*((s, {}) for s in shapes[:2]), kinds=(WIDE,)),
        errors=[
            Bad(([],), "ShapeError", "nothing to join"),
            Bad(
                ([f32(np.ones((2, 3))), f32(np.ones((4, 5)))],),
                "ShapeError",
                rf"{f.__name__}\(tensors: \[.*differ on an axis",
            ),
        ],
    )


ONES = f32(np.ones((2, 3)))
ROWS = [
    Row(
        "swapaxes",
        lambda x, axis1, axis2: np.swapaxes(x, axis1, axis2),
        cases(*SWAPS),
        result=first,
        errors=[Bad((ONES, 0, 2), "ShapeError", "axis 2 is out of range")],
    ),
    Row(
        "moveaxis",
        lambda x, source, destination: np.moveaxis(x, source, destination),
        cases(*MOVES),
        result=first,
        errors=[
            Bad((ONES, 2, 0), "ShapeError", "axis 2 is out of range"),
            Bad((ONES, [0, 1], 0), "ShapeError", "2 axes cannot go to 1 places"),
            Bad((ONES, [0, 0], [0, 1]), "ShapeError", "names an axis twice"),
        ],
    ),
    Row("ravel", np.ravel, cases(((2, 3), {}), ((), {}), (SIX, {}), ((3, 0), {})), result=first),
    Row(
        "roll",
        _roll,
        cases(*ROLLS),
        result=first,
        gradients=slopes(*ROLLS[2:6]),
        errors=[
            Bad((ONES, 1, 2), "ShapeError", "axis 2 is out of range"),
            Bad((ONES, [1, 2, 3], [0, 1]), "ShapeError", "3 shifts for 2 axes"),
        ],
    ),
    Row(
        "_turn",
        lambda x, shifts: np.roll(x, tuple(shifts), tuple(range(x.ndim))),
        cases(((3, 5), {"shifts": [1, 2]}), ((3, 8), {"shifts": [2, 0]})),
        result=first,
        call="op",
        gradients=slopes(((3, 5), {"shifts": [1, 2]})),
    ),
    Row(
        "fliplr",
        np.fliplr,
        cases(((3, 5), {}), ((7, 2), {}), ((2, 3, 4), {}), ((0, 3), {})),
        result=first,
        errors=[Bad((f32([1]),), "ShapeError", "no columns")],
    ),
    Row(
        "flipud",
        np.flipud,
        cases(((5,), {}), ((3, 5), {}), ((2, 3, 4), {}), ((0, 3), {})),
        result=first,
        errors=[Bad((f32(1),), "ShapeError", "no rows")],
    ),
    Row(
        "rot90",
        lambda x, k=1, axes=(0, 1): np.rot90(x, k, axes),
        cases(*TURNS),
        result=first,
        errors=[
            Bad((f32([1]),), "ShapeError", "out of range"),
            Bad((ONES,), "ShapeError", "must be two", {"axes": [0]}),
        ],
    ),
    _least(np.atleast_1d),
    _least(np.atleast_2d),
    _least(np.atleast_3d),
    _joins(np.vstack, [(3,), (3,)], [(2, 3), (3,)], [(1, 2), (4, 2)], [(2, 1, 3), (1, 1, 3)]),
    _joins(np.hstack, [(3,), (5,)], [(2, 3), (2, 1)], [(), (2,)], [(3, 1, 2), (3, 4, 2)]),
    _joins(np.dstack, [(3,), (3,)], [(2, 3), (2, 3)], [(2, 3, 1), (2, 3, 4)]),
    _joins(np.column_stack, [(3,), (3,)], [(3,), (3, 2)], [(2, 4), (2,)]),
    Row(
        "concatenate",
        lambda tensors, axis=0: np.concatenate(tensors, axis),
        lists(([(2,), (3,)], {}), ([(2, 3), (2, 1)], {"axis": -1})),
        result=common,
    ),
    Row(
        "array_equal",
        None,
        lambda _rng: [Sample((i32([1]), i32([1])))],
        skip=[Because("forward", "gives a Python bool; its docstring tests it")],
    ),
]
