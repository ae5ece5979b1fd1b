"""Rows of ``ops/arithmetic.py`` and ``ops/powers.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import (
    GRADIENT_PAIRS,
    GRADIENT_SHAPES,
    SHAPES,
    coins,
    each,
    f32,
    i32,
    listed,
    pairs,
    reals,
    together,
    whole,
)

WIDE = reals(-5, 5)
INTS = whole(-1000, 1000)
MIXED = pairs((WIDE, WIDE), (INTS, INTS), (WIDE, INTS), (coins(), INTS), (coins(), coins()))
FLOATS = pairs((WIDE, WIDE), (INTS, WIDE))
DO_NOT_BROADCAST = Bad((f32(np.ones((2, 3))), f32(np.ones(4))), "ShapeError", "do not broadcast")
STRING = Bad(("one", f32(1)), "DTypeError", "str")
BAD = [DO_NOT_BROADCAST, STRING]

INF, NAN, BIG = np.inf, np.nan, 3e38
INT_MAX = 2**31 - 1
AWKWARD = (
    f32([INF, -INF, INF, NAN, 1, 0, 0, -0.0, BIG, -BIG, 1, -1]),
    f32([1, 1, INF, 1, NAN, 0, -0.0, 1, BIG, BIG, 0, 0]),
)


def wrap(f):
    """Return ``f`` with whole-number results wrapped around at 32 bits, booleans being 0 and 1."""

    def wrapped(a, b):
        if np.result_type(a, b).kind == "f":
            return f(np.asarray(a, np.float64), np.asarray(b, np.float64))
        return f(np.asarray(a, np.int64), np.asarray(b, np.int64)).astype(np.int32)

    return wrapped


def floats(f):
    """Return ``f`` of float64, whatever comes in."""
    return lambda a, b: f(np.asarray(a, np.float64), np.asarray(b, np.float64))


def apart(rng, shape, gap=0.2):
    """Values no two of which meet ties with those of ``reals``: all are odd tenths plus a gap."""
    return f32(np.round(rng.uniform(-5, 5, shape) * 2) / 2 + 0.25 * gap)


def binary(name, f, left=WIDE, right=WIDE, **more):
    """A row of an op that keeps whole numbers whole."""
    row = {
        "result": arithmetic,
        "special": listed(AWKWARD),
        "errors": BAD,
        "gradients": pairs((left, right), shapes=GRADIENT_PAIRS),
    }
    return Row(name, wrap(f), more.pop("samples", MIXED), **(row | more))


NO_TIES = (reals(-5, 5, away_from=[n / 2 for n in range(-11, 12)], gap=0.1), apart)
NOT_ZERO = reals(-5, 5, away_from=(0,), gap=0.3)


def _no_zero(rng, shape):
    return i32(rng.integers(1, 9, shape) * rng.choice([-1, 1], shape))


def _mod_apart(rng, shape):
    return f32(rng.uniform(2.1, 2.9, shape))


def _fractions(rng, shape):
    """Dividends whose quotient by 2.1 to 2.9 is never near a whole number."""
    return f32(rng.uniform(0.3, 1.8, shape))


def _div_no_nan(a, b):
    return np.where(b == 0, 0.0, a / np.where(b == 0, 1, b))


def _floor_div(a, b):
    if a.dtype.kind == "f":
        return np.floor_divide(a, b)
    return np.where(b == 0, 0, a // np.where(b == 0, 1, b))


def _mod(a, b):
    if a.dtype.kind == "f":
        return np.mod(a, b)
    return np.where(b == 0, 0, np.mod(a, np.where(b == 0, 1, b)))


DIVISIBLE = pairs((WIDE, NOT_ZERO), (INTS, _no_zero), (coins(), _no_zero))

ROWS = [
    binary("add", np.add),
    binary("sub", np.subtract),
    binary("mul", np.multiply),
    binary("squared_difference", lambda a, b: (a - b) * (a - b)),
    binary("maximum", np.maximum, *NO_TIES),
    binary("minimum", np.minimum, *NO_TIES),
    binary(
        "floor_div",
        _floor_div,
        _fractions,
        _mod_apart,
        samples=DIVISIBLE,
        special=listed(
            (f32([7, -7, 7, -7, INF, NAN]), f32([2, 2, -2, -2, 1, 1])),
            (i32([7, -7, 7]), i32([2, 2, 0])),
        ),
    ),
    binary(
        "mod",
        _mod,
        _fractions,
        _mod_apart,
        samples=DIVISIBLE,
        special=listed(
            (f32([7, -7, 7, -7, NAN]), f32([3, 3, -3, -3, 1])), (i32([7, -7, 7]), i32([3, 3, 0]))
        ),
    ),
    Row(
        "add",
        wrap(np.add),
        listed((i32([INT_MAX, -INT_MAX, 5]), i32([1, -3, -5]))),
        note="wraps",
        result="int32",
    ),
    Row(
        "mul",
        wrap(np.multiply),
        listed((i32([INT_MAX, 65536, -65537]), i32([2, 65536, 65537]))),
        note="wraps",
        result="int32",
    ),
    Row(
        "div",
        floats(np.divide),
        pairs((WIDE, NOT_ZERO), (INTS, _no_zero)),
        special=listed(AWKWARD),
        errors=BAD,
        gradients=pairs((WIDE, NOT_ZERO), shapes=GRADIENT_PAIRS),
        tol=Tol(grad_rtol=5e-4, grad_atol=5e-4),
    ),
    Row(
        "div_no_nan",
        floats(_div_no_nan),
        pairs((WIDE, NOT_ZERO), (INTS, whole(-1, 1))),
        special=listed((f32([1, 0, NAN, INF]), f32([0, 0, 1, 2]))),
        errors=BAD,
        gradients=pairs((WIDE, NOT_ZERO), shapes=GRADIENT_PAIRS),
        tol=Tol(grad_rtol=5e-4, grad_atol=5e-4),
    ),
    Row(
        "atan2",
        floats(np.arctan2),
        FLOATS,
        special=listed((f32([0, -0.0, 1, -1, INF, NAN, 0]), f32([-1, -1, 0, 0, 1, 1, 1]))),
        errors=BAD,
        gradients=pairs((NOT_ZERO, NOT_ZERO), shapes=GRADIENT_PAIRS),
    ),
    Row(
        "logaddexp",
        floats(np.logaddexp),
        FLOATS,
        special=listed((f32([INF, -INF, NAN, 1e30, 0]), f32([1, 1, 1, 1e30, -1000]))),
        errors=BAD,
        gradients=pairs((WIDE, WIDE), shapes=GRADIENT_PAIRS),
    ),
]


def _lists(kind):
    def draw(rng):
        counts = ((1, (3, 5)), (2, (7, 2)), (3, ()), (8, (5,)), (9, (2, 3, 4)), (20, (17,)))
        return [Sample(([kind(rng, shape) for _ in range(n)],)) for n, shape in counts]

    return draw


ROWS.append(
    Row(
        "add_n",
        lambda tensors: np.sum(tensors, axis=0),
        together(_lists(WIDE), _lists(INTS)),
        result=arithmetic,
        gradients=lambda rng: [Sample(([WIDE(rng, (2, 3)) for _ in range(n)],)) for n in (1, 3, 9)],
        errors=[
            Bad(([],), "ShapeError", "at least one"),
            Bad(([f32([1]), f32([1, 2])],), "ShapeError", "differ"),
        ],
    )
)

# --- powers ---------------------------------------------------------------------------------------

POSITIVE = reals(0.3, 3)


def _pow(base, exp):
    if np.result_type(base, exp).kind == "f":
        return np.power(np.asarray(base, np.float64), np.asarray(exp, np.float64))
    with np.errstate(all="ignore"):
        base, exp = np.asarray(base, np.int64), np.asarray(exp, np.int64)
        return np.power(base, exp).astype(np.int32)


def _with_exponent(base, exponent):
    whole_base = np.asarray(base).dtype.kind != "f"
    if whole_base and isinstance(exponent, int):
        return _pow(base, exponent)
    return np.power(np.asarray(base, np.float64), float(exponent))


def _result(dtypes, attrs):
    if len(dtypes) == 2:
        return arithmetic(dtypes, attrs)
    number = attrs.get("exp", attrs.get("exponent"))
    return "float32" if isinstance(number, float) else arithmetic(dtypes, attrs)


def _numbers(values, name, numbers, shapes=SHAPES[:9]):
    return each(values, shapes=shapes, attrs=[{name: n} for n in numbers])


ROWS += [
    Row(
        "pow",
        _pow,
        pairs((POSITIVE, reals(-3, 3)), (whole(-5, 5), whole(0, 5)), (WIDE, whole(-3, 3))),
        result=_result,
        special=listed(
            (f32([0, 0, -2, -2, NAN, 1, INF, 2, 2]), f32([0, 2, 3, 2, 1, 7, 2, INF, -INF])),
            (i32([2, -2, 0, 3]), i32([10, 3, 0, 19])),
        ),
        errors=BAD,
        gradients=pairs((POSITIVE, reals(-2, 2)), shapes=GRADIENT_PAIRS),
        tol=Tol(rtol=2e-5, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "pow",
        lambda base, exp: _with_exponent(base, exp),
        together(
            _numbers(POSITIVE, "exp", (2, 3, -1, 0, 0.5, -1.5, 2.0)),
            _numbers(reals(-3, -0.3), "exp", (2, 3, -1, 0, 2.0)),
            _numbers(whole(-4, 4), "exp", (2, 3, 0, 1)),
        ),
        note="number",
        result=_result,
        gradients=together(
            _numbers(POSITIVE, "exp", (2, 3, -1, 0.5, -1.5), GRADIENT_SHAPES[:2]),
            _numbers(reals(-3, -0.3), "exp", (2, 3, -1), GRADIENT_SHAPES[:2]),
        ),
        tol=Tol(rtol=2e-5, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "_pow",
        _pow,
        pairs((POSITIVE, reals(-3, 3)), shapes=GRADIENT_PAIRS),
        call="op",
        result=arithmetic,
        tol=Tol(rtol=2e-5, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "_power",
        lambda x, exponent: _with_exponent(x, exponent),
        _numbers(POSITIVE, "exponent", (2, 2.5, -1), GRADIENT_SHAPES),
        call="op",
        result=_result,
        tol=Tol(rtol=2e-5, grad_rtol=1e-3, grad_atol=1e-3),
    ),
]
