"""Rows of ``ops/movement.py``."""

import numpy as np

from support.dtype_rules import first
from support.row import Bad, Row, Sample
from support.samples import coins, each, f32, reals, whole

WIDE = reals(-5, 5)
INTS = whole(-(2**31), 2**31 - 1)
KINDS = (WIDE, INTS, coins())


def calls(*shapes_and_attrs, kinds=(WIDE, INTS)):
    """Samples of each kind with (shape, attributes) written out."""

    def draw(rng):
        return [
            Sample((kind(rng, shape),), attrs)
            for kind in kinds
            for shape, attrs in shapes_and_attrs
        ]

    return draw


def _slice(x, begin, size=None):
    begin = [begin] if isinstance(begin, int) else begin
    size = [-1] * len(begin) if size is None else [size] if isinstance(size, int) else size
    size = list(size) + [-1] * (len(begin) - len(size))
    cut = [slice(b, None if s == -1 else b + s) for b, s in zip(begin, size, strict=True)]
    return x[tuple(cut)]


def _strided_slice(x, begin, end, strides=None, begin_mask=0, end_mask=0, shrink_axis_mask=0):
    index = []
    for i, (b, e) in enumerate(zip(begin, end, strict=True)):
        step = strides[i] if strides else 1
        b = None if begin_mask >> i & 1 else b
        e = None if end_mask >> i & 1 else e
        index.append(begin[i] if shrink_axis_mask >> i & 1 else slice(b, e, step))
    return x[tuple(index)]


def _ranges(x, ranges):
    picks = [np.arange(b, b + s * n, s)[:n] for b, s, n in ranges]
    return x[np.ix_(*picks)] if picks else x


def _place(x, shape, ranges, fill=0):
    y = np.full(shape, fill, x.dtype)
    picks = [np.arange(b, b + s * n, s)[:n] for b, s, n in ranges]
    y[np.ix_(*picks)] = x
    return y


