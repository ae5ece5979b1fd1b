"""What decompositions are drawn of: one draw a column (or a round) of all matrices of a batch.

A host that reads a matrix back, decomposes it in Python and uploads the factors waits for the GPU,
takes one matrix at a time and cannot be recorded; a draw takes all of them.
"""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..tensor import Tensor
from .compare import as_real
from .movement import transpose
from .walks import strided_copy


def cells(y: Spec) -> dict[str, Any]:
    """Return the parameters of ``prelude/cells.glsl``."""
    return {"y_cols": y.layout.cols, "y_stride": y.layout.stride}


def with_size(x: Spec, rows: int, cols: int) -> Spec:
    """Return a batch of matrices of another size."""
    return Spec((*x.shape[:-2], rows, cols), x.dtype)


def part(
    b: Builder, x: Buffer, rows: int, cols: int, offset: int = 0, transposed: bool = False
) -> Buffer:
    """Copy a corner of each matrix, ``offset`` elements further on, or its transpose."""
    y = with_size(x.spec, rows, cols)
    *batch, down, side = strides_of(x.spec.shape)
    steps = (side, down) if transposed else (down, side)
    return strided_copy(b, y, x, (*batch, *steps), offset, y.shape)


def eliminate(b: Builder, x: Buffer, gentle: bool) -> Buffer:
    """Eliminate the square matrices on the left of x, in as many draws as they have rows."""
    rows = x.spec.shape[-2]
    for step in range(rows):
        x = b.draw(
            "linalg/eliminate",
            {"x": x},
            x.spec,
            step=step,
            rows=rows,
            gentle=int(gentle),
            **cells(x.spec),
        )
    return x


def beside_identity(b: Builder, x: Buffer) -> Buffer:
    """Return x with the identity matrix to its right."""
    rows, cols = x.spec.shape[-2:]
    y = with_size(x.spec, rows, cols + rows)
    sizes = {"rows": rows, "cols": cols, "x_stride": x.spec.layout.stride}
    return b.draw("linalg/beside_identity", {"x": x}, y, **sizes, **cells(y))


TALL = 2
"""Of matrices more than so many times as high as wide the reflections are kept, and Q unfolded."""


def orthogonalise(b: Builder, x: Buffer, full: bool) -> tuple[Buffer, Buffer]:
    """Return Q and R of x by Householder's reflections, two draws a column (of tall ones four)."""
    rows, cols = x.spec.shape[-2:]
    count = min(rows, cols)
    if rows > TALL * cols and not full:
        state = _reflected(b, x, cols, True)
        r = part(b, state, count, cols)
        sizes: dict[str, Any] = {"rows": count, "y_stride": r.spec.layout.stride}
        r = b.draw("movement/band", {"x": r}, r.spec, low=0, high=cols, **sizes)
        return _unfolded(b, state), r
    state = _reflected(b, beside_identity(b, x), cols, False)
    kept = rows if full else count
    return part(b, state, rows, kept, cols, True), part(b, state, kept, cols)


def _reflected(b: Builder, x: Buffer, cols: int, keep: bool) -> Buffer:
    """Make the first ``cols`` columns triangular, with the reflectors below if they are kept."""
    rows, width = x.spec.shape[-2:]
    w = with_size(x.spec, 1, width + 2)
    for step in range(min(rows - 1, cols)):
        sizes: dict[str, Any] = {"step": step, "rows": rows}
        own: dict[str, Any] = {"cols": width, "x_stride": x.spec.layout.stride}
        ready = b.draw("linalg/reflection", {"x": x}, w, **own, **sizes, **cells(w))
        own = {"w_stride": w.layout.stride, "keep": int(keep)}
        x = b.draw("linalg/reflect", {"x": x, "w": ready}, x.spec, **own, **sizes, **cells(x.spec))
    return x


def _unfolded(b: Builder, x: Buffer) -> Buffer:
    """Return the columns of Q from the reflectors that x keeps, the last one first."""
    rows, cols = x.spec.shape[-2:]
    w = with_size(x.spec, 1, cols)
    q = b.draw("linalg/identity", {}, x.spec, rows=rows, **cells(x.spec))
    for step in reversed(range(min(rows - 1, cols))):
        sizes: dict[str, Any] = {"step": step, "rows": rows, "x_stride": x.spec.layout.stride}
        own: dict[str, Any] = {"q_stride": q.spec.layout.stride}
        ready = b.draw("linalg/unfold_row", {"x": x, "q": q}, w, **own, **sizes, **cells(w))
        own = {"w_stride": w.layout.stride}
        inputs = {"x": x, "q": q, "w": ready}
        q = b.draw("linalg/unfold", inputs, q.spec, **own, **sizes, **cells(q.spec))
    return q


# --- arguments ------------------------------------------------------------------------------------


def transposed(x: Tensor) -> Tensor:
    """Return the transposes of the matrices on the last two axes."""
    return transpose(x, (*range(x.ndim - 2), x.ndim - 1, x.ndim - 2))


def matrices(name: str, x: Any, square: bool = False, argument: str = "x") -> Tensor:
    """Return an argument as float32 matrices.

    Raises:
        ShapeError: if it has fewer than two axes, or is not square where it must be.
    """
    value = as_real(name, x)
    call = f"{name}({argument}: {value.shape})"
    if value.ndim < 2:
        raise ShapeError(f"{call}: is no matrix; it needs two axes at least")
    if square and value.shape[-1] != value.shape[-2]:
        raise ShapeError(f"{call}: is not square; it must have as many rows as columns")
    return value
