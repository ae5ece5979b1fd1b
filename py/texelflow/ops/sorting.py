"""Sorting along an axis, and what comes of it: positions, the largest k, medians and quantiles.

Elements become whole numbers that sort alike. Blocks of them are ranked by counting, two draws
for a block however long, and then merged two by two, where each result finds its sources by
bisection. For 4096 elements that is 10 draws, of which a bitonic network would take 78, and equal
elements keep their order.
"""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

from ..dtypes import int32
from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axis
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import ranked
from .along import sum_along
from .reshaping import reshape

__all__ = ["argsort", "sort", "topk"]

BLOCK = 64
"""Elements of one block, where there are several."""

SINGLE = 256
"""Up to so many elements are one block, which needs no merging,"""

FEW = 1 << 22
"""unless there would be more comparisons than this: 1000 rows of 256 took 120 ms, merged 55."""


class Ordered(NamedTuple):
    """Values, and the positions where they were."""

    values: Tensor
    indices: Tensor


def _ordered_shape(x: Spec, *, axis: int, count: int | None, **_: Any) -> list[tuple[int, ...]]:
    at = normalize_axis(axis, x.ndim)
    size = x.shape[at] if count is None else count
    return [(*x.shape[:at], size, *x.shape[at + 1 :])] * 2


def _lower_ordered(
    b: Builder, ys: list[Spec], x: Buffer, *, axis: int, descending: bool, count: int | None
) -> list[Buffer]:
    spec = x.spec
    at = normalize_axis(axis, spec.ndim)
    size, inner = spec.shape[at], prod(spec.shape[at + 1 :])
    width = max(4, -(-size // 4) * 4)
    place = {"size": size, "inner": inner}
    place |= {"x_cols": spec.layout.cols, "x_stride": spec.layout.stride}
    whole = Spec((prod(spec.shape[:at]) * inner, width), int32)
    keys = b.draw(
        "sort/keys", {"x": x}, whole, {}, descending=int(descending), width=width, **place
    )
    y = ys[0]
    found, ranks = _found(b, keys, y.shape[at])
    return b.draw(
        "sort/finish",
        {"x": x, **found},
        {"y": y, "places": ys[1]},
        {"RANKS": ranks, "ORIGIN": "origin" in found},
        count=y.shape[at],
        width=found["from"].spec.shape[1],
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
        **place,
    )


def _found(b: Builder, keys: Buffer, count: int) -> tuple[dict[str, Buffer], bool]:
    """Return where the first ``count`` keys in order are; or ranks that tell it, and True.

    Of blocks that are longer than what is wanted, their first few compete again.
    """
    kept = max(4, -(-count // 4) * 4)
    origin: dict[str, Buffer] = {}
    while True:
        width = keys.spec.shape[1]
        single = width <= (SINGLE if keys.spec.size * width <= FEW else BLOCK)
        block = width if single else BLOCK
        ranks = b.draw("sort/ranks", {"x": keys}, keys.spec, {}, block=block, width=width)
        if single:
            return {"from": ranks, **origin}, True
        some = 2 * kept <= BLOCK
        keys, places = _chosen(b, keys, ranks, origin, kept if some else BLOCK)
        if not some:
            return {"from": _merged(b, keys, places)}, False
        origin = {"origin": places}


def _chosen(
    b: Builder, keys: Buffer, ranks: Buffer, origin: dict[str, Buffer], kept: int
) -> list[Buffer]:
    """Return the first ``kept`` keys of each block in order, and their places."""
    lines, width = keys.spec.shape
    blocks = -(-width // BLOCK)
    y = Spec((lines, blocks * kept), int32)
    return b.draw(
        "sort/order",
        {"keys": keys, "ranks": ranks, **origin},
        {"y": y, "places": y},
        {"ORIGIN": bool(origin)},
        width=width,
        block=BLOCK,
        blocks=blocks,
        kept=kept >> 2,
    )


def _merged(b: Builder, keys: Buffer, places: Buffer) -> Buffer:
    """Return the places of sorted blocks of keys, merged two by two."""
    width = keys.spec.shape[1]
    run = BLOCK
    while run < width:
        keys, places = b.draw(
            "sort/merge",
            {"keys": keys, "from": places},
            {"y": keys.spec, "places": keys.spec},
            {},
            width=width,
            run=run,
            steps=run.bit_length() + 1,
        )
        run *= 2
    return places


def _ordered_grad(g: Any, ys: Any, _x: Spec, *, axis: int) -> Tensor:
    at = normalize_axis(axis, _x.ndim)
    return sum_along(g[0], ys[1], at, _x.shape[at])


@op(shape=_ordered_shape, types=ranked, lower=_lower_ordered, grad=_ordered_grad)
def ordered(x: TensorLike, axis: int, descending: bool, count: int | None) -> Any:
    """Return the first ``count`` elements along an axis in order (all if None), and their places.

    >>> from texelflow.ops.sorting import ordered
    >>> values, places = ordered([3, 1, 2], 0, False, 2)
    >>> values.tolist(), places.tolist()
    ([1, 2], [1, 2])
    """
    ...


def _placed(name: str, x: Any, axis: int | None) -> tuple[Tensor, int]:
    """Return x and an axis counted from the front, for a function that None makes flat."""
    value = as_tensor(name, x)
    if axis is None:
        return reshape(value, (-1,)), 0
    try:
        return value, normalize_axis(axis, value.ndim)
    except (ShapeError, TypeError) as error:
        raise type(error)(f"{name}(x: {value.shape}): {error}") from None


def sort(x: Any, axis: int | None = -1, descending: bool = False) -> Tensor:
    """Return x sorted along an axis; None sorts all elements as one row. Mirrors NumPy.

    NaN counts as greater than every number: it comes last, and first if descending. The gradient
    goes to where each element came from.

    Raises:
        ShapeError: if the axis is none of x's.

    >>> tf.sort([3, 1, 2]).tolist(), tf.sort([3, 1, 2], descending=True).tolist()
    ([1, 2, 3], [3, 2, 1])
    """
    value, at = _placed("sort", x, axis)
    return ordered(value, at, bool(descending), None)[0]


def argsort(x: Any, axis: int | None = -1, descending: bool = False) -> Tensor:
    """Return as int32 the positions that sort x along an axis; equal elements keep their order.

    Everything else as ``sort``. Mirrors NumPy's, with ``kind="stable"``.

    >>> tf.argsort([3, 1, 2]).tolist()
    [1, 2, 0]
    """
    value, at = _placed("argsort", x, axis)
    return ordered(value, at, bool(descending), None)[1]


def topk(x: Any, k: int = 1, sorted: bool = True) -> Ordered:
    """Return the k largest elements of each row, and their positions: ``(values, indices)``.

    Args:
        x: (…, n).
        k: how many, at most n.
        sorted: taken for TensorFlow.js's sake; the result is sorted, the largest first, anyhow.

    Of equal elements the earlier comes first, and NaN counts as the greatest. The gradient goes
    by the values. Mirrors TensorFlow.js ``tf.topk``.

    Raises:
        ShapeError: if x is a scalar, or k is not from 0 to n.

    >>> values, indices = tf.topk([1.0, 5.0, 3.0], 2)
    >>> values.tolist(), indices.tolist()
    ([5.0, 3.0], [1, 2])
    """
    del sorted
    value = as_tensor("topk", x)
    if not value.ndim:
        raise ShapeError("topk(x: ()): a scalar has no row to choose from; it needs one axis")
    if isinstance(k, bool) or not hasattr(k, "__index__"):
        raise TypeError(f"topk(x: {value.shape}): k must be an int, got {k!r}")
    if not 0 <= int(k) <= value.shape[-1]:
        raise ShapeError(
            f"topk(x: {value.shape}): k is {int(k)}; it must be from 0 to the row's length, "
            f"{value.shape[-1]}"
        )
    return Ordered(*ordered(value, value.ndim - 1, True, int(k)))
