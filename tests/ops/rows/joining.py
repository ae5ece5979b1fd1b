"""Rows of ``ops/joining.py`` and ``ops/gathering.py``."""

import numpy as np

from support.dtype_rules import common, first
from support.row import Bad, Row, Sample
from support.samples import coins, f32, i32, listed, reals, together, whole

WIDE = reals(-5, 5)
INTS = whole(-1000, 1000)
KINDS = (WIDE, INTS, coins())


def calls(*cases, kinds=(WIDE, INTS)):
    """Samples of each kind; a case is (shape, attributes)."""
    return lambda rng: [Sample((kind(rng, s),), attrs) for kind in kinds for s, attrs in cases]


def lists(*cases, kinds=(WIDE, INTS)):
    """Samples of lists of tensors; a case is (shapes, attributes)."""
    return lambda rng: [
        Sample(([kind(rng, shape) for shape in shapes],), attrs)
        for kind in kinds
        for shapes, attrs in cases
    ]


def _split(x, num_or_size_splits, axis=0):
    if isinstance(num_or_size_splits, int):
        return np.split(x, num_or_size_splits, axis)
    sizes = list(num_or_size_splits)
    if -1 in sizes:
        sizes[sizes.index(-1)] = x.shape[axis] - sum(sizes) - 1
    return np.split(x, np.cumsum(sizes)[:-1], axis)


def _flip(x, axis=None):
    return np.flip(x, tuple(axis) if isinstance(axis, list) else axis)


CONCATS = (
    ([(3,), (5,)], {}),
    ([(1,), (2,), (3,)], {"axis": -1}),
    ([(2, 3), (1, 3)], {}),
    ([(3, 5), (3, 2)], {"axis": 1}),
    ([(3, 4), (3, 8)], {"axis": 1}),
    ([(3, 1), (3, 1)], {"axis": 1}),
    ([(7, 2), (1, 2), (3, 2)], {}),
    ([(2, 3, 4), (2, 1, 4), (2, 2, 4)], {"axis": 1}),
    ([(2, 1, 3, 1, 2, 3), (2, 1, 3, 2, 2, 3)], {"axis": 3}),
    ([(2, 3)] * 9, {"axis": 1}),
    ([(2, 3)] * 20, {}),
    ([(0, 3), (2, 3)], {}),
    ([(4,)], {}),
)
SPLITS = (
    ((6,), {"num_or_size_splits": 3}),
    ((6,), {"num_or_size_splits": [1, 2, 3]}),
    ((6,), {"num_or_size_splits": [1, -1, 2]}),
    ((3, 8), {"num_or_size_splits": 2, "axis": 1}),
    ((4, 5), {"num_or_size_splits": [1, 3], "axis": 0}),
    ((3, 5), {"num_or_size_splits": [2, 3], "axis": -1}),
    ((7, 2), {"num_or_size_splits": 2, "axis": 1}),
)
FLIPS = (
    ((5,), {}),
    ((3, 5), {}),
    ((3, 5), {"axis": 0}),
    ((3, 5), {"axis": [1]}),
    ((7, 2), {"axis": -1}),
    ((2, 3, 4), {"axis": [0, 2]}),
    ((0, 3), {}),
)
BAD_AXIS = Bad((f32([1, 2]),), "ShapeError", "out of range", {"axis": 3})

