"""Products of matrices: ``matmul``, ``dot``, ``outer_product``."""

from __future__ import annotations

from math import prod as product
from typing import Any

from ..errors import ShapeError
from ..layout import same_place, strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic
from .blocks import block_rows, draw_blocks
from .movement import reshape, strided_copy

__all__ = ["dot", "matmul", "outer_product"]

SHORT = 8
"""Matrices with fewer rows, or shorter sums, than this are not worth drawing in blocks."""

BATCH_AXES = 4
"""Axes before the last two that the kernels can tell apart."""


# --- shapes ---------------------------------------------------------------------------------------


def _sizes(shape: tuple[int, ...], transposed: bool) -> tuple[int, int]:
    rows, cols = shape[-2:]
    return (cols, rows) if transposed else (rows, cols)


def _matmul_shape(a: Spec, b: Spec, *, transpose_a: bool, transpose_b: bool) -> tuple[int, ...]:
    if not a.ndim or not b.ndim:
        raise ShapeError("a scalar has no rows and columns; use * to scale")
    if (transpose_a and a.ndim == 1) or (transpose_b and b.ndim == 1):
        raise ShapeError("a vector cannot be transposed; reshape it to two axes")
    m, inner = _sizes((1, *a.shape), transpose_a) if a.ndim == 1 else _sizes(a.shape, transpose_a)
    other, n = _sizes((*b.shape, 1), transpose_b) if b.ndim == 1 else _sizes(b.shape, transpose_b)
    if inner != other:
        things = "elements" if b.ndim == 1 else "columns" if transpose_b else "rows"
        raise ShapeError(
            f"inner dimensions {inner} and {other} differ; b must have {inner} {things}"
        )
    batch = broadcast_shapes(a.shape[:-2], b.shape[:-2])
    if len(batch) > BATCH_AXES:
        raise ShapeError(f"{len(batch)} axes before the last two; {BATCH_AXES} are the most")
    return (*batch, *(m,) * (a.ndim > 1), *(n,) * (b.ndim > 1))


# --- lowering -------------------------------------------------------------------------------------


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
    k = _sizes(x.spec.shape, transpose_a)[1]
    if k == 0:
        return b.draw("create/fill", {}, y, fill=0.0 if y.kind == "float" else 0)
    x, transpose_a = _as_row(b, x, transpose_a)
    w, transpose_b = _as_row(b, w, transpose_b)
    if transpose_a and transpose_b and w.spec.layout.aligned:
        x, transpose_a = _transposed(b, x), False
    x, w = _merge_batch(b, y, x, w, transpose_a)
    m = _sizes(x.spec.shape, transpose_a)[0]
    merged = y if m == y.shape[-2] else Spec((m, n), y.dtype)
    params = {"m": m, "k": k, **_batch_params(merged, x.spec, w.spec)}
    if y.layout.aligned and x.spec.layout.aligned and w.spec.layout.aligned:
        size = block_rows(b, m, y.layout.texels) if m >= SHORT and k >= SHORT else 1
        if size > 1:
            return _draw_blocked(b, y, x, w, transpose_a, transpose_b, size, params)
    return _draw_single(b, y, x, w, transpose_a, transpose_b, params)


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
    buffers = {"a": x, "b": w}
    return draw_blocks(b, "matmul/block", buffers, y, params["m"], size, {way: 1}, **params)


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


def _lower_matmul(
    b: Builder, y: Spec, x: Buffer, w: Buffer, *, transpose_a: bool, transpose_b: bool
) -> Buffer:
    if w.spec.ndim == 1:  # x w is the row w xᵀ, which lies as y does
        x, w, transpose_a, transpose_b = w, x, False, not transpose_a
    x, w = (_matrix(b, side) for side in (x, w))
    m, n = _sizes(x.spec.shape, transpose_a)[0], _sizes(w.spec.shape, transpose_b)[1]
    batch = broadcast_shapes(x.spec.shape[:-2], w.spec.shape[:-2])
    if n == 1 < m and product(batch) == 1:  # one column lies as one row does
        x, w, transpose_a, transpose_b, m, n = w, x, not transpose_b, not transpose_a, n, m
    made = _lower_matrices(b, Spec((*batch, m, n), y.dtype), x, w, transpose_a, transpose_b)
    return b.view(made, y)


