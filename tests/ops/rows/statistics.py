"""Rows of ``ops/statistics.py``, ``ops/nan_reductions.py`` and ``ops/differences.py``."""

import warnings

import numpy as np

from support.dtype_rules import arithmetic, first
from support.row import Bad, Row, Sample, Tol
from support.samples import coins, distinct, f32, i32, listed, reals, together, whole

from .axes import SIX, cases, slopes

NAN = np.nan
WIDE = reals(-5, 5)
SHAPES = (
    ((), {}),
    ((5,), {}),
    ((3, 5), {"axis": 0}),
    ((3, 5), {"axis": -1, "keepdims": True}),
    ((7, 2), {"axis": 1}),
    ((2, 3, 4), {"axis": [0, 2]}),
    (SIX, {"axis": [2, 5]}),
    ((37, 53), {}),
)
DDOF = (((5,), {"ddof": 1}), ((3, 5), {"axis": 1, "ddof": 1}))
FEW = (((5,), {}), ((3, 4), {"axis": 0}), ((2, 3, 2), {"axis": [0, 2], "keepdims": True}))
BAD_AXIS = [Bad((f32(np.ones((2, 3))),), "ShapeError", "axis 2 is out of range", {"axis": 2})]


def by_axes(f):
    """A reference of ``f(x, axis=…)`` that takes lists of axes."""

    def ref(x, axis=None, **rest):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # NumPy warns where it returns NaN
            return f(x, axis=tuple(axis) if isinstance(axis, list) else axis, **rest)

    return ref


def floating(f):
    return by_axes(lambda x, **rest: f(x.astype(np.float64), **rest))


def holed(rng, shape):
    """Values of which a third are NaN."""
    return f32(np.where(rng.random(shape) < 0.34, NAN, rng.uniform(-3, 3, shape)))


def _nan_row(name, f, result="float32", more=(), slope=(), **rest):
    return Row(
        name,
        by_axes(f),
        together(cases(*SHAPES, *more, kinds=(holed,)), cases(*SHAPES[1:4], kinds=(whole(-3, 3),))),
        result=result,
        special=listed((f32([NAN, NAN]),), Sample((f32([[NAN, 1], [NAN, NAN]]),), {"axis": 1})),
        gradients=cases(*FEW, *slope, kinds=(lambda rng, s: f32(np.where(
            np.arange(np.prod(s)).reshape(s) % 5 == 1, NAN, distinct(0.3)(rng, s))),)),
        errors=BAD_AXIS,
        **rest,
    )  # fmt: skip


def _average(x, axis=None, weights=None, keepdims=False):
    return np.average(
        x, tuple(axis) if isinstance(axis, list) else axis, weights, keepdims=keepdims
    )


def _ptp(x, axis=None, keepdims=False):
    x = x.astype(np.int32) if x.dtype == bool else x
    return np.ptp(x, axis, keepdims=keepdims)


TWO = f32([[1, 2, 4, 3], [3, 1, 0, 2.5], [0.5, 1, 1, 2]])
MORE = f32([[2, 0, 1, 1]])

ROWS = [
    Row(
        "var", floating(np.var),
        together(cases(*SHAPES, *DDOF), cases(((0,), {}), ((1,), {"ddof": 1}), kinds=(WIDE,))),
        gradients=slopes(*FEW, DDOF[1]), errors=BAD_AXIS,
    ),
    Row("std", floating(np.std), cases(*SHAPES, *DDOF), gradients=slopes(*FEW, DDOF[1]),
        errors=BAD_AXIS),
    Row("ptp", by_axes(_ptp), cases(*SHAPES[:-1], kinds=(WIDE, whole(-99, 99), coins())),
        result=arithmetic, gradients=cases(*FEW, kinds=(distinct(),))),
    Row(
        "average", _average,
        listed(
            Sample((TWO,)),
            Sample((TWO,), {"axis": 0}),
            Sample((TWO,), {"axis": 1, "weights": f32([1, 2, 0, 1])}),
            Sample((TWO,), {"axis": 0, "weights": f32([1, 2, 3]), "keepdims": True}),
            Sample((TWO,), {"weights": np.abs(TWO)}),
            Sample((i32([[1, 2], [3, 4]]),), {"axis": [0, 1]}),
        ),
        gradients=listed(Sample((TWO,), {"axis": 0})),
        errors=[Bad((TWO,), "ShapeError", "must have x's shape", {"weights": f32([1, 2, 3])})],
    ),
    Row(
        "cov", lambda m, y=None, **rest: np.cov(m, y, **rest),
        listed(
            Sample((TWO,)),
            Sample((TWO, MORE)),
            Sample((TWO,), {"rowvar": False}),
            Sample((TWO,), {"bias": True}),
            Sample((TWO,), {"ddof": 2}),
            Sample((f32([1, 2, 4]),)),
            Sample((f32([1, 2, 4]), f32([2, 0, 1]))),
        ),
        gradients=listed((TWO,), (TWO, MORE)),
        errors=[
            Bad((f32(np.ones((2, 2, 2))),), "ShapeError", "two are the most"),
            Bad((TWO, f32([1, 2])), "ShapeError", "4 and 2 observations"),
        ],
    ),
    Row(
        "corrcoef", np.corrcoef, listed((TWO,), (TWO, MORE), (f32([1, 2, 4]),)),
        gradients=lambda rng: [Sample((f32(rng.uniform(-2, 2, (3, 6))),))],
        tol=Tol(grad_rtol=1e-3, grad_atol=1e-3),
    ),
    _nan_row("nansum", np.nansum, arithmetic),
    _nan_row("nanprod", np.nanprod, arithmetic),
    _nan_row("nanmax", np.nanmax, arithmetic),
    _nan_row("nanmin", np.nanmin, arithmetic),
    _nan_row("nanmean", np.nanmean),
    _nan_row("nanvar", np.nanvar, more=DDOF),
    _nan_row("nanstd", np.nanstd, more=DDOF),
    Row(
        "diff", lambda x, n=1, axis=-1: np.diff(x, n, axis),
        cases(((5,), {}), ((3, 5), {}), ((3, 5), {"axis": 0}), ((3, 5), {"n": 2}), ((7, 2), {}),
              ((3, 4), {"n": 0}), ((2,), {"n": 3}), (SIX, {"axis": 2}), ((0, 3), {"axis": 0}),
              ((5,), {}), kinds=(WIDE, whole(-99, 99), coins())),
        result=first,
        gradients=slopes(((5,), {}), ((3, 5), {"n": 2, "axis": 1})),
        errors=[
            Bad((f32(1),), "ShapeError", "no neighbours"),
            Bad((f32([1, 2]), -1), "ShapeError", "must not be negative"),
            Bad((f32([1, 2]), 1, 1), "ShapeError", "out of range"),
        ],
    ),
    Row(
        "ediff1d", lambda x, to_end=None, to_begin=None: np.ediff1d(x, to_end, to_begin),
        listed((f32([1, 4, 9, 2]),), (i32([[1, 4], [9, 2]]),),
               Sample((f32([1, 4, 9]),), {"to_end": f32([7, 8]), "to_begin": f32([-1])})),
        result=first, gradients=listed((f32([1, 4, 9, 2]),)),
    ),
]  # fmt: skip
