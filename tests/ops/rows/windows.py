"""Rows of windows that are neither convolved nor pooled: dilation, positions, near channels."""

import numpy as np

from support import reference_volumes as reference
from support.dtype_rules import first
from support.row import Bad, Row, Sample, Tol
from support.samples import distinct, f32, reals, together, whole

WIDE, APART = reals(-2, 2), distinct(1.0)
NUMBERS = distinct(1 / 40)  # such that no sum of a pixel and a number comes twice
PICTURE = f32(np.ones((1, 4, 4, 2)))
TOL = Tol(grad_rtol=3e-4, grad_atol=3e-4)


def _where(shape, taps, strides=1, pad="valid", dilations=1):
    return (taps, *reference.place(shape[1:3], taps, strides, pad, dilations))


def _dilation2d(x, w, data_format="NHWC", **attrs):
    single = x.ndim == 3
    x = x[None] if single else x
    x = np.moveaxis(x, 1, 3) if data_format == "NCHW" else x
    y = reference.dilated(x, w, _where(x.shape, w.shape[:2], **attrs)[1:])[0]
    y = np.moveaxis(y, 3, 1) if data_format == "NCHW" else y
    return y[0] if single else y


def pick_pixels(t, v, where):
    under = np.array([p for _, p in reference.under_taps(v, where[0], where[1:])])
    return np.take_along_axis(under, t[None], 0)[0]


def pick_filter(t, v, where):
    return np.take_along_axis(v.reshape(-1, v.shape[2]), t.reshape(-1, t.shape[3]), 0).reshape(
        t.shape
    )


def unpick_pixels(t, v, where, size):
    taps = where[0]
    return reference.add_under_taps(
        lambda tap: np.where(t == tap[0] * taps[1] + tap[1], v, 0),
        (t.shape[0], *size, t.shape[3]),
        taps,
        where[1:],
    )


def unpick_filter(t, v, where):
    count = where[0][0] * where[0][1]
    sums = [np.where(t == tap, v, 0).sum((0, 1, 2)) for tap in range(count)]
    return np.array(sums).reshape(*where[0], t.shape[3])


def _with_argmax(x, filter_size, strides=None, pad="valid", include_batch_in_index=False):
    single = x.ndim == 3
    x = x[None] if single else x
    taps = reference.many(filter_size, 2)
    window = reference.place(x.shape[1:3], taps, taps if strides is None else strides, pad)
    shape = x.shape if include_batch_in_index else (1, *x.shape[1:])
    index = np.broadcast_to(np.arange(np.prod(shape)).reshape(shape), x.shape)
    under = [p for _, p in reference.under_taps(x, taps, window, -np.inf)]
    at = np.argmax(under, 0)[None]
    names = np.array([p for _, p in reference.under_taps(index, taps, window)])
    found = np.take_along_axis(names, at, 0)[0].astype(np.int32)
    y = np.max(under, 0)
    return (y[0], found[0]) if single else (y, found)


def largest_of(index):
    """Return a row's reference of one of the two results."""
    return lambda *args, **attrs: _with_argmax(*args, **attrs)[index]


def _where_largest(x, where, whole):
    return _with_argmax(x, where[0], where[1], PADS[tuple(where[3])], whole)[1]


PADS = {(0, 0): "valid", (1, 1): "same"}


def _response(x, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5):
    return x / (bias + alpha * _band(x * x, depth_radius)) ** beta


def _band(x, radius):
    c = x.shape[-1]
    near = np.abs(np.arange(c)[:, None] - np.arange(c)) <= radius
    return x @ near


DILATIONS = (
    ((1, 3, 3, 2), (2, 2, 2), {}),
    ((1, 4, 3, 1), (3, 2, 1), {"strides": 2, "pad": "same"}),
    ((1, 4, 5, 1), (2, 2, 1), {"dilations": 2, "pad": "same"}),
    ((2, 5, 4, 4), (3, 3, 4), {"strides": [2, 1], "pad": "same"}),
    ((4, 4, 3), (2, 2, 3), {}),
    ((1, 2, 4, 4), (2, 2, 2), {"data_format": "NCHW"}),
    ((0, 3, 3, 2), (2, 2, 2), {}),
)


def dilations(cases):
    return lambda rng: [Sample((APART(rng, x), NUMBERS(rng, w)), attrs) for x, w, attrs in cases]


def whole_dilations(rng):
    draw = whole(-20, 300)
    return [Sample((draw(rng, x), draw(rng, w)), attrs) for x, w, attrs in DILATIONS[1:3]]


