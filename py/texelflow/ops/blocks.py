"""Blocks of rows: a kernel that writes several rows from one fragment, each to its layer of a
texture, so that a texel once fetched serves them all; and the draw that puts the rows together.

``VARIANTS`` is the table of what there is to choose from; ``bench/variants.py`` races them, and
docs/performance.md has what came out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..lowering import Buffer, Builder, Layers, Spec


class Variant(NamedTuple):
    """A way of drawing a product, and where it is worth while."""

    rows: int
    """Rows that a fragment writes: as many draw buffers."""
    fragments: int
    """With fewer a GPU idles, and what is read once less does not pay for that."""
    filled: float
    """Blocks must be filled more than this, or rows that nobody reads cost what was saved."""


VARIANTS = (Variant(8, 128, 0.6), Variant(4, 128, 0.6), Variant(1, 0, 0.0))
"""The first that fits is taken."""

forced: int | None = None
"""Rows of the only variant to consider, besides the last: for measurements of new plans."""


def block_rows(b: Builder, size: int, texels: int | None = None) -> int:
    """Return how many rows of matrices of ``size`` rows one fragment should write.

    ``texels``: how many y has in all, where their number matters.
    """
    for rows, fragments, filled in VARIANTS:
        used = size / (-(-size // rows) * rows)
        enough = texels is None or texels >= rows * fragments
        wanted = forced is None or rows in (forced, 1)
        if b.engine.max_targets >= rows and used > filled and enough and wanted:
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
    part = Layers((y.layout.rows // size * blocks, y.layout.cols), y.dtype, rows)
    texels = y.layout.stride >> 2
    made = b.draw(
        kernel,
        buffers,
        part,
        {"R": rows, **defines},
        y_texels=texels,
        y_inverse=1.0 / max(1, texels),
        blocks=blocks,
        blocks_inverse=1.0 / max(1, blocks),
        **params,
    )
    return interleave(b, made, y, texels, size)


def interleave(b: Builder, parts: Buffer, y: Spec, texels: int, size: int) -> Buffer:
    """Draw y from layers of its rows, each of ``texels``: row R * q + r is row q of layer r.

    That is so within each matrix of ``size`` rows.
    """
    assert isinstance(parts.spec, Layers)
    layers = parts.spec.layers
    return b.draw(
        "movement/interleave",
        {"parts": parts},
        y,
        {"R": layers},
        y_texels=texels,
        y_inverse=1.0 / max(1, texels),
        rows=size,
        rows_inverse=1.0 / max(1, size),
        blocks=-(-size // layers),
    )
