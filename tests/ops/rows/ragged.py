"""Rows of ``ops/ragged.py`` and ``ops/sparse.py``; values are in ``unit/test_host_ops.py``."""

import numpy as np

from support.row import Bad, Because, Row, Sample
from support.samples import f32, i32, listed, reals

HOSTED = [Because("traced", "splits and indices are read on the host")]


def _segment_sum(data, indices, segment_ids):
    y = np.zeros((segment_ids[-1] + 1, *data.shape[1:]), data.dtype)
    np.add.at(y, segment_ids, data[indices])
    return y


def _segment_mean(data, indices, segment_ids):
    counts = np.bincount(segment_ids).reshape(-1, *(1,) * (data.ndim - 1))
    return _segment_sum(data, indices, segment_ids) / np.maximum(counts, 1)


def _sums(rng):
    return [Sample((reals(-2, 2)(rng, (4, 3)), i32([0, 3, 1, 1]), i32([0, 0, 2, 2])))]


def refused(name, *args, error, words, call="texelflow"):
    """A row of an op whose values are compared elsewhere."""
    return Row(name, None, listed(), call=call, errors=[Bad(args, error, words)], grad=False)


ROWS = [
    refused("ragged_range", 0, 3, 0, error="ShapeError", words="a delta is 0"),
    refused("ragged_gather", [i32([0, 1])], f32([1]), i32([1]), error="OutOfRange", words="0 to 0"),
    refused(
        "ragged_tensor_to_tensor",
        i32([2]),
        f32([1]),
        0.0,
        [i32([0, 1])],
        ["ROW_SPLITS"],
        error="ShapeError",
        words="does not fit",
    ),
    Row("sparse_segment_sum", _segment_sum, _sums, call="texelflow.sparse", wrt=(0,), skip=HOSTED),
    Row(
        "sparse_segment_mean", _segment_mean, _sums, call="texelflow.sparse", wrt=(0,), skip=HOSTED
    ),
]
