"""Rows of ``tf.fused``: the parts one after the other, in NumPy."""

import numpy as np

from ops.rows.conv import _conv2d, _depthwise
from support.row import Bad, Row, Sample
from support.samples import f32

HOME = "texelflow.fused"
NAMES = ("linear", "relu", "prelu", "elu", "relu6", "leakyrelu", "sigmoid")


def activated(y, name, weights, slope):
    return {
        "linear": lambda: y,
        "relu": lambda: np.maximum(y, 0),
        "relu6": lambda: np.clip(y, 0, 6),
        "prelu": lambda: np.where(y < 0, y * weights, y),
        "leakyrelu": lambda: np.where(y < 0, y * slope, y),
        "elu": lambda: np.where(y < 0, np.expm1(y), y),
        "sigmoid": lambda: 1 / (1 + np.exp(-y)),
    }[name or "linear"]()


def after(f):
    """NumPy's answer of a product whose further arguments are bias and activation."""

    def ref(x, w, *more, bias=0.0, activation="linear", prelu=None, slope=0.2, **attrs):
        return activated(f(x, w, *more, **attrs) + bias, activation, prelu, slope)

    def call(*args, prelu_activation_weights=None, leakyrelu_alpha=0.2, **attrs):
        return ref(*args, prelu=prelu_activation_weights, slope=leakyrelu_alpha, **attrs)

    return call


def product(a, b, transpose_a=False, transpose_b=False):
    return (a.swapaxes(-1, -2) if transpose_a else a) @ (b.swapaxes(-1, -2) if transpose_b else b)


def samples(x, w, channels, *more):
    """Every activation with bias."""

    def draw(rng):
        for name in NAMES:
            attrs = {"activation": name, "bias": f32(rng.uniform(-1, 1, channels))}
            if name == "prelu":
                attrs["prelu_activation_weights"] = f32(rng.uniform(0.1, 0.5, channels))
            if name == "leakyrelu":
                attrs["leakyrelu_alpha"] = 0.3
            tensors = (f32(rng.uniform(-1, 1, shape)) for shape in (x, w))
            yield Sample((*tensors, *more), attrs)
        yield Sample((f32(rng.uniform(-1, 1, x)), f32(rng.uniform(-1, 1, w)), *more))

    return draw


def slopes(x, w, *more):
    """Every activation without one more tensor, on few numbers."""

    def draw(rng):
        for name in (name for name in NAMES if name != "prelu"):
            tensors = (f32(rng.uniform(-1, 1, shape)) for shape in (x, w))
            yield Sample((*tensors, *more), {"activation": name})

    return draw


def wrong(*args):
    return [
        Bad(args, "ValueError", "unknown 'relu7'; it must be .* did you mean 'relu", ACTIVATION),
        Bad(args, "ValueError", "prelu needs prelu_activation_weights", {"activation": "prelu"}),
    ]


ACTIVATION = {"activation": "relu7"}
IMAGE, FILTER = f32([[[[1.0]]]]), f32([[[[1.0]]]])
ROWS = [
    Row(
        "matmul",
        after(product),
        samples((2, 3), (3, 5), 5),
        gradients=slopes((2, 3), (3, 2)),
        call=HOME,
        note="fused",
        errors=[
            *wrong(f32([[1.0]]), f32([[1.0]])),
            Bad((f32([[1.0]]), f32([[1.0], [2.0]])), "ShapeError", "inner dimensions 1 and 2"),
        ],
    ),
    Row(
        "conv2d",
        after(_conv2d),
        samples((1, 4, 5, 2), (2, 3, 2, 3), 3, 1, "same"),
        gradients=slopes((1, 2, 3, 1), (2, 2, 1, 2)),
        call=HOME,
        note="fused",
        errors=wrong(IMAGE, FILTER),
    ),
    Row(
        "depthwise_conv2d",
        after(_depthwise),
        samples((1, 4, 5, 2), (2, 3, 2, 2), 4, 1, "same"),
        gradients=slopes((1, 2, 3, 1), (2, 2, 1, 2)),
        call=HOME,
        note="fused",
        errors=wrong(IMAGE, FILTER),
    ),
    Row(
        "conv2d",
        lambda x, w, bias, data_format, **attrs: after(_conv2d)(
            x, w, bias=np.reshape(bias, (-1, 1, 1)), data_format=data_format, **attrs
        ),
        lambda rng: [
            Sample(
                (f32(rng.uniform(-1, 1, (1, 2, 4, 3))), f32(rng.uniform(-1, 1, (2, 2, 2, 3)))),
                {"data_format": "NCHW", "bias": [0.5, -1.0, 2.0], "activation": "relu"},
            )
        ],
        call=HOME,
        note="fused, channels first",
        gradients=lambda rng: [
            Sample(
                (f32(rng.uniform(0, 1, (1, 1, 3, 3))), f32(rng.uniform(0, 1, (2, 2, 1, 2)))),
                {"data_format": "NCHW", "bias": [0.5, 2.0]},
            )
        ],
        errors=[Bad((IMAGE, FILTER), "ShapeError", "must broadcast", {"bias": [1.0, 2.0]})],
    ),
]
