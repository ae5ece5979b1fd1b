"""TensorFlow.js's ops for tensors of so many axes: the general op, and a check of the rank.

One declaration a family makes ``concat1d`` to ``concat4d`` and the like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .joining import concat
from .normalize import batch_norm
from .repeating import reverse
from .slicing import slice

__all__ = [
    "batch_norm2d",
    "batch_norm3d",
    "batch_norm4d",
    "concat1d",
    "concat2d",
    "concat3d",
    "concat4d",
    "reverse1d",
    "reverse2d",
    "reverse3d",
    "reverse4d",
    "slice1d",
    "slice2d",
    "slice3d",
    "slice4d",
]

Function = Callable[..., Any]


def _checked(name: str, x: Any, rank: int) -> Tensor:
    value = as_tensor(name, x)
    if value.ndim != rank:
        raise ShapeError(
            f"{name}(x: {value.shape}): has {value.ndim} axes; it must have {rank}, "
            f"and {name.rstrip('d')[:-1]} takes any number"
        )
    return value


def _nested(rank: int, text: str) -> str:
    return "[" * rank + text + "]" * rank


def _named(call: Function, of: Function, rank: int, example: str, result: str) -> Any:
    """Give a function the name, the docstring and the signature that its rank asks for."""
    name = f"{of.__name__}{rank}d"
    axes = "one axis" if rank == 1 else f"{rank} axes"
    call.__name__ = call.__qualname__ = name
    call.__module__ = __name__
    call.__doc__ = (
        f"Return what ``{of.__name__}`` does, for {axes}. Mirrors TensorFlow.js.\n\n"
        "    Raises:\n"
        f"        ShapeError: if there are not {axes}; else as ``{of.__name__}``.\n\n"
        f"    >>> tf.{name}({example}).tolist()\n    {result}\n    "
    )
    return call


def _concat(rank: int) -> Any:
    name = f"concat{rank}d"

    def flat(tensors: Any) -> Tensor:
        return concat([_checked(name, x, 1) for x in tensors])

    def call(tensors: Any, axis: int) -> Tensor:
        return concat([_checked(name, x, rank) for x in tensors], axis)

    one, both = _nested(rank, "1, 2"), _nested(rank, "1, 2, 3")
    example = f"[{one}, {_nested(rank, '3')}]" + (f", {rank - 1}" if rank > 1 else "")
    return _named(flat if rank == 1 else call, concat, rank, example, both)


def _slice(rank: int) -> Any:
    name = f"slice{rank}d"

    def call(x: Any, begin: Any, size: Any = None) -> Tensor:
        return slice(_checked(name, x, rank), begin, size)

    begin = [0] * (rank - 1) + [1]
    example = f"{_nested(rank, '1, 2, 3')}, {begin}, {[1] * (rank - 1) + [2]}"
    return _named(call, slice, rank, example, _nested(rank, "2, 3"))


def _reverse(rank: int) -> Any:
    name = f"reverse{rank}d"

    def flat(x: Any) -> Tensor:
        return reverse(_checked(name, x, 1))

    def call(x: Any, axis: Any = None) -> Tensor:
        return reverse(_checked(name, x, rank), axis)

    example, result = _nested(rank, "1, 2, 3"), _nested(rank, "3, 2, 1")
    return _named(flat if rank == 1 else call, reverse, rank, example, result)


def _batch_norm(rank: int) -> Any:
    name = f"batch_norm{rank}d"

    def call(
        x: Any,
        mean: Any,
        variance: Any,
        offset: Any = None,
        scale: Any = None,
        variance_epsilon: float = 0.001,
    ) -> Tensor:
        value = _checked(name, x, rank)
        return batch_norm(value, mean, variance, offset, scale, variance_epsilon)

    example = f"{_nested(rank, '3.0')}, [1.0], [4.0], variance_epsilon=0.0"
    return _named(call, batch_norm, rank, example, _nested(rank, "1.0"))


concat1d, concat2d, concat3d, concat4d = (_concat(rank) for rank in (1, 2, 3, 4))
slice1d, slice2d, slice3d, slice4d = (_slice(rank) for rank in (1, 2, 3, 4))
reverse1d, reverse2d, reverse3d, reverse4d = (_reverse(rank) for rank in (1, 2, 3, 4))
batch_norm2d, batch_norm3d, batch_norm4d = (_batch_norm(rank) for rank in (2, 3, 4))
