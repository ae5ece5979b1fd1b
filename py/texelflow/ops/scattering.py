"""Slices by rows of indices, read and written: ``gather_nd``, ``scatter_nd`` and their kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..arrays import check_shape
from ..dtypes import bool_, int32
from ..errors import DTypeError, ShapeError
from ..shapes import broadcast_shapes, normalize_axis
from ..tensor import Tensor, TensorLike, as_tensor
from .along import aligned
from .compare import cast
from .creation import fill
from .movement import broadcast_to, transpose
from .places import pair_places, places
from .placing import last_at, named_places, patched, sum_places, take_places
from .reshaping import reshape
from .sequences import range as numbers

__all__ = [
    "gather_nd",
    "put_along_axis",
    "scatter_nd",
    "scatter_update",
    "sparse_to_dense",
    "tensor_scatter_update",
]


def gather_nd(x: Any, indices: Any) -> Tensor:
    """Return the slices of x that the rows of ``indices`` name.

    Args:
        x: any tensor.
        indices: int32 (…, d), d at most x's number of axes: a row names a place on x's first d
            axes. The result is (…, the rest of x's axes). Where a row is out of range the result
            is 0, as in TensorFlow.js on WebGL, unless the host knows it (a list): that raises.

    Mirrors TensorFlow.js ``tf.gatherND``.

    Raises:
        ShapeError: if rows are longer than x has axes.
        DTypeError: if the indices are not int32.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.gather_nd([[1, 2], [3, 4]], [[1, 0], [0, 1]]).tolist()
    [3, 2]
    """
    x, rows = as_tensor("gather_nd", x), as_tensor("gather_nd", indices)
    call = f"gather_nd(x: {x.shape}, indices: {rows.shape})"
    where = named_places(call, indices, rows, x.shape)
    return take_places(x, where, rows.shape[-1])


def _written(call: str, indices: Any, rows: Tensor, updates: Tensor, shape: Any) -> Any:
    """Return (places, updates, depth) of writing into ``shape``, checked."""
    where = named_places(call, indices, rows, shape)
    depth = rows.shape[-1]
    wanted = (*where.shape, *shape[depth:])
    if updates.shape != wanted:
        raise ShapeError(f"{call}: updates must be of shape {wanted}: one slice for each row")
    return where, updates, depth


def scatter_nd(indices: Any, updates: Any, shape: Sequence[int]) -> Tensor:
    """Return zeros of ``shape`` to which slices are added where the rows of ``indices`` say.

    Args:
        indices: int32 (…, d): a row names a place on the first d axes of the result. What is out
            of range is left out, unless it is known on the host (a list): that raises.
        updates: (…, the rest of the result's axes). Those for one place add up, in their order.
        shape: the result's.

    Mirrors TensorFlow.js ``tf.scatterND``.

    Raises:
        ShapeError: if the shapes do not fit together.
        DTypeError: if the indices are not int32.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.scatter_nd([[1], [3], [1]], [1, 2, 4], [4]).tolist()
    [0, 5, 0, 2]
    """
    rows, values = as_tensor("scatter_nd", indices), as_tensor("scatter_nd", updates)
    sizes = check_shape("scatter_nd", shape)
    call = f"scatter_nd(indices: {rows.shape}, updates: {values.shape}, shape: {sizes})"
    where, values, depth = _written(call, indices, rows, values, sizes)
    if values.dtype == bool_:  # where one of them is true
        return cast(sum_places(cast(values, int32), where, sizes, depth), bool_)
    return sum_places(values, where, sizes, depth)


def _updated(name: str, tensor: Any, indices: Any, updates: Any) -> Tensor:
    x = as_tensor(name, tensor)
    rows, values = as_tensor(name, indices), as_tensor(name, updates, x.dtype)
    call = f"{name}(tensor: {x.shape}, indices: {rows.shape}, updates: {values.shape})"
    if values.dtype != x.dtype:
        raise DTypeError(f"{call}: updates are {values.dtype} and the tensor {x.dtype}; alike both")
    where, values, depth = _written(call, indices, rows, values, x.shape)
    return patched(x, values, last_at(where, x.shape[:depth]))


def tensor_scatter_update(tensor: Any, indices: Any, updates: Any) -> Tensor:
    """Return ``tensor`` with slices replaced where the rows of ``indices`` say.

    Args:
        tensor: any tensor.
        indices: int32 (…, d): a row names a place on the tensor's first d axes. What is out of
            range is left out, unless it is known on the host (a list): that raises.
        updates: (…, the rest of the tensor's axes), of its dtype. Of those for the same place the
            last one wins.

    Differentiable by tensor and updates. Mirrors TensorFlow.js ``tf.tensorScatterUpdate``.

    Raises:
        ShapeError: if the shapes do not fit together.
        DTypeError: if the indices are not int32, or the dtypes differ.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.tensor_scatter_update([1, 2, 3], [[0], [2]], [7, 8]).tolist()
    [7, 2, 8]
    """
    return _updated("tensor_scatter_update", tensor, indices, updates)


def scatter_update(inputs: Any, indices: Any, updates: Any) -> Tensor:
    """Return ``tensor_scatter_update(inputs, indices, updates)``, by Keras' name.

    >>> tf.scatter_update([1, 2, 3], [[1]], [7]).tolist()
    [1, 7, 3]
    """
    return _updated("scatter_update", inputs, indices, updates)


def sparse_to_dense(
    sparse_indices: Any, sparse_values: Any, output_shape: Sequence[int], default_value: Any = 0
) -> Tensor:
    """Return ``default_value`` in ``output_shape``, but the values where the indices say.

    Args:
        sparse_indices: int32 (n, d), a row for each value and a column for each axis; or (n,) for
            one axis; or a scalar. Out of range, as in ``tensor_scatter_update``.
        sparse_values: (n,), or a scalar for all rows.
        output_shape: d sizes.
        default_value: a scalar, of the values' dtype.

    Differentiable by values and default. Mirrors TensorFlow.js ``tf.sparseToDense``.

    Raises:
        ShapeError: if the shapes do not fit together.

    >>> tf.sparse_to_dense([[0, 1], [1, 0]], [5, 6], [2, 2]).tolist()
    [[0, 5], [6, 0]]
    """
    rows = as_tensor("sparse_to_dense", sparse_indices)
    values = as_tensor("sparse_to_dense", sparse_values)
    sizes = check_shape("sparse_to_dense", output_shape)
    call = f"sparse_to_dense(sparse_indices: {rows.shape}, sparse_values: {values.shape})"
    count = rows.shape[0] if rows.ndim else 1
    depth = rows.shape[1] if rows.ndim > 1 else 1
    if rows.ndim > 2 or depth != len(sizes) or values.shape not in ((), (count,)):
        raise ShapeError(
            f"{call}: for output_shape {sizes} sparse_indices must be (n, {len(sizes)}), and "
            "sparse_values (n,) or a scalar"
        )
    given = rows if isinstance(sparse_indices, TensorLike) else rows.tolist()
    if rows.ndim < 2:
        rows = reshape(rows, (count, 1))
        given = rows if isinstance(sparse_indices, TensorLike) else rows.tolist()
    default = as_tensor("sparse_to_dense", default_value, values.dtype)
    if default.shape:
        raise ShapeError(f"{call}: default_value has shape {default.shape}; it must be a scalar")
    if isinstance(default_value, (int, float)):
        base = fill(sizes, default_value, values.dtype)
    else:
        base = broadcast_to(cast(default, values.dtype), sizes)
    where = named_places(call, given, rows, sizes)
    return patched(base, broadcast_to(values, (count,)), last_at(where, sizes))


def put_along_axis(x: Any, indices: Any, values: Any, axis: int | None = -1) -> Tensor:
    """Return x with elements replaced along an axis, one index an element.

    NumPy's ``put_along_axis``, but x stays as it is. Of several for one place the last wins.

    Args:
        x: any tensor; None for the axis takes it as one row, and returns it in its own shape.
        indices: as for ``take_along_axis``; what is out of range is left out.
        values: broadcast to the shape of the indices; of x's dtype.
        axis: the last by default.

    Raises:
        ShapeError: if the axes do not fit together.
        OutOfRange (an IndexError): for a list with an index out of range.

    >>> tf.put_along_axis([[3, 1, 2]], [[1]], 9).tolist()
    [[3, 9, 2]]
    """
    whole = as_tensor("put_along_axis", x)
    shown, given = as_tensor("put_along_axis", indices), indices
    call = f"put_along_axis(x: {whole.shape}, indices: {shown.shape})"
    value = reshape(whole, (-1,)) if axis is None else whole
    try:
        at = 0 if axis is None else normalize_axis(axis, value.ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{call}: {error}") from None
    row, where = aligned(call, value, places(call, given, value.shape[at]), at)
    if row.shape != value.shape:
        raise ShapeError(f"{call}: indices must not be larger than x beside axis {at}")
    new = as_tensor("put_along_axis", values, value.dtype)
    try:
        fits = broadcast_shapes(new.shape, where.shape) == where.shape
    except ShapeError:
        fits = False
    if not fits:
        raise ShapeError(f"{call}: values of shape {new.shape} must broadcast to {where.shape}")
    new = broadcast_to(cast(new, value.dtype), where.shape)
    last = value.ndim - 1
    perm = [*(i for i in range(value.ndim) if i != at), at]
    back = [*range(at), last, *range(at, last)]
    if at != last:
        value, where, new = (transpose(v, perm) for v in (value, where, new))
    lines, size = value.size // (value.shape[-1] or 1), value.shape[-1]
    flat = reshape(where, (lines, where.shape[-1]))
    column = reshape(numbers(lines), (lines, 1))
    spots = pair_places(column, flat, lines, size)
    last_ones = last_at(reshape(spots, (-1,)), (value.size,))
    made = patched(reshape(value, (-1,)), reshape(new, (-1,)), last_ones)
    made = reshape(made, value.shape)
    return reshape(transpose(made, back) if at != last else made, whole.shape)
