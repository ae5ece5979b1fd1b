"""Rows of ``ops/compare.py``, ``ops/bitwise.py`` and ``ops/rounding.py``."""

import numpy as np

from support.dtype_rules import after_first, arithmetic, common, from_attribute
from support.row import Bad, Row, Sample, Tol
from support.samples import (
    GRADIENT_SHAPES,
    SHAPES,
    coins,
    each,
    f32,
    flags,
    i32,
    listed,
    pairs,
    reals,
    together,
    whole,
)

INF, NAN = np.inf, np.nan
WIDE = reals(-5, 5)
FEW = whole(-2, 2)
AWKWARD = (f32([NAN, NAN, INF, -INF, 0, INF]), f32([NAN, 1, INF, INF, -0.0, 1e30]))
DO_NOT_BROADCAST = Bad((f32(np.ones((2, 3))), f32(np.ones(4))), "ShapeError", "do not broadcast")
INT_MIN, INT_MAX = -(2**31), 2**31 - 1


def comparison(name, f):
    kinds = pairs((FEW, FEW), (WIDE, WIDE), (coins(), coins()), (FEW, WIDE), (coins(), FEW))
    return Row(
        name,
        f,
        kinds,
        result="bool",
        special=listed(AWKWARD, (i32([INT_MAX, INT_MIN]), i32([INT_MAX - 1, INT_MIN + 1]))),
        errors=[DO_NOT_BROADCAST],
        grad=False,
    )


def logical(name, f):
    return Row(
        name,
        f,
        pairs((coins(), coins()), (FEW, coins()), (FEW, WIDE)),
        result="bool",
        special=listed((f32([NAN, 0, -0.0, INF]), f32([1, 0, 1, 1]))),
        errors=[DO_NOT_BROADCAST],
        grad=False,
    )


def bits(name, f):
    return Row(
        name,
        f,
        pairs((whole(INT_MIN, INT_MAX), whole(INT_MIN, INT_MAX)), (coins(), coins())),
        result=common,
        errors=[Bad((f32([1]), f32([1])), "DTypeError", "no bitwise"), DO_NOT_BROADCAST_INTS],
    )


DO_NOT_BROADCAST_INTS = Bad((i32([1, 2]), i32([1, 2, 3])), "ShapeError", "do not broadcast")

# Condition, a, b: alike, scalars beside, rows, columns, flat layouts, six axes, none.
THREE = (
    ((3, 5), (3, 5), (3, 5)),
    ((), (7,), ()),
    ((3, 1), (5,), ()),
    ((5,), (3, 1), (3, 5)),
    ((4, 1), (2,), (4, 2)),
    ((2, 1, 3, 1, 2, 3), (5, 1, 4, 1, 1), ()),
    ((0, 3), (1, 3), (3,)),
)
THREE_GRADIENT = (((2, 3), (2, 3), (2, 3)), ((3, 1), (2,), ()), ((2,), (), (3, 2)))


def triples(condition, a, b, shapes=THREE):
    def draw(rng):
        return [Sample((condition(rng, p), a(rng, q), b(rng, r))) for p, q, r in shapes]

    return draw


def _cast(x, dtype):
    if dtype == "int32" and x.dtype.kind == "f":
        return np.clip(np.nan_to_num(np.trunc(x), nan=0.0), INT_MIN, INT_MAX).astype(np.int32)
    return x.astype(np.float64 if dtype == "float32" else dtype)


CASTS = [{"dtype": dtype} for dtype in ("float32", "int32", "bool")]

