"""Rows of ``ops/special.py``, and of what it takes beside rounding, remainders and bits."""

import math

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import (
    GRADIENT_PAIRS,
    GRADIENT_SHAPES,
    coins,
    each,
    f32,
    flags,
    i32,
    listed,
    pairs,
    points,
    reals,
    together,
    whole,
)

INF, NAN = np.inf, np.nan
WIDE = reals(-5, 5)
POINTS = (NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 1e-30, 1e30, -1e30)
TIGHT = Tol(rtol=5e-7, atol=1e-44)
"""Four units in the last place."""


def smooth(name, f, values=WIDE, at=POINTS, tol=TIGHT, **more):
    return Row(
        name,
        lambda x: f(np.asarray(x, np.float64)),
        each(values, whole(1, 1)) if more.pop("whole", True) else each(values),
        special=points(*at),
        gradients=more.pop("gradients", each(values, shapes=GRADIENT_SHAPES)),
        tol=tol,
        **more,
    )


def _erfinv(y):
    """Newton's method on math.erf, in float64."""

    def one(v):
        if not abs(v) < 1:
            return v * INF if abs(v) == 1 else NAN
        x = 0.0
        for _ in range(200):
            step = (math.erf(x) - v) / (2 / math.sqrt(math.pi) * math.exp(-x * x))
            x = min(6.0, max(-6.0, x - step / (1 + x * step)))
        return x

    return np.vectorize(one, otypes=[float])(y)


def both(name, f, kinds, result="float32", **more):
    """A row of a function of two tensors."""
    return Row(
        name,
        f,
        pairs(*kinds),
        result=result,
        gradients=pairs(kinds[0], shapes=GRADIENT_PAIRS) if more.pop("slopes", True) else None,
        **more,
    )


AWKWARD = f32([NAN, INF, -INF, 0, -0.0, 1, -1, 1e30, -1e30, 1e-30, 7.5, -2.25])
GRID = listed((AWKWARD.reshape(-1, 1), AWKWARD))
POSITIVE = reals(0.1, 9)
LOGS = (NAN, INF, -INF, 0.0, -1.0, 1.0, 1e-30, 1e30, 1000.0, 0.9999, 1.0001)


def _clip(x, a_min=None, a_max=None):
    return np.clip(x, a_min, a_max)


def _shift(f):
    def ref(a, b):
        a, b = (np.asarray(v).astype(np.int32) for v in np.broadcast_arrays(a, b))
        return f(a, b).astype(np.int32)

    return ref


def _rounding(name, f):
    return Row(
        name,
        lambda x: f(x) if x.dtype.kind == "f" else x.astype(np.int32),
        each(WIDE, whole(-1000, 1000), coins()),
        result=arithmetic,
        special=points(*POINTS, 2.5, -2.5, 1e9, 16777215.0),
        gradients=each(reals(0.1, 0.9), shapes=GRADIENT_SHAPES),
    )


