"""``&``, ``|``, ``^`` and ``~`` of whole numbers bit by bit, and shifts of their bits.

Of bool they are the logical ops.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..dtypes import float32, int32
from ..errors import DTypeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike
from ..types import common
from .elementwise import broadcasting

__all__ = [
    "bitwise_and",
    "bitwise_not",
    "bitwise_or",
    "bitwise_xor",
    "left_shift",
    "right_shift",
]


def _bits(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """The common dtype of int32 and bool; float32 has no bits to speak of."""
    if float32 in dtypes:
        raise DTypeError("float32 has no bitwise operations; inputs must be int32 or bool")
    return common(dtypes, attributes)


@op(shape=broadcast, types=_bits, lower=broadcasting("logical/and"))
def bitwise_and(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a & b``; of bool, whether both are true.

    >>> tf.bitwise_and([6], [3]).tolist()
    [2]
    """
    ...


@op(shape=broadcast, types=_bits, lower=broadcasting("logical/or"))
def bitwise_or(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a | b``; of bool, whether one is true.

    >>> tf.bitwise_or([6], [3]).tolist()
    [7]
    """
    ...


@op(shape=broadcast, types=_bits, lower=broadcasting("logical/xor"))
def bitwise_xor(a: TensorLike, b: TensorLike) -> Tensor:
    """Return ``a ^ b``; of bool, whether they differ.

    >>> tf.bitwise_xor([6], [3]).tolist()
    [5]
    """
    ...


def _lower_not(b: Builder, y: Spec, x: Buffer) -> Buffer:
    kernel = "unary/logical_not" if y.dtype == "bool" else "unary/bitwise_not"
    return b.pointwise(kernel, {"x": x}, y, {}, {})


@op(shape=same, types=_bits, lower=_lower_not)
def bitwise_not(x: TensorLike) -> Tensor:
    """Return ``~x``; of bool, the opposite.

    >>> tf.bitwise_not([0, 5]).tolist()
    [-1, -6]
    """
    ...


def _whole(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """int32, of int32 and bool."""
    _bits(dtypes, attributes)
    return [int32] * len(dtypes), int32


@op(shape=broadcast, types=_whole, lower=broadcasting("binary/left_shift"))
def left_shift(a: TensorLike, b: TensorLike) -> Tensor:
    """Return a with its bits moved up by b places: ``a * 2 ** b``, wrapping around. Also ``<<``.

    >>> tf.left_shift([1, 5], [4, 1]).tolist()
    [16, 10]
    """
    ...


@op(shape=broadcast, types=_whole, lower=broadcasting("binary/right_shift"))
def right_shift(a: TensorLike, b: TensorLike) -> Tensor:
    """Return a with its bits moved down by b places: ``a // 2 ** b``. Also ``>>``.

    >>> tf.right_shift([16, -5], [4, 1]).tolist()
    [1, -3]
    """
    ...
