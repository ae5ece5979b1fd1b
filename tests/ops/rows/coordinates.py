"""Rows of ``ops/coordinates.py``."""

import itertools
import math

import numpy as np

from support.row import Bad, Row, Sample, Tol
from support.samples import f32, reals

WIDE = reals(-2, 2)
TOL = Tol(rtol=3e-5, atol=3e-5, grad_rtol=3e-4, grad_atol=3e-4)
GRID = f32(np.ones((3, 4)))
HOME = "texelflow.image"


def _place(at, n, mode):
    """Return a whole place on an axis of n, brought inside; None is nowhere."""
    if 0 <= at < n:
        return at
    if mode == "constant":
        return None
    if mode == "nearest":
        return min(max(at, 0), n - 1)
    if mode == "wrap":
        return at % n
    turned = [*range(n), *range(n - 1, -1, -1)] if mode == "reflect" else [*range(n)]
    if mode == "mirror":
        turned = [*range(n), *range(n - 2, 0, -1)]
    return turned[at % len(turned)]


def _map(x, coordinates, order=1, fill_mode="constant", fill_value=0):
    y = np.zeros(coordinates.shape[1:])
    for point in np.ndindex(*y.shape):
        at = coordinates[(slice(None), *point)]
        if order == 0:
            around = [[(int(np.rint(a)), 1.0)] for a in at]
        else:
            around = [
                [(math.floor(a), 1 - a + math.floor(a)), (math.floor(a) + 1, a - math.floor(a))]
                for a in at
            ]
        for corner in itertools.product(*around):
            places = [_place(p, n, fill_mode) for (p, _), n in zip(corner, x.shape, strict=True)]
            value = fill_value if None in places else x[tuple(places)]
            y[point] += value * math.prod(w for _, w in corner)
    return y


MODES = ("constant", "nearest", "wrap", "mirror", "reflect")


def mapped(rng):
    samples = []
    for mode in MODES:
        for order in (0, 1):
            attrs = {"order": order, "fill_mode": mode, "fill_value": 0.5}
            samples.append(Sample((WIDE(rng, (5,)), f32(rng.uniform(-7, 11, (1, 6)))), attrs))
            where = f32(rng.uniform(-4, 7, (2, 2, 3)))
            samples.append(Sample((WIDE(rng, (3, 4)), where), attrs))
    samples.append(Sample((WIDE(rng, (2, 3, 2)), f32(rng.uniform(-1, 3, (3, 4)))), {"order": 1}))
    samples.append(
        Sample((WIDE(rng, (1, 2)), f32([[0.3, -1.2], [0.6, 1.4]])), {"fill_mode": "mirror"})
    )
    return samples


def between(rng):
    """Points away from whole numbers, where slopes jump."""
    at = f32(rng.integers(-3, 5, (2, 4)) + rng.uniform(0.2, 0.8, (2, 4)))
    return [
        Sample((WIDE(rng, (2, 3)), at), {"order": 1, "fill_mode": mode, "fill_value": 0.5})
        for mode in MODES
    ]


def _blur(x, kernel_size=3, sigma=1.0, data_format="NHWC"):
    sizes = (kernel_size,) * 2 if isinstance(kernel_size, int) else kernel_size
    widths = (sigma,) * 2 if isinstance(sigma, float) else sigma
    front = data_format == "NCHW"
    x = np.moveaxis(x, -3, -1) if front else x
    for axis, size, width in zip((-3, -2), sizes, widths, strict=True):
        bell = np.exp(-0.5 * ((np.arange(size) - (size - 1) / 2) / width) ** 2)
        bell /= bell.sum()
        pads = [(0, 0)] * x.ndim
        pads[axis] = ((size - 1) // 2, size - 1 - (size - 1) // 2)
        padded = np.moveaxis(np.pad(x, pads), axis, 0)
        n = x.shape[axis]
        y = sum(b * padded[i : i + n] for i, b in enumerate(bell))
        x = np.moveaxis(y, 0, axis)
    return np.moveaxis(x, -1, -3) if front else x


def blurred(rng):
    cases = (
        ((1, 4, 5, 3), {}),
        ((4, 5, 1), {"kernel_size": [3, 5], "sigma": [0.7, 2.0]}),
        ((2, 3, 4, 4), {"kernel_size": [4, 1], "sigma": 1.5}),
        ((1, 2, 3, 4), {"data_format": "NCHW"}),
    )
    return [Sample((WIDE(rng, shape),), attrs) for shape, attrs in cases]


ROWS = [
    Row(
        "map_coordinates",
        _map,
        mapped,
        call=HOME,
        gradients=between,
        errors=[
            Bad((GRID, f32(np.ones((3, 2)))), "ShapeError", r"must be \(2, …points\)"),
            Bad((GRID, f32(np.ones((2, 2))), 3), "ValueError", "order 3"),
            Bad((GRID, f32(np.ones((2, 2)))), "ValueError", "'mirror'", {"fill_mode": "edge"}),
        ],
        tol=TOL,
    ),
    Row(
        "gaussian_blur",
        _blur,
        blurred,
        call=HOME,
        gradients=lambda rng: [Sample((WIDE(rng, (1, 3, 4, 2)),), {})],
        errors=[
            Bad((f32(np.ones(3)),), "ShapeError", "4 axes"),
            Bad((f32(np.ones((3, 3, 1))),), "ValueError", "sigma 0", {"sigma": 0.0}),
        ],
        tol=TOL,
    ),
]