ROWS = [
    Row(
        "concat",
        lambda tensors, axis=0: np.concatenate(tensors, axis),
        together(
            lists(*CONCATS),
            lists(*CONCATS[:4], kinds=(coins(),)),
            listed(([f32([1.5]), i32([2]), i32([3])],)),
        ),
        result=common,
        gradients=lists(*CONCATS[:5], CONCATS[9], kinds=(WIDE,)),
        errors=[
            Bad(([],), "ShapeError", "nothing to join"),
            Bad(([f32(1), f32(2)],), "ShapeError", "scalars"),
            Bad(([f32(np.ones((2, 3))), f32(np.ones((2, 4)))],), "ShapeError", "differ on an axis"),
        ],
    ),
    Row(
        "stack",
        lambda tensors, axis=0: np.stack(tensors, axis),
        lists(
            ([()] * 3, {}),
            ([(5,)] * 2, {}),
            ([(5,)] * 2, {"axis": 1}),
            ([(3, 2)] * 3, {"axis": -1}),
            ([(2, 3)] * 10, {"axis": 1}),
        ),
        result=common,
        gradients=lists(([(3,)] * 2, {"axis": 1}), ([()] * 3, {}), kinds=(WIDE,)),
        errors=[Bad(([f32([1]), f32([1, 2])],), "ShapeError", "one shape")],
    ),
    Row(
        "split",
        _split,
        calls(*SPLITS),
        result=first,
        errors=[
            Bad((f32([1, 2, 3]),), "ShapeError", "equal parts", {"num_or_size_splits": 2}),
            Bad((f32([1, 2, 3]),), "ShapeError", "must add up", {"num_or_size_splits": [1, 1]}),
        ],
    ),
    Row(
        "parts",
        lambda x, sizes, axis: _split(x, sizes, axis),
        calls(((6,), {"sizes": [1, 2, 3], "axis": 0}), ((3, 5), {"sizes": [2, 3], "axis": 1})),
        call="op",
        result=first,
    ),
    Row(
        "unstack",
        lambda x, axis=0: [np.take(x, i, axis) for i in range(x.shape[axis])],
        calls(((3,), {}), ((3, 5), {}), ((3, 5), {"axis": 1}), ((2, 3, 2), {"axis": -1})),
        result=first,
        errors=[Bad((f32(1),), "ShapeError", "scalar")],
    ),
    Row(
        "tile",
        lambda x, reps: np.tile(x, reps),
        calls(
            ((3,), {"reps": [2]}),
            ((3, 5), {"reps": [2, 3]}),
            ((7, 2), {"reps": [1, 2]}),
            ((2, 4), {"reps": [2, 1]}),
            ((2, 1, 3), {"reps": [1, 2, 2]}),
            ((2, 3), {"reps": [0, 1]}),
            ((2, 0), {"reps": [2, 3]}),
            kinds=KINDS,
        ),
        result=first,
        errors=[Bad((f32([1, 2]),), "ShapeError", "counts", {"reps": [1, 2]})],
    ),
    Row(
        "repeat",
        lambda x, repeats, axis=None: np.repeat(x, repeats, axis),
        calls(
            ((3,), {"repeats": 2}),
            ((3, 5), {"repeats": 2}),
            ((3, 5), {"repeats": 3, "axis": 0}),
            ((3, 5), {"repeats": 2, "axis": 1}),
            ((7, 2), {"repeats": 2, "axis": -1}),
            ((3, 2), {"repeats": [2, 0, 3], "axis": 0}),
            ((2, 3), {"repeats": [1, 2, 3], "axis": 1}),
        ),
        result=first,
        errors=[
            Bad((f32([1]),), "ShapeError", "not negative", {"repeats": -1}),
            Bad((f32([1, 2, 3]),), "ShapeError", "2 counts for 3 places", {"repeats": [1, 2]}),
        ],
    ),
    Row("flip", _flip, calls(*FLIPS), result=first, errors=[BAD_AXIS]),
    Row("reverse", _flip, calls(*FLIPS), result=first, errors=[BAD_AXIS]),
    Row(
        "meshgrid",
        lambda *xs, indexing="xy": np.meshgrid(*xs, indexing=indexing),
        listed(
            (f32([1, 2, 3]), f32([4, 5])),
            Sample((f32([1, 2, 3]), f32([4, 5])), {"indexing": "ij"}),
            (i32([1]), i32([4, 5])),
            (f32([1, 2]), f32([4, 5, 6]), f32([7])),
            (f32([1, 2]),),
            (f32(3), f32([1, 2])),
        ),
        result=common,
        errors=[Bad((f32([1]), f32([1])), "ShapeError", "'xy' or 'ij'", {"indexing": "yx"})],
    ),
]

