"""The one table of what tensors can do themselves: operators, and methods named like ops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import ops
from ..tensor import TensorLike

METHODS = [
    "add",
    "broadcast_to",
    "clone",
    "dot",
    "expand_dims",
    "matmul",
    "mul",
    "neg",
    "pad",
    "reshape",
    "slice",
    "squeeze",
    "strided_slice",
    "sub",
    "sum",
    "transpose",
]

OPERATORS = {"add": "add", "sub": "sub", "mul": "mul", "matmul": "matmul"}


def _binary(fn: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, other: fn(self, other)


def _reflected(fn: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, other: fn(other, self)


def install() -> None:
    """Give tensors and variables their operators and methods."""
    for name in METHODS:
        setattr(TensorLike, name, getattr(ops, name))
    for symbol, name in OPERATORS.items():
        fn = getattr(ops, name)
        setattr(TensorLike, f"__{symbol}__", _binary(fn))
        setattr(TensorLike, f"__r{symbol}__", _reflected(fn))
    TensorLike.__neg__ = lambda self: ops.neg(self)  # type: ignore[method-assign]


install()
