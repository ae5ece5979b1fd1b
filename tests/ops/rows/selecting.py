"""Rows of ``ops/selecting.py`` and ``ops/updates.py``."""

import numpy as np

from support.dtype_rules import first
from support.row import Bad, Because, Row, Sample
from support.samples import coins, each, f32, flags, i32, listed, reals, whole

WIDE, FEW = reals(-5, 5), whole(-2, 2)
READ = Because("traced", "the size of its result is read from the input")
AWAITED = (
    Because("gradient", "it is awaited; the function beside it is checked"),
    Because("second", "it is awaited; the function beside it is checked"),
    Because("no_gradient", "it is awaited; the function beside it is checked"),
    Because("traced", "it is awaited, which no traced function can"),
)
SHAPES = ((5,), (1,), (3, 5), (7, 2), (2, 3, 4), (0,), (3, 0), (0, 3))
EMPTY = listed((i32(np.zeros((3, 2))),), (flags(np.ones((2, 2))),))


def _masked(tensor, mask, axis=None):
    at = (axis or 0) % tensor.ndim
    merged = tensor.reshape(*tensor.shape[:at], -1, *tensor.shape[at + mask.ndim :])
    return np.compress(mask.reshape(-1), merged, at)


MASKS = (
    ((5,), (5,), {}),
    ((3, 5), (3,), {}),
    ((3, 5), (3, 5), {}),
    ((3, 5), (5,), {"axis": 1}),
    ((2, 3, 4), (3,), {"axis": 1}),
    ((2, 3, 4), (3, 4), {"axis": -2}),
    ((7, 2), (7,), {}),
)


def masks(*kinds, cases=MASKS):
    return lambda rng: [
        Sample((kind(rng, x), coins()(rng, mask)), attrs)
        for kind in kinds
        for x, mask, attrs in cases
    ]


BAD_MASK = (
    Bad((f32([1, 2]), flags([True])), "ShapeError", r"the mask must have that shape"),
    Bad((f32([1, 2]), i32([1, 0])), "DTypeError", "it must be bool"),
    Bad((f32([1, 2]), flags(True)), "ShapeError", "at least one axis"),
)


def _unique(x, axis=0, return_index=False, return_inverse=False, return_counts=False):
    if axis is None:
        x, axis = x.reshape(-1), 0
    slices = np.moveaxis(x, axis, 0)
    found, inverse = [], []
    for part in slices:
        same = [np.array_equal(part, other, equal_nan=True) for other in found]
        inverse.append(same.index(True) if True in same else len(found))
        if True not in same:
            found.append(part)
    values = np.stack(found) if found else slices[:0]
    return np.moveaxis(values, 0, axis), np.array(inverse, np.int32)


def _sorted_unique(x, axis=0, **ways):
    return np.unique(x, axis=axis, **ways)


def _difference(x, y):
    kept = ~np.isin(x, y)
    return x[kept], np.flatnonzero(kept)


DIFFERENCES = listed(
    (i32([1, 2, 3, 4, 2, 1]), i32([2, 4])),
    (f32([1.5, 2, 1.5]), f32([2])),
    (i32([1, 2]), i32([1, 2])),
    (i32([]), i32([1, 2])),
    (i32([3, 1]), i32([])),
)


def _with_positions(dtypes, _attrs):
    return dtypes[0], "int32"


def _as_asked(dtypes, attrs):
    return (dtypes[0], *["int32"] * sum(map(bool, (v for k, v in attrs.items() if k != "axis"))))


def _overlay(x, v, ranges):
    y = np.array(x, np.result_type(x, v))
    y[np.ix_(*[begin + step * np.arange(count) for begin, step, count in ranges])] = v
    return y


OVERLAYS = (
    ((5,), [[1, 1, 3]]),
    ((5,), [[4, -2, 2]]),
    ((3, 5), [[0, 2, 2], [1, 1, 4]]),
    ((7, 2), [[2, 3, 2], [1, -1, 2]]),
    ((2, 3, 4), [[0, 1, 2], [2, 1, 1], [0, 3, 2]]),
    ((3, 4), [[0, 1, 3], [0, 1, 4]]),
)


def overlays(*kinds):
    return lambda rng: [
        Sample((kind(rng, x), kind(rng, tuple(r[2] for r in ranges))), {"ranges": ranges})
        for kind in kinds
        for x, ranges in OVERLAYS
    ]


