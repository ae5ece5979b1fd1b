"""random/: Threefry-2x32 with 20 rounds, and the distributions made of its words."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_TINY = 2.0**-24


def threefry(key: tuple[np.ndarray, np.ndarray], counter: tuple[np.ndarray, np.ndarray]) -> tuple:
    """Return two words for each counter; everything is uint32 and wraps around."""
    keys = (key[0], key[1], np.uint32(0x1BD11BDA) ^ key[0] ^ key[1])
    x, y = counter[0] + keys[0], counter[1] + keys[1]
    for group in range(5):
        for by in _ROTATIONS[group % 2]:
            x = x + y
            y = (y << np.uint32(by) | y >> np.uint32(32 - by)) ^ x
        x = x + keys[(group + 1) % 3]
        y = y + keys[(group + 2) % 3] + np.uint32(group + 1)
    return x, y


def _words(d: Drawing) -> np.ndarray:
    """Return one random word for each lane."""
    held = d.at("state", np.arange(3)).astype(np.int32).view(np.uint32)[:, None]
    call = np.array([d["call"]], np.int32).view(np.uint32)
    key = threefry((held[0], held[1]), (call, held[2]))
    pair = (d.elements // 2).astype(np.uint32)
    x, y = threefry(key, (pair, np.zeros_like(pair)))
    return np.where(d.elements % 2, y, x)


def _units(d: Drawing) -> np.ndarray:
    return (_words(d) >> np.uint32(8)) * _TINY


@imitates("random/uniform")
def uniform(d: Drawing) -> np.ndarray:
    v = d["low"] + _units(d) * (d["high"] - d["low"])
    return np.where(v >= d["high"], d["low"], v)


@imitates("random/uniform_int")
def uniform_int(d: Drawing) -> np.ndarray:
    count = np.uint64(d["count"] % 2**32 or 2**32)
    high = (_words(d).astype(np.uint64) * count >> np.uint64(32)).astype(np.uint32)
    return (np.array([d["low"]], np.int32).view(np.uint32) + high).view(np.int32)


@imitates("random/normal")
def normal(d: Drawing) -> np.ndarray:
    u = _units(d).reshape(-1, 2)
    radius, angle = np.sqrt(-2 * np.log(u[:, 0] + _TINY)), 2 * np.pi * u[:, 1]
    z = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return d["mean"] + d["deviation"] * z.reshape(-1)


_GILES = (
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
    -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
)  # fmt: skip


@imitates("random/truncated_normal")
def truncated_normal(d: Drawing) -> np.ndarray:
    x = (2 * _units(d) + _TINY - 1) * 0.9544997361
    erfinv = np.polyval(_GILES, -np.log((1 - x) * (1 + x)) - 2.5) * x
    return d["mean"] + d["deviation"] * np.clip(np.sqrt(2) * erfinv, -2, 2)


@imitates("random/dropout")
def dropout(d: Drawing) -> np.ndarray:
    return np.where(_units(d) < d["rate"], 0, d.at("x", d.elements) * d["scale"])


@imitates("random/advance")
def advance(d: Drawing) -> np.ndarray:
    return d.at("state", d.elements) + np.where(d.elements == 2, 1, 0).astype(np.int32)
