"""Rows of ``ops/complex_numbers.py``, and of what other ops make of complex numbers."""

import numpy as np

from support.dtype_rules import common, first
from support.row import Bad, Row, Sample, Tol
from support.samples import (
    GRADIENT_PAIRS,
    GRADIENT_SHAPES,
    SHAPES,
    c64,
    complexes,
    each,
    f32,
    i32,
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


def moving(name, f, *cases, **more):
    """A row of what moves or sums elements; a case is (shape, attributes)."""

    def draw(rng):
        return [Sample((WIDE(rng, shape),), attrs) for shape, attrs in cases]

    return Row(name, f, draw, note=NOTE, result="complex64", tol=LOOSE, **more)


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
    one("abs", np.abs, result="float32"),
    one("sign", _sign),
    one("neg", np.negative),
    one("square", np.square),
    one("reciprocal", lambda z: 1 / z),
    one("exp", np.exp),
    one("expm1", np.expm1),
    one("log", np.log),
    one("log1p", np.log1p, complexes(0.01, 0.8)),
    one("sqrt", np.sqrt),
    one("rsqrt", lambda z: 1 / np.sqrt(z)),
    one("sin", np.sin),
    one("cos", np.cos),
    one("tan", np.tan, complexes(0.2, 1.4)),
    one("sinh", np.sinh),
    one("cosh", np.cosh),
    one("tanh", np.tanh, complexes(0.2, 1.4)),
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

# --- sums, products, movement ---------------------------------------------------------------------

AXES = [((3, 5), {}), ((3, 5), {"axis": 0}), ((2, 3, 4), {"axis": [0, 2], "keepdims": True})]


def _axes(f):
    return lambda z, axis=None, keepdims=False: f(
        z, axis=tuple(axis) if isinstance(axis, list) else axis, keepdims=keepdims
    )


def _matmul(a, b, transpose_a=False, transpose_b=False):
    a = np.swapaxes(a, -1, -2) if transpose_a else a
    return a @ (np.swapaxes(b, -1, -2) if transpose_b else b)


def _products(rng):
    cases = [((3, 4), (4, 5), {}), ((2, 4, 3), (4, 2), {"transpose_a": True}), ((5,), (5,), {})]
    kinds = [(WIDE, WIDE), (WIDE, REALS), (REALS, WIDE)]
    return [Sample((p(rng, a), q(rng, b)), attrs) for p, q in kinds for a, b, attrs in cases]


def _lists(rng):
    return [
        Sample(([WIDE(rng, (2, 3)), WIDE(rng, (1, 3))],), {}),
        Sample(([WIDE(rng, (2, 3)), REALS(rng, (2, 2)), i32([[1], [2]])],), {"axis": 1}),
    ]


def _same_shapes(rng):
    return [Sample(([WIDE(rng, (2, 3)), REALS(rng, (2, 3)), WIDE(rng, (2, 3))],), {})]


def _transpose(z, perm=None, conjugate=False):
    y = np.transpose(z, perm)
    return np.conj(y) if conjugate else y


ROWS += [
    moving("sum", _axes(np.sum), *AXES),
    moving("mean", _axes(np.mean), *AXES),
    moving("prod", _axes(np.prod), *AXES, ((7,), {}), ((0, 2), {"axis": 0})),
    Row("matmul", _matmul, _products, note=NOTE, result=common, tol=LOOSE),
    Row("add_n", lambda zs: sum(zs), _same_shapes, note=NOTE, result=common, tol=LOOSE),
    Row("concat", lambda zs, axis=0: np.concatenate(zs, axis), _lists, note=NOTE, result=common),
    Row("stack", lambda zs, axis=0: np.stack(zs, axis), _same_shapes, note=NOTE, result=common),
    moving(
        "split",
        lambda z, num_or_size_splits: np.split(z, num_or_size_splits),
        ((6, 2), {"num_or_size_splits": 3}),
    ),
    moving("reshape", lambda z, shape: z.reshape(shape), ((3, 5), {"shape": [5, -1]})),
    moving(
        "transpose",
        _transpose,
        ((3, 5), {}),
        ((2, 3, 2), {"perm": [0, 2, 1], "conjugate": True}),
    ),
    moving("tile", lambda z, reps: np.tile(z, reps), ((3, 2), {"reps": [1, 2]})),
    moving("reverse", lambda z, axis: np.flip(z, axis), ((3, 5), {"axis": 1})),
    moving(
        "pad", lambda z, paddings: np.pad(z, paddings), ((3, 5), {"paddings": [[1, 0], [0, 2]]})
    ),
    moving(
        "slice", lambda z, begin, size: z[1:3, 2:3], ((4, 5), {"begin": [1, 2], "size": [2, 1]})
    ),
    moving("squeeze", np.squeeze, ((1, 3, 1), {})),
    moving("expand_dims", lambda z, axis: np.expand_dims(z, axis), ((3,), {"axis": 1})),
    moving("broadcast_to", lambda z, shape: np.broadcast_to(z, shape), ((3,), {"shape": [2, 3]})),
    Row(
        "gather",
        lambda z, indices, axis=0: np.take(z, indices, axis),
        lambda rng: [
            Sample((WIDE(rng, (4, 5)), i32([[1, 0], [3, 3]])), {"axis": a}) for a in (0, 1)
        ],
        note=NOTE,
        result="complex64",
    ),
    Row(
        "where",
        np.where,
        lambda rng: [
            Sample((rng.uniform(size=(2, 3)) < 0.5, a(rng, (2, 3)), b(rng, (3,))))
            for a, b in ((WIDE, WIDE), (WIDE, REALS), (REALS, WIDE))
        ],
        note=NOTE,
        result="complex64",
    ),
    Row(
        "cast",
        lambda x, dtype: x.astype("complex128"),
        each(REALS, whole(-3, 3), WIDE, shapes=SOME[:2], attrs=[{"dtype": "complex64"}]),
        note=NOTE,
        result="complex64",
    ),
    Row(
        "cast",
        lambda x, dtype: x != 0,
        listed(Sample((c64([0, 1, 1j, -0.0]),), {"dtype": "bool"})),
        note="complex to bool",
        result="bool",
        grad=False,
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
