"""Images at points in NumPy, point by point: what ``ops/sampling_points.py`` and users of it do.

``MODES`` bring a place on an axis of n pixels inside, by TensorFlow's rules; None is nowhere.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def _reflect(at: float, n: int) -> float:
    """… c b a a b c d d c b …"""
    at = at % (2 * n)
    return min(max(at if at < n else 2 * n - 1 - at, 0.0), n - 1.0)


def _mirror(at: float, n: int) -> float:
    """… c b a b c d c b …"""
    if n == 1:
        return 0.0
    at = at % (2 * (n - 1))
    return min(at, 2 * (n - 1) - at)


def _wrap(at: float, n: int) -> float:
    """… c d a b c d a b …; TensorFlow counts in steps of n - 1, then clamps."""
    if n == 1:
        return 0.0
    if at < 0:
        at += n * (math.trunc(-at / (n - 1)) + 1)
    elif at > n - 1:
        at -= n * math.trunc(at / (n - 1))
    return min(max(at, 0.0), n - 1.0)


MODES = {
    "constant": lambda at, n: at,
    "reflect": _reflect,
    "mirror": _mirror,
    "wrap": _wrap,
    "nearest": lambda at, n: min(max(at, 0.0), n - 1.0),
    "cut": lambda at, n: at if 0 <= at <= n - 1 else None,
}


def corners(point: Any, size: Any, mode: str, nearest: bool) -> list[tuple[int, int, float]] | None:
    """Return (row, column, weight) of the pixels around a point, those beyond the border too."""
    if not all(math.isfinite(p) for p in point):
        return None
    places = [MODES[mode](float(p), n) for p, n in zip(point, size, strict=True)]
    if None in places:
        return None
    if nearest:
        row, column = (math.floor(p + 0.5) for p in places)
        return [(row, column, 1)]
    (row, down), (column, across) = ((math.floor(p), p - math.floor(p)) for p in places)
    return [
        (row + i, column + j, (down if i else 1 - down) * (across if j else 1 - across))
        for i in (0, 1)
        for j in (0, 1)
    ]


def sample(
    x: np.ndarray,
    points: np.ndarray,
    owners: np.ndarray,
    mode: str,
    nearest: bool,
    fill: Any = (0, 0, 0, 0),
) -> np.ndarray:
    """Return images at points; see the op."""
    n, rows, columns = owners.shape[0], *points.shape[1:3]
    size = x.shape[1:3]
    colours = np.array([fill[min(c, 3)] for c in range(x.shape[3])])
    y = np.zeros((n, rows, columns, x.shape[3]), x.dtype)
    for k, i, j in np.ndindex(n, rows, columns):
        found = corners(points[0 if points.shape[0] == 1 else k, i, j], size, mode, nearest)
        if found is None or not 0 <= owners[k] < x.shape[0]:
            y[k, i, j] = colours
            continue
        for row, column, weight in found:
            if weight:
                there = 0 <= row < size[0] and 0 <= column < size[1]
                y[k, i, j] += weight * (x[owners[k], row, column] if there else colours)
    return y


def around(
    points: np.ndarray, owners: np.ndarray, size: Any, mode: str, nearest: bool, images: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pixels around points and their weights: each (corners, n, rows, columns)."""
    count = 1 if nearest else 4
    shape = (count, owners.shape[0], *points.shape[1:3])
    places, weights = np.full(shape, -1), np.zeros(shape)
    for k, i, j in np.ndindex(*shape[1:]):
        found = corners(points[0 if points.shape[0] == 1 else k, i, j], size, mode, nearest)
        for corner, (row, column, weight) in enumerate(found or []):
            weights[corner, k, i, j] = weight
            there = 0 <= row < size[0] and 0 <= column < size[1] and 0 <= owners[k] < images
            if there:
                places[corner, k, i, j] = (owners[k] * size[0] + row) * size[1] + column
    return places.astype(np.int32), weights


def projected(transforms: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Return where the pixels of an image come from under projective transforms."""
    y, x = np.mgrid[0:rows, 0:columns].astype(float)
    points = []
    for a0, a1, a2, b0, b1, b2, c0, c1 in transforms:
        with np.errstate(all="ignore"):
            k = c0 * x + c1 * y + 1
            points.append(np.stack([(b0 * x + b1 * y + b2) / k, (a0 * x + a1 * y + a2) / k], -1))
    return np.array(points).reshape(-1, rows, columns, 2)


def boxed(boxes: np.ndarray, source: Any, size: Any) -> np.ndarray:
    """Return where the pixels of crops lie."""
    points = np.zeros((boxes.shape[0], *size, 2))
    for k, i, j in np.ndindex(boxes.shape[0], *size):
        for axis, at in ((0, i), (1, j)):
            start, end = boxes[k, axis], boxes[k, axis + 2]
            t = at / (size[axis] - 1) if size[axis] > 1 else 0.5
            points[k, i, j, axis] = (start + (end - start) * t) * (source[axis] - 1)
    return points
