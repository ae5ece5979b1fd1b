"""Rows of ``ops/ranked.py`` and ``ops/shape_checks.py``."""

import numpy as np

from support.dtype_rules import common, first
from support.row import Bad, Row
from support.samples import f32, i32, listed

SHAPES = {1: (5,), 2: (3, 5), 3: (2, 1, 3), 4: (2, 1, 3, 2)}
OTHER = {rank: f32(np.ones(SHAPES[rank % 4 + 1])) for rank in SHAPES}


def _x(rank):
    size = np.prod(SHAPES[rank])
    return f32(np.arange(size).reshape(SHAPES[rank]) % 7 - 2.5)


def _wrong(rank, *rest):
    return Bad((OTHER[rank], *rest), "ShapeError", f"axes; it must have {rank}")


def _slice(x, begin, size):
    return x[tuple(slice(b, b + n) for b, n in zip(begin, size, strict=True))]


def _rows(rank):
    x = _x(rank)
    shape = SHAPES[rank]
    axis = () if rank == 1 else (rank - 1,)
    begin, size = [0] * (rank - 1) + [1], [*shape[:-1], 1]
    yield Row(
        f"concat{rank}d",
        lambda tensors, axis=0: np.concatenate(tensors, axis),
        listed(([x, x], *axis), ([x, i32(x)], *axis)),
        result=common,
        errors=[Bad(([OTHER[rank]], *axis), "ShapeError", f"axes; it must have {rank}")],
    )
    yield Row(
        f"slice{rank}d",
        _slice,
        listed((x, begin, size)),
        result=first,
        errors=[_wrong(rank, begin, size)],
    )
    yield Row(
        f"reverse{rank}d",
        lambda x, axis=None: np.flip(x, axis),
        listed((x,), (x, *axis)),
        result=first,
        errors=[_wrong(rank)],
    )


def _batch_norm(x, mean, variance, offset=0, scale=1, variance_epsilon=0.001):
    return (x - mean) / np.sqrt(variance + variance_epsilon) * scale + offset


def _batch_norms(rank):
    last = SHAPES[rank][-1]
    mean, variance = f32(np.arange(last) * 0.5), f32(np.arange(last) + 1)
    return Row(
        f"batch_norm{rank}d",
        _batch_norm,
        listed((_x(rank), mean, variance), (_x(rank), mean, variance, mean + 1, variance * 0.5)),
        errors=[_wrong(rank, mean, variance)],
    )


ROWS = [
    *(row for rank in SHAPES for row in _rows(rank)),
    *(_batch_norms(rank) for rank in (2, 3, 4)),
    Row(
        "ensure_shape",
        lambda x, shape: x,
        listed((f32([[1, 2]]), [1, 2]), (i32([[1, 2]]), [None, 2]), (f32(1), [])),
        result=first,
        errors=[Bad((f32([[1, 2]]), [None, 3]), "ShapeError", r"must be \(any, 3\)")],
    ),
    Row(
        "broadcast_args",
        lambda s0, s1: i32(np.broadcast_shapes(tuple(s0), tuple(s1))),
        listed(([3, 1], [4]), ([], [2, 3]), ([1, 0], [5, 1]), ([], [])),
        result="int32",
        errors=[
            Bad(([2], [3]), "ShapeError", "do not broadcast"),
            Bad(([2.5], [3]), "ShapeError", "whole numbers"),
        ],
    ),
]
