"""Rows of ``ops/pooling.py``."""

import numpy as np

from support import reference_conv as reference
from support.dtype_rules import first
from support.row import Bad, Row, Sample, Tol
from support.samples import distinct, f32, reals, together, whole

WIDE = reals(-2, 2)
APART = distinct()
TOL = Tol(grad_rtol=3e-4, grad_atol=3e-4)

SMALL = (
    ((1, 4, 4, 1), {"filter_size": 2}),
    ((1, 3, 4, 2), {"filter_size": [2, 3], "strides": 1}),
    ((1, 5, 4, 1), {"filter_size": 3, "strides": 2, "pad": "same"}),
)
EVERY = (
    *SMALL,
    ((2, 7, 5, 3), {"filter_size": 3, "strides": [2, 1], "pad": "same"}),
    ((2, 6, 6, 8), {"filter_size": 2}),
    ((1, 6, 6, 4), {"filter_size": 3, "strides": 2, "pad": 1, "dim_rounding_mode": "floor"}),
    ((5, 4, 3), {"filter_size": 2, "strides": 1}),
    ((1, 2, 5, 4), {"filter_size": 2, "data_format": "NCHW"}),
    ((0, 4, 4, 3), {"filter_size": 2}),
)
ONE = f32(np.ones((1, 4, 4, 1)))


def calls(kind, cases):
    return lambda rng: [Sample((kind(rng, shape),), attrs) for shape, attrs in cases]


def public(kernel):
    """Return a reference of the public function over ``kernel``."""

    def pool(
        x,
        filter_size,
        strides=None,
        pad="valid",
        dim_rounding_mode=None,
        data_format="NHWC",
        dilations=1,
    ):
        single = x.ndim == 3
        x = x[None] if single else x
        x = np.moveaxis(x, 1, 3) if data_format == "NCHW" else x
        taps = reference.two(filter_size)
        steps = taps if strides is None else strides
        window = reference.place_windows(
            x.shape[1:3], taps, steps, pad, dilations, dim_rounding_mode
        )
        y = kernel(x, taps, **window)
        y = np.moveaxis(y, 3, 1) if data_format == "NCHW" else y
        return y[0] if single else y

    return pool


def _pool(x, window_shape, pooling_type, pad="valid", dilations=1, strides=1):
    kernel = {"max": reference.max_windows, "avg": reference.mean_windows}[pooling_type]
    return public(kernel)(x, window_shape, strides, pad, dilations=dilations)


BAD = [
    Bad((f32(np.ones((3, 3))),), "ShapeError", "4 axes", {"filter_size": 2}),
    Bad((ONE,), "ShapeError", "does not fit", {"filter_size": 9}),
    Bad((ONE,), "ShapeError", "positive int", {"filter_size": 0}),
]


def windows(shape, attrs):
    attrs = dict(attrs)
    taps = reference.two(attrs.pop("filter_size"))
    where = reference.place_windows(shape[1:3], taps, **({"strides": taps, "pad": "valid"} | attrs))
    return {"where": [taps, *(where[n] for n in ("strides", "dilations", "before", "out"))]}


def over_images(kind):
    return lambda rng: [Sample((kind(rng, s),), windows(s, a)) for s, a in EVERY[:5]]


def over_windows(rng):
    samples = []
    for shape, attrs in EVERY[:5]:
        where = windows(shape, attrs)
        g = WIDE(rng, (shape[0], *where["where"][4], shape[3]))
        samples.append(Sample((g,), {**where, "size": shape[1:3]}))
    return samples


def picking(image):
    def draw(rng):
        samples = []
        for shape, attrs in EVERY[:5]:
            where = windows(shape, attrs)
            size = shape if image else (shape[0], *where["where"][4], shape[3])
            samples.append(Sample((APART(rng, shape), WIDE(rng, size)), where))
        return samples

    return draw


def at_windows(kernel):
    """Return a reference that takes a window as the op does: one list of five pairs."""

    def call(*arrays, where, **more):
        taps, strides, dilations, before, out = where
        return kernel(
            *arrays,
            taps=taps,
            strides=strides,
            dilations=dilations,
            before=before,
            out=out,
            **more,
        )

    return call


def primitive(name, samples, **more):
    return Row(name, at_windows(getattr(reference, name)), samples, call="op", tol=TOL, **more)


ROWS = [
    Row(
        "max_pool",
        public(reference.max_windows),
        together(calls(APART, EVERY), calls(whole(-9, 300), EVERY[2:5])),
        result=first,
        gradients=calls(APART, SMALL),
        special=lambda rng: [
            Sample((f32([[[[-np.inf], [-1e30]], [[np.inf], [0]]]]),), {"filter_size": [1, 2]}),
            Sample((f32([[[[-5], [-6]], [[-7], [-8]]]]),), {"filter_size": 3, "pad": 1}),
        ],
        errors=BAD,
        tol=TOL,
    ),
    Row(
        "avg_pool",
        public(reference.mean_windows),
        calls(WIDE, EVERY),
        gradients=calls(WIDE, SMALL),
        special=lambda rng: [
            Sample((f32([[[[np.nan], [1]], [[np.inf], [0]]]]),), {"filter_size": [1, 2]})
        ],
        errors=BAD,
        tol=TOL,
    ),
    Row(
        "pool",
        _pool,
        calls(
            APART,
            (
                ((1, 5, 4, 1), {"window_shape": 2, "pooling_type": "max", "dilations": 2}),
                ((1, 5, 4, 1), {"window_shape": [2, 1], "pooling_type": "avg", "strides": 2}),
                ((1, 4, 4, 1), {"window_shape": 3, "pooling_type": "avg", "pad": "same"}),
            ),
        ),
        errors=[
            Bad((ONE,), "ValueError", "'max' or 'avg'", {"window_shape": 2, "pooling_type": "min"})
        ],
        tol=TOL,
    ),
    primitive("max_windows", over_images(APART)),
    primitive("mean_windows", over_images(WIDE)),
    primitive("spread_windows", over_windows),
    primitive("pick_windows", picking(True), wrt=(1,)),
    primitive("unpick_windows", picking(False), wrt=(1,)),
]
