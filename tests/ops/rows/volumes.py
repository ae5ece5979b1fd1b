"""Rows of ``ops/volumes.py`` and ``ops/patches.py``: three axes, and patches of two."""

import numpy as np

from support import reference_volumes as reference
from support.row import Bad, Row, Sample, Tol
from support.samples import distinct, f32, reals, together, whole

WIDE, APART, BYTES = reals(-2, 2), distinct(), whole(0, 255)
TOL = Tol(rtol=2e-5, atol=2e-5, grad_rtol=3e-4, grad_atol=3e-4)
VOLUME, FILTER = f32(np.ones((1, 3, 3, 3, 2))), f32(np.ones((2, 2, 2, 2, 3)))


def first(dtypes, attrs):
    return dtypes[0]


def batched(x, axes, data_format):
    """Return x with a batch and channels last, and the way back."""
    single = x.ndim == axes + 1
    front = data_format[1] == "C"
    x = x[None] if single else x
    x = np.moveaxis(x, 1, -1) if front else x

    def back(y):
        y = np.moveaxis(y, -1, 1) if front else y
        return y[0] if single else y

    return x, back


def _conv3d(x, w, strides=1, pad="valid", data_format="NDHWC", dilations=1):
    x, back = batched(x, 3, data_format)
    return back(
        reference.conv(x, w, reference.place(x.shape[1:4], w.shape[:3], strides, pad, dilations))
    )


def _conv3d_transpose(x, w, output_shape, strides=1, pad="valid"):
    x, back = batched(x, 3, "NDHWC")
    shape = (x.shape[0], *output_shape[-4:])
    window = reference.place(shape[1:4], w.shape[:3], strides, pad)
    return back(reference.conv_transpose(x, w, shape, window))


def pooled(kernel):
    def call(
        x, filter_size=1, strides=None, pad="valid", dim_rounding_mode=None, data_format="NDHWC"
    ):
        x, back = batched(x, 3, data_format)
        taps = reference.many(filter_size, 3)
        steps = taps if strides is None else strides
        window = reference.place(x.shape[1:4], taps, steps, pad, 1, dim_rounding_mode)
        return back(kernel(x, taps, window))

    return call


def _patches(x, size, strides=None, dilation_rate=1, padding="valid", data_format="NHWC"):
    x, back = batched(x, 2, data_format)
    taps = reference.many(size, 2)
    steps = taps if strides is None else strides
    window = reference.place(x.shape[1:3], taps, steps, padding, dilation_rate)
    return back(reference.patches(x, taps, window))


def _take(x, where):
    return reference.patches(x, where[0], where[1:])


def _give(x, where, size):
    taps, window = where[0], where[1:]
    parts = np.split(x, taps[0] * taps[1], -1)
    channels = x.shape[3] // (taps[0] * taps[1])
    return reference.add_under_taps(
        lambda tap: parts[tap[0] * taps[1] + tap[1]],
        (x.shape[0], *size, channels),
        taps,
        window,
        x.dtype,
    )


def pairs(*cases):
    return lambda rng: [Sample((WIDE(rng, x), WIDE(rng, w)), attrs) for x, w, attrs in cases]


def singles(*cases, kinds=(WIDE,)):
    return lambda rng: [Sample((kind(rng, s),), attrs) for kind in kinds for s, attrs in cases]


SMALL = (
    ((1, 2, 3, 2, 2), (2, 2, 1, 2, 3), {}),
    ((2, 3, 2, 2, 1), (3, 2, 2, 1, 1), {"strides": 2, "pad": "same"}),
    ((1, 3, 3, 2, 1), (2, 2, 2, 1, 2), {"dilations": [2, 2, 1], "pad": [[1, 0], [0, 1], [0, 0]]}),
)
EVERY = (
    *SMALL,
    ((2, 4, 5, 6, 4), (3, 3, 3, 4, 8), {"pad": "same"}),
    ((1, 3, 4, 4, 3), (1, 2, 2, 3, 4), {"strides": [1, 2, 1]}),
    ((4, 5, 4, 2), (2, 2, 2, 2, 5), {"pad": 1}),
    ((1, 2, 4, 4, 3), (3, 2, 1, 2, 3), {"data_format": "NCDHW"}),
    ((0, 3, 3, 3, 2), (2, 2, 2, 2, 3), {}),
)
POOLS = (
    ((1, 2, 2, 3, 1), {"filter_size": 2}),
    ((1, 3, 2, 2, 2), {"filter_size": [2, 1, 2], "strides": 1}),
    ((1, 4, 3, 2, 1), {"filter_size": 3, "strides": 2, "pad": "same"}),
    ((1, 2, 3, 2, 2), {"filter_size": [1, 2, 1], "strides": 1}),
)
MORE = (
    ((2, 5, 4, 6, 4), {"filter_size": 3, "strides": [2, 1, 2], "pad": "same"}),
    ((4, 4, 4, 3), {"filter_size": 3, "strides": 2, "pad": 1, "dim_rounding_mode": "ceil"}),
    ((1, 2, 4, 4, 4), {"filter_size": 2, "data_format": "NCDHW"}),
    ((0, 4, 4, 4, 3), {"filter_size": 2}),
)
PATCHES = (
    ((1, 3, 4, 1), {"size": 2}),
    ((2, 5, 4, 3), {"size": [3, 2], "strides": 1, "padding": "same"}),
    ((1, 4, 5, 4), {"size": 2, "strides": [1, 2], "dilation_rate": 2}),
    ((4, 4, 2), {"size": [1, 4]}),
    ((2, 2, 4, 4), {"size": 2, "data_format": "NCHW"}),
)


