"""Rows of ``ops/resizing.py``: the reference is a matrix of weights per axis."""

import math
from fractions import Fraction

import numpy as np

from support.row import Bad, Row, Sample, Tol
from support.samples import f32, reals, whole

WIDE, BYTES = reals(-2, 2), whole(0, 255)
PICTURE = f32(np.ones((1, 3, 3, 2)))
TOL = Tol(rtol=2e-5, atol=2e-5, grad_rtol=3e-4, grad_atol=3e-4)


def first(dtypes, attrs):
    return dtypes[0]


def position(o, n, m, align, half):
    """Return where pixel o of m lies among n, exactly."""
    if align and m > 1:
        return Fraction(o * (n - 1), m - 1)
    return Fraction((2 * o + 1) * n - m, 2 * m) if half else Fraction(o * n, m)


def nearest(n, m, align, half):
    """Return the matrix of the nearest pixels; halves go up, centres by the square they are in."""
    made = np.zeros((m, n))
    for o in range(m):
        at = position(o, n, m, align, half)
        at = at + Fraction(1, 2) if align or half else at
        made[o, min(n - 1, math.floor(at))] = 1
    return made


def sinc(x):
    return np.sinc(x)


WEIGHTS = {
    "bilinear": (1, lambda d: max(0.0, 1 - d)),
    "bicubic": (
        2,
        lambda d: 1.5 * d**3 - 2.5 * d**2 + 1 if d < 1 else -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2,
    ),
    "lanczos3": (3, lambda d: sinc(d) * sinc(d / 3)),
    "lanczos5": (5, lambda d: sinc(d) * sinc(d / 5)),
}


def weighted(n, m, align, half, interpolation, antialias):
    radius, weight = WEIGHTS[interpolation]
    spread = max(1.0, n / m) if antialias else 1.0
    made = np.zeros((m, n))
    for o in range(m):
        at = float(position(o, n, m, align, half))
        for i in range(n):
            d = abs(i - at) / spread
            made[o, i] = weight(d) if d < radius else 0
    return made / made.sum(1, keepdims=True)


def matrices(x, size, align, half, interpolation, antialias=False):
    pairs = zip(x.shape[1:3], size, strict=True)
    if interpolation == "nearest":
        return [nearest(n, m, align, half) for n, m in pairs]
    return [weighted(n, m, align, half, interpolation, antialias) for n, m in pairs]


def _resized(x, size, align, half, interpolation, antialias=False):
    single = x.ndim == 3
    x = x[None] if single else x
    rows, columns = matrices(x, size, align, half, interpolation, antialias)
    y = np.einsum("ri,bijc,sj->brsc", rows, x, columns)
    y = y.astype(x.dtype) if interpolation == "nearest" else y
    return y[0] if single else y


def of_kind(interpolation):
    def call(images, size, align_corners=False, half_pixel_centers=False):
        return _resized(images, size, align_corners, half_pixel_centers, interpolation)

    return call


def _resize(images, size, interpolation="bilinear", antialias=False, data_format="NHWC"):
    x = np.moveaxis(images, 1, 3) if data_format == "NCHW" else images
    y = _resized(x, size, False, True, interpolation, antialias)
    return np.moveaxis(y, 3, 1) if data_format == "NCHW" else y


SIZES = (((1, 3, 2, 2), [5, 4]), ((1, 4, 3, 1), [2, 3]), ((2, 1, 3, 1), [3, 7]))
MORE = (((5, 7, 4), [9, 3]), ((2, 3, 4, 8), [6, 8]), ((0, 3, 3, 2), [4, 4]))
WAYS = ({}, {"align_corners": True}, {"half_pixel_centers": True})
BOTH = {"size": [2, 2], "align_corners": True, "half_pixel_centers": True}
ERRORS = [
    Bad((f32(np.ones((3, 3))),), "ShapeError", "4 axes", {"size": [2, 2]}),
    Bad((PICTURE,), "ShapeError", "positive int", {"size": [2, 0]}),
    Bad((PICTURE,), "ValueError", "cannot both be true", BOTH),
]