def _matrix(b: Builder, x: Buffer) -> Buffer:
    return b.view(x, Spec((1, *x.spec.shape), x.spec.dtype)) if x.spec.ndim == 1 else x


# --- the op ---------------------------------------------------------------------------------------


def _matmul_grad(
    g: Tensor, _y: Spec, a: Tensor, b: Tensor, *, transpose_a: bool, transpose_b: bool
) -> tuple[Any, Any]:
    left = reshape(a, (1, -1)) if a.ndim == 1 else a
    right = reshape(b, (-1, 1)) if b.ndim == 1 else b
    batch = broadcast_shapes(left.shape[:-2], right.shape[:-2])
    m, n = _sizes(left.shape, transpose_a)[0], _sizes(right.shape, transpose_b)[1]
    g = reshape(g, (*batch, m, n))

    def by_a() -> Tensor:
        if transpose_a:
            found = matmul(right, g, transpose_b, True)
        else:
            found = matmul(g, right, False, not transpose_b)
        return reshape(found, (*batch, -1)) if a.ndim == 1 else found

    def by_b() -> Tensor:
        if transpose_b:
            found = matmul(g, left, True, transpose_a)
        else:
            found = matmul(left, g, not transpose_a, False)
        return reshape(found, (*batch, -1)) if b.ndim == 1 else found

    return by_a, by_b


@op(shape=_matmul_shape, types=arithmetic, lower=_lower_matmul, grad=_matmul_grad)
def matmul(
    a: TensorLike, b: TensorLike, transpose_a: bool = False, transpose_b: bool = False
) -> Tensor:
    """Return the product of two matrices, or of all pairs in two batches of matrices.

    Args:
        a: (…, m, k), or (…, k, m) with ``transpose_a``; or a vector of k.
        b: (…, k, n), or (…, n, k) with ``transpose_b``; or a vector of k.
        transpose_a: whether to take the transpose of a's last two axes; costs nothing.
        transpose_b: likewise of b's.

    Axes before the last two broadcast. A vector counts as one row (a) or one column (b), and that
    axis is gone from the result, as in NumPy. Also the operator ``@``. Mirrors TensorFlow.js
    ``tf.matMul``.

    Raises:
        ShapeError: if the inner dimensions differ, an argument is a scalar, or the other axes do
            not broadcast.

    >>> tf.matmul([[1.0, 2.0]], [[3.0], [4.0]]).tolist()
    [[11.0]]
    """
    ...


def _described(name: str, a: Tensor, b: Tensor) -> str:
    return f"{name}(a: {a.shape}, b: {b.shape})"


def dot(a: Any, b: Any) -> Tensor:
    """Return the product of vectors or matrices (one or two axes each), or scale by a scalar.

    Mirrors TensorFlow.js ``tf.dot``. For more axes use ``matmul``.

    Raises:
        ShapeError: if an argument has more than two axes, or inner dimensions differ.

    >>> tf.dot([1.0, 2.0], [3.0, 4.0]).item()
    11.0
    """
    a, b = as_tensor("dot", a), as_tensor("dot", b)
    call = _described("dot", a, b)
    if a.ndim > 2 or b.ndim > 2:
        raise ShapeError(f"{call}: needs at most two axes; use matmul for batches")
    if not a.ndim or not b.ndim:
        return a * b
    if a.shape[-1] != b.shape[0]:
        raise ShapeError(
            f"{call}: inner dimensions {a.shape[-1]} and {b.shape[0]} differ; "
            f"b must have {a.shape[-1]} {'rows' if b.ndim == 2 else 'elements'}"
        )
    return matmul(a, b)


def outer_product(v1: Any, v2: Any) -> Tensor:
    """Return the matrix of all products ``v1[i] * v2[j]`` of two vectors.

    Mirrors TensorFlow.js ``tf.outerProduct``.

    Raises:
        ShapeError: if an argument is not a vector.

    >>> tf.outer_product([1.0, 2.0], [3.0, 4.0]).tolist()
    [[3.0, 4.0], [6.0, 8.0]]
    """
    v1, v2 = as_tensor("outer_product", v1), as_tensor("outer_product", v2)
    if v1.ndim != 1 or v2.ndim != 1:
        raise ShapeError(
            f"outer_product(v1: {v1.shape}, v2: {v2.shape}): needs two vectors; flatten them first"
        )
    return reshape(v1, (-1, 1)) * reshape(v2, (1, -1))