ROWS = [
    Row(
        "reshape",
        lambda x, shape: np.reshape(x, shape),
        calls(
            ((6,), {"shape": [2, 3]}),
            ((3, 5), {"shape": [15]}),
            ((3, 5), {"shape": [5, -1]}),
            ((7, 2), {"shape": [2, 7]}),
            ((2, 7), {"shape": [7, 2]}),
            ((4, 5), {"shape": [10, 2]}),
            ((10, 2), {"shape": [4, 5]}),
            ((1, 17), {"shape": [17, 1]}),
            ((2, 3, 4), {"shape": [1, 2, 3, 1, 4, 1]}),
            ((2, 3, 5), {"shape": [6, 5]}),
            ((1,), {"shape": []}),
            ((), {"shape": [1, 1]}),
            ((0, 3), {"shape": [3, 0]}),
            ((37, 53), {"shape": [53, 37]}),
            ((5,), {"shape": 5}),
            kinds=KINDS,
        ),
        result=first,
        special=lambda rng: [
            Sample((f32([np.nan, np.inf, -np.inf, -0.0, 1e-40, 3e38]),), {"shape": [3, 2]})
        ],
        errors=[
            Bad((f32(np.ones(6)),), "ShapeError", r"6 elements do not fill", {"shape": [4]}),
            Bad((f32(np.ones(6)),), "ShapeError", "more than one -1", {"shape": [-1, -1]}),
            Bad((f32(np.ones(6)),), "ShapeError", "cannot be divided", {"shape": [4, -1]}),
            Bad((f32(np.ones(1)),), "ShapeError", "6 is the most", {"shape": [1] * 7}),
        ],
    ),
    Row("clone", lambda x: x, each(*KINDS), result=first),
    Row(
        "expand_dims",
        lambda x, axis=0: np.expand_dims(x, axis),
        calls(
            ((), {}),
            ((5,), {"axis": 0}),
            ((5,), {"axis": 1}),
            ((5,), {"axis": -1}),
            ((3, 5), {"axis": 1}),
            ((3, 5), {"axis": -1}),
            ((7, 2), {"axis": 2}),
            ((2, 1, 3, 2, 2), {"axis": 3}),
        ),
        result=first,
        errors=[Bad((f32([1, 2]),), "ShapeError", "axis 3", {"axis": 3})],
    ),
    Row(
        "squeeze",
        lambda x, axis=None: np.squeeze(x, None if axis is None else tuple(np.atleast_1d(axis))),
        calls(
            ((1, 5), {}),
            ((1, 5, 1), {"axis": 0}),
            ((1, 5, 1), {"axis": -1}),
            ((1, 5, 1), {"axis": [0, 2]}),
            ((3, 1, 2, 1), {}),
            ((1, 1), {}),
        ),
        result=first,
        errors=[
            Bad((f32(np.ones((2, 1))),), "ShapeError", "axis 0 has size 2", {"axis": 0}),
            Bad((f32(np.ones((2, 1))),), "ShapeError", "out of range", {"axis": 2}),
        ],
    ),
    Row(
        "transpose",
        lambda x, perm=None: np.transpose(x, perm),
        calls(
            ((), {}),
            ((5,), {}),
            ((3, 5), {}),
            ((7, 2), {}),
            ((2, 7), {}),
            ((1, 17), {}),
            ((2, 3, 4), {"perm": [0, 2, 1]}),
            ((2, 3, 4), {"perm": [1, 0, 2]}),
            ((3, 2, 8), {"perm": [1, 0, 2]}),
            ((2, 3, 4), {"perm": [-1, 0, 1]}),
            ((2, 1, 3, 1, 2, 3), {"perm": [5, 3, 1, 0, 2, 4]}),
            ((0, 3), {}),
            ((37, 53), {}),
            kinds=KINDS,
        ),
        result=first,
        errors=[
            Bad((f32(np.ones((2, 3))),), "ShapeError", "must name each", {"perm": [0, 0]}),
            Bad((f32(np.ones((2, 3))),), "ShapeError", "out of range", {"perm": [0, 2]}),
        ],
    ),
    Row(
        "broadcast_to",
        lambda x, shape: np.broadcast_to(x, shape),
        calls(
            ((), {"shape": [3]}),
            ((1,), {"shape": [17]}),
            ((5,), {"shape": [3, 5]}),
            ((3, 1), {"shape": [3, 5]}),
            ((2,), {"shape": [7, 2]}),
            ((7, 1), {"shape": [7, 2]}),
            ((3, 1, 2), {"shape": [2, 3, 4, 2]}),
            ((2, 3, 4), {"shape": [2, 3, 4]}),
            ((1, 3), {"shape": [0, 3]}),
            ((53,), {"shape": [37, 53]}),
            kinds=KINDS,
        ),
        result=first,
        errors=[Bad((f32(np.ones(3)),), "ShapeError", "broadcast", {"shape": [4]})],
    ),
    Row(
        "slice",
        _slice,
        calls(
            ((5,), {"begin": 1, "size": 3}),
            ((5,), {"begin": [2]}),
            ((3, 5), {"begin": [1, 2], "size": [2, -1]}),
            ((3, 5), {"begin": [1]}),
            ((7, 2), {"begin": [2, 1], "size": [4, 1]}),
            ((3, 8), {"begin": [0, 4], "size": [3, 4]}),
            ((2, 3, 4), {"begin": [1, 0, 1], "size": [1, 3, 2]}),
            ((2, 1, 3, 1, 2, 3), {"begin": [0, 0, 1], "size": [1, 1, 2]}),
            ((5,), {"begin": [2], "size": [0]}),
        ),
        result=first,
        errors=[
            Bad((f32(np.ones(5)),), "ShapeError", "leave axis 0", {"begin": [3], "size": [3]}),
            Bad((f32(np.ones(5)),), "ShapeError", "more axes", {"begin": [0, 0]}),
        ],
    ),
    Row(
        "strided_slice",
        _strided_slice,
        calls(
            ((5,), {"begin": [1], "end": [4]}),
            ((7,), {"begin": [0], "end": [7], "strides": [2]}),
            ((7,), {"begin": [6], "end": [0], "strides": [-2]}),
            ((3, 5), {"begin": [0, 4], "end": [3, 0], "strides": [2, -1]}),
            ((3, 5), {"begin": [9, 1], "end": [0, 9], "strides": [1, 3], "begin_mask": 1}),
            ((3, 5), {"begin": [1, 1], "end": [2, 9], "end_mask": 2, "shrink_axis_mask": 1}),
            ((7, 2), {"begin": [5, 0], "end": [0, 2], "strides": [-2, 1]}),
        ),
        result=first,
    ),
    Row(
        "take_ranges",
        _ranges,
        calls(
            ((5,), {"ranges": [(4, -2, 3)]}),
            ((3, 5), {"ranges": [(0, 2, 2), (1, 1, 3)]}),
            ((3, 8), {"ranges": [(0, 1, 3), (4, 1, 4)]}),
            ((3, 8), {"ranges": [(2, -1, 3), (0, 1, 8)]}),
            ((7, 2), {"ranges": [(1, 2, 3), (1, -1, 2)]}),
            ((3, 5), {"ranges": [(0, 1, 3), (0, 1, 0)]}),
            kinds=KINDS,
        ),
        call="op",
        result=first,
    ),
    Row(
        "place",
        _place,
        calls(
            ((2,), {"shape": [5], "ranges": [(0, 3, 2)]}),
            ((3,), {"shape": [7], "ranges": [(6, -2, 3)], "fill": 2}),
            ((2, 3), {"shape": [4, 5], "ranges": [(1, 2, 2), (2, 1, 3)]}),
            ((3, 2), {"shape": [7, 2], "ranges": [(0, 3, 3), (0, 1, 2)]}),
            ((2, 3, 4), {"shape": [2, 5, 8], "ranges": [(0, 1, 2), (4, -2, 3), (2, 1, 4)]}),
        ),
        call="op",
        result=first,
        special=lambda rng: [
            Sample((f32([np.nan, np.inf]),), {"shape": [5], "ranges": [(0, 3, 2)]})
        ],
    ),
]