ROWS = [
    comparison("equal", np.equal),
    comparison("not_equal", np.not_equal),
    comparison("greater", np.greater),
    comparison("greater_equal", np.greater_equal),
    comparison("less", np.less),
    comparison("less_equal", np.less_equal),
    logical("logical_and", np.logical_and),
    logical("logical_or", np.logical_or),
    logical("logical_xor", np.logical_xor),
    Row(
        "logical_not",
        np.logical_not,
        each(coins(), FEW),
        result="bool",
        special={NAN: 0.0, 0.0: 1.0},
    ),
    bits("bitwise_and", np.bitwise_and),
    bits("bitwise_or", np.bitwise_or),
    bits("bitwise_xor", np.bitwise_xor),
    Row(
        "bitwise_not",
        np.invert,
        each(whole(INT_MIN, INT_MAX), coins()),
        result=common,
        errors=[Bad((f32([1]),), "DTypeError", "no bitwise")],
    ),
    Row(
        "where",
        lambda c, a, b: np.where(c != 0, a, b),
        together(
            triples(coins(), WIDE, WIDE),
            triples(coins(), FEW, FEW),
            triples(coins(), coins(), coins()),
            triples(FEW, FEW, WIDE),
        ),
        result=after_first,
        special=listed((flags([1, 0, 1, 0]), f32([NAN, NAN, INF, 1]), f32([1, 2, NAN, -INF]))),
        errors=[
            Bad((flags([1, 0]), f32([1, 2, 3]), f32(1)), "ShapeError", "do not broadcast"),
        ],
        gradients=triples(coins(), WIDE, WIDE, THREE_GRADIENT),
    ),
    Row(
        "cast",
        _cast,
        each(WIDE, whole(-3, 3), coins(), attrs=CASTS),
        result=from_attribute,
        special=lambda rng: [
            Sample((f32([NAN, INF, -INF, 3e9, -3e9, 0.0, -0.0, 0.5, -1.9]),), attrs)
            for attrs in CASTS
        ],
        gradients=each(WIDE, shapes=GRADIENT_SHAPES, attrs=CASTS[:1]),
        errors=[Bad((f32([1]),), "DTypeError", "complex", {"dtype": "complex"})],
    ),
    Row(
        "_cast",
        _cast,
        each(WIDE, whole(-3, 3), shapes=GRADIENT_SHAPES, attrs=CASTS),
        call="op",
        result=from_attribute,
        gradients=each(WIDE, shapes=GRADIENT_SHAPES[:2], attrs=CASTS[:1]),
    ),
    Row(
        "isclose",
        lambda a, b, rtol=1e-5, atol=1e-8, equal_nan=False: np.isclose(a, b, rtol, atol, equal_nan),
        listed(
            (f32([1, 1, 2, 0]), f32([1, 1.000001, 2.1, 1e-9])),
            Sample((f32([1, 1, 2]), f32([1, 1.01, 2.1])), {"rtol": 0.02}),
            Sample((f32([1, 1, 2]), f32([1, 1.01, 2.1])), {"rtol": 0.0, "atol": 0.05}),
            (f32(np.ones((3, 5))), f32(np.ones((5,)))),
        ),
        result="bool",
        special=listed(
            (f32([NAN, INF, INF, -INF, 1]), f32([NAN, INF, 1, INF, INF])),
            Sample((f32([NAN, NAN]), f32([NAN, 1])), {"equal_nan": True}),
        ),
        grad=False,
    ),
]

# --- rounding -------------------------------------------------------------------------------------

STEPS = reals(-5, 5, away_from=[n / 2 for n in range(-11, 12)], gap=0.1)
EDGES = (0.5, 1.5, 2.5, -0.5, -1.5, 0.0, -0.0, INF, -INF, 1e30, -1e30, 8388609.0, 0.49999997)


def rounding(name, f):
    """A row of a function that keeps whole numbers whole and has gradient 0."""
    return Row(
        name,
        lambda x: f(x.astype(np.int32) if x.dtype == bool else x),
        each(STEPS, whole(-1000, 1000), coins()),
        result=arithmetic,
        special={NAN: NAN, **{x: float(f(np.float64(x))) for x in EDGES}},
        gradients=each(STEPS, shapes=GRADIENT_SHAPES),
    )


def _bounds(low, high):
    return {"clip_value_min": low, "clip_value_max": high}


BOUNDS = (_bounds(-2, 3), _bounds(-1.25, 2.25), _bounds(-INF, 1.0), _bounds(1, 1))


def _kept_whole(*names):
    """Whole numbers stay whole if the attributes are."""

    def result(dtypes, attrs):
        if any(isinstance(attrs.get(name), float) for name in names):
            return "float32"
        return arithmetic(dtypes, attrs)

    return result


def _step(x, alpha=0):
    if x.dtype.kind != "f" and isinstance(alpha, int):
        return np.where(x > 0, 1, alpha)
    x = x.astype(np.float64)
    return np.where(np.isnan(x), x, np.where(x > 0, 1.0, alpha))


ROWS += [
    rounding("floor", np.floor),
    rounding("ceil", np.ceil),
    rounding("round", np.round),
    rounding("sign", np.sign),
    Row(
        "abs",
        lambda x: np.abs(x.astype(np.int32) if x.dtype == bool else x),
        each(STEPS, whole(-1000, 1000), coins()),
        result=arithmetic,
        special={NAN: NAN, **{x: abs(x) for x in EDGES}},
        gradients=each(STEPS, shapes=GRADIENT_SHAPES),
    ),
    Row(
        "clip_by_value",
        lambda x, clip_value_min, clip_value_max: np.clip(
            x.astype(np.int32) if x.dtype == bool else x, clip_value_min, clip_value_max
        ),
        together(each(STEPS, attrs=BOUNDS), each(whole(-9, 9), attrs=BOUNDS[:2])),
        result=_kept_whole("clip_value_min", "clip_value_max"),
        special=listed(Sample((f32([NAN, INF, -INF, 0, 3e38]),), _bounds(-1.0, 2.0))),
        gradients=each(STEPS, shapes=GRADIENT_SHAPES, attrs=BOUNDS[:2]),
        errors=[Bad((f32([1]),), "ShapeError", "above", _bounds(2, 1))],
    ),
    Row(
        "step",
        _step,
        together(
            each(STEPS, attrs=({}, {"alpha": 0.5})),
            each(whole(-9, 9), shapes=SHAPES[:8], attrs=({}, {"alpha": 2})),
        ),
        result=_kept_whole("alpha"),
        special={NAN: NAN, INF: 1.0, -INF: 0.0, 0.0: 0.0, 1e-30: 1.0},
        gradients=each(STEPS, shapes=GRADIENT_SHAPES),
        tol=Tol(),
    ),
]
