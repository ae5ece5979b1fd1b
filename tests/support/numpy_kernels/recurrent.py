"""recurrent/: one step forwards or backwards, and what is computed for all steps at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


def _hard_slope(y: np.ndarray) -> np.ndarray:
    return ((y > 0) & (y < 1)) / 6


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


_KINDS = {
    "TANH": (np.tanh, lambda y: 1 - y * y),
    "SIGMOID": (_sigmoid, lambda y: y * (1 - y)),
    "HARD_SIGMOID": (lambda x: np.clip(x / 6 + 0.5, 0, 1), _hard_slope),
    "RELU": (lambda x: np.maximum(x, 0), lambda y: (y > 0) * 1.0),
    "LINEAR": (lambda x: x, np.ones_like),
}


class _Rows:
    """A drawing's lanes as (row, part, j) where each row has so many parts of ``units``."""

    def __init__(self, d: Drawing, parts: int = 1) -> None:
        self.d, self.units, self.stride = d, d["units"], 4 * d["unit_texels"]
        line = d.elements // self.stride
        self.j = d.elements - line * self.stride
        self.row, self.part = line // parts, line % parts
        act, gate = (self._kind("ACT", "TANH"), self._kind("GATE", "SIGMOID"))
        self.act, self.act_slope = act
        self.gate, self.gate_slope = gate

    def _kind(self, what: str, usual: str) -> tuple[Any, Any]:
        return next(
            (v for name, v in _KINDS.items() if self.d.defines.get(f"{what}_{name}")), _KINDS[usual]
        )

    def of(
        self, name: str, line: np.ndarray | int, j: np.ndarray | int | None = None
    ) -> np.ndarray:
        """Return an input's elements; a line has ``units`` of them."""
        return self.d.at(name, line * self.stride + (self.j if j is None else j))

    def skipped(self, row: np.ndarray) -> np.ndarray:
        """Return where a step changes nothing."""
        return self.d.at("mask", row) == 0 if self.d.defines.get("MASKED") else row < 0

    def dropped(self, state: np.ndarray, row: np.ndarray, j: Any = None) -> np.ndarray:
        """Return what a step sees of a state."""
        return state * self.of("drop", row, j) if self.d.defines.get("DROPPED") else state

    def seen(self, row: np.ndarray, j: Any = None) -> np.ndarray:
        """Return what a step sees of h."""
        return self.dropped(self.of("h", row, j), row, j)


