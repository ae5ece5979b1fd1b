"""NumPy's ways to put tensors together: on top of, beside and behind one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .axes import atleast_1d, atleast_2d, atleast_3d
from .joining import concat
from .reshaping import reshape

__all__ = ["column_stack", "concatenate", "dstack", "hstack", "vstack"]

concatenate = concat


def _tensors(name: str, tensors: Sequence[Any]) -> list[Tensor]:
    xs = [as_tensor(name, x) for x in tensors]
    if not xs:
        raise ShapeError(f"{name}(tensors: []): there is nothing to join; it needs one at least")
    return xs


def _joined(name: str, xs: list[Tensor], axis: int) -> Tensor:
    try:
        return concat(xs, axis)
    except ShapeError as error:
        reason = str(error).partition("]): ")[2] or str(error)
        shapes = ", ".join(str(x.shape) for x in xs)
        raise ShapeError(f"{name}(tensors: [{shapes}]): {reason}") from None


def vstack(tensors: Sequence[Any]) -> Tensor:
    """Return the tensors on top of one another: joined along axis 0, a vector as one row.

    >>> tf.vstack([[1, 2], [3, 4]]).tolist()
    [[1, 2], [3, 4]]
    """
    return _joined("vstack", [atleast_2d(x) for x in _tensors("vstack", tensors)], 0)


def hstack(tensors: Sequence[Any]) -> Tensor:
    """Return the tensors beside one another: joined along axis 1, vectors along their only axis.

    >>> tf.hstack([[1, 2], [3]]).tolist()
    [1, 2, 3]
    """
    xs = [atleast_1d(x) for x in _tensors("hstack", tensors)]
    return _joined("hstack", xs, 0 if xs[0].ndim == 1 else 1)


def dstack(tensors: Sequence[Any]) -> Tensor:
    """Return the tensors behind one another: joined along axis 2.

    >>> tf.dstack([[1, 2], [3, 4]]).tolist()
    [[[1, 3], [2, 4]]]
    """
    return _joined("dstack", [atleast_3d(x) for x in _tensors("dstack", tensors)], 2)


def column_stack(tensors: Sequence[Any]) -> Tensor:
    """Return the tensors beside one another as columns of a matrix; a vector is one column.

    >>> tf.column_stack([[1, 2], [3, 4]]).tolist()
    [[1, 3], [2, 4]]
    """
    xs = _tensors("column_stack", tensors)
    return _joined("column_stack", [x if x.ndim > 1 else reshape(x, (x.size, 1)) for x in xs], 1)
