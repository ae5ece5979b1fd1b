"""Rows of ``ops/unary.py`` and ``ops/trigonometry.py``."""

import numpy as np

from support.dtype_rules import arithmetic, first, from_attribute
from support.reference_activations import erf
from support.row import Row, Sample, Tol
from support.samples import GRADIENT_SHAPES, coins, each, listed, points, reals, whole

INF, NAN = np.inf, np.nan
WIDE = reals(-5, 5)
POINTS = (NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 1e-30, 1e30, -1e30)


def smooth(name, f, values=WIDE, at=(), **more):
    """A row of a function of the reals, differentiable all over ``values``."""
    return Row(
        name,
        lambda x: f(np.asarray(x, np.float64)),
        each(values, whole(1, 1), coins()) if more.pop("whole", True) else each(values),
        special=points(*(at or POINTS)),
        gradients=each(values, shapes=GRADIENT_SHAPES),
        **more,
    )


def square(x):
    x = x.astype(np.int32) if x.dtype == bool else x
    return x * x


SMALL = (NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 1e-30, 1e-5, -1e-5)
ROWS = [
    Row(
        "neg",
        lambda x: -(x.astype(np.int32) if x.dtype == bool else x),
        each(WIDE, whole(-1000, 1000), coins()),
        result=arithmetic,
        special=points(*POINTS),
        gradients=each(WIDE, shapes=GRADIENT_SHAPES),
    ),
    Row(
        "square",
        square,
        each(WIDE, whole(-70000, 70000), coins()),
        result=arithmetic,
        special=points(*POINTS),
        gradients=each(WIDE, shapes=GRADIENT_SHAPES),
    ),
    smooth("exp", np.exp, at=(NAN, INF, -INF, 0.0, -0.0, 88.7, 89.0, -87.0, -104.0)),
    smooth("expm1", np.expm1, at=(NAN, INF, -INF, 0.0, 1e-7, -1e-7, 1e-4, 80.0, -80.0)),
    smooth("log", np.log, reals(0.1, 9), (NAN, INF, -INF, 0.0, -1.0, 1.0, 1e-30, 1e30)),
    smooth("log1p", np.log1p, reals(-0.9, 9), (NAN, INF, -1.0, -2.0, 0.0, 1e-7, -1e-7, 1e30)),
    smooth("sqrt", np.sqrt, reals(0.1, 9), (NAN, INF, -INF, 0.0, -1.0, 1e-30, 1e30)),
    smooth("rsqrt", lambda x: 1 / np.sqrt(x), reals(0.1, 9), (NAN, INF, 0.0, -1.0, 1e-30, 1e30)),
    smooth("reciprocal", lambda x: 1 / x, reals(0.2, 5), (NAN, INF, -INF, 0.0, -0.0, 1e30)),
    smooth("erf", erf, reals(-4, 4), SMALL, tol=Tol(atol=2e-6)),
    smooth("sin", np.sin, reals(-10, 10), SMALL, tol=Tol(atol=2e-6)),
    smooth("cos", np.cos, reals(-10, 10), SMALL, tol=Tol(atol=2e-6)),
    smooth("tan", np.tan, reals(-1.4, 1.4), SMALL),
    smooth("asin", np.arcsin, reals(-0.9, 0.9), (NAN, INF, 0.0, 1.0, -1.0, 1.5, 1e-6)),
    smooth("acos", np.arccos, reals(-0.9, 0.9), (NAN, INF, 0.0, 1.0, -1.0, 1.5, 1e-6)),
    smooth("atan", np.arctan, at=(NAN, INF, -INF, 0.0, 1e-6, 1e30, -1e30)),
    smooth("sinh", np.sinh, at=(NAN, INF, -INF, 0.0, 1e-6, 80.0, -80.0)),
    smooth("cosh", np.cosh, at=(NAN, INF, -INF, 0.0, 1e-6, 80.0, -80.0)),
    smooth("tanh", np.tanh, at=(NAN, INF, -INF, 0.0, 1e-6, 50.0, -1000.0)),
    smooth("asinh", np.arcsinh, at=(NAN, INF, -INF, 0.0, 1e-6, 1e30, -1e30, -1000.0)),
    smooth("acosh", np.arccosh, reals(1.2, 9), (NAN, INF, 1.0, 0.5, 1e30), whole=False),
    smooth("atanh", np.arctanh, reals(-0.9, 0.9), (NAN, 0.0, 1.0, -1.0, 1.5, 1e-6)),
    *(
        Row(
            name,
            f,
            each(WIDE, whole(-9, 9), coins()),
            result="bool",
            special=points(*POINTS),
            grad=False,
        )
        for name, f in (("isnan", np.isnan), ("isinf", np.isinf), ("isfinite", np.isfinite))
    ),
    Row("identity", lambda x: x, each(WIDE, whole(-9, 9), coins()), result=first),
    Row(
        "identity",
        lambda x, dtype="float32": np.identity(x, dtype),
        listed((3,), Sample((2,), {"dtype": "int32"}), (0,)),
        result=from_attribute,
        note="matrix",
    ),
    Row("stop_gradient", lambda x: x, each(WIDE, whole(-9, 9), coins()), result=first, grad=False),
]
