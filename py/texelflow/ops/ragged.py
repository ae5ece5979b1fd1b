"""Ragged tensors, as values and where their rows begin: ranges, gathering, and making them dense.

Splits are read on the host; values stay on the GPU, and have gradients.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

from ..arrays import INT32_MAX
from ..dtypes import float32, int32, promote
from ..errors import DTypeError, OutOfRange, ShapeError
from ..shapes import broadcast_shapes
from ..tensor import Tensor, as_tensor, from_host
from .compare import where
from .gathering import gather
from .hosted import host_list, whole_numbers
from .movement import broadcast_to
from .reshaping import reshape

__all__ = ["ragged_gather", "ragged_range", "ragged_tensor_to_tensor"]


class RaggedRange(NamedTuple):
    """Rows of numbers: where they begin, and all of them."""

    rt_nested_splits: Tensor
    rt_dense_values: Tensor


def ragged_range(starts: Any, limits: Any, deltas: Any) -> RaggedRange:
    """Return a range for each row: from its start up to, not including, its limit, by its delta.

    Args:
        starts: numbers, a vector or a scalar for all rows.
        limits: likewise.
        deltas: likewise, none 0.

    On the host. Mirrors TensorFlow.js ``tf.raggedRange``.

    Raises:
        ShapeError: for a delta of 0, or vectors of different lengths.

    >>> found = tf.ragged_range([0, 5], [3, 7], 1)
    >>> found.rt_nested_splits.tolist(), found.rt_dense_values.tolist()
    ([0, 3, 5], [0, 1, 2, 5, 6])
    """
    given = [host_list("ragged_range", x) for x in (starts, limits, deltas)]
    shapes = [shape for _, shape, _ in given]
    call = f"ragged_range(starts: {shapes[0]}, limits: {shapes[1]}, deltas: {shapes[2]})"
    dtype = reduce(promote, (dtype for _, _, dtype in given))
    if dtype not in (int32, float32):
        raise DTypeError(f"{call}: ranges are of int32 or float32, not of {dtype}")
    if any(len(shape) > 1 for shape in shapes) or len(set(shapes) - {()}) > 1:
        raise ShapeError(f"{call}: needs scalars, and vectors of one length")
    count = max((shape[0] for shape in shapes if shape), default=1)
    columns = [x if shape else x * count for x, shape, _ in given]
    splits, values = [0], []
    for start, limit, delta in zip(*columns, strict=True):
        if delta == 0:
            raise ShapeError(f"{call}: a delta is 0; it must not be")
        size = max(0, math.ceil((limit - start) / delta))
        if size > INT32_MAX:
            raise ShapeError(f"{call}: a row of {size} numbers; {INT32_MAX} is the most")
        values += [start + i * delta for i in range(size)]
        splits.append(len(values))
    return RaggedRange(
        from_host("ragged_range", splits, (len(splits),), int32),
        from_host("ragged_range", values, (len(values),), dtype),
    )


class RaggedGather(NamedTuple):
    """A ragged tensor: where rows begin, the outermost first, and their values."""

    output_nested_splits: list[Tensor]
    output_dense_values: Tensor


def ragged_gather(
    params_nested_splits: Sequence[Any],
    params_dense_values: Any,
    indices: Any,
    output_ragged_rank: int | None = None,
) -> RaggedGather:
    """Return the rows of a ragged tensor that indices name.

    Args:
        params_nested_splits: where rows begin, int32, the outermost axis first.
        params_dense_values: the values of all rows.
        indices: int32, of any shape but a scalar's; each names a row.
        output_ragged_rank: how many splits the result has: those of the indices' axes but the
            last, and those of the rows; it follows from the others.

    The values have a gradient. Mirrors TensorFlow.js ``tf.raggedGather``.

    Raises:
        OutOfRange: for an index without a row.
        ShapeError: for splits that are not in order.

    >>> found = tf.ragged_gather([[0, 2, 3]], [1.0, 2.0, 3.0], [1, 0], 1)
    >>> found.output_nested_splits[0].tolist(), found.output_dense_values.tolist()
    ([0, 1, 3], [3.0, 1.0, 2.0])
    """
    name = "ragged_gather"
    levels = [whole_numbers(f"{name}: splits", splits, 1)[0] for splits in params_nested_splits]
    values = as_tensor(name, params_dense_values)
    wanted, shape = whole_numbers(f"{name}: indices", indices)
    call = f"{name}(params_dense_values: {values.shape}, indices: {shape})"
    if not levels or not values.ndim or not shape:
        raise ShapeError(f"{call}: needs splits, values with an axis, and a vector of indices")
    _check_levels(call, levels, values.shape[0])
    splits: list[list[int]] = []
    for axis in range(len(shape) - 1):
        splits.append([i * shape[axis + 1] for i in range(prod(shape[: axis + 1]) + 1)])
    splits += [[0] for _ in levels]
    if output_ragged_rank is not None and output_ragged_rank != len(splits):
        raise ShapeError(f"{call}: output_ragged_rank {output_ragged_rank} must be {len(splits)}")
    taken: list[int] = []
    for index in wanted:
        if not 0 <= index < len(levels[0]) - 1:
            raise OutOfRange(f"{call}: index {index} must be from 0 to {len(levels[0]) - 2}")
        start, limit = index, index + 1
        for level, out in zip(levels, splits[len(shape) - 1 :], strict=True):
            shift = out[-1] - level[start]
            out += [end + shift for end in level[start + 1 : limit + 1]]
            start, limit = level[start], level[limit]
        taken += range(start, limit)
    return RaggedGather(
        [from_host(name, level, (len(level),), int32) for level in splits],
        gather(values, from_host(name, taken, (len(taken),), int32)),
    )


def _check_levels(call: str, levels: Sequence[Sequence[int]], size: int) -> None:
    """Raise unless each level's splits are in order and end within the next level."""
    within = [len(level) - 1 for level in levels[1:]] + [size]
    for level, most in zip(levels, within, strict=True):
        ordered = all(a <= b for a, b in pairwise(level))
        if not level or level[0] < 0 or level[-1] > most or not ordered:
            raise ShapeError(
                f"{call}: splits {list(level)} must never fall, and lie between 0 and {most}"
            )


