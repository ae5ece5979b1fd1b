"""Rows of ``ops/complex_numbers.py``, and of what other ops make of complex numbers."""

import numpy as np

from support.dtype_rules import first
from support.row import Bad, Row, Sample, Tol
from support.samples import (
    GRADIENT_PAIRS,
    GRADIENT_SHAPES,
    SHAPES,
    c64,
    complexes,
    each,
    f32,
    listed,
    pairs,
    reals,
    together,
    whole,
)

WIDE = complexes(0.2, 4)
REALS = reals(0.3, 4)


def _right(rng, shape):
    """Away from the negative real numbers, where the angle jumps."""
    return c64(rng.uniform(0.2, 3, shape) + 1j * rng.uniform(-3, 3, shape))


SOME = SHAPES[3:9]
FEW = [((3, 5), (3, 5)), ((), (5, 2)), ((2, 3, 1), (5,)), ((4, 1), (4, 2)), ((0, 3), (1, 3))]
BOTH = pairs((WIDE, WIDE), shapes=FEW)
MIXED = together(BOTH, pairs((WIDE, REALS), (REALS, WIDE), (WIDE, whole(1, 5)), shapes=FEW[:3]))
SLOPES = pairs((WIDE, WIDE), (WIDE, REALS), (REALS, WIDE), shapes=GRADIENT_PAIRS[:3])
LOOSE = Tol(rtol=1e-5, atol=2e-6, grad_rtol=1e-3, grad_atol=1e-3)
NOTE = "complex"
UNDEFINED = "not defined for complex64"
ENDS = (0.0, -0.0, 1.0, np.inf, -np.inf, np.nan)
AWKWARD = listed((c64([complex(a, b) for a in ENDS for b in ENDS]),))


def one(name, f, values=WIDE, result="complex64", **more):
    """A row of a function of one tensor, on complex numbers."""
    samples = each(values, shapes=SOME)
    slopes = each(values, shapes=GRADIENT_SHAPES[1:3])
    return Row(name, f, samples, note=NOTE, result=result, gradients=slopes, tol=LOOSE, **more)


def two(name, f, result="complex64", **more):
    """A row of a function of two tensors with broadcasting, one of them complex at least."""
    return Row(
        name, f, MIXED, note=NOTE, result=result, **({"gradients": SLOPES, "tol": LOOSE} | more)
    )


def _div_no_nan(a, b):
    return np.where(b == 0, 0, a / np.where(b == 0, 1, b))


def _sign(z):
    return z / np.abs(z)


ROWS = [
    Row(
        "complex",
        lambda real, imag: real + 1j * imag,
        lambda rng: [Sample((reals(-5, 5)(rng, s), reals(-5, 5)(rng, s))) for s in SHAPES[:9]],
        result="complex64",
        errors=[
            Bad((f32([1]), f32([1, 2])), "ShapeError", "both parts must have one shape"),
            Bad((c64([1]), f32([1])), "DTypeError", "both must be real"),
        ],
    ),
    one("real", np.real, result="float32"),
    one("imag", np.imag, result="float32"),
    Row("real", np.real, each(REALS, whole(-3, 3), shapes=SOME[:2]), note="of reals", result=first),
    Row(
        "imag",
        np.imag,
        each(REALS, whole(-3, 3), shapes=SOME[:2]),
        note="of reals",
        result=first,
        grad=False,
    ),
    one("conj", np.conj),
    Row("conj", np.conj, each(REALS, whole(-3, 3), shapes=SOME[:2]), note="of reals", result=first),
    one("angle", np.angle, _right, result="float32"),
    one("abs", np.abs, result="float32", special=AWKWARD),
    one("sign", _sign),
    one("neg", np.negative),
    one("square", np.square),
    one("reciprocal", lambda z: 1 / z),
    one("exp", np.exp, special=AWKWARD),
    one("expm1", np.expm1),
    one("log", np.log, special=AWKWARD),
    one("log2", np.log2),
    one("log10", np.log10),
    one("exp2", np.exp2),
    one("log1p", np.log1p, complexes(0.01, 0.8)),
    one("sqrt", np.sqrt, special=AWKWARD),
    one("rsqrt", lambda z: 1 / np.sqrt(z)),
    one("sin", np.sin, special=AWKWARD),
    one("cos", np.cos, special=AWKWARD),
    one("tan", np.tan, complexes(0.2, 1.4)),
    one("sinh", np.sinh),
    one("cosh", np.cosh),
    one("tanh", np.tanh, complexes(0.2, 1.4), special=AWKWARD),
    one("sigmoid", lambda z: 1 / (1 + np.exp(-z)), complexes(0.2, 2)),
    one("logical_not", np.logical_not, result="bool", grad=False),
    one("isnan", np.isnan, result="bool", grad=False),
    one("isfinite", np.isfinite, result="bool", grad=False),
    one("isinf", np.isinf, result="bool", grad=False),
    one("zeros_like", np.zeros_like, grad=False),
    one("ones_like", np.ones_like, grad=False),
    one("clone", np.copy),
    two("add", np.add),
    two("sub", np.subtract),
    two("mul", np.multiply),
    two("div", np.divide),
    two("div_no_nan", _div_no_nan),
    two("squared_difference", lambda a, b: np.abs(a - b) ** 2 + 0j),
    two("equal", np.equal, result="bool", grad=False),
    two("not_equal", np.not_equal, result="bool", grad=False),
    two("pow", np.power),
]


