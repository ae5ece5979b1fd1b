"""Rows of ``ops/searching.py`` and ``ops/counting.py``."""

import numpy as np

from support.row import Bad, Because, Row, Sample
from support.samples import coins, each, f32, i32, listed, reals, whole

FEW = whole(-3, 3)
WIDE = reals(-5, 5)


def _searched(sequence, values, side="left"):
    if sequence.ndim == 1:
        return np.searchsorted(sequence, values, side).astype(np.int32)
    rows = [_searched(s, v, side) for s, v in zip(sequence, values, strict=True)]
    return np.stack(rows) if rows else np.zeros(values.shape)


CASES = (
    ((5,), (3,)),
    ((17,), (3, 5)),
    ((4,), ()),
    ((0,), (3,)),
    ((3, 5), (3, 4)),
    ((7, 2), (7, 3)),
    ((2, 3, 4), (2, 3, 2)),
    ((300,), (7, 2)),
)


def searches(*kinds, attrs=({}, {"side": "right"}), cases=CASES):
    return lambda rng: [
        Sample((np.sort(kind(rng, s), -1), kind(rng, v)), attr)
        for kind in kinds
        for s, v in cases
        for attr in attrs
    ]


MIXED = [Sample((i32([1, 3, 5]), f32([0.5, 3, 4.5, 9])))]
WITH_NAN = listed(
    (f32([-np.inf, 1, np.inf, np.nan]), f32([np.nan, np.inf, 1, -np.inf])),
    Sample((f32([1, 2, np.nan, np.nan]), f32([np.nan, 3])), {"side": "right"}),
)
BAD = (
    Bad((f32([[1, 2]]), f32([[1], [2]])), "ShapeError", "all axes but the last must be equal"),
    Bad((f32(1), f32([1])), "ShapeError", "a scalar is no sorted row"),
)


def _in_top_k(predictions, targets, k=1):
    found = []
    rows = predictions.reshape(-1, predictions.shape[-1])
    for row, target in zip(rows, targets.reshape(-1), strict=True):
        inside = 0 <= target < len(row) and np.isfinite(row[target])
        found.append(inside and target in np.argsort(-row, kind="stable")[:k])
    return np.array(found, bool).reshape(targets.shape)


TOP_CASES = [(lead, k) for lead in ((), (3,), (2, 3)) for k in (1, 3)]


def top(rng):
    return [
        Sample((kind(rng, (*lead, 5)), i32(rng.integers(-1, 6, lead))), {"k": k})
        for kind in (WIDE, FEW)
        for lead, k in TOP_CASES
    ]


BAD_TOP = (
    Bad((f32([[1, 2]]), i32([0, 1])), "ShapeError", "targets must be of the shape"),
    Bad((f32([[1, 2]]), f32([0])), "DTypeError", "must be int32"),
    Bad((f32([[1, 2]]), i32([0])), "ShapeError", "k is 3; it must be from 1 to 2", {"k": 3}),
)
AWAITED = (
    Because("no_gradient", "it is awaited; the function beside it is checked"),
    Because("traced", "it is awaited, which no traced function can"),
)

ROWS = [
    Row(
        "searchsorted",
        _searched,
        lambda rng: [*searches(WIDE, FEW)(rng), *MIXED],
        result="int32",
        special=WITH_NAN,
        grad=False,
        errors=[
            *BAD,
            Bad((f32([1]), f32([1])), "ShapeError", "side is 'middle'", {"side": "middle"}),
            Bad((f32([[1]]), f32(1)), "ShapeError", r"^searchsorted\(sorted_sequence: \(1, 1\)"),
        ],
    ),
    Row("search_sorted", _searched, searches(FEW, cases=CASES[4:6]), result="int32", errors=BAD),
    Row(
        "lower_bound",
        _searched,
        searches(FEW, attrs=({},), cases=CASES[:5]),
        result="int32",
        errors=BAD,
    ),
    Row(
        "upper_bound",
        lambda s, v: _searched(s, v, "right"),
        searches(FEW, attrs=({},), cases=CASES[:5]),
        result="int32",
        errors=BAD,
    ),
    Row(
        "bisect",
        _searched,
        searches(FEW, attrs=({"side": "left"},), cases=CASES[:2]),
        call="op",
        result="int32",
    ),
    Row(
        "digitize",
        lambda x, bins, right=False: np.digitize(x, bins, right).astype(np.int32),
        lambda rng: [
            Sample((kind(rng, shape), bins), {"right": right})
            for kind, shape, bins in (
                (WIDE, (3, 5), f32([-2, 0, 1.5])),
                (FEW, (7,), i32([-1, 0, 2])),
                (FEW, (7,), [2.0, 0.0, -1.0]),
                (WIDE, (), [0.0]),
            )
            for right in (False, True)
        ],
        result="int32",
        grad=False,
        errors=[
            Bad((f32([1]), [1.0, 3.0, 2.0]), "ShapeError", "rising or in falling order"),
            Bad((f32([1]), f32(2)), "ShapeError", "bins must be one row"),
        ],
    ),
    Row(
        "isin",
        lambda element, tests, invert=False: np.isin(element, tests, invert=invert),
        lambda rng: [
            Sample((kind(rng, shape), kind(rng, tests)), attrs)
            for kind in (FEW, coins())
            for shape, tests, attrs in (
                ((9,), (3,), {}),
                ((3, 5), (2, 2), {"invert": True}),
                ((4,), (0,), {}),
                ((), (3,), {}),
            )
        ],
        result="bool",
        special=listed(
            (f32([np.nan, np.inf, 0, -0.0, 2]), f32([np.nan, np.inf, -0.0])),
            (i32([1, 2, 16777217]), f32([1, 2.5])),
        ),
        grad=False,
    ),
    Row("in_top_k", _in_top_k, top, result="bool", errors=BAD_TOP, grad=False),
    Row(
        "in_top_k_async",
        _in_top_k,
        top,
        result="bool",
        errors=BAD_TOP,
        grad=False,
        skip=AWAITED,
    ),
]