# --- to a dense tensor ----------------------------------------------------------------------------


def ragged_tensor_to_tensor(
    shape: Any,
    values: Any,
    default_value: Any,
    row_partition_tensors: Sequence[Any],
    row_partition_types: Sequence[str],
) -> Tensor:
    """Return a ragged tensor as a dense one, filled up with ``default_value``; longer rows are cut.

    Args:
        shape: the result's sizes, each may be -1: as large as need be; or a scalar -1 for all.
        values: the values of all rows.
        default_value: a scalar, or what broadcasts to one value's shape.
        row_partition_tensors: per axis, which values make a row, the outermost first.
        row_partition_types: per tensor "ROW_SPLITS" (where rows begin), "VALUE_ROWIDS" (the row of
            each value), or first "FIRST_DIM_SIZE" (how many rows there are, before row ids).

    The values have a gradient. Mirrors TensorFlow.js ``tf.raggedTensorToTensor``.

    Raises:
        ShapeError: for partitions that do not go together, or a shape that does not fit.

    >>> tf.ragged_tensor_to_tensor([-1, 2], [1, 2, 3, 4], 0, [[0, 3, 4]], ["ROW_SPLITS"]).tolist()
    [[1, 2], [4, 0]]
    """
    name = "ragged_tensor_to_tensor"
    given = as_tensor(name, values)
    default = as_tensor(name, default_value, given.dtype)
    call = f"{name}(values: {given.shape}, default_value: {default.shape})"
    levels, rows = _levels(call, row_partition_tensors, row_partition_types)
    sizes = _sizes(call, shape, given.shape, rows, levels)
    depth = len(levels)
    step = prod(sizes[1 : depth + 1])
    places = [i * step if i < sizes[0] else -1 for i in range(rows)]
    for counts, size in zip(levels, sizes[1 : depth + 1], strict=True):
        step //= size or 1
        if len(counts) > len(places):
            raise ShapeError(f"{call}: {len(counts)} rows where there are {len(places)}")
        pairs = [(place, j) for place, n in zip(places, counts, strict=False) for j in range(n)]
        places = [p + j * step if p >= 0 and j < size else -1 for p, j in pairs]
    if len(places) > (given.shape[0] if given.ndim else 0):
        raise ShapeError(f"{call}: partitions are of {len(places)} values; values has not as many")
    source = [-1] * prod(sizes[: depth + 1])
    for at, place in enumerate(places):
        if place >= 0:
            source[place] = at
    inner = tuple(sizes[depth + 1 :])
    taken = gather(given, from_host(name, source, (len(source),), int32))
    there = [at >= 0 for at in source]
    mask = from_host(name, there, (len(source), *(1,) * len(inner)), "bool")
    if broadcast_shapes(default.shape, inner) != inner:
        raise ShapeError(f"{call}: default_value does not broadcast to a value's shape, {inner}")
    return reshape(where(mask, taken, broadcast_to(default, inner)), tuple(sizes))


