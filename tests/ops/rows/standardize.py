"""Rows of ``ops/standardize.py``, against the formulas of batch and layer normalisation."""

import numpy as np

from support.row import Bad, Row, Sample, Tol
from support.samples import f32, reals

WIDE = reals(-3, 3)
POSITIVE = reals(0.5, 2)
SHAPES = ((3, 5), (7, 1), (4, 2), (2, 3, 4), (2, 2, 2, 6), (1, 3), (600, 5), (301, 2), (130, 9))
SMALL = tuple(shape for shape in SHAPES if np.prod(shape) <= 24)
BATCH = {"momentum": 0.75, "epsilon": 0.01}
EPSILON = {"epsilon": 0.01}


def _axes(x):
    return tuple(range(x.ndim - 1))


def _batch(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon):
    mean, variance = x.mean(_axes(x)), x.var(_axes(x))
    y = (x - mean) / np.sqrt(variance + epsilon) * gamma + beta
    moved = [
        momentum * old + (1 - momentum) * new
        for old, new in ((moving_mean, mean), (moving_variance, variance))
    ]
    return [y, mean, variance, *moved]


def _inference(x, mean, variance, gamma, beta, epsilon):
    return (x - mean) / np.sqrt(variance + epsilon) * gamma + beta


def _batch_slope(g, x, mean, variance, gamma, epsilon):
    h = (x - mean) / np.sqrt(variance + epsilon)
    level, tilt = g.mean(_axes(x)), (g * h).mean(_axes(x))
    dx = gamma / np.sqrt(variance + epsilon) * (g - level - h * tilt)
    return [dx, (g * h).sum(_axes(x)), g.sum(_axes(x))]


def _rows(x, gamma, beta, epsilon):
    mean = x.mean(-1, keepdims=True)
    rate = 1 / np.sqrt(x.var(-1, keepdims=True) + epsilon)
    return [(x - mean) * rate * gamma + beta, np.concatenate([mean, rate], -1)]


def _row_slope(g, x, moments, gamma):
    rate = moments[..., 1:]
    h, v = (x - moments[..., :1]) * rate, g * gamma
    dx = (v - v.mean(-1, keepdims=True) - h * (v * h).mean(-1, keepdims=True)) * rate
    return [dx, (g * h).sum(_axes(x)), g.sum(_axes(x))]


def samples(kinds, attrs, shapes=SHAPES):
    """``x`` and ``g`` have the shape, ``v`` and ``p`` (positive) its columns, ``m`` its moments."""

    def draw(rng):
        made = []
        for shape in shapes:
            values = {
                "x": lambda s=shape: WIDE(rng, s),
                "v": lambda s=shape: WIDE(rng, s[-1:]),
                "p": lambda s=shape: POSITIVE(rng, s[-1:]),
                "m": lambda s=shape: POSITIVE(rng, (*s[:-1], 2)),
            }
            made.append(Sample(tuple(np.asarray(values[kind]()) for kind in kinds), attrs))
        return made

    return draw


BAD = [Bad((f32([[1, 2]]), f32([1]), f32([1]), 0.1), "ShapeError", "does not fit")]

ROWS = [
    Row(
        "batch_norm_training",
        _batch,
        samples("xvvvp", BATCH),
        gradients=samples("xvvvp", BATCH, SMALL),
        call="op",
    ),
    Row(
        "batch_norm_inference",
        _inference,
        samples("xvpvv", EPSILON),
        gradients=samples("xvpvv", EPSILON, SMALL),
        call="op",
    ),
    Row("batch_norm_slope", _batch_slope, samples("xxvpv", EPSILON), call="op", grad=False),
    Row(
        "layer_norm_rows",
        _rows,
        samples("xvv", EPSILON),
        gradients=samples("xvv", EPSILON, [shape for shape in SMALL if shape[-1] > 2]),
        call="op",
        tol=Tol(atol=1e-5),  # rows of two numbers that are close to each other lose digits
        errors=BAD,
    ),
    Row("layer_norm_slope", _row_slope, samples("xxmv", {}), call="op", grad=False),
]
