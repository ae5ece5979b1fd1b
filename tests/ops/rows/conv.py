"""Rows of ``ops/conv.py``."""

import numpy as np

from support import reference_conv as reference
from support.row import Bad, Row, Sample, Tol
from support.samples import f32, reals

WIDE = reals(-2, 2)
TOL = Tol(rtol=2e-5, atol=2e-5, grad_rtol=3e-4, grad_atol=3e-4)


def calls(*cases):
    """Samples of (shape of x, shape of the filter, attributes)."""

    def draw(rng):
        return [Sample((WIDE(rng, x), WIDE(rng, w)), attrs) for x, w, attrs in cases]

    return draw


def _conv2d(x, w, strides=1, pad="valid", data_format="NHWC", dilations=1, dim_rounding_mode=None):
    single = x.ndim == 3
    x = x[None] if single else x
    x = np.moveaxis(x, 1, 3) if data_format == "NCHW" else x
    if not isinstance(pad, (str, int)) and len(pad) == 4:
        pad = pad[2:] if data_format == "NCHW" else pad[1:3]
    window = reference.place_windows(
        x.shape[1:3], w.shape[:2], strides, pad, dilations, dim_rounding_mode
    )
    y = reference.conv(x, w, **window)
    y = np.moveaxis(y, 3, 1) if data_format == "NCHW" else y
    return y[0] if single else y


def _conv1d(x, w, stride=1, pad="valid", data_format="NWC", dilation=1):
    x = np.moveaxis(x, -2, -1) if data_format == "NCW" else x
    single = x.ndim == 2
    tall = x[None, None] if single else x[:, None]
    pad = pad if isinstance(pad, str) else ((0, 0), (pad, pad) if isinstance(pad, int) else pad)
    y = _conv2d(tall, w[None], (1, stride), pad, dilations=(1, dilation))[:, 0]
    y = y[0] if single else y
    return np.moveaxis(y, -2, -1) if data_format == "NCW" else y


def _conv2d_transpose(x, w, output_shape, strides=1, pad="valid"):
    single = x.ndim == 3
    x = x[None] if single else x
    shape = (1, *output_shape) if single else output_shape
    window = reference.place_windows(shape[1:3], w.shape[:2], strides, pad)
    y = reference.conv_by_input(x, w, tuple(shape[1:3]), **window)
    return y[0] if single else y


SMALL = (
    ((1, 3, 3, 2), (2, 2, 2, 3), {}),
    ((2, 4, 3, 1), (3, 2, 1, 1), {"strides": 2, "pad": "same"}),
    ((1, 5, 4, 1), (2, 2, 1, 4), {"dilations": 2, "pad": 1}),
)
EVERY = (
    *SMALL,
    ((1, 1, 1, 1), (1, 1, 1, 1), {}),
    ((2, 7, 5, 3), (3, 3, 3, 8), {}),
    ((2, 7, 5, 3), (3, 3, 3, 8), {"pad": "same"}),
    ((2, 7, 5, 3), (3, 2, 3, 5), {"pad": "same", "strides": [2, 3]}),
    ((1, 8, 8, 4), (5, 5, 4, 8), {"pad": "same"}),
    ((1, 8, 8, 8), (1, 1, 8, 2), {}),
    ((1, 9, 7, 2), (3, 3, 2, 1), {"dilations": [2, 1], "pad": [[1, 0], [0, 2]]}),
    ((1, 6, 6, 1), (3, 3, 1, 2), {"strides": 2, "pad": 1, "dim_rounding_mode": "floor"}),
    ((1, 6, 6, 1), (3, 3, 1, 2), {"strides": 2, "pad": 0, "dim_rounding_mode": "ceil"}),
    ((6, 5, 3), (3, 3, 3, 4), {"pad": "same"}),
    ((2, 3, 7, 5), (3, 3, 3, 4), {"data_format": "NCHW"}),
    ((1, 2, 4, 5), (2, 2, 2, 1), {"data_format": "NCHW", "pad": [[0, 0], [0, 0], [1, 0], [0, 2]]}),
    ((1, 4, 5, 2), (2, 2, 2, 1), {"pad": [[0, 0], [1, 0], [0, 2], [0, 0]]}),
    ((0, 5, 5, 2), (3, 3, 2, 3), {}),
    ((2, 28, 28, 1), (3, 3, 1, 16), {}),
)
AWKWARD = f32([[[[np.nan], [1], [2]], [[3], [4], [np.inf]]]])
IMAGE, FILTER = f32(np.ones((1, 3, 3, 2))), f32(np.ones((2, 2, 2, 3)))


