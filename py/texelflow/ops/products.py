"""How products of matrices are drawn: which kernel, over which views of the operands."""

from __future__ import annotations

from math import prod
from typing import Any

from ..layout import same_place, strides_of
from ..lowering import Buffer, Builder, Spec
from ..shapes import broadcast_shapes
from .blocks import block_rows, draw_blocks
from .runs import reduce_run
from .walks import strided_copy

SHORT = 8
"""Matrices with fewer rows, or shorter sums, than this are not worth drawing in blocks."""

LONG = 64
"""Sums are cut into parts, to have fragments enough, as long as the parts are no shorter."""

UNROLLED = 1 << 26
"""From so many multiplications on the loop is unrolled twice: 5 % faster, and half as much again to
compile (118 ms and 74 on SwiftShader)."""

BATCH_AXES = 4
"""Axes before the last two that the kernels can tell apart."""


def sizes_of(shape: tuple[int, ...], transposed: bool) -> tuple[int, int]:
    """Return rows and columns of the matrices of ``shape``."""
    rows, cols = shape[-2:]
    return (cols, rows) if transposed else (rows, cols)


def _batch_params(y: Spec, a: Spec, b: Spec) -> dict[str, Any]:
    """Return the axes before the last two as uniforms, neighbours joined where all walk evenly."""
    batch = y.shape[:-2]
    walks = []
    for x in (a, b):
        lead = y.ndim - x.ndim
        own = strides_of(x.shape)
        walks.append([0] * lead + [0 if n == 1 else own[i] for i, n in enumerate(x.shape[:-2])])
    dims: list[int] = []
    strides: list[tuple[int, int]] = []
    for size, *steps in zip(batch, *walks, strict=True):
        if size == 1:
            continue
        if dims and all(s == step * size for s, step in zip(strides[-1], steps, strict=True)):
            dims[-1] *= size
            strides[-1] = (steps[0], steps[1])
        else:
            dims.append(size)
            strides.append((steps[0], steps[1]))
    rest = BATCH_AXES - len(dims)
    return {
        "batch_rank": len(dims),
        "batch_dims": (*dims, *(1,) * rest),
        "a_strides": (*(s[0] for s in strides), *(0,) * rest),
        "b_strides": (*(s[1] for s in strides), *(0,) * rest),
    }


def _as_row(b: Builder, x: Buffer, transposed: bool) -> tuple[Buffer, bool]:
    """See a column as a transposed row, or the other way round, where the longer one has texels."""
    rows, cols = x.spec.shape[-2:]
    turned = Spec((*x.spec.shape[:-2], cols, rows), x.spec.dtype)
    if cols == 1 < rows and turned.layout.aligned and same_place(x.spec.shape, turned.shape):
        return b.view(x, turned), not transposed
    return x, transposed


def _merge_batch(b: Builder, y: Spec, x: Buffer, w: Buffer, transposed: bool) -> list[Buffer]:
    """See a batch of matrices times one matrix as one tall matrix times it, where x allows."""
    layout = x.spec.layout
    tall = Spec((layout.rows, layout.cols), x.spec.dtype)
    one = w.spec.size == w.spec.shape[-2] * w.spec.shape[-1]
    whole = layout.rows * y.shape[-1] == y.size
    if transposed or not one or not whole or not same_place(x.spec.shape, tall.shape):
        return [x, w]
    return [b.view(x, tall), b.view(w, Spec(w.spec.shape[-2:], w.spec.dtype))]


def _lower_matrices(
    b: Builder, y: Spec, x: Buffer, w: Buffer, transpose_a: bool, transpose_b: bool
) -> Buffer:
    n = y.shape[-1]
    k = sizes_of(x.spec.shape, transpose_a)[1]
    if k == 0:
        return b.draw("create/fill", {}, y, fill=0.0 if y.kind == "float" else 0)
    x, transpose_a = _as_row(b, x, transpose_a)
    w, transpose_b = _as_row(b, w, transpose_b)
    if transpose_a and transpose_b and w.spec.layout.aligned:
        x, transpose_a = _transposed(b, x), False
    if transpose_a and not transpose_b and k >= 2 * LONG:
        parts = _parts_of_sum(b, y, x, w, k)
        if parts > 1:
            return _draw_parts(b, y, x, w, parts)
    x, w = _merge_batch(b, y, x, w, transpose_a)
    m = sizes_of(x.spec.shape, transpose_a)[0]
    merged = y if m == y.shape[-2] else Spec((m, n), y.dtype)
    params = {"m": m, "k": k, **_batch_params(merged, x.spec, w.spec)}
    if y.layout.aligned and x.spec.layout.aligned and w.spec.layout.aligned:
        size = block_rows(b, m, y.layout.texels) if m >= SHORT and k >= SHORT else 1
        if size > 1:
            return _draw_blocked(b, y, x, w, transpose_a, transpose_b, size, params)
    return _draw_single(b, y, x, w, transpose_a, transpose_b, params)


