"""The table that ``model.summary()`` prints: Keras 3's, drawn without the package ``rich``."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Any

from ..dtypes import ITEM_BYTES

if TYPE_CHECKING:
    from ..layers.layer import Layer

WIDTH = 88
TRAINABLE_WIDTH = 12
HEADER = ["Layer (type)", "Output Shape", "Param #"]
POSITIONS = [0.45, 0.80, 1.0]


def summary(
    model: Any,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
) -> str:
    """Return the table and the totals as text."""
    ends = list(positions or POSITIONS)
    header, width = list(HEADER), WIDTH
    if show_trainable:
        ends = [end * 0.90 for end in ends] + [1.0]
        header.append("Trainable")
        width += TRAINABLE_WIDTH
    width = line_length or min(width, shutil.get_terminal_size().columns - 4)
    rows = [row for layer in model.layers for row in _rows(layer, 0, expand_nested, show_trainable)]
    lines = [f'Model: "{model.name}"', *_table(header, rows, _widths(ends, width))]
    return "\n".join(lines + _totals(model)) + "\n"


# --- what is said -----------------------------------------------------------------------------


def _rows(layer: Layer, level: int, expand: bool, trainable: bool) -> list[list[str]]:
    prefix = "   " * level + "└ " if level else ""
    count = f"{layer.count_params():,}" if layer.built else "0 (unbuilt)"
    row = [f"{prefix}{layer.name} ({type(layer).__name__})", _output_shape(layer), count]
    if trainable:
        row.append(("Y" if layer.trainable else "N") if layer.weights else "-")
    rows = [row]
    for inner in getattr(layer, "layers", ()) if expand else ():
        rows += _rows(inner, level + 1, expand, trainable)
    return rows


def _output_shape(layer: Layer) -> str:
    if not layer.built or layer._built_for is None:
        return "?"
    shape = layer.compute_output_shape(layer._built_for)
    if isinstance(shape, list):
        return "[" + ", ".join(_shape_text(item) for item in shape) + "]"
    return _shape_text(shape)


def _shape_text(shape: Sequence[int | None]) -> str:
    return "(" + ", ".join(map(str, shape)) + ")"


def _totals(model: Any) -> list[str]:
    optimizer = model.optimizer
    groups = {
        "Trainable": model.trainable_weights,
        "Non-trainable": model.non_trainable_weights,
    }
    if optimizer is not None and optimizer.built:
        groups["Optimizer"] = optimizer.variables
    everything = [weight for group in groups.values() for weight in group]
    return [_total(name, group) for name, group in {"Total": everything, **groups}.items()]


def _total(name: str, weights: Sequence[Any]) -> str:
    count = sum(prod(weight.shape) for weight in weights)
    size = sum(prod(weight.shape) * ITEM_BYTES[weight.dtype] for weight in weights)
    return f" {name} params: {count:,} ({readable_size(size)})"


def readable_size(size: float) -> str:
    """Return a number of bytes with its unit.

    >>> from texelflow.models.summary import readable_size
    >>> readable_size(92), readable_size(23976)
    ('92.00 B', '23.41 KB')
    """
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} TB"


# --- how it is drawn --------------------------------------------------------------------------


def _widths(ends: Sequence[float], width: int) -> list[int]:
    """Return the columns' widths with padding; together with borders they fill ``width``."""
    edges = [0, *(int(end * width) for end in ends)]
    widths = [right - left for left, right in pairwise(edges)]
    if min(widths) < 4:
        raise ValueError(f"summary: a line of {width} characters is too short for the table")
    # Each column gives up the same share of what padding and borders take.
    excess = 2 * len(widths) + len(widths) + 1
    for i, content in enumerate(widths):
        share = round(excess / (len(widths) - i))
        widths[i] = content + 2 - share
        excess -= share
    return widths


def _wrap(text: str, width: int) -> list[str]:
    """Return text in lines of at most ``width``; a word that is longer is cut and ends in …"""
    lines: list[str] = []
    indent = text[: len(text) - len(text.lstrip())]
    line = indent
    for word in text.split():
        joined = f"{line} {word}" if line.strip() else line + word
        if len(joined) > width and line.strip():
            lines.append(line)
            joined = word
        line = joined
    lines.append(line)
    return [line if len(line) <= width else line[: width - 1] + "…" for line in lines]


def _table(
    header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> list[str]:
    def rule(left: str, fill: str, cross: str, right: str) -> str:
        return left + cross.join(fill * width for width in widths) + right

    lines = [rule("┏", "━", "┳", "┓"), *_cells(header, widths, "┃"), rule("┡", "━", "╇", "┩")]
    for index, row in enumerate(rows):
        if index:
            lines.append(rule("├", "─", "┼", "┤"))
        lines += _cells(row, widths, "│")
    return [*lines, rule("└", "─", "┴", "┘")]


def _cells(row: Sequence[str], widths: Sequence[int], border: str) -> list[str]:
    """Return the lines of one row; the third column to the right, the fourth centred."""
    columns = [_wrap(text, width - 2) for text, width in zip(row, widths, strict=True)]
    lines = []
    for i in range(max(map(len, columns))):
        cells = []
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            text = column[i] if i < len(column) else ""
            align = "<<>^"[at]
            cells.append(f" {text:{align}{width - 2}} ")
        lines.append(border + border.join(cells) + border)
    return lines