def windows(sizes, taps, **more):
    return reference.place_windows(sizes, taps, **more)


def adjoints(by, **attr):
    """Samples for a gradient op: its two arguments made to fit one convolution."""

    def draw(rng):
        samples = []
        for x, w, attrs in (*SMALL, *EVERY[4:7]):
            where = windows(x[1:3], w[:2], **({"strides": 1, "pad": "valid"} | attrs))
            g = WIDE(rng, (x[0], *where.pop("out"), w[3]))
            sizes = {"size": x[1:3]} if by == "input" else {"taps": w[:2]}
            first, second = (g, WIDE(rng, w)) if by == "input" else (WIDE(rng, x), g)
            samples.append(Sample((first, second), where | sizes | attr))
        return samples

    return draw


def primitive(rng):
    return [
        Sample(
            (WIDE(rng, x), WIDE(rng, w)),
            windows(x[1:3], w[:2], **({"strides": 1, "pad": "valid"} | attrs)),
        )
        for x, w, attrs in SMALL
    ]


ROWS = [
    Row(
        "conv2d",
        _conv2d,
        calls(*EVERY),
        gradients=calls(*SMALL, EVERY[13]),
        special=lambda rng: [
            # One pixel must not leak into windows that it is not in.
            Sample((AWKWARD, f32(np.ones((1, 2, 1, 1)))))
        ],
        errors=[
            Bad((IMAGE, f32(np.ones((2, 2, 3, 1)))), "ShapeError", "x has 2 channels"),
            Bad((f32(np.ones((3, 3))), FILTER), "ShapeError", "must have 4 axes"),
            Bad((IMAGE, f32(np.ones((4, 4, 2, 1)))), "ShapeError", "does not fit"),
            Bad((IMAGE, FILTER), "ShapeError", "positive int", {"strides": 0}),
            Bad((IMAGE, FILTER), "ShapeError", "'same', 'valid'", {"pad": "sane"}),
            Bad((IMAGE, FILTER), "ShapeError", "data_format", {"data_format": "CHWN"}),
        ],
        tol=TOL,
    ),
    Row(
        "conv1d",
        _conv1d,
        calls(
            ((1, 5, 2), (3, 2, 3), {}),
            ((2, 7, 1), (2, 1, 4), {"stride": 2, "pad": "same"}),
            ((7, 3), (3, 3, 2), {"dilation": 2, "pad": 2}),
            ((2, 3, 7), (3, 3, 4), {"data_format": "NCW"}),
            ((1, 6, 2), (3, 2, 2), {"pad": [2, 0]}),
        ),
        errors=[
            Bad((IMAGE, FILTER), "ShapeError", "must have 3 axes"),
            Bad((IMAGE, FILTER), "ShapeError", "data_format", {"data_format": "CNW"}),
        ],
        tol=TOL,
    ),
    Row(
        "conv2d_transpose",
        _conv2d_transpose,
        calls(
            ((1, 2, 2, 3), (2, 2, 1, 3), {"output_shape": [1, 4, 4, 1], "strides": 2}),
            ((2, 3, 2, 2), (3, 3, 4, 2), {"output_shape": [2, 3, 2, 4], "pad": "same"}),
            ((2, 2, 1), (3, 2, 2, 1), {"output_shape": [4, 3, 2]}),
            (
                (1, 3, 3, 4),
                (3, 3, 8, 4),
                {"output_shape": [1, 6, 5, 8], "strides": 2, "pad": "same"},
            ),
        ),
        errors=[
            Bad(
                (f32(np.ones((1, 2, 2, 3))), f32(np.ones((2, 2, 1, 3)))),
                "ShapeError",
                "change output_shape",
                {"output_shape": [1, 9, 9, 1], "strides": 2},
            ),
        ],
        tol=TOL,
    ),
    Row("conv", reference.conv, primitive, call="op", tol=TOL),
    Row(
        "conv_by_input",
        reference.conv_by_input,
        adjoints("input"),
        call="op",
        tol=TOL,
    ),
    Row(
        "conv_by_filter",
        reference.conv_by_filter,
        adjoints("filter"),
        call="op",
        tol=TOL,
    ),
]