def with_taps(kind):
    """Samples of tap numbers that are really taken, and values of windows, pixels or a filter."""

    def draw(rng):
        samples = []
        for x, w, attrs in DILATIONS[:4]:
            where = _where(x, w[:2], **attrs)
            image, filter = APART(rng, x), NUMBERS(rng, w)
            y, taps = reference.dilated(image.astype(float), filter, where[1:])
            values = {"windows": WIDE(rng, y.shape), "pixels": WIDE(rng, x), "filter": WIDE(rng, w)}
            attr = {"where": where} | ({"size": x[1:3]} if kind == "unpick" else {})
            value = values["windows" if kind.startswith("unpick") else kind]
            samples.append(Sample((taps.astype(np.int32), value), attr))
        return samples

    return draw


def primitives(cases):
    def draw(rng):
        return [
            Sample((APART(rng, x), NUMBERS(rng, w)), {"where": _where(x, w[:2], **attrs)})
            for x, w, attrs in cases
        ]

    return draw


POOLS = (
    ((1, 4, 4, 1), {"filter_size": 2}),
    ((2, 3, 4, 2), {"filter_size": [2, 3], "strides": 1, "include_batch_in_index": True}),
    ((2, 5, 4, 3), {"filter_size": 3, "strides": 2, "pad": "same"}),
    ((5, 4, 3), {"filter_size": 2, "strides": 1}),
    ((0, 4, 4, 3), {"filter_size": 2}),
)


def pools(rng):
    return [Sample((APART(rng, shape),), attrs) for shape, attrs in POOLS]


def places(rng):
    cases = (((1, 4, 4, 1), (2, 2), 2, "valid", False), ((2, 3, 4, 2), (3, 3), 1, "same", True))
    return [
        Sample((APART(rng, s),), {"where": _where(s, taps, step, pad), "whole": whole})
        for s, taps, step, pad, whole in cases
    ]


NORMS = ({}, {"depth_radius": 1, "bias": 2.0, "alpha": 0.5, "beta": 0.75}, {"depth_radius": 0})


def norms(*shapes):
    return lambda rng: [Sample((WIDE(rng, s),), attrs) for s in shapes for attrs in NORMS]


ROWS = [
    Row(
        "dilation2d",
        _dilation2d,
        together(dilations(DILATIONS), whole_dilations),
        result=first,
        gradients=dilations(DILATIONS[:3]),
        errors=[
            Bad((PICTURE, f32(np.ones((2, 2, 3)))), "ShapeError", "x has 2 channels"),
            Bad((PICTURE, f32(np.ones((5, 5, 2)))), "ShapeError", "does not fit"),
        ],
        tol=TOL,
    ),
    Row(
        "dilate",
        lambda x, w, where: reference.dilated(x, w, where[1:])[0],
        primitives(DILATIONS[:4]),
        call="op",
        tol=TOL,
    ),
    Row(
        "dilate_taps",
        lambda x, w, where: reference.dilated(x, w, where[1:])[1].astype(np.int32),
        primitives(DILATIONS[:4]),
        call="op",
        result="int32",
        grad=False,
    ),
    Row("pick_pixels", pick_pixels, with_taps("pixels"), call="op", tol=TOL),
    Row("pick_filter", pick_filter, with_taps("filter"), call="op", tol=TOL),
    Row("unpick_pixels", unpick_pixels, with_taps("unpick"), call="op", tol=TOL),
    Row("unpick_filter", unpick_filter, with_taps("unpick_filter"), call="op", tol=TOL),
    Row(
        "where_largest",
        _where_largest,
        places,
        call="op",
        result="int32",
        grad=False,
    ),
    Row(
        "max_pool_with_argmax",
        _with_argmax,
        pools,
        result=("float32", "int32"),
        gradients=lambda rng: [Sample((APART(rng, (1, 4, 4, 1)),), {"filter_size": 2})],
        errors=[Bad((f32(np.ones((3, 3))),), "ShapeError", "4 axes", {"filter_size": 2})],
    ),
    Row(
        "local_response_normalization",
        _response,
        norms((1, 2, 2, 3), (2, 1, 17), (2, 3, 2, 8), (0, 2, 2, 3)),
        gradients=norms((1, 2, 2, 3), (1, 2, 7)),
        errors=[
            Bad((f32(np.ones((3, 3))),), "ShapeError", "4 axes"),
            Bad((PICTURE,), "ShapeError", "must be an int", {"depth_radius": 1.5}),
        ],
        tol=TOL,
    ),
    Row(
        "local_response",
        lambda x, radius, **attrs: _response(x, radius, **attrs),
        lambda rng: [
            Sample((WIDE(rng, (2, 7)),), {"radius": 2, "bias": 1.0, "alpha": 0.5, "beta": 0.5})
        ],
        call="op",
        tol=TOL,
    ),
    Row(
        "band_sum",
        _band,
        lambda rng: [
            Sample((WIDE(rng, s),), {"radius": r}) for s in ((2, 7), (5, 2), (3, 8)) for r in (0, 2)
        ],
        call="op",
        tol=TOL,
    ),
]
