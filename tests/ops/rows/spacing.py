"""Rows of ``ops/spacing.py`` and ``ops/aliases.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample
from support.samples import f32, i32, listed, pairs, reals, whole

WIDE = reals(0.5, 5)
FEW = (((3, 5), (5,)), ((7,), ()))


def _dtype(dtypes, attrs):
    return attrs.get("dtype") or (dtypes[-1] if dtypes else "float32")


def _alias(name, f, result=arithmetic):
    return Row(name, f, pairs((WIDE, WIDE), shapes=FEW), result=result)


ROWS = [
    Row(
        "full",
        lambda shape, fill_value, dtype=None: np.full(shape, fill_value, dtype),
        listed(
            ([2, 3], 7.5),
            ([], -1.0),
            Sample(([3],), {"fill_value": 2, "dtype": "int32"}),
            ([2, 3], f32([1, 2, 3])),
            Sample(([2, 2], i32([[1], [2]])), {"dtype": "float32"}),
        ),
        result=_dtype,
        errors=[Bad(([-1], 2.0), "ShapeError", "negative")],
    ),
    Row(
        "full_like",
        np.full_like,
        listed((f32([[1, 2]]), 7.0), (i32([1, 2, 3]), 4)),
        result=lambda dtypes, _attrs: dtypes[0],
        grad=False,
    ),
    Row(
        "logspace",
        np.logspace,
        listed(
            (0, 2, 3),
            (-3, 3, 7),
            Sample((0, 3, 4), {"base": 2.0}),
            Sample((0, 2, 5), {"endpoint": False}),
            (1, 2, 1),
            (1, 2, 0),
        ),
        errors=[
            Bad((0, 1, -1), "ShapeError", "negative"),
            Bad((f32([1]), 2), "TypeError", "start must be a number"),
        ],
    ),
    Row(
        "geomspace",
        np.geomspace,
        listed(
            (1, 1000, 4),
            (-1, -8, 4),
            (8, 1, 4),
            Sample((1, 16, 4), {"endpoint": False}),
            (2, 3, 1),
        ),
        errors=[Bad((0, 1), "ShapeError", "no ratio")],
    ),
    _alias("divide", np.divide, "float32"),
    _alias("multiply", np.multiply),
    _alias("power", np.power),
    _alias("subtract", np.subtract),
    Row(
        "negative",
        np.negative,
        lambda rng: [Sample((k(rng, (3, 5)),)) for k in (WIDE, whole(-3, 3))],
        result=arithmetic,
    ),
]
