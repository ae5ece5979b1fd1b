"""Rows of ``ops/scattering.py`` and ``ops/placing.py``."""

import numpy as np

from support.dtype_rules import first
from support.row import Bad, Row, Sample
from support.samples import coins, f32, flags, i32, listed, reals, whole

WIDE, INTS = reals(-5, 5), whole(-1000, 1000)


def _inside(row, shape):
    return all(0 <= i < n for i, n in zip(row, shape, strict=False))


def _gather_nd(x, indices):
    y = np.zeros((*indices.shape[:-1], *x.shape[indices.shape[-1] :]), x.dtype)
    for at in np.ndindex(indices.shape[:-1]):
        if _inside(indices[at], x.shape):
            y[at] = x[tuple(indices[at])]
    return y


def _scatter_nd(indices, updates, shape):
    y = np.zeros(shape, updates.dtype)
    for at in np.ndindex(indices.shape[:-1]):
        if _inside(indices[at], shape):
            y[tuple(indices[at])] += updates[at]
    return y


def _update(tensor, indices, updates):
    y = np.array(tensor, np.result_type(tensor, updates))
    for at in np.ndindex(indices.shape[:-1]):
        if _inside(indices[at], y.shape):
            y[tuple(indices[at])] = updates[at]
    return y


def _dense(indices, values, output_shape, default_value=0):
    indices = indices.reshape(-1, 1) if indices.ndim < 2 else indices
    values = np.broadcast_to(values, len(indices))
    base = np.full(output_shape, default_value, np.result_type(values, default_value))
    return _update(base.astype(values.dtype), indices, values)


def rows_of(rng, shape, *sizes, beyond=0):
    """Rows of indices into axes of ``sizes``, of which some may be out of range."""
    return i32(
        np.stack([rng.integers(-beyond, n + beyond, shape) for n in sizes], -1)
        if sizes
        else np.zeros((*shape, 0))
    )


# x's shape, the indices' leading shape, and on how many axes they are.
CASES = (
    ((5,), (3,), 1),
    ((5, 3), (4,), 1),
    ((5, 4), (2, 3), 1),
    ((5, 4), (6,), 2),
    ((7, 2), (4,), 1),
    ((7, 2), (9,), 2),
    ((2, 3, 4), (5,), 2),
    ((2, 3, 5), (5,), 3),
    ((3, 5), (), 1),
    ((3, 5), (2,), 0),
    ((2, 2, 3, 1, 2, 4), (3,), 4),
    ((3, 4), (0,), 1),
)


def gathers(*kinds, cases=CASES, beyond=0):
    return lambda rng: [
        Sample((kind(rng, x), rows_of(rng, lead, *x[:depth], beyond=beyond)))
        for kind in kinds
        for x, lead, depth in cases
    ]


def scatters(*kinds, cases=CASES):
    return lambda rng: [
        Sample((rows_of(rng, lead, *x[:depth]), kind(rng, (*lead, *x[depth:]))), {"shape": list(x)})
        for kind in kinds
        for x, lead, depth in cases
    ]


def updates(*kinds, cases=CASES, beyond=0):
    return lambda rng: [
        Sample(
            (
                kind(rng, x),
                rows_of(rng, lead, *x[:depth], beyond=beyond),
                kind(rng, (*lead, *x[depth:])),
            )
        )
        for kind in kinds
        for x, lead, depth in cases
    ]


TWICE = [
    Sample((i32([[1], [3], [1]]), f32([1, 2, 4])), {"shape": [4]}),
    Sample((i32([[1], [9], [-1]]), f32([1, 2, 4])), {"shape": [4]}),
]
SAME = [Sample((f32([1, 2, 3]), i32([[0], [2], [0], [5], [-1]]), f32([4, 5, 6, 7, 8])))]


def _places(x, where, depth):
    flat = x.reshape(-1, *x.shape[depth:])
    good = (where >= 0) & (where < len(flat))
    y = flat[np.where(good, where, 0)]
    return np.where(good.reshape(where.shape + (1,) * (x.ndim - depth)), y, 0)