# --- a filter per channel -------------------------------------------------------------------------

DEPTHWISE = (
    ((1, 3, 3, 2), (2, 2, 2, 1), {}),
    ((1, 4, 3, 2), (3, 2, 2, 2), {"strides": 2, "pad": "same"}),
    ((1, 5, 4, 1), (2, 2, 1, 3), {"dilations": 2, "pad": 1}),
    ((2, 7, 5, 4), (3, 3, 4, 1), {"pad": "same"}),
    ((2, 7, 5, 3), (3, 3, 3, 2), {"strides": [2, 1]}),
    ((5, 4, 3), (2, 2, 3, 1), {}),
    ((2, 3, 7, 5), (3, 3, 3, 4), {"data_format": "NCHW"}),
    ((1, 6, 5, 3), (3, 3, 3, 1), {"strides": 2, "pad": 1, "dim_rounding_mode": "ceil"}),
)


def _depthwise(
    x, w, strides=1, pad="valid", data_format="NHWC", dilations=1, dim_rounding_mode=None
):
    single = x.ndim == 3
    x = x[None] if single else x
    x = np.moveaxis(x, 1, 3) if data_format == "NCHW" else x
    window = reference.place_windows(
        x.shape[1:3], w.shape[:2], strides, pad, dilations, dim_rounding_mode
    )
    y = reference.depthwise(x, w, **window)
    y = np.moveaxis(y, 3, 1) if data_format == "NCHW" else y
    return y[0] if single else y


def _separable(
    x, depthwise_filter, pointwise_filter, strides=1, pad="valid", dilation=1, data_format="NHWC"
):
    spread = _depthwise(x, depthwise_filter, strides, pad, data_format, dilation)
    return _conv2d(spread, pointwise_filter, data_format=data_format)


def depthwise_adjoints(by):
    def draw(rng):
        samples = []
        for x, w, attrs in DEPTHWISE[:5]:
            where = windows(x[1:3], w[:2], **({"strides": 1, "pad": "valid"} | attrs))
            if by == "output":
                samples.append(Sample((WIDE(rng, x), WIDE(rng, w)), where))
                continue
            g = WIDE(rng, (x[0], *where.pop("out"), w[2] * w[3]))
            sizes = {"size": x[1:3]} if by == "input" else {"taps": w[:2]}
            pair = (g, WIDE(rng, w)) if by == "input" else (WIDE(rng, x), g)
            samples.append(Sample(pair, where | sizes))
        return samples

    return draw


def separable(rng):
    cases = (
        ((1, 4, 4, 2), {}),
        ((1, 4, 4, 2), {"strides": 2, "pad": "same"}),
        ((4, 4, 2), {"dilation": [2, 1], "pad": [[1, 0], [0, 1]]}),
        ((1, 2, 4, 3), {"data_format": "NCHW"}),
    )
    return [
        Sample((WIDE(rng, x), WIDE(rng, (2, 2, 2, 1)), WIDE(rng, (1, 1, 2, 3))), attrs)
        for x, attrs in cases
    ]


ROWS += [
    Row(
        "depthwise_conv2d",
        _depthwise,
        calls(*DEPTHWISE),
        gradients=calls(*DEPTHWISE[:3]),
        errors=[Bad((IMAGE, f32(np.ones((2, 2, 3, 1)))), "ShapeError", "2 channels")],
        tol=TOL,
    ),
    Row("separable_conv2d", _separable, separable, gradients=separable, tol=TOL),
    *(
        Row(
            name,
            getattr(reference, name),
            depthwise_adjoints(by),
            call="op",
            tol=TOL,
        )
        for name, by in (
            ("depthwise", "output"),
            ("depthwise_by_input", "input"),
            ("depthwise_by_filter", "filter"),
        )
    ),
]