def _slice_update(inputs, start_indices, updates):
    y = np.array(inputs, np.result_type(inputs, updates))
    y[tuple(slice(i, i + n) for i, n in zip(start_indices, updates.shape, strict=True))] = updates
    return y


ROWS = [
    Row(
        "argwhere",
        np.argwhere,
        each(FEW, coins(), WIDE, shapes=SHAPES),
        result="int32",
        grad=False,
        special=listed((f32([0, -0.0, np.nan, 1e-30]),), (i32(3),)),
        skip=[READ],
    ),
    Row(
        "where_async",
        np.argwhere,
        each(coins(), shapes=SHAPES),
        result="int32",
        grad=False,
        skip=AWAITED[2:],
    ),
    Row(
        "nonzero",
        lambda x: list(np.nonzero(x)),
        each(FEW, coins(), shapes=SHAPES),
        result="int32",
        special=EMPTY,
        errors=[Bad((f32(1),), "ShapeError", "a scalar has no positions")],
        skip=[READ],
    ),
    Row(
        "boolean_mask",
        _masked,
        masks(WIDE, FEW),
        result=first,
        gradients=lambda rng: [
            Sample((WIDE(rng, (5,)), flags([1, 0, 1, 1, 0]))),
            Sample((WIDE(rng, (3, 2)), flags([[1, 0], [1, 1], [0, 0]]))),
            Sample((WIDE(rng, (2, 3)), flags([1, 0, 1])), {"axis": 1}),
        ],
        errors=BAD_MASK,
        skip=[READ],
    ),
    Row(
        "boolean_mask_async",
        _masked,
        masks(WIDE, cases=MASKS[:4]),
        result=first,
        errors=BAD_MASK,
        skip=AWAITED,
    ),
    Row(
        "unique",
        _unique,
        each(
            FEW,
            coins(),
            shapes=((9,), (4, 2), (3, 1), (0,)),
            attrs=({}, {"axis": -1}, {"axis": None}),
        ),
        result=_with_positions,
        special=listed((f32([1, np.nan, 0, -0.0, np.nan, np.inf]),)),
        gradients=listed((f32([1, 2, 1, 3]),), (f32([[1, 2], [3, 4], [1, 2]]),)),
        errors=[
            Bad((f32(1),), "ShapeError", r"^unique\(x: \(\)\): axis 0|a scalar has"),
            Bad((f32([1]),), "ShapeError", "axis 2 is out of range", {"axis": 2}),
        ],
        skip=[READ, Because("gradient", "differences of equal elements are of another function"),
              Because("second", "differences of equal elements are of another function")],
    ),
    Row(
        "unique",
        _sorted_unique,
        each(
            FEW,
            WIDE,
            shapes=((9,), (5, 2)),
            attrs=(
                {"return_counts": True},
                {"return_index": True, "return_inverse": True},
            ),
        ),
        result=_as_asked,
        note="numpy",
        special=listed(
            Sample((f32([2, np.nan, 0, np.nan, 2]),), {"return_counts": True}),
        ),
        skip=[READ, Because("gradient", "positions have none, and values are checked beside"),
              Because("second", "positions have none, and values are checked beside")],
    ),
    Row(
        "setdiff1d",
        _difference,
        DIFFERENCES,
        result=_with_positions,
        errors=[
            Bad((f32([[1]]), f32([1])), "ShapeError", "both must have one axis"),
            Bad((f32([1]), i32([1])), "DTypeError", "they must be alike"),
        ],
        skip=[READ, Because("gradient", "whether elements are equal has none"),
              Because("second", "whether elements are equal has none")],
    ),
    Row("setdiff1d_async", _difference, DIFFERENCES, result=_with_positions, skip=AWAITED),
    Row("overlay", _overlay, overlays(WIDE, FEW), call="op", result=first),
    Row(
        "slice_update",
        _slice_update,
        listed(
            (f32([1, 2, 3, 4]), [1], f32([8, 9])),
            (i32([[1, 2, 3], [4, 5, 6]]), [0, 1], i32([[8, 9]])),
            (f32(np.ones((3, 2))), [1, 0], f32(np.zeros((2, 2)))),
        ),
        result=first,
        errors=[
            Bad((f32([1, 2]), [1], f32([3, 4])), "ShapeError", "the block must lie inside"),
            Bad((f32([1, 2]), [1, 0], f32([3])), "ShapeError", "must both have 1 axes"),
            Bad((i32([1, 2]), [1], f32([3])), "DTypeError", "alike both"),
        ],
    ),
]  # fmt: skip