def _sum_places(x, where, shape, depth):
    flat = np.zeros((int(np.prod(shape[:depth])), *shape[depth:]), x.dtype)
    for at in np.ndindex(where.shape):
        if 0 <= where[at] < len(flat):
            flat[where[at]] += x[at]
    return flat.reshape(shape)


def _last(where, shape):
    y = np.full(int(np.prod(shape)), -1)
    for i, place in enumerate(where.reshape(-1)):
        if 0 <= place < y.size:
            y[place] = i
    return y.reshape(shape)


def _patched(x, updates, last):
    y = np.array(x, np.result_type(x, updates))
    flat = updates.reshape(-1, *x.shape[last.ndim :])
    for at in np.ndindex(last.shape):
        if last[at] >= 0:
            y[at] = flat[last[at]]
    return y


def _put(x, indices, values, axis=-1):
    shape = x.shape
    if axis is None:
        x, axis = x.reshape(-1), 0
    y = np.array(np.moveaxis(x, axis, -1), np.result_type(x, values))
    lead = [n if i != axis % x.ndim else indices.shape[i] for i, n in enumerate(x.shape)]
    indices = np.moveaxis(np.broadcast_to(indices, lead), axis, -1)
    values = np.moveaxis(np.broadcast_to(values, lead), axis, -1)
    for at in np.ndindex(indices.shape):
        i = indices[at] + (y.shape[-1] if indices[at] < 0 else 0)
        if 0 <= i < y.shape[-1]:
            y[(*at[:-1], i)] = values[at]
    return np.moveaxis(y, -1, axis).reshape(shape)


def puts(rng):
    cases = (
        ((5,), (3,), (3,), {}),
        ((3, 5), (3, 2), (), {}),
        ((3, 5), (1, 2), (3, 2), {}),
        ((3, 5), (2, 5), (2, 1), {"axis": 0}),
        ((7, 2), (4, 2), (4, 2), {"axis": 0}),
        ((2, 3, 4), (2, 2, 4), (4,), {"axis": 1}),
        ((3, 5), (4,), (4,), {"axis": None}),
    )
    for x, shape, values, attrs in cases:
        axis = attrs.get("axis", -1)
        n = int(np.prod(x)) if axis is None else x[axis]
        yield Sample((WIDE(rng, x), i32(rng.integers(-n, n, shape)), WIDE(rng, values)), attrs)


