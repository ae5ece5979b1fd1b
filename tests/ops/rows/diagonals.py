"""Rows of ``ops/diagonals.py``."""

import numpy as np

from support.dtype_rules import arithmetic, first, from_attribute
from support.row import Bad, Row
from support.samples import f32, i32, listed

from .axes import SIX, cases, slopes

FAR = 1 << 30
SHAPES = ((3, 5), (5, 3), (7, 2), (2, 7), (4, 1), (1, 4), (2, 3, 4), SIX, (0, 3))
ONE = f32([1.0, 2.0])
TRIANGLES = [(shape, {"k": k}) for i, shape in enumerate(SHAPES) for k in (0, i % 5 - 2)]
DIAGONALS = (
    ((3, 5), {}),
    ((5, 3), {"offset": 1}),
    ((5, 3), {"offset": -2}),
    ((3, 3), {"offset": 7}),
    ((7, 2), {}),
    ((2, 3, 4), {"axis1": 1, "axis2": 2}),
    ((2, 3, 4), {"axis1": 2, "axis2": 0, "offset": 1}),
    ((2, 3, 4), {"axis1": -1, "axis2": -2, "offset": -1}),
    (SIX, {"axis1": 2, "axis2": 5}),
    ((0, 3), {}),
)
NO_MATRIX = [Bad((ONE,), "ShapeError", "two axes at least")]


def _band(x, low, high):
    ahead = np.arange(x.shape[-1]) - np.arange(x.shape[-2])[:, None]
    return np.where((ahead >= low) & (ahead <= high), x, x.dtype.type(0))


def _band_part(a, num_lower, num_upper):
    return _band(a, -FAR if num_lower < 0 else -num_lower, FAR if num_upper < 0 else num_upper)


def _lay(x, rows, cols, offset):
    y = np.zeros((*x.shape[:-1], rows, cols), x.dtype)
    at = np.arange(x.shape[-1])
    y[..., at + max(0, -offset), at + max(0, offset)] = x
    return y


def _matrix_diag(x, k=0):
    size = x.shape[-1] + abs(k)
    return _lay(x, size, size, k)


def _pick(x, offset, axis1, axis2):
    return np.diagonal(x, offset, axis1, axis2)


ROWS = [
    Row(
        "tril", np.tril, cases(*TRIANGLES), result=first, errors=NO_MATRIX,
        gradients=slopes(((3, 5), {"k": 1}), ((4, 1), {"k": -1})),
    ),
    Row(
        "triu", np.triu, cases(*TRIANGLES), result=first, errors=NO_MATRIX,
        special=listed((f32([[np.nan, np.inf], [np.nan, 1]]),)),
        gradients=slopes(((3, 5), {"k": 1}), ((4, 1), {"k": -1})),
    ),
    Row(
        "tri",
        lambda n, m=None, k=0, dtype="float32": np.tri(n, m, k, dtype),
        listed((3,), (2, 5), (5, 2, -1), (3, 3, 1)),
        result=from_attribute,
        errors=[Bad((-1,), "ShapeError", "negative")],
    ),
    Row(
        "band", _band, cases(((3, 5), {"low": -1, "high": 2}), ((5, 2), {"low": 0, "high": 0})),
        result=first, call="op",
        gradients=slopes(((3, 5), {"low": -1, "high": 2})),
    ),
    Row(
        "band_part", _band_part, call="texelflow.linalg", result=first,
        samples=cases(
            ((4, 5), {"num_lower": 1, "num_upper": -1}),
            ((4, 5), {"num_lower": -1, "num_upper": 0}),
            ((2, 3, 3), {"num_lower": 0, "num_upper": 0}),
            ((5, 2), {"num_lower": 2, "num_upper": 1}),
        ),
        gradients=slopes(((4, 3), {"num_lower": 1, "num_upper": 0})),
        errors=[*([Bad((ONE, 0, 0), "ShapeError", "two axes at least")]),
                Bad((f32(np.ones((2, 3))), 3, 0), "ShapeError", "num_lower 3 is more")],
    ),
    Row(
        "diagonal", lambda x, offset=0, axis1=0, axis2=1: _pick(x, offset, axis1, axis2),
        cases(*DIAGONALS), result=first,
        gradients=slopes(DIAGONALS[1], DIAGONALS[5], DIAGONALS[6], DIAGONALS[7]),
        errors=[*NO_MATRIX,
                Bad((f32(np.ones((2, 3))), 0, 1, 1), "ShapeError", "names an axis twice")],
    ),
    Row(
        "pick", _pick,
        cases(((3, 5), {"offset": 1, "axis1": 0, "axis2": 1})), result=first, call="op",
        gradients=slopes(((3, 5), {"offset": 1, "axis1": 0, "axis2": 1})),
    ),
    Row(
        "lay", _lay,
        cases(((3,), {"rows": 4, "cols": 4, "offset": 1}),
              ((2, 2), {"rows": 2, "cols": 5, "offset": 0})),
        result=first, call="op",
        gradients=slopes(((2, 3), {"rows": 4, "cols": 4, "offset": -1})),
    ),
    Row(
        "trace", lambda x, offset=0, axis1=0, axis2=1: np.trace(x, offset, axis1, axis2),
        cases(*DIAGONALS), result=arithmetic, errors=NO_MATRIX,
        gradients=slopes(DIAGONALS[1], DIAGONALS[5]),
    ),
    Row(
        "diagflat", lambda x, k=0: np.diagflat(x, k),
        cases(((3,), {}), ((2, 3), {"k": 1}), ((1,), {"k": -2}), ((), {}), ((0,), {})),
        result=first,
    ),
    Row(
        "matrix_diag", _matrix_diag, call="texelflow.ops.diagonals", result=first,
        samples=cases(((3,), {}), ((2, 2), {"k": 1}), ((2, 3, 5), {"k": -1}), ((2, 1), {})),
        errors=[Bad((i32(1),), "ShapeError", "one axis at least")],
    ),
]  # fmt: skip