def _number(z, exp):
    return np.power(z, exp)


ROWS += [
    Row(
        "pow",
        _number,
        each(WIDE, shapes=SOME[:3], attrs=[{"exp": n} for n in (0, 1, 2, 3, 7, -1, -2, 0.5, 2.5)]),
        note="complex to a number",
        result="complex64",
        gradients=each(WIDE, shapes=[(3,)], attrs=[{"exp": n} for n in (2, 3, -1, 0.5)]),
        tol=LOOSE,
    ),
    one("identity", np.copy),
    Row(
        "exp",
        np.exp,
        listed((c64([0, 88 + 3j, -100 + 1j, 1e-8j, 5 - 0j]),)),
        note="complex extremes",
        result="complex64",
        gradients=each(WIDE, shapes=[(2,)]),
        tol=Tol(rtol=2e-6, atol=1e-7, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "log",
        np.log,
        listed((c64([1e30 + 1e30j, 1e-20, -1, 1 + 1e-4j, 0.6 + 0.8j, 2j]),)),
        note="complex extremes",
        result="complex64",
        gradients=each(WIDE, shapes=[(2,)]),
        tol=Tol(rtol=2e-6, atol=1e-7, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "sqrt",
        np.sqrt,
        listed((c64([0, -4, -4 - 0.0j, 4, 1e38 + 2e38j, 1e-20 + 1e-20j, 3 - 4j]),)),
        note="complex extremes",
        result="complex64",
        gradients=each(WIDE, shapes=[(2,)]),
        tol=Tol(rtol=2e-6, atol=0, grad_rtol=1e-3, grad_atol=1e-3),
    ),
    Row(
        "div",
        np.divide,
        listed((c64([1e30 + 1e30j, 1 + 2j]), c64([1e30 - 1e30j, 1e-20j]))),
        note="complex extremes",
        result="complex64",
        gradients=pairs((WIDE, WIDE), shapes=[((2,), (2,))]),
        tol=LOOSE,
    ),
]

# --- the pairs behind -----------------------------------------------------------------------------


def pair(name, f):
    """A row of a function of complex numbers that are given and returned as parts."""

    def parts(*xs):
        z = f(*[xs[i] + 1j * xs[i + 1] for i in range(0, len(xs), 2)])
        return [z.real, z.imag]

    count = 4 if name in ("mul_pair", "div_pair") else 2

    def draw(rng):
        return [Sample(tuple(reals(0.3, 1.2)(rng, (2, 3)) for _ in range(count)))]

    return Row(name, parts, draw, call="op", tol=LOOSE)


ROWS += [
    pair("exp_pair", np.exp),
    pair("log_pair", np.log),
    pair("sqrt_pair", np.sqrt),
    pair("sin_pair", np.sin),
    pair("cos_pair", np.cos),
    pair("tanh_pair", np.tanh),
    pair("mul_pair", np.multiply),
    pair("div_pair", np.divide),
]

# --- what is refused ------------------------------------------------------------------------------


def refused(name, *args, **attrs):
    """A row of an op that has no meaning for complex numbers."""
    return Row(
        name,
        None,
        listed(),
        note=NOTE,
        errors=[Bad(args, "DTypeError", UNDEFINED, attrs)],
        grad=False,
    )


Z = c64([1, 2j])
ROWS += [
    refused("less", Z, Z),
    refused("maximum", Z, f32([1, 2])),
    refused("relu", Z),
    refused("floor", Z),
    refused("max", Z),
    refused("argmax", Z),
    refused("mod", Z, f32([1, 2])),
    refused("bitwise_and", Z, Z),
]