def _levels(call: str, tensors: Sequence[Any], types: Sequence[str]) -> tuple[list[list[int]], int]:
    """Return, per ragged axis, how many values each row has; and how many rows there are."""
    if not types or len(types) != len(tensors):
        raise ShapeError(f"{call}: needs as many row_partition_types as tensors, one at least")
    parts = [whole_numbers(f"{call}: row partition", tensor)[0] for tensor in tensors]
    counts: list[list[int]] = []
    rows = -1
    for at, (kind, part) in enumerate(zip(types, parts, strict=True)):
        if kind == "FIRST_DIM_SIZE" and at == 0 and len(part) == 1:
            rows = part[0]
        elif kind == "ROW_SPLITS" and part:
            if part[0] != 0 or any(a > b for a, b in pairwise(part)):
                raise ShapeError(f"{call}: row splits {part} must begin with 0 and never fall")
            counts.append([b - a for a, b in pairwise(part)])
        elif kind == "VALUE_ROWIDS" and (counts or rows >= 0):
            counts.append(_counted(call, part, sum(counts[-1]) if counts else rows))
        else:
            raise ShapeError(
                f"{call}: row_partition_types {list(types)}: needs ROW_SPLITS and VALUE_ROWIDS, "
                "and before row ids on the first axis FIRST_DIM_SIZE"
            )
    return counts, len(counts[0]) if rows < 0 else rows


def _counted(call: str, ids: Sequence[int], rows: int) -> list[int]:
    """Return how many values each row has, of the row of each value."""
    counts = [0] * rows
    last = 0
    for row in ids:
        if not last <= row < rows:
            raise ShapeError(f"{call}: row ids {list(ids)} must never fall, and be below {rows}")
        counts[row] += 1
        last = row
    return counts


def _sizes(
    call: str, shape: Any, values: tuple[int, ...], rows: int, levels: Sequence[Sequence[int]]
) -> list[int]:
    """Return the sizes of the result, those left open as large as need be."""
    wanted, axes = whole_numbers(f"{call}: shape", shape)
    known = [rows, *(max(counts, default=0) for counts in levels), *values[1:]]
    if not axes and wanted == [-1]:
        wanted = [-1] * len(known)
    inner = zip(wanted[len(levels) + 1 :], values[1:], strict=False)
    if len(wanted) != len(known) or any(a not in (-1, b) for a, b in inner) or min(wanted) < -1:
        raise ShapeError(
            f"{call}: shape {wanted} does not fit {len(levels) + 1} ragged axes of values of shape "
            f"{values[1:]}"
        )
    return [b if a == -1 else a for a, b in zip(wanted, known, strict=True)]