def wheres(back):
    def draw(rng):
        samples = []
        for shape, attrs in PATCHES[:3]:
            taps = reference.many(attrs["size"], 2)
            window = reference.place(
                shape[1:3],
                taps,
                attrs.get("strides", taps),
                attrs.get("padding", "valid"),
                attrs.get("dilation_rate", 1),
            )
            made = (shape[0], *window[3], taps[0] * taps[1] * shape[3])
            more = {"size": shape[1:3]} if back else {}
            where = {"where": [taps, *window], **more}
            samples += [
                Sample((kind(rng, made if back else shape),), where) for kind in (WIDE, BYTES)
            ]
        return samples

    return draw


BAD = [
    Bad((f32(np.ones((3, 3, 3))),), "ShapeError", "5 axes", {"filter_size": 2}),
    Bad((VOLUME,), "ShapeError", "does not fit", {"filter_size": 9}),
    Bad((VOLUME,), "ShapeError", "three of them", {"filter_size": [2, 2]}),
]

ROWS = [
    Row(
        "conv3d",
        _conv3d,
        pairs(*EVERY),
        gradients=pairs(*SMALL),
        errors=[
            Bad((VOLUME, f32(np.ones((2, 2, 2, 3, 1)))), "ShapeError", "x has 2 channels"),
            Bad((f32(np.ones((3, 3, 3))), FILTER), "ShapeError", "5 axes, or 4"),
            Bad((VOLUME, f32(np.ones((4, 4, 4, 2, 1)))), "ShapeError", "does not fit"),
            Bad((VOLUME, FILTER), "ShapeError", "three of them", {"strides": [1, 2]}),
            Bad((VOLUME, FILTER), "ShapeError", "data_format", {"data_format": "NHWC"}),
        ],
        tol=TOL,
    ),
    Row(
        "conv3d_transpose",
        _conv3d_transpose,
        pairs(
            ((1, 1, 2, 2, 3), (2, 2, 2, 1, 3), {"output_shape": [1, 2, 4, 4, 1], "strides": 2}),
            ((2, 2, 1, 2, 1), (3, 2, 1, 2, 1), {"output_shape": [2, 2, 1, 2, 2], "pad": "same"}),
            ((2, 2, 2, 2), (1, 2, 2, 4, 2), {"output_shape": [2, 3, 3, 4]}),
            (
                (1, 2, 3, 3, 4),
                (3, 3, 3, 8, 4),
                {"output_shape": [1, 4, 6, 5, 8], "strides": 2, "pad": "same"},
            ),
        ),
        errors=[
            Bad(
                (f32(np.ones((1, 2, 2, 2, 3))), f32(np.ones((2, 2, 2, 1, 3)))),
                "ShapeError",
                "change output_shape",
                {"output_shape": [1, 9, 9, 9, 1], "strides": 2},
            ),
            Bad((VOLUME, FILTER), "ShapeError", "x has 2", {"output_shape": [1, 4, 4, 4, 2]}),
        ],
        tol=TOL,
    ),
    Row(
        "max_pool3d",
        pooled(reference.largest),
        together(singles(*POOLS, *MORE, kinds=(APART,)), singles(*MORE[:2], kinds=(BYTES,))),
        result=first,
        gradients=singles(*POOLS, kinds=(APART,)),
        errors=BAD,
        tol=TOL,
    ),
    Row(
        "avg_pool3d",
        pooled(reference.mean),
        singles(*POOLS, *MORE),
        gradients=singles(*POOLS),
        errors=BAD,
        tol=TOL,
    ),
    Row(
        "extract_patches",
        _patches,
        singles(*PATCHES, kinds=(WIDE, BYTES)),
        call="texelflow.image",
        result=first,
        gradients=singles(*PATCHES[:2]),
        errors=[Bad((f32(np.ones((3, 3))),), "ShapeError", "4 axes", {"size": 2})],
    ),
    Row("take_patches", _take, wheres(False), call="op", result=first),
    Row("give_patches", _give, wheres(True), call="op", result=first),
]
