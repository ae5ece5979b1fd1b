"""Draws that copy elements along affine walks: y[c] = x[offset + Σ c·strides], and the inverse.

The walk is over as few axes as say the same, and over whole texels where both sides allow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

from ..lowering import Buffer, Builder, Layers, Spec
from .blocks import interleave

ENOUGH = 16384
"""A second draw costs as much as reading this many texels of x four times in place of once."""

AXES = (1, 2, 4, 6, 12)
"""How many axes a program walks over; there is one for each number."""


class Axis(NamedTuple):
    """One axis of a walk."""

    size: int
    stride: int
    """How far apart in x its neighbours are; 0 where x is repeated."""
    begin: int = 0
    """Where along y's axis x begins."""
    own: int | None = None
    """How long x is, if it is not as long as y."""

    @property
    def whole(self) -> bool:
        """Whether x is as long as y."""
        return self.own in (None, self.size)


def fewest(axes: Sequence[Axis]) -> list[Axis]:
    """Return axes with those of size 1 left out, and neighbours joined where that is the same.

    >>> fewest([Axis(2, 12), Axis(1, 7), Axis(3, 4)])
    [Axis(size=6, stride=4, begin=0, own=6)]
    """
    found: list[Axis] = []
    for axis in axes:
        if axis.size == 1 and axis.whole:
            continue
        if found and axis.whole and found[-1].stride == axis.size * axis.stride:
            outer, n = found[-1], axis.size
            own = outer.size if outer.own is None else outer.own
            axis = Axis(outer.size * n, axis.stride, outer.begin * n, own * n)
            found.pop()
        found.append(axis)
    return found or [Axis(1, 0)]


def walk(axes: Sequence[Axis]) -> tuple[int, dict[str, Any]]:
    """Return AXES and the uniforms of ``prelude/walk.glsl``, but for the offset."""
    few = fewest(axes)
    count = next(n for n in AXES if n >= len(few))
    few = [Axis(1, 0)] * (count - len(few)) + few
    sizes = tuple(axis.size for axis in few)
    strides = tuple(axis.stride for axis in few)
    inverses = tuple(1.0 / max(1, size) for size in sizes)
    return count, {"dims": sizes, "inverses": inverses, "x_strides": strides}


def rows_of(y: Spec) -> dict[str, Any]:
    """Return the uniforms that tell the rows of y."""
    texels = max(1, y.layout.stride >> 2)
    return {"y_texels": texels, "y_inverse": 1.0 / texels}


