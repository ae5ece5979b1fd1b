"""Rows of ``ops/scans.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import coins, each, f32, i32, listed, reals, together, whole


def _running(fold, first):
    def run(x, axis=0, exclusive=False, reverse=False):
        if axis is None:
            x, axis = x.reshape(-1), 0
        x = np.flip(x, axis) if reverse else x
        x = x.astype(np.int32) if x.dtype == bool else x
        y = fold.accumulate(x, axis, dtype=x.dtype)
        if exclusive:
            start = np.full_like(np.take(y, [0], axis), first) if y.shape[axis] else y
            y = np.concatenate([start, np.take(y, range(max(0, y.shape[axis] - 1)), axis)], axis)
        return np.flip(y, axis) if reverse else y

    return run


def _linear(a, b, axis, reverse, lagging):
    a, b = (np.moveaxis(v[..., None], axis, 0) for v in (a, b))
    order = range(b.shape[0])[::-1] if reverse else range(b.shape[0])
    y = np.zeros(b.shape, np.result_type(a, b))
    before = None
    for k in order:
        y[k] = b[k]
        if before is not None:
            y[k] += a[before if lagging else k] * y[before]
        before = k
    return np.moveaxis(y, 0, axis)[..., 0]


SHAPES = ((1,), (5,), (130,), (7, 2), (3, 5), (2, 3, 4), (2, 1, 3, 1, 2, 3), (0,), (3, 0))
WAYS = ({}, {"exclusive": True}, {"reverse": True}, {"exclusive": True, "reverse": True})
SLOPES = ((5,), (3, 2), (2, 4))


def _samples(kind):
    return together(
        each(kind, shapes=SHAPES, attrs=WAYS[::3]),
        each(kind, shapes=((5,), (6, 3), (4, 1)), attrs=WAYS),
        each(
            kind,
            shapes=((3, 5), (7, 2), (2, 3, 37)),
            attrs=({"axis": -1}, {"axis": 1, "exclusive": True, "reverse": True}),
        ),
        each(kind, shapes=((2, 40, 4),), attrs=({"axis": 1}, {"axis": -2, "reverse": True})),
        each(kind, shapes=((), (3, 5)), attrs=({"axis": None},)),
    )


def _with_zeros(rng):
    zeros = f32([0.5, 0, 2, 1.5]), f32([0.5, 0, 2, 0, 3]), f32([[1, 0], [0, 2], [2, 3]])
    return [Sample((x,), attrs) for x in zeros for attrs in WAYS]


BAD = (
    Bad((f32([1, 2]),), "ShapeError", "axis 1 is out of range", {"axis": 1}),
    Bad((f32(1),), "ShapeError", "a scalar has none"),
)

ROWS = [
    Row(
        "cumsum",
        _running(np.add, 0),
        together(
            _samples(reals(-5, 5)),
            each(whole(-(2**30), 2**30), coins(), shapes=((9,), (3, 5)), attrs=WAYS),
            each(reals(0, 1), shapes=((3000,), (2, 1300))),
        ),
        result=arithmetic,
        special=listed((f32([1, np.inf, 2, -np.inf, 3]),), (f32([1, 2, np.nan, 3, 4]),)),
        gradients=each(reals(-2, 2), shapes=SLOPES, attrs=(*WAYS, {"axis": None})),
        tol=Tol(atol=1e-5),  # sums of both signs cancel: errors are of the size of partial sums
        errors=BAD,
    ),
    Row(
        "cumprod",
        _running(np.multiply, 1),
        together(
            _samples(reals(0.5, 1.5)),
            each(whole(-9, 9), coins(), shapes=((9,), (3, 5)), attrs=WAYS),
            listed((i32([65537, 65537, 3]),)),
        ),
        result=arithmetic,
        special=listed((f32([1, np.inf, 2, 0, 3]),), (f32([1, 2, np.nan, 3, 0]),)),
        gradients=together(
            each(reals(0.5, 2), shapes=SLOPES, attrs=WAYS),
            _with_zeros,
        ),
        errors=BAD,
    ),
    Row(
        "linear_scan",
        _linear,
        lambda rng: [
            Sample(
                (reals(-1, 1)(rng, shape), reals(-1, 1)(rng, shape)),
                {"axis": axis, "reverse": reverse, "lagging": lagging},
            )
            for shape, axis in (((5,), 0), ((40, 3), 0), ((3, 5), 1), ((7, 2), 0))
            for reverse in (False, True)
            for lagging in (False, True)
        ],
        call="op",
        errors=[
            Bad(
                (f32([1]), f32([1, 2])),
                "ShapeError",
                "must be equal",
                {"axis": 0, "reverse": False, "lagging": False},
            ),
        ],
    ),
]