ROWS = [
    smooth("cbrt", np.cbrt, reals(0.2, 9), (*POINTS, -27.0, 3e38, -1e-36)),
    smooth("deg2rad", np.deg2rad, reals(-400, 400)),
    smooth("rad2deg", np.rad2deg, at=POINTS[:-2]),
    smooth(
        "erfc",
        lambda x: np.vectorize(math.erfc, otypes=[float])(x),
        reals(-4, 4),
        (NAN, INF, -INF, 0.0, 1e-6, 5.0, 9.0, -9.0, 0.69, 0.71),
        Tol(rtol=1e-6, atol=1e-37),
    ),
    smooth(
        "erfinv",
        _erfinv,
        reals(-0.95, 0.95),
        (NAN, 1.0, -1.0, 1.5, -INF, 0.0, 1e-6, 0.9999, 0.999999, -0.99999994),
    ),
    smooth("exp2", np.exp2, at=(NAN, INF, -INF, 0.0, 10.0, 127.5, 128.0, -126.0, -160.0, 0.5)),
    smooth("log10", np.log10, POSITIVE, LOGS),
    smooth("log2", np.log2, POSITIVE, (*LOGS, 8.0, 0.125)),
    smooth(
        "sinc",
        np.sinc,
        reals(-5, 5),
        (NAN, 0.0, 1.0, -3.0, 1e-6, 1e-30, 0.25, 0.5, 1.5, 100.5, 12345.25),
        Tol(rtol=5e-7, atol=5e-8),
        gradients=together(
            each(WIDE, shapes=GRADIENT_SHAPES), listed((f32([0, 1e-3, 0.1, 0.24, 0.26, 1]),))
        ),
    ),
    both("hypot", np.hypot, [(WIDE, WIDE), (whole(-9, 9), WIDE)], special=GRID, tol=TIGHT),
    both("logaddexp2", np.logaddexp2, [(WIDE, WIDE)], special=GRID, tol=Tol(rtol=5e-7, atol=3e-7)),
    both(
        "copysign",
        np.copysign,
        [(reals(-5, 5, [0]), reals(-5, 5, [0]))],
        special=GRID,
    ),
    both(
        "fmod",
        lambda a, b: (
            np.where(b == 0, 0, np.fmod(a, np.where(b == 0, 1, b)))
            if a.dtype.kind == b.dtype.kind == "i"
            else np.fmod(a, b)
        ),
        [(reals(0.1, 0.9), reals(1.2, 2)), (whole(-99, 99), whole(-9, 9)), (WIDE, WIDE)],
        result=arithmetic,
        special=together(GRID, listed((i32([-(2**31), 7]), i32([-1, -(2**31)])))),
    ),
    both(
        "left_shift",
        _shift(lambda a, b: np.where(b > 31, 0, np.left_shift(a, np.minimum(b, 31)))),
        [(whole(-999, 999), whole(0, 40)), (coins(), whole(0, 5))],
        result="int32",
        slopes=False,
        errors=[Bad((f32([1]), i32([1])), "DTypeError", "no bitwise operations")],
        grad=False,
    ),
    both(
        "right_shift",
        _shift(lambda a, b: np.right_shift(a, np.minimum(b, 31))),
        [(whole(-(2**31), 2**31 - 1), whole(0, 40))],
        result="int32",
        slopes=False,
        grad=False,
    ),
    _rounding("trunc", np.trunc),
    _rounding("fix", np.trunc),
    Row(
        "signbit",
        np.signbit,
        each(WIDE, whole(-9, 9)),
        result="bool",
        special=points(INF, -INF, 0.0, -0.0, 1e-30, -1e-30),
        grad=False,
    ),
    Row(
        "nan_to_num",
        lambda x, nan=0.0, posinf=3.4028234663852886e38, neginf=-3.4028234663852886e38: (
            np.nan_to_num(x, nan=nan, posinf=posinf, neginf=neginf)
            if x.dtype.kind == "f"
            else x.astype(np.int32)
        ),
        together(
            each(WIDE, whole(-9, 9), attrs=({}, {"nan": 2.0, "posinf": 1, "neginf": -1.5})),
            listed(Sample((flags([True, False]),))),
        ),
        result=arithmetic,
        special=points(*POINTS),
        gradients=each(WIDE, shapes=GRADIENT_SHAPES),
    ),
    Row(
        "clip",
        _clip,
        listed(
            Sample((f32([-3, 0.5, 2, 9]), -1, 2)),
            Sample((f32([-3, 0.5, 2, 9]),), {"a_min": 0.0}),
            Sample((f32([[-3, 0.5], [2, 9]]),), {"a_max": 1.0}),
            Sample((f32([-3, 0.5, 2, 9]), f32([[1], [0]]), f32([2, 2, 3, -1]))),
            Sample((i32([-3, 5, 2, 9]), 0, 4)),
            Sample((f32([-3, 0.5, 2, 9]), 2.0, -1.0)),
            Sample((f32([NAN, INF, -INF]), -1.0, 1.0)),
        ),
        result=arithmetic,
        gradients=listed((f32([-3, 0.5, 1.2, 9]), -1.0, 2.0)),
    ),
]
