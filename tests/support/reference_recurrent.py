"""SimpleRNN, GRU and LSTM in NumPy, from the formulas that Keras documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Array = np.ndarray
Activation = Callable[[Array], Array]


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def simple_rnn(
    x: Array, states: Sequence[Array], weights: Sequence[Array], act: Activation = np.tanh
) -> list[Array]:
    """Return the states after one step of ``x`` (batch, features)."""
    kernel, recurrent, *bias = weights
    return [act(x @ kernel + states[0] @ recurrent + (bias[0] if bias else 0))]


def gru(
    x: Array,
    states: Sequence[Array],
    weights: Sequence[Array],
    act: Activation = np.tanh,
    gate: Activation = sigmoid,
    reset_after: bool = True,
) -> list[Array]:
    kernel, recurrent, *bias = weights
    n, h = recurrent.shape[0], states[0]
    first, second = bias[0] if bias and reset_after else (bias[0] if bias else 0, 0)
    xz, xr, xh = np.split(x @ kernel + first, 3, -1)
    wz, wr, wh = np.split(recurrent, 3, -1)
    bz, br, bh = np.split(np.zeros(3 * n) + second, 3)
    z, r = gate(xz + h @ wz + bz), gate(xr + h @ wr + br)
    candidate = act(xh + (r * (h @ wh + bh) if reset_after else (r * h) @ wh))
    return [z * h + (1 - z) * candidate]


def lstm(
    x: Array,
    states: Sequence[Array],
    weights: Sequence[Array],
    act: Activation = np.tanh,
    gate: Activation = sigmoid,
) -> list[Array]:
    kernel, recurrent, *bias = weights
    h, c = states
    i, f, g, o = np.split(x @ kernel + h @ recurrent + (bias[0] if bias else 0), 4, -1)
    c = gate(f) * c + gate(i) * act(g)
    return [gate(o) * act(c), c]


def walk(
    step: Callable[..., list[Array]],
    x: Array,
    states: Sequence[Array],
    weights: Sequence[Array],
    mask: Array | None = None,
    **settings: Any,
) -> tuple[Array, list[Array]]:
    """Return the outputs of all steps (batch, steps, units), and the last states."""
    held, y, outputs = list(states), np.zeros_like(states[0]), []
    for at in range(x.shape[1]):
        after = step(x[:, at], held, weights, **settings)
        keep = np.ones((x.shape[0], 1), bool) if mask is None else mask[:, at, None]
        y = np.where(keep, after[0], y)
        held = [np.where(keep, a, b) for a, b in zip(after, held, strict=True)]
        outputs.append(y)
    return np.stack(outputs, 1), held
