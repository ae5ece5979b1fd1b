"""Rows of ``ops/reduction.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import coins, distinct, f32, i32, reals, whole

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

INF, NAN = np.inf, np.nan
NOT_EMPTY = Bad((f32(np.ones((0, 3))),), "ShapeError", "element", {"axis": 0})
APART = distinct()
WITHOUT_EMPTY = over(WIDE, INTS, coins(), cases=AXES)
AWKWARD = [[INF, 1, -1], [-INF, -1, 1], [NAN, 1, 2], [1, NAN, 2], [1, 2, NAN], [-0.0, 0.0, 0.0]]


def awkward(rng):
    return [Sample((f32(row),)) for row in AWKWARD] + [Sample((f32(AWKWARD),), {"axis": 0})]


def _prod(x, axis, keepdims):
    made = np.prod(x.astype(np.int64) if x.dtype.kind == "i" else x, axis=axis, keepdims=keepdims)
    return made.astype(np.int32) if x.dtype.kind == "i" else made


def _log_sum_exp(x, axis=None, keepdims=False):
    axis = tuple(axis) if isinstance(axis, list) else axis
    x = np.asarray(x, np.float64)
    most = np.max(x, axis=axis, keepdims=True)
    most = np.where(np.isfinite(most), most, 0)
    y = np.log(np.sum(np.exp(x - most), axis=axis, keepdims=True)) + most
    return y if keepdims else y.reshape(np.sum(x, axis=axis).shape)


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


def extreme(name, f):
    """A row of max or min."""
    return Row(
        name,
        by_axes(f),
        WITHOUT_EMPTY,
        result=arithmetic,
        special=awkward,
        errors=[*BAD_AXES, NOT_EMPTY],
        gradients=over(APART, cases=SMALL[::2]),
    )


def truth(name, f):
    """A row of all or any."""
    return Row(
        name,
        by_axes(lambda x, axis, keepdims: f(x != 0, axis=axis, keepdims=keepdims)),
        over(coins(), whole(-1, 1)),
        result="bool",
        errors=BAD_AXES,
    )


def position(name, f):
    """A row of argmax or argmin; the default axis is 0."""
    cases = tuple(
        (shape, {"axis": axis, **more})
        for shape, axis, more in (
            ((5,), 0, {}),
            ((17,), -1, {"keepdims": True}),
            ((3, 5), 0, {}),
            ((3, 5), 1, {}),
            ((7, 2), 0, {}),
            ((7, 2), 1, {"keepdims": True}),
            ((2, 3, 4), 1, {}),
            ((2, 3, 4), None, {}),
            ((3, 1000), 1, {}),
            ((1000, 3), 0, {}),
            ((61, 53), None, {}),
        )
    )
    return Row(
        name,
        lambda x, axis=0, keepdims=False: f(x, axis=axis, keepdims=keepdims),
        over(WIDE, whole(-3, 3), coins(), cases=cases),
        result="int32",
        special=lambda rng: [
            Sample((f32([1, 3, 3, 1]),)),  # ties: the first
            Sample((f32([-INF, -INF]),)),
            Sample((f32([INF, INF, 1]),)),
            Sample((f32([1, NAN, 2, NAN]),)),
            Sample((i32([-(2**31), 2**31 - 1, -(2**31)]),)),
        ],
        errors=[
            Bad((f32(np.ones((2, 3))),), "ShapeError", "out of range", {"axis": 2}),
            Bad((f32(np.ones((0, 3))),), "ShapeError", "empty", {"axis": 0}),
        ],
        grad=False,
    )


ROWS += [
    extreme("max", np.max),
    extreme("min", np.min),
    truth("all", np.all),
    truth("any", np.any),
    Row(
        "mean",
        by_axes(lambda x, axis, keepdims: np.mean(x, axis=axis, keepdims=keepdims)),
        WITHOUT_EMPTY,
        special=awkward,
        errors=BAD_AXES,
        gradients=over(WIDE, cases=SMALL[::2]),
        tol=Tol(rtol=1e-5, atol=1e-5),
    ),
    Row(
        "prod",
        by_axes(_prod),
        over(reals(0.5, 1.5), whole(-1, 2), coins(), cases=(*AXES[:18], *EMPTY)),
        result=arithmetic,
        special=awkward,
        errors=BAD_AXES,
        gradients=lambda rng: [
            *over(reals(0.5, 1.5), cases=SMALL[::3])(rng),
            Sample((f32([2, 0, 3]),)),
            Sample((f32([[0, 0], [2, 0]]),), {"axis": 1}),
        ],
        tol=Tol(rtol=2e-5, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "log_sum_exp",
        _log_sum_exp,
        over(WIDE, cases=AXES[1:14]),
        special=lambda rng: [
            Sample((f32(row),))
            for row in ([1000, 1000], [-1000, -1000], [INF, 1], [-INF, -INF], [-INF, 0], [NAN, 0])
        ],
        errors=[*BAD_AXES, NOT_EMPTY],
        gradients=over(WIDE, cases=SMALL[1::2]),
    ),
    position("argmax", np.argmax),
    position("argmin", np.argmin),
]
