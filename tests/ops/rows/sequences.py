"""Rows of ``ops/sequences.py``."""

import numpy as np

from support.dtype_rules import first, from_attribute
from support.row import Bad, Because, Row, Sample
from support.samples import f32, i32, listed

VALUES = [Because("forward", "tests/unit looks at variables; this is one by another name")]


def _range(start, stop=None, step=1, dtype="float32"):
    begin, end = (0, start) if stop is None else (start, stop)
    return np.arange(begin, end, step).astype(dtype)


def _one_hot(indices, depth, on_value=1, off_value=0, dtype="int32"):
    y = np.where(indices[..., None] == np.arange(depth), on_value, off_value)
    return y.astype(np.float64 if dtype == "float32" else dtype)


def _one_hot_dtype(_dtypes, attrs):
    return attrs.get("dtype", "int32")


def _eye(num_rows, num_columns=None, batch_shape=(), dtype="float32"):
    y = np.eye(num_rows, num_columns, dtype=dtype)
    return np.broadcast_to(y, (*batch_shape, *y.shape))


RANGES = listed(
    Sample((5,), {"dtype": "int32"}),
    Sample((1, 7, 2), {"dtype": "int32"}),
    Sample((7, 1, -2), {"dtype": "int32"}),
    Sample((3, 3), {"dtype": "int32"}),
    Sample((0.0, 1.0, 0.25)),
    Sample((5,), {"dtype": "float32"}),
)


def _diag(x):
    return np.diag(x.reshape(-1)).reshape(x.shape * 2)


BAD_RANGES = [
    Bad((1, 5, 0), "ShapeError", "step must not be 0"),
    Bad((1, float("inf")), "ShapeError", "finite"),
    Bad(("a",), "TypeError", "numbers"),
]

ROWS = [
    Row("range", _range, RANGES, result=from_attribute, errors=BAD_RANGES),
    Row("arange", _range, RANGES, result=from_attribute, errors=BAD_RANGES),
    Row(
        "linspace",
        lambda start, stop, num=50: np.linspace(start, stop, num),
        listed((0, 1, 5), (-1.5, 2.5), (2, 2, 3), (0, 1, 1), (0, 1, 0), (5, -5, 17)),
        errors=[Bad((0, 1, -1), "ShapeError", "negative")],
    ),
    Row(
        "one_hot",
        _one_hot,
        listed(
            Sample((i32([1, 0, 2]), 3)),
            Sample((i32([1, -1, 3]), 3)),  # out of range: off
            Sample((i32(2), 5), {"dtype": "float32"}),
            Sample((i32([[0, 1], [2, 3], [4, 5]]), 6)),
            Sample((i32(np.arange(15).reshape(3, 5) % 4), 4), {"on_value": 5, "off_value": -1}),
            Sample((i32([1, 0]), 2), {"dtype": "bool"}),
            Sample((i32([1, 0]), 3), {"on_value": 0.5, "dtype": "float32"}),
            Sample((i32(np.zeros(0)), 3)),
        ),
        result=_one_hot_dtype,
        errors=[
            Bad((f32([1]), 3), "DTypeError", "int32"),
            Bad((i32([1]), -3), "ShapeError", "negative"),
        ],
    ),
    Row(
        "eye",
        _eye,
        listed(
            (3,),
            (2, 5),
            (5, 2),
            Sample((3,), {"batch_shape": [2, 1]}),
            Sample((2,), {"dtype": "int32"}),
        ),
        result=from_attribute,
        errors=[Bad((-1,), "ShapeError", "negative")],
    ),
    Row(
        "diag",
        _diag,
        listed(
            Sample((f32([1, -2, 3, 4, 5]),)),
            Sample((f32([[1, 2, 3], [4, 5, 6]]),)),
            Sample((i32([7]),)),
            Sample((f32(np.zeros(0)),)),
        ),
        result=first,
        errors=[Bad((f32(np.ones([1, 1, 1, 1])),), "ShapeError", "8 axes")],
    ),
    Row("variable", None, listed(), skip=VALUES),
    Row(
        "allclose",
        None,
        listed(),
        skip=[Because("forward", "gives a Python bool; its docstring and isclose's row test it")],
    ),
]
