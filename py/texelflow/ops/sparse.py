"""Sparse matrices as indices, values and a dense shape: ``tf.sparse``.

Indices are read on the host, since the shapes of results depend on them; values stay on the GPU,
and have gradients.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

from ..dtypes import float32, int32
from ..errors import DTypeError, OutOfRange, ShapeError
from ..tensor import Tensor, as_tensor, from_host
from .arithmetic import div_no_nan
from .gathering import gather
from .hosted import whole_numbers
from .joining import concat
from .reshaping import reshape
from .segments import unsorted_segment_sum

__all__: list[str] = []


class FilledRows(NamedTuple):
    """A sparse matrix without empty rows."""

    output_indices: Tensor
    output_values: Tensor
    empty_row_indicator: Tensor
    """Which rows were empty, bool."""
    reverse_index_map: Tensor
    """Where each value went."""


def sparse_fill_empty_rows(
    indices: Any, values: Any, dense_shape: Any, default_value: Any
) -> FilledRows:
    """Return a sparse matrix with ``default_value`` in the first place of each empty row.

    Args:
        indices: (values, axes), int32; the first column says which row.
        values: one per row of indices, of any dtype.
        dense_shape: the sizes of the axes, int32.
        default_value: a scalar.

    Its rows come in order. The indices are read on the host; the values are not, and have a
    gradient. Mirrors TensorFlow.js ``tf.sparse.sparseFillEmptyRows``.

    Raises:
        OutOfRange: for a row that the dense shape has not.
        ShapeError: if the arguments do not go together.

    >>> found = tf.sparse.sparse_fill_empty_rows([[0, 0], [2, 1]], [5, 6], [3, 2], -1)
    >>> found.output_indices.tolist(), found.output_values.tolist()
    ([[0, 0], [1, 0], [2, 1]], [5, -1, 6])
    """
    name = "sparse_fill_empty_rows"
    places, (count, axes) = whole_numbers(f"{name}: indices", indices, 2)
    sizes, _ = whole_numbers(f"{name}: dense_shape", dense_shape, 1)
    given = as_tensor(name, values)
    default = as_tensor(name, default_value, given.dtype)
    call = f"{name}(indices: {(count, axes)}, values: {given.shape}, dense_shape: {(len(sizes),)})"
    if given.shape != (count,) or len(sizes) != axes or default.shape:
        raise ShapeError(
            f"{call}: needs one value per index, one size per column, and a scalar default_value"
        )
    rows: list[list[int]] = [[] for _ in range(sizes[0])]
    for at in range(count):
        row = places[at * axes]
        if not 0 <= row < sizes[0]:
            raise OutOfRange(
                f"{call}: indices({at}, 0) is {row}; it must be from 0 to {sizes[0] - 1}"
            )
        rows[row].append(at)
    order = [at for row in rows for at in row or [count]]
    found: list[int] = []
    for row, members in enumerate(rows):
        for at in members or [-1]:
            found += [row] + [0] * (axes - 1) if at < 0 else places[at * axes : (at + 1) * axes]
    reverse = {at: position for position, at in enumerate(order)}
    both = concat([given, reshape(default, (1,))])
    return FilledRows(
        from_host(name, found, (len(order), axes), int32),
        gather(both, from_host(name, order, (len(order),), int32)),
        from_host(name, [not row for row in rows], (len(rows),), "bool"),
        from_host(name, [reverse[at] for at in range(count)], (count,), int32),
    )


class Reshaped(NamedTuple):
    """A sparse matrix under another shape; its values stay the same."""

    output_indices: Tensor
    output_shape: Tensor


def sparse_reshape(input_indices: Any, input_shape: Any, new_shape: Any) -> Reshaped:
    """Return the indices and the shape of a sparse matrix that is reshaped; one size may be -1.

    Args:
        input_indices: (values, axes), int32.
        input_shape: the sizes of the axes, int32.
        new_shape: the new sizes, int32.

    On the host. Mirrors TensorFlow.js ``tf.sparse.sparseReshape``.

    Raises:
        ShapeError: if the new shape has not as many elements.

    >>> found = tf.sparse.sparse_reshape([[0, 1], [2, 0]], [3, 2], [2, -1])
    >>> found.output_indices.tolist(), found.output_shape.tolist()
    ([[0, 1], [1, 1]], [2, 3])
    """
    name = "sparse_reshape"
    places, (count, axes) = whole_numbers(f"{name}: input_indices", input_indices, 2)
    sizes, _ = whole_numbers(f"{name}: input_shape", input_shape, 1)
    wanted, _ = whole_numbers(f"{name}: new_shape", new_shape, 1)
    call = f"{name}(input_indices: {(count, axes)}, input_shape: {tuple(sizes)})"
    if axes != len(sizes):
        raise ShapeError(f"{call}: indices have {axes} columns; needs one per axis")
    shape = _completed(call, wanted, prod(sizes))
    found: list[int] = []
    for at in range(count):
        flat = 0
        for size, index in zip(sizes, places[at * axes : (at + 1) * axes], strict=True):
            flat = flat * size + index
        found += _location(flat, shape)
    return Reshaped(
        from_host(name, found, (count, len(shape)), int32),
        from_host(name, shape, (len(shape),), int32),
    )


def _completed(call: str, wanted: Sequence[int], size: int) -> list[int]:
    known = prod(n for n in wanted if n != -1)
    free = list(wanted).count(-1)
    fits = known and size % known == 0 if free else known == size
    if free > 1 or any(n < -1 for n in wanted) or not (fits or size == known == 0):
        raise ShapeError(
            f"{call}: new_shape {tuple(wanted)} does not have {size} elements; "
            "it must, and one size may be -1"
        )
    return [size // known if n == -1 else n for n in wanted]


def _location(flat: int, shape: Sequence[int]) -> list[int]:
    found = []
    for size in reversed(shape):
        found.append(flat % size)
        flat //= size
    return found[::-1]


# --- sums by segments -----------------------------------------------------------------------------


def _segments(name: str, data: Any, indices: Any, segment_ids: Any) -> tuple[Tensor, Any, Any, int]:
    """Return the rows that are summed, their segments and how many these are, all checked."""
    x = as_tensor(name, data)
    rows, _ = whole_numbers(f"{name}: indices", indices, 1)
    ids, _ = whole_numbers(f"{name}: segment_ids", segment_ids, 1)
    call = f"{name}(data: {x.shape}, indices: {(len(rows),)}, segment_ids: {(len(ids),)})"
    if not x.ndim or len(rows) != len(ids):
        raise ShapeError(f"{call}: data must have an axis, and each index a segment")
    if any(a > b for a, b in pairwise(ids)) or any(i < 0 for i in ids):
        raise ShapeError(f"{call}: segment_ids {ids} must not fall, nor be negative")
    bad = next((row for row in rows if not 0 <= row < x.shape[0]), None)
    if bad is not None:
        raise OutOfRange(f"{call}: index {bad} must be from 0 to {x.shape[0] - 1}")
    taken = gather(x, from_host(name, rows, (len(rows),), int32))
    return taken, from_host(name, ids, (len(ids),), int32), ids, ids[-1] + 1 if ids else 0


def sparse_segment_sum(data: Any, indices: Any, segment_ids: Any) -> Tensor:
    """Return, for each segment, the sum of the rows of data that its indices name.

    Args:
        data: (rows, …).
        indices: which rows, int32.
        segment_ids: the segment that each index belongs to, int32, never falling.

    The sums are made on the GPU, and have a gradient by data; indices and segments are read on the
    host. A segment without indices is 0. Mirrors TensorFlow.js ``tf.sparse.sparseSegmentSum``.

    Raises:
        OutOfRange: for an index that data has not.
        ShapeError: for segments that fall, or are not as many as indices.

    >>> tf.sparse.sparse_segment_sum([[1, 2], [3, 4], [5, 6]], [0, 2, 1], [0, 0, 1]).tolist()
    [[6, 8], [3, 4]]
    """
    taken, segments, _, count = _segments("sparse_segment_sum", data, indices, segment_ids)
    return unsorted_segment_sum(taken, segments, count)


def sparse_segment_mean(data: Any, indices: Any, segment_ids: Any) -> Tensor:
    """Return the means of segments; see ``sparse_segment_sum``.

    Mirrors TensorFlow.js ``tf.sparse.sparseSegmentMean``.

    >>> tf.sparse.sparse_segment_mean([[1.0, 2.0], [3.0, 4.0]], [0, 1], [0, 0]).tolist()
    [[2.0, 3.0]]
    """
    name = "sparse_segment_mean"
    taken, segments, ids, count = _segments(name, data, indices, segment_ids)
    if taken.dtype not in (float32, int32):
        raise DTypeError(f"{name}(data: {taken.dtype}): data must be numbers")
    sums = unsorted_segment_sum(taken, segments, count)
    sizes = [float(ids.count(segment)) for segment in range(count)]
    shape = (count, *(1,) * (sums.ndim - 1))
    return div_no_nan(sums, from_host(name, sizes, shape, float32))
