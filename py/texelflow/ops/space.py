"""Space for depth, space for batch: blocks of pixels become channels or images, and back."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .borders import pad
from .movement import transpose
from .reshaping import reshape
from .slicing import slice

__all__ = ["batch_to_space_nd", "depth_to_space", "space_to_batch_nd", "space_to_depth"]


def _images(call: str, x: Tensor, block: Any, data_format: str) -> tuple[int, int, int, int]:
    """Return batch, rows, columns and channels of x, once the arguments have been checked."""
    if data_format not in ("NHWC", "NCHW"):
        raise ShapeError(f"{call}: data_format {data_format!r} must be 'NHWC' or 'NCHW'")
    if x.ndim != 4:
        raise ShapeError(f"{call}: x must have 4 axes")
    if isinstance(block, bool) or not isinstance(block, int) or block < 1:
        raise ShapeError(f"{call}: block_size {block!r} must be a positive int")
    n, *rest = x.shape
    h, w, c = rest if data_format == "NHWC" else (*rest[1:], rest[0])
    return n, h, w, c


def depth_to_space(x: Any, block_size: int, data_format: str = "NHWC") -> Tensor:
    """Return images whose channels have become blocks of ``block_size`` by ``block_size`` pixels.

    Args:
        x: (batch, rows, columns, channels), or channels before rows with "NCHW".
        block_size: channel ``(i * block_size + j) * out + c`` becomes channel c of the pixel in
            row i and column j of the block.

    Mirrors TensorFlow.js ``tf.depthToSpace``; it has a gradient.

    Raises:
        ShapeError: if x has not 4 axes, or its channels cannot be divided by the pixels of a block.

    >>> tf.depth_to_space([[[[1, 2, 3, 4]]]], 2).reshape([2, 2]).tolist()
    [[1, 2], [3, 4]]
    """
    x = as_tensor("depth_to_space", x)
    call = f"depth_to_space(x: {x.shape})"
    n, h, w, c = _images(call, x, block_size, data_format)
    b = block_size
    if c % (b * b):
        raise ShapeError(
            f"{call}: {c} channels must be divisible by block_size * block_size = {b * b}"
        )
    out = c // (b * b)
    if data_format == "NHWC":
        apart = reshape(x, (n, h, w, b, b, out))
        return reshape(transpose(apart, (0, 1, 3, 2, 4, 5)), (n, h * b, w * b, out))
    apart = reshape(x, (n, b, b, out, h, w))
    return reshape(transpose(apart, (0, 3, 4, 1, 5, 2)), (n, out, h * b, w * b))


def space_to_depth(x: Any, block_size: int, data_format: str = "NHWC") -> Tensor:
    """Return images whose blocks of pixels have become channels: the inverse of ``depth_to_space``.

    Raises:
        ShapeError: if x has not 4 axes, or its rows and columns cannot be divided by
            ``block_size``.

    >>> tf.space_to_depth([[[[1], [2]], [[3], [4]]]], 2).tolist()
    [[[[1, 2, 3, 4]]]]
    """
    x = as_tensor("space_to_depth", x)
    call = f"space_to_depth(x: {x.shape})"
    n, h, w, c = _images(call, x, block_size, data_format)
    b = block_size
    if h % b or w % b:
        raise ShapeError(f"{call}: {h} rows and {w} columns must be divisible by block_size {b}")
    if data_format == "NHWC":
        apart = reshape(x, (n, h // b, b, w // b, b, c))
        return reshape(transpose(apart, (0, 1, 3, 2, 4, 5)), (n, h // b, w // b, b * b * c))
    apart = reshape(x, (n, c, h // b, b, w // b, b))
    return reshape(transpose(apart, (0, 3, 5, 1, 2, 4)), (n, b * b * c, h // b, w // b))


def _blocks(call: str, x: Tensor, block_shape: Any, name: str, sides: Any) -> list[int]:
    blocks = [int(n) for n in block_shape]
    pairs = [tuple(pair) for pair in sides]
    if not blocks or any(n < 1 for n in blocks) or x.ndim <= len(blocks):
        raise ShapeError(
            f"{call}: block_shape {blocks} must be positive ints, one for each of the axes after "
            "the first, and fewer than x has"
        )
    if len(pairs) != len(blocks) or any(len(p) != 2 or min(p) < 0 for p in pairs):
        raise ShapeError(
            f"{call}: {name} {list(sides)} must be {len(blocks)} pairs (before, after), none "
            "negative"
        )
    return blocks


def batch_to_space_nd(x: Any, block_shape: Sequence[int], crops: Sequence[Sequence[int]]) -> Tensor:
    """Return x with the batch spread over blocks of the axes after it, then cropped.

    Args:
        x: (batch, spatial axes…, rest…).
        block_shape: how many times longer each spatial axis becomes; the batch is divided by their
            product.
        crops: per spatial axis, how many elements to leave out (at the beginning, at the end).

    Mirrors TensorFlow.js ``tf.batchToSpaceND``.

    Raises:
        ShapeError: if the batch cannot be divided, or nothing is left of an axis.

    >>> tf.batch_to_space_nd([[[1]], [[2]], [[3]], [[4]]], [2, 2], [[0, 0], [0, 0]]).tolist()
    [[[1, 2], [3, 4]]]
    """
    x = as_tensor("batch_to_space_nd", x)
    call = f"batch_to_space_nd(x: {x.shape})"
    blocks = _blocks(call, x, block_shape, "crops", crops)
    if x.shape[0] % prod(blocks):
        raise ShapeError(
            f"{call}: a batch of {x.shape[0]} must be divisible by the product of {blocks}"
        )
    for axis, block in enumerate(blocks, 1):
        if block == 1:
            continue
        n, size = x.shape[0] // block, x.shape[axis]
        between, rest = x.shape[1:axis], x.shape[axis + 1 :]
        apart = reshape(x, (block, n, prod(between), size, prod(rest[:-1]), *rest[-1:]))
        moved = transpose(apart, (1, 2, 3, 0, *range(4, apart.ndim)))
        x = reshape(moved, (n, *between, size * block, *rest))
    begin = [0, *(first for first, _ in crops)]
    sizes = [x.shape[0], *(x.shape[a] - sum(c) for a, c in enumerate(crops, 1))]
    if min(sizes) < 0:
        raise ShapeError(f"{call}: crops {list(crops)} leave out more than {x.shape} has")
    return slice(x, begin, sizes) if any(map(any, crops)) else x


def space_to_batch_nd(
    x: Any, block_shape: Sequence[int], paddings: Sequence[Sequence[int]]
) -> Tensor:
    """Return x, padded with zeros, with blocks of its spatial axes moved into the batch.

    Args:
        x: (batch, spatial axes…, rest…).
        block_shape: by how much each spatial axis is divided; the batch is multiplied by their
            product.
        paddings: per spatial axis (before, after).

    The inverse of ``batch_to_space_nd``. Mirrors TensorFlow.js ``tf.spaceToBatchND``.

    Raises:
        ShapeError: if a padded axis cannot be divided by its block.

    >>> tf.space_to_batch_nd([[[1, 2], [3, 4]]], [2, 2], [[0, 0], [0, 0]]).tolist()
    [[[1]], [[2]], [[3]], [[4]]]
    """
    x = as_tensor("space_to_batch_nd", x)
    call = f"space_to_batch_nd(x: {x.shape})"
    blocks = _blocks(call, x, block_shape, "paddings", paddings)
    for axis, (block, pair) in enumerate(zip(blocks, paddings, strict=True), 1):
        if (x.shape[axis] + sum(pair)) % block:
            raise ShapeError(
                f"{call}: axis {axis} with paddings {tuple(pair)} has {x.shape[axis] + sum(pair)} "
                f"elements, which must be divisible by its block {block}"
            )
    if any(map(any, paddings)):
        around = [(0, 0), *paddings, *[(0, 0)] * (x.ndim - 1 - len(blocks))]
        x = pad(x, [tuple(pair) for pair in around])
    for axis, block in reversed(list(enumerate(blocks, 1))):  # the first block ends up outermost
        if block == 1:
            continue
        n, size = x.shape[0], x.shape[axis] // block
        between, rest = x.shape[1:axis], x.shape[axis + 1 :]
        apart = reshape(x, (n, prod(between), size, block, prod(rest[:-1]), *rest[-1:]))
        moved = transpose(apart, (3, 0, 1, 2, *range(4, apart.ndim)))
        x = reshape(moved, (n * block, *between, size, *rest))
    return x
