"""recurrent/: one step forwards or backwards, and what is computed for all steps at once."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


class _Rows:
    """A drawing's lanes as (row, part, j) where each row has so many parts of ``units``."""

    def __init__(self, d: Drawing, parts: int = 1) -> None:
        self.d, self.units, self.stride = d, d["units"], 4 * d["unit_texels"]
        line = d.elements // self.stride
        self.j = d.elements - line * self.stride
        self.row, self.part = line // parts, line % parts

    def of(
        self, name: str, line: np.ndarray | int, j: np.ndarray | int | None = None
    ) -> np.ndarray:
        """Return an input's elements; a line has ``units`` of them."""
        return self.d.at(name, line * self.stride + (self.j if j is None else j))


@imitates("recurrent/simple_step")
def simple_step(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    made = r.of("z", d["rows_before"] + r.row)
    for k in range(r.units):
        made = made + r.of("h", r.row, k) * r.of("u", k)
    return np.tanh(made)


@imitates("recurrent/simple_back")
def simple_back(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    made = r.of("g", d["rows_before"] + r.row)
    for k in range(r.units if d["turns"] else 0):
        h = r.of("outputs", d["rows_after"] + r.row, k)
        made = made + r.of("dh", r.row, k) * (1 - h * h) * r.of("u", k)
    return made


@imitates("recurrent/gru_step")
def gru_step(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    inner = [r.of("bias", gate) for gate in range(3)]
    for k in range(r.units):
        h = r.of("h", r.row, k)
        inner = [part + h * r.of("u", 3 * k + gate) for gate, part in enumerate(inner)]
    z = [r.of("z", (d["rows_before"] + r.row) * 3 + gate) for gate in range(3)]
    update, reset = _sigmoid(z[0] + inner[0]), _sigmoid(z[1] + inner[1])
    candidate = np.tanh(z[2] + reset * inner[2])
    return candidate + update * (r.of("h", r.row) - candidate)


@imitates("recurrent/gru_gates")
def gru_gates(d: Drawing) -> np.ndarray:
    r = _Rows(d, 5)
    z = [r.of("z", 3 * r.row + gate) for gate in range(3)]
    inner = [r.of("inner", 3 * r.row + gate) for gate in range(3)]
    reset = _sigmoid(z[1] + inner[1])
    before = np.where(
        r.row < d["batch"],
        r.of("h_0", np.minimum(r.row, d["batch"] - 1)),
        r.of("h", np.maximum(r.row - d["batch"], 0)),
    )
    made = [_sigmoid(z[0] + inner[0]), reset, np.tanh(z[2] + reset * inner[2]), inner[2], before]
    return np.choose(r.part, made)


def _gru(r: _Rows, dh: np.ndarray, row: np.ndarray, j: int | None) -> list[np.ndarray]:
    z, reset, candidate, inner, before = (r.of("gates", 5 * row + part, j) for part in range(5))
    third = dh * (1 - z) * (1 - candidate**2)
    first = dh * (before - candidate) * z * (1 - z)
    return [first, third * inner * reset * (1 - reset), third, third * reset]


@imitates("recurrent/gru_back")
def gru_back(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    made = r.of("g", d["rows_before"] + r.row)
    if not d["turns"]:
        return made
    after = d["rows_after"] + r.row
    made = made + r.of("dh", r.row) * r.of("gates", 5 * after)
    for k in range(r.units):
        by = _gru(r, r.of("dh", r.row, k), after, k)
        for gate, slope in enumerate((by[0], by[1], by[3])):
            made = made + slope * r.of("u", gate * r.units + k)
    return made


@imitates("recurrent/gru_slopes")
def gru_slopes(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d, 3)
    by = _gru(r, r.of("dh", r.row), r.row, None)
    return [np.choose(r.part, by[:3]), np.choose(r.part, [by[0], by[1], by[3]])]


@imitates("recurrent/lstm_step")
def lstm_step(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d)
    z = [r.of("z", (d["rows_before"] + r.row) * 4 + gate) for gate in range(4)]
    for k in range(r.units):
        h = r.of("h", r.row, k)
        z = [part + h * r.of("u", 4 * k + gate) for gate, part in enumerate(z)]
    cell = _sigmoid(z[1]) * r.of("c", r.row) + _sigmoid(z[0]) * np.tanh(z[2])
    return [_sigmoid(z[3]) * np.tanh(cell), cell]


@imitates("recurrent/lstm_gates")
def lstm_gates(d: Drawing) -> np.ndarray:
    r = _Rows(d, 6)
    z = [r.of("z", 4 * r.row + gate) + r.of("inner", 4 * r.row + gate) for gate in range(4)]
    before = np.where(
        r.row < d["batch"],
        r.of("c_0", np.minimum(r.row, d["batch"] - 1)),
        r.of("c", np.maximum(r.row - d["batch"], 0)),
    )
    made = [_sigmoid(z[0]), _sigmoid(z[1]), np.tanh(z[2]), _sigmoid(z[3])]
    return np.choose(r.part, [*made, np.tanh(r.of("c", r.row)), before])


def _lstm(
    r: _Rows, dh: np.ndarray, dc: np.ndarray, row: np.ndarray, j: int | None
) -> list[np.ndarray]:
    i, f, g, o, bent, before = (r.of("gates", 6 * row + part, j) for part in range(6))
    first, third = dc * g * i * (1 - i), dc * i * (1 - g * g)
    return [first, dc * before * f * (1 - f), third, dh * bent * o * (1 - o)]


@imitates("recurrent/lstm_back")
def lstm_back(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d)
    here = d["rows_before"] + r.row
    by_h, by_c = r.of("g", here), r.of("g_c", here)
    if d["turns"]:
        after = d["rows_after"] + r.row
        for k in range(r.units):
            by = _lstm(r, r.of("dh", r.row, k), r.of("dc", r.row, k), after, k)
            for gate, slope in enumerate(by):
                by_h = by_h + slope * r.of("u", gate * r.units + k)
        by_c = by_c + r.of("dc", r.row) * r.of("gates", 6 * after + 1)
    o, bent = r.of("gates", 6 * here + 3), r.of("gates", 6 * here + 4)
    return [by_h, by_c + by_h * o * (1 - bent * bent)]


@imitates("recurrent/lstm_slopes")
def lstm_slopes(d: Drawing) -> np.ndarray:
    r = _Rows(d, 4)
    return np.choose(r.part, _lstm(r, r.of("dh", r.row), r.of("dc", r.row), r.row, None))


@imitates("recurrent/join")
def join(d: Drawing) -> np.ndarray:
    part = np.minimum(d.elements // (4 * d["part_texels"]), d.defines["N"] - 1)
    at = d.elements - part * 4 * d["part_texels"]
    return np.choose(part, [d.at(f"x{i}", at) for i in range(d.defines["N"])])
