"""Comparing, choosing and converting: results that are bool, or that are chosen by a bool."""

from __future__ import annotations

from typing import Any

from ..dtypes import (
    TEXTURED,
    bool_,
    canonical,
    complex64,
    float32,
    string,
    warn_of_lost_imaginary_parts,
)
from ..errors import DTypeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import choice, comparison, logical, to_attribute
from .complex_rules import as_complex, both, composed, each_part_but, either
from .elementwise import broadcasting, unary
from .reshaping import clone
from .string_rules import compared, moved_but

__all__ = [
    "allclose",
    "array_equal",
    "cast",
    "equal",
    "greater",
    "greater_equal",
    "isclose",
    "less",
    "less_equal",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "not_equal",
    "where",
]


@op(
    shape=broadcast,
    types=comparison,
    lower=broadcasting("compare/equal"),
    complex=both,
    strings=compared,
)
def equal(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a == b``, element by element, as bool; NaN equals nothing.

    >>> tf.equal([1, 2], [1, 3]).tolist()
    [True, False]
    """
    ...


@op(
    shape=broadcast,
    types=comparison,
    lower=broadcasting("compare/not_equal"),
    complex=either,
    strings=compared,
)
def not_equal(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a != b``, element by element, as bool; NaN differs from everything.

    >>> tf.not_equal([1, 2], [1, 3]).tolist()
    [False, True]
    """
    ...


@op(shape=broadcast, types=comparison, lower=broadcasting("compare/greater"))
def greater(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a > b``, element by element, as bool.

    >>> tf.greater([1, 2], 1).tolist()
    [False, True]
    """
    ...


@op(shape=broadcast, types=comparison, lower=broadcasting("compare/greater_equal"))
def greater_equal(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a >= b``, element by element, as bool.

    >>> tf.greater_equal([1, 2], 2).tolist()
    [False, True]
    """
    ...


@op(shape=broadcast, types=comparison, lower=broadcasting("compare/less"))
def less(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a < b``, element by element, as bool.

    >>> tf.less([1, 2], 2).tolist()
    [True, False]
    """
    ...


@op(shape=broadcast, types=comparison, lower=broadcasting("compare/less_equal"))
def less_equal(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a <= b``, element by element, as bool.

    >>> tf.less_equal([1, 2], 1).tolist()
    [True, False]
    """
    ...


@op(shape=broadcast, types=logical, lower=broadcasting("logical/and"))
def logical_and(a: TensorLike, b: TensorLike) -> Tensor:
    """Return where a and b are both true (not zero), as bool.

    >>> tf.logical_and([True, True], [True, False]).tolist()
    [True, False]
    """
    ...


@op(shape=broadcast, types=logical, lower=broadcasting("logical/or"))
def logical_or(a: TensorLike, b: TensorLike) -> Tensor:
    """Return where a or b is true (not zero), as bool.

    >>> tf.logical_or([True, False], [False, False]).tolist()
    [True, False]
    """
    ...


@op(shape=broadcast, types=logical, lower=broadcasting("logical/xor"))
def logical_xor(a: TensorLike, b: TensorLike) -> Tensor:
    """Return where one of a and b is true (not zero), as bool.

    >>> tf.logical_xor([True, False], [True, True]).tolist()
    [False, True]
    """
    ...


@op(
    shape=same,
    types=logical,
    lower=unary("unary/logical_not"),
    complex=composed(lambda z: equal(z, 0.0)),
)
def logical_not(x: TensorLike) -> Tensor:
    """Return where x is false (zero), as bool.

    >>> tf.logical_not([True, False]).tolist()
    [False, True]
    """
    ...


def _where_grad(g: Tensor, _y: Spec, condition: Tensor, _a: Spec, _b: Spec) -> Any:
    return None, where(condition, g, 0.0), where(condition, 0.0, g)


@op(
    shape=broadcast,
    types=choice,
    lower=broadcasting("choose/where", ("condition", "a", "b")),
    grad=_where_grad,
    complex=each_part_but(0),
    strings=moved_but(0),
)
def where(condition: TensorLike, a: TensorLike, b: TensorLike) -> Tensor:
    """Return elements of a where ``condition`` is true (not zero), and of b elsewhere.

    All three broadcast, and a and b are of their common dtype. What was not chosen gets gradient
    0, whatever it is.

    >>> tf.where([True, False], [1.0, 2.0], 0.0).tolist()
    [1.0, 0.0]
    """
    ...


def _lower_cast(b: Builder, y: Spec, x: Buffer, *, dtype: Any) -> Buffer:
    del dtype
    if x.spec.dtype == y.dtype:
        return b.view(x, y)
    return b.pointwise(f"cast/to_{y.dtype}", {"x": x}, y, {}, {})


@op(
    shape=same,
    types=to_attribute,
    lower=_lower_cast,
    grad=lambda g, _y, _x: cast(g, _x.dtype),
)
def _cast(x: TensorLike, dtype: Any) -> Tensor:
    """Return what ``cast`` does, from one texture to another."""
    ...


def cast(x: Any, dtype: Any) -> Tensor:
    """Return x as another dtype.

    float32 becomes int32 by dropping the fraction; NaN becomes 0, and what int32 cannot hold its
    nearest bound. Numbers become bool by ``x != 0``. Complex numbers become real ones by dropping
    the imaginary part, with one warning.

    Raises:
        DTypeError: if ``dtype`` is no dtype of texelflow, or for strings beside numbers.

    >>> tf.cast([1.7, -1.7], "int32").tolist()
    [1, -1]
    """
    x = as_tensor("cast", x)
    try:
        kind = canonical(dtype)
    except DTypeError as error:
        raise DTypeError(f"cast(x: {x.shape}): {error}") from None
    if kind in TEXTURED and type(x) is Tensor:
        return _cast(x, kind)
    if string in (kind, x.dtype) and kind != x.dtype:
        raise DTypeError(
            f"cast(x: {x.shape}): {x.dtype} does not become {kind}; "
            "strings are made and read on the host only"
        )
    if kind == x.dtype:
        return clone(x)
    if kind == complex64:
        return as_complex(x)
    if x.dtype != complex64:
        return _cast(x, kind)
    return _from_complex(x, kind)


def as_real(name: str, x: Any) -> Tensor:
    """Return the argument of an op on real numbers as float32.

    Raises:
        DTypeError: for complex numbers and strings.
    """
    value = as_tensor(name, x)
    if value.dtype not in TEXTURED:
        raise DTypeError(
            f"{name}(x: {value.shape}): not defined for {value.dtype}; "
            "give it tf.real(x), tf.imag(x) or tf.abs(x)"
            if value.dtype == complex64
            else f"{name}(x: {value.shape}): takes numbers, and these are strings"
        )
    return _cast(value, float32)


def _from_complex(x: Any, kind: str) -> Tensor:
    re, im = x.parts
    if kind == bool_:
        return logical_or(re, im)
    warn_of_lost_imaginary_parts()
    return _cast(re, kind)


def isclose(
    a: Any, b: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Tensor:
    """Return where ``|a - b| <= atol + rtol * |b|``, as bool. Mirrors NumPy.

    >>> tf.isclose([1.0, 2.0], [1.0, 2.1]).tolist()
    [True, False]
    """
    from .rounding import abs
    from .unary import isfinite, isnan

    a, b = (_inexact("isclose", v) for v in (a, b))
    near = logical_and(abs(a - b) <= abs(b) * rtol + atol, isfinite(b))
    near = logical_or(near, equal(a, b))  # equal infinities are close
    return logical_or(near, logical_and(isnan(a), isnan(b))) if equal_nan else near


def _inexact(name: str, x: Any) -> Tensor:
    value = as_tensor(name, x)
    return value if value.dtype == complex64 else as_real(name, value)


def allclose(
    a: Any, b: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    """Return whether all elements are close, as a Python bool; see ``isclose``. Blocks.

    >>> tf.allclose([1.0], [1.0 + 1e-7])
    True
    """
    from .reduction import all

    return bool(all(isclose(a, b, rtol, atol, equal_nan)).item())


def array_equal(a: Any, b: Any, equal_nan: bool = False) -> bool:
    """Return whether shapes and all elements are equal, as a Python bool. Blocks.

    >>> tf.array_equal([1, 2], [1, 2]), tf.array_equal([1, 2], [[1, 2]])
    (True, False)
    """
    from .reduction import all
    from .unary import isnan

    a, b = as_tensor("array_equal", a), as_tensor("array_equal", b)
    if a.shape != b.shape:
        return False
    same = equal(a, b)
    if equal_nan:
        same = logical_or(same, logical_and(isnan(a), isnan(b)))
    return bool(all(same).item())
