"""Lowering of reductions: each run of neighbouring axes in as few draws as its length asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod as product
from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..shapes import normalize_axes

CHUNK = 256
"""Most elements (or rows) that one fragment reduces, so that a long run becomes many fragments."""

FEW = 4096
"""With at least this many results there are fragments enough, and runs are not cut."""


def _runs(axes: Sequence[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring axes as (first, last), the last run first."""
    runs: list[list[int]] = []
    for axis in axes:
        if runs and runs[-1][1] == axis - 1:
            runs[-1][1] = axis
        else:
            runs.append([axis, axis])
    return [(first, last) for first, last in reversed(runs)]


def reduction(kernel: str, scale: Callable[[int], float] | None = None) -> Callable[..., Buffer]:
    """Return the lowering of a reduction; ``scale(n)`` multiplies what n elements came to."""

    def lower(b: Builder, y: Spec, x: Buffer, *, axis: Any, keepdims: bool) -> Buffer:
        del keepdims
        shape = x.spec.shape
        axes = normalize_axes(axis, len(shape))
        factor = scale(product(shape[a] for a in axes)) if scale else None
        runs = _runs(axes)
        if not runs:
            return b.view(x, y)
        first, last = runs[0]
        if first < last == len(shape) - 1 and not x.spec.layout.dense:
            # Gaps between rows: first the axes above, which leaves one row to each, then the row.
            runs[:1] = [(first, last - 1), (first, first)]
        for first, last in runs[:-1]:
            rest = x.spec.shape[:first] + x.spec.shape[last + 1 :]
            x = reduce_run(b, kernel, x, first, last, Spec(rest, x.spec.dtype), None)
        return reduce_run(b, kernel, x, *runs[-1], y, factor)

    return lower


def reduce_run(
    b: Builder, kernel: str, x: Buffer, first: int, last: int, y: Spec, scale: float | None
) -> Buffer:
    """Reduce the axes from ``first`` to ``last`` of x, in as many draws as that length asks."""
    shape = x.spec.shape
    outer, inner = shape[:first], shape[last + 1 :]
    length = product(shape[first : last + 1])
    parts = 1 if y.size >= FEW else max(1, -(-length // CHUNK))
    chunk = max(4, (-(-length // parts) + 3) & ~3)
    parts = max(1, -(-length // chunk))
    if parts == 1:
        return draw_run(b, kernel, x, length, inner, y, 1, chunk, scale)
    partial = Spec((*outer, parts, *inner), x.spec.dtype)
    made = draw_run(b, kernel, x, length, inner, partial, parts, chunk, None)
    return reduce_run(b, kernel, made, first, first, y, scale)


def draw_run(
    b: Builder,
    kernel: str,
    x: Buffer,
    length: int,
    inner: tuple[int, ...],
    y: Spec,
    parts: int,
    chunk: int,
    scale: float | None,
) -> Buffer:
    layout = x.spec.layout
    params: dict[str, Any] = {"parts": parts, "chunk": chunk}
    params |= {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    if scale is not None:
        params["scale"] = float(scale)
    if inner:
        params |= {"length": length, "inner_rows": product(inner[:-1])}
        params |= {"x_cols": inner[-1], "x_stride": layout.stride}
        # An axis kept with size 1 at y's end makes other rows than those of x.
        alike = (y.layout.cols, y.layout.stride) == (layout.cols, layout.stride)
        defines = {"ROWS": layout.aligned and alike, "SCALE": scale is not None}
        return b.draw(kernel, {"x": x}, y, defines, **params)
    # Several axes at once are one long row, which is dense or they would have been taken apart.
    single = layout.cols == length
    params |= {"x_cols": length, "x_stride": layout.stride if single else length}
    aligned = layout.aligned if single else length % 4 == 0 or x.spec.size == length
    return b.draw(
        kernel, {"x": x}, y, {"LAST": 1, "ROWS": aligned, "SCALE": scale is not None}, **params
    )
