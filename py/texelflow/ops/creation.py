"""Making tensors: from host values, and of one value."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import check_shape
from ..complex_tensor import ComplexTensor
from ..dtypes import (
    bool_,
    canonical,
    complex64,
    float32,
    int32,
    string,
    warn_of_lost_imaginary_parts,
)
from ..errors import DTypeError, ShapeError
from ..lowering import Builder, Spec
from ..op import op
from ..tensor import Tensor, as_tensor, from_host
from ..types import to_attribute

__all__ = [
    "fill",
    "ones",
    "ones_like",
    "scalar",
    "tensor",
    "tensor1d",
    "tensor2d",
    "tensor3d",
    "tensor4d",
    "tensor5d",
    "tensor6d",
    "zeros",
    "zeros_like",
]


def tensor(values: Any, shape: Sequence[int] | None = None, dtype: Any = None) -> Tensor:
    """Return a tensor of the given values.

    Args:
        values: a number, nested lists or tuples, a NumPy array, or anything with the buffer
            protocol (``bytes``, ``array.array``, ``memoryview``).
        shape: by default that of ``values``; else the values, in row-major order, fill it.
        dtype: by default bool for booleans, int32 for ints, float32 for floats, complex64 where
            a number is complex, and string for strings. float64, int64 and complex128 become
            float32, int32 and complex64, with one warning.

    Mirrors TensorFlow.js ``tf.tensor``, whose default dtype is float32 also for whole numbers.

    Raises:
        ShapeError: for ragged lists, negative sizes, or values that do not fill ``shape``.
        DTypeError: for values that are neither numbers nor strings, or ints beyond int32.

    >>> tf.tensor([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    return from_host(
        "tensor",
        values,
        None if shape is None else check_shape("tensor", shape),
        None if dtype is None else canonical(dtype),
    )


def scalar(value: Any, dtype: Any = None) -> Tensor:
    """Return a tensor of shape ().

    >>> tf.scalar(3.0).item()
    3.0
    """
    made = tensor(value, None, dtype)
    if made.shape:
        raise ShapeError(f"scalar(value: {made.shape}): needs one number")
    return made


def _ranked(name: str, rank: int, values: Any, shape: Any, dtype: Any) -> Tensor:
    made = from_host(
        name,
        values,
        None if shape is None else check_shape(name, shape),
        None if dtype is None else canonical(dtype),
    )
    if made.ndim != rank:
        raise ShapeError(
            f"{name}(values: {made.shape}): needs {rank} axes, got {made.ndim}; "
            "give nested lists that deep, or flat values and a shape"
        )
    return made


def tensor1d(values: Any, dtype: Any = None) -> Tensor:
    """Return a tensor of one axis.

    >>> tf.tensor1d([1, 2]).shape
    (2,)
    """
    return _ranked("tensor1d", 1, values, None, dtype)


def tensor2d(values: Any, shape: Sequence[int] | None = None, dtype: Any = None) -> Tensor:
    """Return a tensor of two axes, of nested or of flat values.

    >>> tf.tensor2d([1, 2, 3, 4], [2, 2]).tolist()
    [[1, 2], [3, 4]]
    """
    return _ranked("tensor2d", 2, values, shape, dtype)


def tensor3d(values: Any, shape: Sequence[int] | None = None, dtype: Any = None) -> Tensor:
    """Return a tensor of three axes, of nested or of flat values.

    >>> tf.tensor3d([1, 2], [1, 2, 1]).shape
    (1, 2, 1)
    """
    return _ranked("tensor3d", 3, values, shape, dtype)


def tensor4d(values: Any, shape: Sequence[int] | None = None, dtype: Any = None) -> Tensor:
    """Return a tensor of four axes, of nested or of flat values.

    >>> tf.tensor4d([1, 2], [1, 2, 1, 1]).shape
    (1, 2, 1, 1)
    """
    return _ranked("tensor4d", 4, values, shape, dtype)


def tensor5d(values: Any, shape: Sequence[int] | None = None, dtype: Any = None) -> Tensor:
    """Return a tensor of five axes, of nested or of flat values.

    >>> tf.tensor5d([1, 2], [1, 2, 1, 1, 1]).shape
    (1, 2, 1, 1, 1)
    """
    return _ranked("tensor5d", 5, values, shape, dtype)


def tensor6d(values: Any, shape: Sequence[int] | None = None, dtype: Any = None) -> Tensor:
    """Return a tensor of six axes, of nested or of flat values.

    >>> tf.tensor6d([1, 2], [1, 2, 1, 1, 1, 1]).shape
    (1, 2, 1, 1, 1, 1)
    """
    return _ranked("tensor6d", 6, values, shape, dtype)


def _lower_full(b: Builder, y: Spec, *, shape: Any, value: float, dtype: str) -> Any:
    del shape, dtype
    return b.pointwise(
        "create/fill", {}, y, {}, {"fill": float(value) if y.kind == "float" else int(value)}
    )


@op(
    shape=lambda *, shape, **_: shape,
    types=to_attribute,
    lower=_lower_full,
)
def _full(shape: tuple[int, ...], value: float, dtype: str) -> Tensor:
    """Return ``value`` in every element; checked by its callers."""
    ...


def fill(shape: int | Sequence[int], value: float | int | bool, dtype: Any = None) -> Tensor:
    """Return a tensor with ``value`` in every element; dtype by default that of the value.

    >>> tf.fill([2, 2], 7).tolist()
    [[7, 7], [7, 7]]
    """
    sizes = check_shape("fill", shape)
    number = as_tensor("fill", value)
    if number.shape:
        raise ShapeError(f"fill(value: {number.shape}): needs one number")
    kind = canonical(dtype) if dtype is not None else number.dtype
    plain = number.item() if not isinstance(value, (int, float, complex)) else value
    if kind == string or number.dtype == string:
        return _filled_with_text(sizes, plain, kind, number.dtype)
    if isinstance(plain, complex) and kind != complex64:
        warn_of_lost_imaginary_parts()
        plain = plain.real
    if kind == bool_:
        plain = bool(plain)
    elif kind == int32:
        plain = int(plain)
    return full(sizes, plain, kind)


def _filled_with_text(shape: tuple[int, ...], value: Any, kind: str, given: str) -> Tensor:
    from ..string_tensor import StringTensor

    if kind != given:
        raise DTypeError(
            f"fill(value: {value!r}): {given} does not become {kind}; strings need dtype 'string'"
        )
    return StringTensor([value] * prod(shape), shape)


def full(shape: tuple[int, ...], value: Any, dtype: str) -> Tensor:
    """Return ``value`` in every element of a checked shape, of any dtype for numbers.

    >>> from texelflow.ops.creation import full
    >>> full((2,), 1j, "complex64").tolist()
    [1j, 1j]
    """
    if dtype == complex64:
        return ComplexTensor(*(_full(shape, p, float32) for p in (value.real, value.imag)))
    if dtype == string and value == 0:
        return _filled_with_text(shape, "", string, string)
    return _full(shape, value, dtype)


def zeros(shape: int | Sequence[int], dtype: Any = float32) -> Tensor:
    """Return zeros.

    >>> tf.zeros([2]).tolist()
    [0.0, 0.0]
    """
    return full(check_shape("zeros", shape), 0, canonical(dtype))


def ones(shape: int | Sequence[int], dtype: Any = float32) -> Tensor:
    """Return ones.

    >>> tf.ones([2]).tolist()
    [1.0, 1.0]
    """
    return full(check_shape("ones", shape), 1, canonical(dtype))


def zeros_like(x: Any, dtype: Any = None) -> Tensor:
    """Return zeros of x's shape and dtype.

    >>> tf.zeros_like([1.0, 2.0]).tolist()
    [0.0, 0.0]
    """
    x = as_tensor("zeros_like", x)
    return zeros(x.shape, dtype or x.dtype)


def ones_like(x: Any, dtype: Any = None) -> Tensor:
    """Return ones of x's shape and dtype.

    >>> tf.ones_like([3.0, 2.0]).tolist()
    [1.0, 1.0]
    """
    x = as_tensor("ones_like", x)
    return ones(x.shape, dtype or x.dtype)