def _parts_of_sum(b: Builder, y: Spec, x: Buffer, w: Buffer, k: int) -> int:
    """Return into how many parts to cut the sums of one small product of tall matrices, else 1.

    The gradient of a recurrent kernel, (2560, 20) by (2560, 80): 17 ms in one part, 4 to 6 in many.
    """
    m, n = y.shape[-2:]
    aligned = all(spec.layout.aligned for spec in (y, x.spec, w.spec))
    texels = y.layout.texels
    if not aligned or y.size != m * n or m < SHORT:
        return 1
    parts = 1
    while k % (2 * parts) == 0 and k // (2 * parts) >= LONG:
        if block_rows(b, m, texels * parts) > 1:
            break
        parts *= 2
    return parts


def _draw_parts(b: Builder, y: Spec, x: Buffer, w: Buffer, parts: int) -> Buffer:
    """Draw xᵀ w as products of parts of their rows, and add these up."""
    k, m = x.spec.shape[-2:]
    n = y.shape[-1]
    x = b.view(x, Spec((parts, k // parts, m), y.dtype))
    w = b.view(w, Spec((parts, k // parts, n), y.dtype))
    made = _lower_matrices(b, Spec((parts, m, n), y.dtype), x, w, True, False)
    return reduce_run(b, "reduce/sum", made, 0, 0, y, None)


def _draw_blocked(
    b: Builder,
    y: Spec,
    x: Buffer,
    w: Buffer,
    transpose_a: bool,
    transpose_b: bool,
    size: int,
    params: dict[str, Any],
) -> Buffer:
    """Draw y several rows at a time; x and w are not both transposed."""
    way = "COLUMNS" if transpose_a else "B_ROWS" if transpose_b else "A_ROWS"
    params |= {"a_texels": x.spec.layout.stride >> 2, "b_texels": w.spec.layout.stride >> 2}
    params |= {"n": y.shape[-1]} if transpose_b else {}
    k = params["k"]
    ways = {way: 1, "REST": k % 4 > 0 and not transpose_a}
    ways["TWICE"] = not transpose_a and y.size * k >= UNROLLED
    return draw_blocks(b, "matmul/block", {"a": x, "b": w}, y, params["m"], size, ways, **params)


def _draw_single(
    b: Builder,
    y: Spec,
    x: Buffer,
    w: Buffer,
    transpose_a: bool,
    transpose_b: bool,
    params: dict[str, Any],
) -> Buffer:
    """Draw y a texel at a time, or element by element where a matrix lies flat."""
    a_row, a_step = _walk(x, transpose_a)
    b_step, b_col = _walk(w, transpose_b)
    params |= {"a_row": a_row}
    buffers = {"a": x, "b": w}
    rows = y.layout.aligned
    if not transpose_b and rows and w.spec.layout.aligned:
        texels = not transpose_a and x.spec.layout.aligned
        params |= {"y_texels": y.layout.stride >> 2, "b_texels": w.spec.layout.stride >> 2}
        params |= {} if texels else {"a_step": a_step}
        return b.draw("matmul/rows", buffers, y, {"A_TEXELS": texels}, **params)
    if transpose_b and not transpose_a and x.spec.layout.aligned and w.spec.layout.aligned:
        params |= {"b_texels": w.spec.layout.stride >> 2}
        params |= {"y_texels": y.layout.stride >> 2, "n": y.shape[-1]} if rows else _lanes(y)
        return b.draw("matmul/dots", buffers, y, {"ROWS": rows}, **params)
    params |= {"a_step": a_step, "b_step": b_step, "b_col": b_col, **_lanes(y)}
    return b.draw("matmul/elements", buffers, y, **params)


def _lanes(y: Spec) -> dict[str, int]:
    return {"y_cols": y.layout.cols, "y_stride": y.layout.stride}


def _walk(x: Buffer, transposed: bool) -> tuple[int, int]:
    """Return the steps from row to row and from column to column, in elements."""
    stride = x.spec.layout.stride
    return (1, stride) if transposed else (stride, 1)


def _transposed(b: Builder, x: Buffer) -> Buffer:
    shape = x.spec.shape
    strides = strides_of(shape)
    y = Spec((*shape[:-2], shape[-1], shape[-2]), x.spec.dtype)
    return strided_copy(b, y, x, (*strides[:-2], strides[-1], strides[-2]), 0, y.shape)


def lower_matmul(
    b: Builder, y: Spec, x: Buffer, w: Buffer, *, transpose_a: bool, transpose_b: bool
) -> Buffer:
    if w.spec.ndim == 1:  # x w is the row w xᵀ, which lies as y does
        x, w, transpose_a, transpose_b = w, x, False, not transpose_a
    x, w = (_matrix(b, side) for side in (x, w))
    m, n = sizes_of(x.spec.shape, transpose_a)[0], sizes_of(w.spec.shape, transpose_b)[1]
    batch = broadcast_shapes(x.spec.shape[:-2], w.spec.shape[:-2])
    if n == 1 < m and prod(batch) == 1:  # one column lies as one row does
        x, w, transpose_a, transpose_b, m, n = w, x, not transpose_b, not transpose_a, n, m
    made = _lower_matrices(b, Spec((*batch, m, n), y.dtype), x, w, transpose_a, transpose_b)
    return b.view(made, y)


def _matrix(b: Builder, x: Buffer) -> Buffer:
    return b.view(x, Spec((1, *x.spec.shape), x.spec.dtype)) if x.spec.ndim == 1 else x