ROWS = [
    Row(
        "gather_nd",
        _gather_nd,
        lambda rng: [*gathers(WIDE, INTS)(rng), *gathers(coins(), cases=CASES[:3], beyond=2)(rng)],
        result=first,
        special=gathers(WIDE, cases=CASES[:4], beyond=1),
        gradients=gathers(WIDE, cases=CASES[:10]),
        errors=[
            Bad((f32([1, 2]), f32([[0]])), "DTypeError", "must be int32"),
            Bad((f32([1, 2]), i32([[0, 0]])), "ShapeError", "at most 1 axes"),
            Bad((f32([1, 2]), i32(0)), "ShapeError", "last axis of indices"),
            Bad((f32([1, 2]), [[2]]), "OutOfRange", "index 2 is out of range for axis 0"),
        ],
    ),
    Row(
        "scatter_nd",
        _scatter_nd,
        lambda rng: [
            *scatters(WIDE, INTS)(rng),
            *TWICE,
            Sample((i32([[1], [1], [0]]), flags([True, True, False])), {"shape": [3]}),
        ],
        result=lambda dtypes, attrs: dtypes[1],
        gradients=lambda rng: [*scatters(WIDE, cases=CASES[:10])(rng), *TWICE],
        errors=[
            Bad((i32([[0]]), f32([1, 2])), "ShapeError", "one slice for each row", {"shape": [3]}),
            Bad((f32([[0]]), f32([1])), "DTypeError", "must be int32", {"shape": [3]}),
            Bad(([[3]], f32([1])), "OutOfRange", "from 0 to 2", {"shape": [3]}),
        ],
    ),
    Row(
        "tensor_scatter_update",
        _update,
        lambda rng: [*updates(WIDE, INTS)(rng), *updates(coins(), cases=CASES[:3])(rng), *SAME],
        result=first,
        gradients=lambda rng: [*updates(WIDE, cases=CASES[:10])(rng), *SAME],
        errors=[
            Bad((f32([1]), i32([[0]]), i32([1])), "DTypeError", "alike both"),
            Bad((f32([1]), i32([[0]]), f32([1, 2])), "ShapeError", "one slice for each row"),
        ],
    ),
    Row("scatter_update", _update, updates(WIDE, cases=CASES[:2]), result=first),
    Row(
        "sparse_to_dense",
        _dense,
        listed(
            Sample((i32([[0, 1], [1, 0]]), i32([5, 6])), {"output_shape": [2, 2]}),
            Sample((i32([1, 3]), f32([5, 6])), {"output_shape": [5], "default_value": -1.5}),
            Sample((i32([[0, 1], [1, 2]]), f32(7)), {"output_shape": [2, 3]}),
            Sample((i32(2), f32(7)), {"output_shape": [4]}),
            Sample((i32(np.zeros((0, 2))), f32(np.zeros(0))), {"output_shape": [2, 3]}),
        ),
        result=lambda dtypes, attrs: dtypes[1],
        errors=[
            Bad(
                (i32([[0]]), f32([1])), "ShapeError", r"must be \(n, 2\)", {"output_shape": [2, 2]}
            ),
        ],
    ),
    Row(
        "put_along_axis",
        _put,
        puts,
        result=first,
        errors=[
            Bad((f32([1]), [3], f32(1)), "OutOfRange", "index 3"),
            Bad((f32([1]), i32([0]), f32([1, 2])), "ShapeError", "must broadcast to"),
        ],
    ),
    Row(
        "flat_places",
        lambda x, dims: np.array(
            [np.ravel_multi_index(r, dims) if _inside(r, dims) else -1 for r in x]
        ),
        lambda rng: [
            Sample((rows_of(rng, (9,), 2, 3, beyond=1),), {"dims": [2, 3]}),
            Sample((rows_of(rng, (5,), 2, 3, 4),), {"dims": [2, 3, 4]}),
        ],
        call="op",
        result="int32",
    ),
    Row(
        "take_places",
        _places,
        lambda rng: [
            Sample((WIDE(rng, (2, 3, 4)), i32([5, 0, -1])), {"depth": 2}),
            Sample((WIDE(rng, (2, 3)), i32([[5], [6]])), {"depth": 2}),
        ],
        call="op",
        result=first,
    ),
    Row(
        "sum_places",
        _sum_places,
        lambda rng: [
            Sample((WIDE(rng, (3, 4)), i32([5, 0, 5])), {"shape": [2, 3, 4], "depth": 2}),
            Sample((WIDE(rng, (3,)), i32([1, 0, 1])), {"shape": [2, 3], "depth": 2}),
        ],
        call="op",
        result=first,
    ),
    Row(
        "last_at",
        _last,
        listed(
            Sample((i32([0, 2, 0, 7, -1]),), {"shape": [3]}),
            Sample((i32([[5, 1], [5, 0]]),), {"shape": [2, 3]}),
        ),
        call="op",
        result="int32",
    ),
    Row(
        "patched",
        _patched,
        lambda rng: [
            Sample((WIDE(rng, (3, 4)), WIDE(rng, (2, 4)), i32([1, -1, 0]))),
            Sample((WIDE(rng, (3, 2)), WIDE(rng, (1, 2)), i32([-1, 0, -1]))),
            Sample((WIDE(rng, (2, 3)), WIDE(rng, (4,)), i32([[1, -1, 0], [-1, 3, 2]]))),
        ],
        call="op",
        result=first,
    ),
]