@imitates("recurrent/simple_step")
def simple_step(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    here = d["rows_before"] + r.row
    made = r.of("z", here)
    for k in range(r.units):
        made = made + r.seen(r.row, k) * r.of("u", k)
    return np.where(r.skipped(here), r.of("h", r.row), r.act(made))


@imitates("recurrent/simple_slopes")
def simple_slopes(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    return np.where(r.skipped(r.row), 0, r.of("dh", r.row) * r.act_slope(r.of("outputs", r.row)))


def _back(r: _Rows, back: np.ndarray) -> np.ndarray:
    """Return g and what the next step hands back."""
    g = r.of("g", r.d["rows_before"] + r.row)
    if not r.d["turns"]:
        return g
    after = r.d["rows_after"] + r.row
    return g + np.where(r.skipped(after), r.of("dh", r.row), r.dropped(back, r.row))


@imitates("recurrent/simple_back")
def simple_back(d: Drawing) -> np.ndarray:
    r, made = _Rows(d), np.zeros(())
    for k in range(r.units if d["turns"] else 0):
        h = r.of("outputs", d["rows_after"] + r.row, k)
        made = made + r.of("dh", r.row, k) * r.act_slope(h) * r.of("u", k)
    return _back(r, made)


@imitates("recurrent/gru_step")
def gru_step(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    here = d["rows_before"] + r.row
    inner = [r.of("bias", gate) for gate in range(3)]
    for k in range(r.units):
        h = r.seen(r.row, k)
        inner = [part + h * r.of("u", 3 * k + gate) for gate, part in enumerate(inner)]
    z = [r.of("z", here * 3 + gate) for gate in range(3)]
    update, reset = r.gate(z[0] + inner[0]), r.gate(z[1] + inner[1])
    candidate = r.act(z[2] + reset * inner[2])
    made = candidate + update * (r.seen(r.row) - candidate)
    return np.where(r.skipped(here), r.of("h", r.row), made)


@imitates("recurrent/gru_gates")
def gru_gates(d: Drawing) -> np.ndarray:
    r = _Rows(d, 5)
    z = [r.of("z", 3 * r.row + gate) for gate in range(3)]
    inner = [r.of("inner", 3 * r.row + gate) for gate in range(3)]
    update, reset = r.gate(z[0] + inner[0]), r.gate(z[1] + inner[1])
    update = np.where(r.skipped(r.row), 1, update)
    before = r.of("before", r.row)
    made = [update, reset, r.act(z[2] + reset * inner[2]), inner[2], before]
    return np.choose(r.part, made)


def _gru(r: _Rows, dh: np.ndarray, row: np.ndarray, j: int | None) -> list[np.ndarray]:
    z, reset, candidate, inner, before = (r.of("gates", 5 * row + part, j) for part in range(5))
    third = dh * (1 - z) * r.act_slope(candidate)
    first = dh * (before - candidate) * r.gate_slope(z)
    return [first, third * inner * r.gate_slope(reset), third, third * reset]


@imitates("recurrent/gru_back")
def gru_back(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    if not d["turns"]:
        return _back(r, np.zeros(()))
    after = d["rows_after"] + r.row
    made = r.of("dh", r.row) * r.of("gates", 5 * after)
    for k in range(r.units):
        by = _gru(r, r.of("dh", r.row, k), after, k)
        for gate, slope in enumerate((by[0], by[1], by[3])):
            made = made + slope * r.of("u", gate * r.units + k)
    return _back(r, made)


@imitates("recurrent/gru_slopes")
def gru_slopes(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d, 3)
    by = _gru(r, r.of("dh", r.row), r.row, None)
    return [np.choose(r.part, by[:3]), np.choose(r.part, [by[0], by[1], by[3]])]


@imitates("recurrent/gru_reset_step")
def gru_reset_step(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d)
    both = [r.of("z", (d["rows_before"] + r.row) * 3 + gate) for gate in range(2)]
    for k in range(r.units):
        h = r.seen(r.row, k)
        both = [part + h * r.of("u", 3 * k + gate) for gate, part in enumerate(both)]
    return [r.gate(both[0]), r.gate(both[1]) * r.seen(r.row)]


@imitates("recurrent/gru_reset_end")
def gru_reset_end(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    here = d["rows_before"] + r.row
    candidate = r.of("z", here * 3 + 2)
    for k in range(r.units):
        candidate = candidate + r.of("held", r.row, k) * r.of("u", 3 * k + 2)
    candidate = r.act(candidate)
    made = candidate + r.of("update", r.row) * (r.seen(r.row) - candidate)
    return np.where(r.skipped(here), r.of("h", r.row), made)


@imitates("recurrent/gru_reset_held")
def gru_reset_held(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    reset = r.gate(r.of("z", 3 * r.row + 1) + r.of("inner", 2 * r.row + 1))
    return reset * r.of("before", r.row)


@imitates("recurrent/gru_reset_gates")
def gru_reset_gates(d: Drawing) -> np.ndarray:
    r = _Rows(d, 4)
    z = [r.of("z", 3 * r.row + gate) for gate in range(3)]
    update, reset = (r.gate(z[gate] + r.of("inner", 2 * r.row + gate)) for gate in range(2))
    update = np.where(r.skipped(r.row), 1, update)
    candidate = r.act(z[2] + r.of("third", r.row))
    return np.choose(r.part, [update, reset, candidate, r.of("before", r.row)])


def _candidate(r: _Rows, row: np.ndarray, dh: np.ndarray, j: Any = None) -> np.ndarray:
    update, candidate = (r.of("gates", 4 * row + part, j) for part in (0, 2))
    return dh * (1 - update) * r.act_slope(candidate)


def _both(r: _Rows, row: np.ndarray, k: Any, own: np.ndarray) -> list[np.ndarray]:
    """Return the slopes by what update and reset gate were computed from."""
    update, reset, candidate, before = (r.of("gates", 4 * row + part, k) for part in range(4))
    return [
        r.of("dh", own, k) * (before - candidate) * r.gate_slope(update),
        r.of("by_held", own, k) * before * r.gate_slope(reset),
    ]


@imitates("recurrent/gru_reset_third")
def gru_reset_third(d: Drawing) -> np.ndarray:
    r, made = _Rows(d), np.zeros(())
    for k in range(r.units):
        v = _candidate(r, d["rows_after"] + r.row, r.of("dh", r.row, k), k)
        made = made + v * r.of("u", 2 * r.units + k)
    return made


@imitates("recurrent/gru_reset_back")
def gru_reset_back(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    if not d["turns"]:
        return _back(r, np.zeros(()))
    after = d["rows_after"] + r.row
    made = r.of("dh", r.row) * r.of("gates", 4 * after)
    made = made + r.of("by_held", r.row) * r.of("gates", 4 * after + 1)
    for k in range(r.units):
        for gate, slope in enumerate(_both(r, after, k, r.row)):
            made = made + slope * r.of("u", gate * r.units + k)
    return _back(r, made)


@imitates("recurrent/gru_reset_slopes")
def gru_reset_slopes(d: Drawing) -> np.ndarray:
    r = _Rows(d, 3)
    return np.choose(r.part, [*_both(r, r.row, None, r.row), r.of("third", r.row)])


@imitates("recurrent/gru_reset_candidates")
def gru_reset_candidates(d: Drawing) -> np.ndarray:
    r = _Rows(d)
    return _candidate(r, r.row, r.of("dh", r.row))


@imitates("recurrent/lstm_step")
def lstm_step(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d)
    here = d["rows_before"] + r.row
    z = [r.of("z", here * 4 + gate) for gate in range(4)]
    for k in range(r.units):
        h = r.seen(r.row, k)
        z = [part + h * r.of("u", 4 * k + gate) for gate, part in enumerate(z)]
    cell = r.gate(z[1]) * r.of("c", r.row) + r.gate(z[0]) * r.act(z[2])
    made, states = [r.gate(z[3]) * r.act(cell), cell], [r.of("h", r.row), r.of("c", r.row)]
    return [np.where(r.skipped(here), a, b) for a, b in zip(states, made, strict=True)]


@imitates("recurrent/lstm_gates")
def lstm_gates(d: Drawing) -> np.ndarray:
    r = _Rows(d, 6)
    z = [r.of("z", 4 * r.row + gate) + r.of("inner", 4 * r.row + gate) for gate in range(4)]
    before = np.where(
        r.row < d["batch"],
        r.of("c_0", np.minimum(r.row, d["batch"] - 1)),
        r.of("c", np.maximum(r.row - d["batch"], 0)),
    )
    gates = [r.gate(z[0]), r.gate(z[1]), r.act(z[2]), r.gate(z[3])]
    for gate, value in ((0, 0), (1, 1), (3, 0)):
        gates[gate] = np.where(r.skipped(r.row), value, gates[gate])
    return np.choose(r.part, [*gates, r.act(r.of("c", r.row)), before])


def _lstm(
    r: _Rows, dh: np.ndarray, dc: np.ndarray, row: np.ndarray, j: int | None
) -> list[np.ndarray]:
    i, f, g, o, bent, before = (r.of("gates", 6 * row + part, j) for part in range(6))
    first, third = dc * g * r.gate_slope(i), dc * i * r.act_slope(g)
    return [first, dc * before * r.gate_slope(f), third, dh * bent * r.gate_slope(o)]


@imitates("recurrent/lstm_back")
def lstm_back(d: Drawing) -> list[np.ndarray]:
    r = _Rows(d)
    here, after = d["rows_before"] + r.row, d["rows_after"] + r.row
    by_h, by_c = np.zeros(()), r.of("g_c", here)
    if d["turns"]:
        for k in range(r.units):
            by = _lstm(r, r.of("dh", r.row, k), r.of("dc", r.row, k), after, k)
            for gate, slope in enumerate(by):
                by_h = by_h + slope * r.of("u", gate * r.units + k)
        by_c = by_c + r.of("dc", r.row) * r.of("gates", 6 * after + 1)
    by_h = _back(r, by_h)
    o, bent = r.of("gates", 6 * here + 3), r.of("gates", 6 * here + 4)
    return [by_h, by_c + by_h * o * r.act_slope(bent)]


@imitates("recurrent/lstm_slopes")
def lstm_slopes(d: Drawing) -> np.ndarray:
    r = _Rows(d, 4)
    return np.choose(r.part, _lstm(r, r.of("dh", r.row), r.of("dc", r.row), r.row, None))


@imitates("recurrent/join")
def join(d: Drawing) -> np.ndarray:
    part = np.minimum(d.elements // (4 * d["part_texels"]), d.defines["N"] - 1)
    at = d.elements - part * 4 * d["part_texels"]
    return np.choose(part, [d.at(f"x{i}", at) for i in range(d.defines["N"])])
