"""pixels/: pictures to images and back."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


@imitates("pixels/unpack")
def unpack(d: Drawing) -> np.ndarray:
    if "DIRECT" in d.defines:
        pixel, c = np.minimum(d.elements // 4, d["count"] - 1), d.elements % 4
    else:
        pixel, c = d.rows_and_columns()
    values = d.at("pixels", pixel * 4 + c)  # a picture's texels follow one another
    return np.floor(values * 255 + 0.5) if "WHOLE" in d.defines else values


def _level(d: Drawing, e: np.ndarray) -> np.ndarray:
    v = d.at("x", e)
    if v.dtype.kind == "f":
        return np.floor(np.clip(v, 0, 1) * 255 + 0.5).astype(int)
    return np.clip(v, 0, 255)


def _colour(d: Drawing, pixel: np.ndarray) -> list[np.ndarray]:
    e, opaque = pixel * d["x_stride"], np.full(pixel.shape, d["opaque"])
    if d["channels"] < 3:
        return [_level(d, e)] * 3 + [opaque]
    return [
        *(_level(d, e + c) for c in range(3)),
        _level(d, e + 3) if d["channels"] > 3 else opaque,
    ]


@imitates("pixels/pack")
def pack(d: Drawing) -> np.ndarray:
    red, green, blue, alpha = (v.astype(np.uint32) for v in _colour(d, d.indices()))
    return (red | green << 8 | blue << 16 | alpha << 24).view(np.int32)


@imitates("pixels/paint")
def paint(d: Drawing) -> np.ndarray:
    return np.stack(_colour(d, d.elements[::4] // 4), -1).reshape(-1) / 255
