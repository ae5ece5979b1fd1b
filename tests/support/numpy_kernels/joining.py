"""joining/, create/one_hot and movement/interleave: elements chosen by position or by index."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


@imitates("joining/concat")
def concat(d: Drawing) -> np.ndarray:
    if "RUNS" in d.defines:
        line, j = d.texels(d["y_texels"])
        lane = None
    else:
        lane = d.elements % 4 if "TEXELS" in d.defines else None
        unit = d.elements if lane is None else d.elements // 4
        line, j = unit // d["total"], unit % d["total"]
    made = np.zeros(d.elements.shape, d.y_dtype)
    for i in range(d.defines["N"]):
        size, start = d["sizes"][i], d["ends"][i] - d["sizes"][i]
        own = (j >= start) & (j < start + size)
        at = line * (d["strides"][i] if "RUNS" in d.defines else size) + j - start
        at = at if lane is None else at * 4 + lane
        made = np.where(own, d.at(f"x{i}", np.where(own, at, 0)), made)
    return made


@imitates("joining/gather")
def gather(d: Drawing) -> np.ndarray:
    unit, lane = d.units()
    line = unit // d["inner"]
    above = line // d["count"]
    index = d.at("indices", above // d["outer"] * d["count"] + line - above * d["count"])
    inside = (index >= 0) & (index < d["size"])
    at = (above * d["size"] + np.where(inside, index, 0)) * d["inner"] + unit - line * d["inner"]
    return np.where(inside, d.unit("x", at, lane), 0)


@imitates("joining/links")
def links(d: Drawing) -> np.ndarray:
    heads, size, count = d["heads"], d["size"], d["count"]

    def bucket(at: np.ndarray) -> np.ndarray:
        return np.trunc(d.at("indices", at) / d["width"])

    made = []
    for e in d.indices().tolist():
        head = e < heads
        start = e // size * count if head else e - heads
        wanted = e % size if head else int(bucket(np.array(start)))
        end = start + count if head else (start // count + 1) * count
        places = np.arange(start if head else start + 1, end)
        found = places[bucket(places) == wanted]
        made.append(int(found[0]) if found.size else -1)
    return np.array(made)


@imitates("joining/sift")
def sift(d: Drawing) -> np.ndarray:
    e = d.indices()
    head = e < d["heads"]
    batch = e // d["size"]
    own = np.where(head, 0, e - d["heads"])
    wanted = np.where(head, e - batch * d["size"], d.at("indices", own))
    first = batch * d["buckets"] + wanted // d["width"]
    i = d.at("coarse", np.where(head, first, d["coarse_heads"] + own))
    for _ in range(d["count"]):
        there = i >= 0
        at = np.maximum(i, 0)
        ends = there & (d.at("indices", at) == wanted)
        i = np.where(there & ~ends, d.at("coarse", d["coarse_heads"] + at), i)
    return i


@imitates("segment/sum")
def segment_sum(d: Drawing) -> np.ndarray:
    unit, lane = d.units()
    segment = unit // d["inner"]
    rest = unit - segment * d["inner"]
    total = np.zeros(unit.shape, d.y_dtype)
    i = d.at("links", segment)
    for _ in range(d["count"]):
        there = i >= 0
        x = d.unit("x", np.where(there, i, 0) * d["inner"] + rest, lane)
        total += np.where(there, x, 0)
        i = np.where(there, d.at("links", d["heads"] + np.maximum(i, 0)), -1)
    return total


@imitates("create/one_hot")
def one_hot(d: Drawing) -> np.ndarray:
    row, col = d.rows_and_columns()
    at = row // d["row_length"] * d["row_stride"] + row % d["row_length"]
    return np.where(d.at("indices", at) == col, d["on"], d["off"])


@imitates("movement/interleave")
def interleave(d: Drawing) -> np.ndarray:
    line, col = d.texels(d["y_texels"])
    matrix = line // d["rows"]
    row = line - matrix * d["rows"]
    size = d.defines["R"]
    at = (matrix * d["blocks"] + row // size) * 4 * d["y_texels"] + col
    return np.choose(row % size, [d.at_layer("parts", r, at) for r in range(size)])