def calls(cases, ways, kinds=(WIDE,)):
    return lambda rng: [
        Sample((kind(rng, shape),), {"size": size} | way)
        for kind in kinds
        for shape, size in cases
        for way in ways
    ]


KINDS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
KERAS = (
    *({"interpolation": kind} for kind in KINDS),
    *({"interpolation": kind, "antialias": True} for kind in KINDS[1:]),
)


def nearest_op(x, size, steps):
    y = np.zeros((x.shape[0], *size, x.shape[3]), x.dtype)
    for at in np.ndindex(*size):
        from_ = [
            min(n - 1, (o * s + a) // d)
            for o, n, s, a, d in zip(at, x.shape[1:3], *steps, strict=True)
        ]
        y[:, at[0], at[1]] = x[:, from_[0], from_[1]]
    return y


def gathered_nearest(x, size, steps):
    y = np.zeros((x.shape[0], *size, x.shape[3]), x.dtype)
    for at in np.ndindex(*x.shape[1:3]):
        to = [min(n - 1, (o * s + a) // d) for o, n, s, a, d in zip(at, size, *steps, strict=True)]
        y[:, to[0], to[1]] += x[:, at[0], at[1]]
    return y


HALF = ((6, 4), (-2, 0), (10, 4))  # 3 rows to 5 and 2 columns to 2, by their centres
WHOLE = ((3, 4), (0, 0), (5, 2))


def resampled(x, size, steps, kind, spread):
    return _resized(x, size, False, True, "bicubic")


def gathered(x, size, steps, kind, spread):
    rows = weighted(3, 5, False, True, "bicubic", False)
    columns = weighted(2, 2, False, True, "bicubic", False)
    return np.einsum("ri,brsc,sj->bijc", rows, x, columns)


def primitive(shape, size, steps, kinds=(WIDE,), **more):
    return lambda rng: [
        Sample((kind(rng, shape),), {"size": size, "steps": steps, **more}) for kind in kinds
    ]


CUBIC = {"kind": 2, "spread": (1.0, 1.0)}

ROWS = [
    Row(
        "resize_nearest_neighbor",
        of_kind("nearest"),
        calls((*SIZES, *MORE), WAYS, (WIDE, BYTES)),
        call="texelflow.image",
        result=first,
        gradients=calls(SIZES[:2], WAYS),
        errors=ERRORS,
        tol=TOL,
    ),
    Row(
        "resize_bilinear",
        of_kind("bilinear"),
        calls((*SIZES, *MORE), WAYS, (WIDE, BYTES)),
        call="texelflow.image",
        gradients=calls(SIZES, WAYS),
        errors=ERRORS,
        tol=TOL,
    ),
    Row(
        "resize",
        _resize,
        calls((*SIZES, *MORE[:2]), (*KERAS,)),
        call="texelflow.image",
        gradients=calls((((1, 4, 3, 1), [2, 5]),), KERAS),
        errors=[
            *ERRORS[:2],
            Bad((PICTURE,), "ValueError", "'bicubic'", {"size": [2, 2], "interpolation": "area"}),
        ],
        tol=TOL,
    ),
    Row(
        "pick_nearest",
        nearest_op,
        primitive((1, 3, 4, 2), (5, 2), WHOLE, (WIDE, BYTES)),
        call="op",
        result=first,
    ),
    Row(
        "gather_nearest",
        gathered_nearest,
        primitive((1, 5, 2, 2), (3, 4), WHOLE, (WIDE, BYTES)),
        call="op",
        result=first,
    ),
    Row("resample", resampled, primitive((1, 3, 2, 2), (5, 2), HALF, **CUBIC), call="op", tol=TOL),
    Row(
        "gather_samples",
        gathered,
        primitive((1, 5, 2, 2), (3, 2), HALF, **CUBIC),
        call="op",
        tol=TOL,
    ),
]
