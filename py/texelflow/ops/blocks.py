"""Blocks of rows: a kernel that writes several rows from one fragment, each to a draw buffer of its
own, so that a texel once fetched serves them all; and the draw that puts the rows together.

Measured on SwiftShader, matmul 1024³: one row a fragment 1600 ms, four 660, eight 536; with a
transposed 4380, 1107, 777. A matmul of 64³ already gains (1.8 ms to 1.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..lowering import Buffer, Builder, Spec

ENOUGH = 128
"""With fewer fragments than this a GPU idles, and blocks do not pay."""


WASTE = 0.6
"""Blocks must be filled more than this, or the rows that nobody reads cost what was saved."""


def block_rows(b: Builder, size: int, texels: int | None = None) -> int:
    """Return how many rows of matrices of ``size`` rows one fragment should write.

    8 or 4 where that leaves few rows of a last block unused and, of ``texels`` in all, fragments
    enough; else 1.
    """
    for rows in (8, 4):
        used = size / (-(-size // rows) * rows)
        enough = texels is None or texels >= rows * ENOUGH
        if b.engine.max_targets >= rows and used > WASTE and enough:
            return rows
    return 1


def draw_blocks(
    b: Builder,
    kernel: str,
    buffers: Mapping[str, Buffer],
    y: Spec,
    size: int,
    rows: int,
    defines: Mapping[str, int | bool],
    **params: Any,
) -> Buffer:
    """Draw y, which is matrices of ``size`` rows one after the other, in blocks of ``rows``."""
    blocks = -(-size // rows)
    part = Spec((y.layout.rows // size * blocks, y.layout.cols), y.dtype)
    texels = y.layout.stride >> 2
    made = b.draw(
        kernel,
        buffers,
        {f"y{r}": part for r in range(rows)},
        {"R": rows, **defines},
        y_texels=texels,
        y_inverse=1.0 / max(1, texels),
        blocks=blocks,
        blocks_inverse=1.0 / max(1, blocks),
        **params,
    )
    return b.draw(
        "movement/interleave",
        {f"y{r}": buffer for r, buffer in enumerate(made)},
        y,
        {"R": rows},
        y_texels=texels,
        y_inverse=1.0 / max(1, texels),
        rows=size,
        rows_inverse=1.0 / max(1, size),
        blocks=blocks,
    )
