"""Making tensors of regular numbers: ranges, even steps, identity and one-hot matrices."""

from __future__ import annotations

import builtins
import math
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from ..arrays import INT32_MAX, INT32_MIN, MAX_RANK, check_shape
from ..dtypes import canonical, complex64, float32, int32
from ..errors import DTypeError, ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor, from_host
from ..variable import Variable
from .compare import cast, where
from .creation import zeros_like
from .movement import broadcast_to
from .reshaping import reshape

__all__ = ["arange", "diag", "eye", "linspace", "one_hot", "range", "variable"]


def range(start: float, stop: float | None = None, step: float = 1, dtype: Any = None) -> Tensor:
    """Return the numbers from ``start`` up to, and not including, ``stop``, in steps of ``step``.

    With one argument, from 0 up to it. dtype by default int32 for ints, else float32. Mirrors
    NumPy's ``arange`` and TensorFlow.js ``tf.range``, whose default dtype is float32.

    Raises:
        ShapeError: for a step of 0, or numbers that are not finite.

    >>> tf.range(1, 7, 2).tolist()
    [1, 3, 5]
    """
    begin, end = (0, start) if stop is None else (start, stop)
    given = (begin, end, step)
    if any(isinstance(v, bool) or not isinstance(v, (int, float)) for v in given):
        raise TypeError(f"range: start, stop and step must be numbers, got {given}")
    if not all(math.isfinite(v) for v in given):
        raise ShapeError(f"range: start, stop and step must be finite, got {given}")
    if step == 0:
        raise ShapeError(f"range(start {begin}, stop {end}): step must not be 0")
    count = max(0, math.ceil((end - begin) / step))
    whole = all(isinstance(v, int) for v in given)
    kind = canonical(dtype) if dtype is not None else int32 if whole else float32
    if kind == int32 and whole:
        last = begin + step * max(0, count - 1)
        if not (INT32_MIN <= begin <= INT32_MAX and INT32_MIN <= last <= INT32_MAX):
            raise DTypeError(
                f"range: {begin} to {end} does not fit into int32; use dtype='float32'"
            )
    return from_host("range", [begin + step * i for i in builtins.range(count)], (count,), kind)


arange = range


def linspace(start: float, stop: float, num: int = 50) -> Tensor:
    """Return ``num`` float32 numbers at even distances from ``start`` to ``stop``, both included.

    Mirrors TensorFlow.js ``tf.linspace`` and NumPy's.

    Raises:
        ShapeError: if num is negative.

    >>> tf.linspace(0, 1, 5).tolist()
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    count = check_shape("linspace", num)[0]
    if count == 1:
        return from_host("linspace", [float(start)])
    steps = builtins.range(count)
    last = max(1, count - 1)
    # Weighing both ends keeps the last number exact.
    values = [(start * (last - i) + stop * i) / last for i in steps]
    return from_host("linspace", array("f", values))


def _one_hot_shape(indices: Spec, *, depth: int, **_: Any) -> tuple[int, ...]:
    return (*indices.shape, *check_shape("one_hot", depth))


def _one_hot_types(
    dtypes: Sequence[str], attributes: Mapping[str, Any]
) -> tuple[Sequence[str], str]:
    if dtypes[0] != int32:
        raise DTypeError(f"indices are {dtypes[0]}; they must be int32")
    return dtypes, canonical(attributes["dtype"])


def _lower_one_hot(
    b: Builder, y: Spec, indices: Buffer, *, on_value: Any, off_value: Any, **_: Any
) -> Buffer:
    number = float if y.kind == "float" else int
    layout = indices.spec.layout
    return b.draw(
        "create/one_hot",
        {"indices": indices},
        y,
        {},
        on=number(on_value),
        off=number(off_value),
        row_length=max(1, layout.cols),
        row_stride=layout.stride,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(shape=_one_hot_shape, types=_one_hot_types, lower=_lower_one_hot)
def one_hot(
    indices: TensorLike,
    depth: int,
    on_value: float = 1,
    off_value: float = 0,
    dtype: str = int32,
) -> Tensor:
    """Return, for each index, a row of ``depth`` with ``on_value`` at that place.

    An index outside ``depth`` gives a row of ``off_value``. Mirrors TensorFlow.js ``tf.oneHot``.

    >>> tf.one_hot([1, 0], 3).tolist()
    [[0, 1, 0], [1, 0, 0]]
    """
    ...


def eye(
    num_rows: int,
    num_columns: int | None = None,
    batch_shape: Sequence[int] | None = None,
    dtype: Any = float32,
) -> Tensor:
    """Return ones on the diagonal and zeros elsewhere, repeated over ``batch_shape``.

    Mirrors TensorFlow.js ``tf.eye``.

    >>> tf.eye(2).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    rows, columns = check_shape("eye", [num_rows, num_rows if num_columns is None else num_columns])
    kind = canonical(dtype)
    made = one_hot(range(rows), columns, 1, 0, float32 if kind == complex64 else kind)
    made = cast(made, kind)
    if batch_shape is None:
        return made
    return broadcast_to(made, (*check_shape("eye", batch_shape), rows, columns))


def diag(x: Any) -> Tensor:
    """Return zeros of shape ``x.shape + x.shape`` with the elements of x on the diagonal.

    Mirrors TensorFlow.js ``tf.diag``.

    >>> tf.diag([1, 2]).tolist()
    [[1, 0], [0, 2]]
    """
    x = as_tensor("diag", x)
    if 2 * x.ndim > MAX_RANK:
        raise ShapeError(f"diag(x: {x.shape}): the result would have {2 * x.ndim} axes; 6 is most")
    row = reshape(x, (-1,) if x.size else (0,))
    return reshape(where(eye(x.size, dtype="bool"), row, zeros_like(row)), x.shape * 2)


def variable(
    initial_value: Any, trainable: bool = True, name: str | None = None, dtype: Any = None
) -> Variable:
    """Return a ``tf.Variable``; mirrors TensorFlow.js ``tf.variable``.

    >>> v = tf.variable([1.0])
    >>> v.assign([2.0])
    >>> v.tolist()
    [2.0]
    """
    return Variable(initial_value, trainable, name, dtype)