# --- gathering ------------------------------------------------------------------------------------


def _gather(x, indices, axis=0, batch_dims=0):
    axis = axis % x.ndim
    if batch_dims:
        rows = zip(x, indices, strict=True)
        return np.stack([_gather(a, i, axis - 1, batch_dims - 1) for a, i in rows])
    inside = (indices >= 0) & (indices < x.shape[axis])
    y = np.take(x, np.where(inside, indices, 0), axis)
    shape = (1,) * axis + indices.shape + (1,) * (x.ndim - axis - 1)
    return np.where(inside.reshape(shape), y, np.zeros((), x.dtype))


def _segments(x, ids, num_segments):
    y = np.zeros((num_segments, *x.shape[ids.ndim :]), x.dtype)
    for place in np.ndindex(ids.shape):
        if 0 <= ids[place] < num_segments:
            y[ids[place]] += x[place]
    return y


def _segment_sum(x, indices, segments, batch_dims):
    if batch_dims:
        rows = zip(x, indices, strict=True)
        return np.stack([_segment_sum(a, i, segments, batch_dims - 1) for a, i in rows])
    return _segments(x, indices, segments)


GATHERS = (
    ((5,), (3,), {}),
    ((5,), (), {}),
    ((5,), (2, 2), {}),
    ((5, 3), (4,), {}),
    ((5, 4), (2, 3), {}),
    ((3, 5), (4,), {"axis": 1}),
    ((7, 2), (3,), {"axis": 1}),
    ((7, 2), (3,), {}),
    ((2, 5, 3), (4,), {"axis": -2}),
    ((2, 5), (2, 3), {"axis": 1, "batch_dims": 1}),
    ((2, 5, 3), (2, 4), {"axis": 1, "batch_dims": 1}),
    ((5, 3), (0,), {}),
)


def gathers(kind, cases=GATHERS):
    def draw(rng):
        return [
            Sample((kind(rng, x), i32(rng.integers(0, x[attrs.get("axis", 0)], n))), attrs)
            for x, n, attrs in cases
        ]

    return draw


def primitive(rng):
    return [
        Sample((WIDE(rng, (6, 3)), i32([0, 2, 2, 1, 0, 2])), {"segments": 4, "batch_dims": 0}),
        Sample((WIDE(rng, (2, 3)), i32([[0, 2, 2], [1, 1, 0]])), {"segments": 3, "batch_dims": 1}),
    ]


ROWS += [
    Row(
        "gather",
        _gather,
        together(gathers(WIDE), gathers(INTS), gathers(coins(), GATHERS[:4])),
        result=first,
        gradients=gathers(WIDE, GATHERS[:11:2]),
        special=listed(
            (f32([np.nan, np.inf, 1]), i32([1, 0, 2, 1])),
            (f32([1, 2, 3]), i32([-1, 3, 0])),  # out of range is 0
        ),
        errors=[
            Bad((f32([1, 2]), f32([0])), "DTypeError", "must be int32"),
            Bad((f32(1), i32([0])), "ShapeError", "scalar"),
            Bad((f32([1, 2]), [2]), "OutOfRange", "index 2 is out of range for an axis of 2"),
            Bad((f32([1, 2]), i32([0])), "ShapeError", "out of range", {"axis": 1}),
            Bad((f32(np.ones((2, 2))), i32([0])), "ShapeError", "batch_dims", {"batch_dims": 1}),
        ],
    ),
    Row(
        "take",
        _gather,
        lambda rng: [
            Sample((WIDE(rng, (5, 3)), i32([4, 0, 4])), {"axis": 0, "batch_dims": 0}),
            Sample((WIDE(rng, (2, 5)), i32([[4, 0], [1, 1]])), {"axis": 1, "batch_dims": 1}),
        ],
        call="op",
        result=first,
    ),
    Row(
        "segment_sum",
        _segment_sum,
        primitive,
        call="op",
        result=first,
    ),
]