def strided_copy(
    b: Builder,
    y: Spec,
    x: Buffer,
    strides: Sequence[int],
    offset: int,
    dims: Sequence[int],
    tile: int | None = None,
) -> Buffer:
    """Draw ``y[c] = x[offset + Σ c·strides]``, where ``c`` runs over ``dims`` in row-major order.

    ``dims`` is y's shape, or one with as many elements and the same last axis; along that, with
    ``tile``, x begins again after so many elements.
    """
    axes = [Axis(size, stride) for size, stride in zip(dims, strides, strict=True)]
    if tile is not None:
        axes[-1:] = [Axis(dims[-1] // max(1, tile), 0), Axis(tile, strides[-1])]
    if not y.layout.aligned:
        return _draw(b, y, x, {}, axes, offset)
    texels = _in_texels(y, axes, offset, tile)
    if texels:
        return _draw(b, y, x, {"TEXELS": True}, texels, offset >> 2)
    step = strides[-1] if strides else 0
    rows = axes[:-1] if tile is None else axes[:-2]
    more: dict[str, Any] = rows_of(y)
    if tile is None and step % 4 == 0:
        lanes = _lanes(b, y, rows, step, offset)
        if lanes is not None:
            return _turned(b, y, x, rows, lanes, step >> 2, offset)
        return _draw(b, y, x, {"LANE": True}, rows, offset, **more, x_jump=step >> 2)
    if tile is None and step in (1, -1):
        return _draw(b, y, x, {"RUN": True}, rows, offset, **more, x_step=step)
    cols = tile or max(1, y.layout.cols)
    more |= {"x_step": step, "x_cols": cols, "x_inverse": 1.0 / cols}
    return _draw(b, y, x, {"SPREAD": True}, rows, offset, **more)


def _lanes(b: Builder, y: Spec, rows: list[Axis], step: int, offset: int) -> int | None:
    """Return which axis runs along lanes of x, if it pays to read each texel of x once only.

    That is, if the walk that would be done for each texel of y is over several axes.
    """
    if (
        len(fewest(rows)) < 2
        or not step
        or offset % 4
        or b.engine.max_targets < 4
        or y.layout.texels < ENOUGH
    ):
        return None
    along = [i for i, axis in enumerate(rows) if axis.size > 1 and axis.stride % 4]
    return along[0] if [rows[i].stride for i in along] == [1] and rows[along[0]].size > 2 else None


def _turned(
    b: Builder, y: Spec, x: Buffer, rows: list[Axis], lanes: int, jump: int, offset: int
) -> Buffer:
    """Draw four rows at once, and put them together."""
    size, inner = rows[lanes].size, prod(axis.size for axis in rows[lanes + 1 :])
    blocks = -(-size // 4)
    groups = [*rows[:lanes], Axis(blocks, 4), *rows[lanes + 1 :]]
    part = Layers((prod(axis.size for axis in groups), y.layout.cols), y.dtype, 4)
    count, params = walk(groups)
    params |= rows_of(y) | {"offset": offset, "x_jump": jump}
    made = b.draw("movement/turn", {"x": x}, part, {"AXES": count}, **params)
    return interleave(b, made, y, inner * (y.layout.stride >> 2), size)


def _in_texels(y: Spec, axes: list[Axis], offset: int, tile: int | None) -> list[Axis] | None:
    """Return the axes of a walk over texels, or None if y's texels are not all x's."""
    *rows, last = axes or [Axis(1, 1)]
    if offset % 4 or (tile or 0) % 4 or not (last.stride == 1 or last.size == 1):
        return None
    if any(axis.stride % 4 for axis in rows if axis.size > 1):
        return None
    texels = tile >> 2 if tile else y.layout.stride >> 2
    return [*(axis._replace(stride=axis.stride >> 2) for axis in rows), Axis(texels, 1)]


def _draw(
    b: Builder,
    y: Spec,
    x: Buffer,
    ways: dict[str, Any],
    axes: Sequence[Axis],
    offset: int,
    **more: Any,
) -> Buffer:
    count, params = walk(axes)
    ways = {"AXES": count, **ways}
    return b.draw("movement/strided", {"x": x}, y, ways, offset=offset, **params, **more)


def place_copy(
    b: Builder, y: Spec, x: Buffer, strides: Sequence[int], begins: Sequence[int], fill: int | float
) -> Buffer:
    """Draw y, whose rows start on texels, full of ``fill`` and with x from ``begins`` on."""
    shapes = zip(y.shape, strides, begins, x.spec.shape, strict=True)
    *rows, last = (Axis(*each) for each in shapes)
    if x.spec.layout.aligned and (last.whole or (last.begin % 4 == 0 and (last.own or 0) % 4 == 0)):
        own = x.spec.layout.stride >> 2
        rows = [axis._replace(stride=axis.stride >> 2) for axis in rows]
        texels = [*rows, Axis(y.layout.stride >> 2, 1, last.begin >> 2, own)]
        ways, params = _bounded(texels)
        return b.draw("movement/place", {"x": x}, y, ways | {"TEXELS": True}, fill=fill, **params)
    ways, params = _bounded(rows)
    params |= rows_of(y) | {"x_begin": last.begin, "x_cols": x.spec.layout.cols}
    return b.draw("movement/place", {"x": x}, y, ways | {"ROWS": True}, fill=fill, **params)


def _bounded(axes: Sequence[Axis]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return AXES and the uniforms of a walk that may leave x."""
    count, params = walk(axes)
    few = fewest(axes)
    few = [Axis(1, 0)] * (count - len(few)) + few
    begins = tuple(axis.begin for axis in few)
    own = tuple(axis.size if axis.own is None else axis.own for axis in few)
    return {"AXES": count}, params | {"begins": begins, "x_dims": own}