# --- counting -------------------------------------------------------------------------------------


def _bincount(x, weights=None, size=None, minlength=0):
    if size is None:
        return np.bincount(x, weights, minlength)
    weights = np.ones(x.shape, np.int32) if weights is None else weights
    y = np.zeros(size, weights.dtype)
    for i, w in zip(x, weights, strict=True):
        if 0 <= i < size:
            y[i] += w
    return y


def _dense_bincount(x, weights, size, binary_output=False):
    if x.ndim == 2:
        rows = zip(x, [None] * len(x) if weights is None else weights, strict=True)
        return np.stack([_dense_bincount(a, w, size, binary_output) for a, w in rows])
    made = _bincount(x, None if binary_output else weights, size)
    dtype = np.int32 if weights is None else weights.dtype
    return (made > 0).astype(dtype) if binary_output else made


def _counts(x, bins=10, range=None, weights=None, density=False):
    hist, edges = np.histogram(x, bins, range, weights=weights, density=density)
    return hist, edges


COUNTED = [
    Sample((i32([1, 3, 1, 0, 9, -1]),), {"size": 4}),
    Sample((i32([1, 3, 1]), f32([0.5, 1, 2])), {"size": 5}),
    Sample((i32([1, 3, 1]), i32([5, 1, 2])), {"size": 2}),
    Sample((i32([]),), {"size": 3}),
]

ROWS += [
    Row(
        "count_nonzero",
        lambda x, axis=None, keepdims=False: np.asarray(
            np.count_nonzero(x, axis, keepdims=keepdims)
        ),
        each(
            FEW,
            coins(),
            shapes=((5,), (3, 5), (7, 2), (0, 3)),
            attrs=({}, {"axis": 0}, {"axis": -1, "keepdims": True}),
        ),
        result="int32",
        special=listed((f32([0, -0.0, np.nan, 1e-30, np.inf]),)),
        errors=[
            Bad((f32([1]),), "ShapeError", r"^count_nonzero\(x: \(1,\)\): axis 1", {"axis": 1}),
        ],
    ),
    Row(
        "bincount",
        _bincount,
        lambda rng: COUNTED,
        result=lambda dtypes, attrs: dtypes[1] if len(dtypes) > 1 else "int32",
        grad=False,
        skip=[Because("no_gradient", "it is differentiable by the weights")],
        errors=[
            Bad((f32([1]),), "DTypeError", "must be int32", {"size": 2}),
            Bad((i32([[1]]),), "ShapeError", "one axis", {"size": 2}),
            Bad((i32([1, 2]), f32([1])), "ShapeError", "weights must be of x's shape", {"size": 2}),
            Bad((i32([1]),), "ShapeError", "size is -1", {"size": -1}),
        ],
    ),
    Row(
        "bincount",
        _bincount,
        listed((i32([1, 3, 1]),), Sample((i32([1, 0]),), {"minlength": 5})),
        result="int32",
        note="read",
        skip=[Because("traced", "without a size x is read")],
    ),
    Row(
        "dense_bincount",
        _dense_bincount,
        lambda rng: [
            Sample((i32([1, 3, 1, 9]), None), {"size": 4}),
            Sample((i32([[1, 3, 1], [0, 0, 2]]), f32([[1, 2, 3], [4, 5, 6]])), {"size": 3}),
            Sample((i32([[1, 3, 1], [0, 0, 2]]), None), {"size": 3, "binary_output": True}),
        ],
        result=lambda dtypes, attrs: dtypes[1] if len(dtypes) > 1 else "int32",
        errors=[Bad((i32([[[1]]]), None), "ShapeError", "one axis or two", {"size": 2})],
    ),
    Row(
        "histogram",
        _counts,
        lambda rng: [
            Sample((WIDE(rng, (3, 5)),), {}),
            Sample((FEW(rng, (9,)),), {"bins": 3, "range": (-2, 2)}),
            Sample((WIDE(rng, (9,)),), {"bins": [-2.0, 0.0, 1.0, 4.0]}),
            Sample((f32([2, 2]),), {"bins": 4}),
            Sample((f32([]),), {"bins": 2}),
        ],
        result=("int32", "float32"),
        grad=False,
        skip=[Because("no_gradient", "the edges are differentiable by the least and greatest")],
        errors=[
            Bad((f32([1]),), "ShapeError", "bins is 0", {"bins": 0}),
            Bad((f32([1]),), "ShapeError", "its end must not be below", {"range": (2, 1)}),
        ],
    ),
    Row(
        "histogram",
        _counts,
        lambda rng: [
            Sample((WIDE(rng, (9,)),), {"bins": 3, "range": (-4, 4), "density": True}),
        ],
        note="density",
        grad=False,
    ),
]
