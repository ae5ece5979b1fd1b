"""Rows of ``ops/recurrent.py``: walks against the formulas, step by step."""

import numpy as np

from support import reference_recurrent as reference
from support.row import Because, Row, Sample, Tol
from support.samples import reals

WIDE = reals(-1, 1)
SIZES = ((3, 2, 5), (1, 3, 4), (2, 1, 3), (18, 2, 4))
SECOND = Because(
    "second", "layers use these ops for first gradients only; tests/layers checks what they do"
)


def _walk(step, z, u, states, bias=None):
    """Return all states of a layer whose inputs' part is z."""
    steps, batch, gates, units = z.shape
    x = np.swapaxes(z.reshape(steps, batch, -1), 0, 1)
    weights = [np.eye(gates * units), u.reshape(units, -1)]
    if bias is not None:
        weights.append(np.stack([np.zeros(gates * units), bias.reshape(-1)]))
    made = []
    for at in range(steps):
        states = step(x[:, at], states, weights)
        made.append(states)
    return [np.stack(each) for each in zip(*made, strict=True)]


def walks(gates, states, bias=False):
    """Samples: z, u, perhaps the bias, and the states before the first step."""

    def draw(rng):
        return [
            Sample(
                (
                    WIDE(rng, (steps, batch, gates, units)),
                    WIDE(rng, (units, gates, units)),
                    *([WIDE(rng, (gates, units))] if bias else []),
                    *(WIDE(rng, (batch, units)) for _ in range(states)),
                )
            )
            for steps, batch, units in SIZES
        ]

    return draw


def walk(name, ref, samples):
    tol = Tol(rtol=2e-5, atol=2e-6, grad_rtol=3e-4, grad_atol=3e-4)
    small = lambda rng: samples(rng)[:3]  # noqa: E731
    return Row(name, ref, samples, call="op", gradients=small, tol=tol, skip=[SECOND])


def backwards(name):
    """A part of a walk's gradient; it is checked with the walk's."""
    return Row(name, None, lambda _rng: [], call="op", grad=False)


ROWS = [
    walk("simple_walk", lambda z, u, h: _walk(reference.simple_rnn, z, u, [h])[0], walks(1, 1)),
    walk(
        "gru_walk",
        lambda z, u, bias, h: _walk(reference.gru, z, u, [h], bias)[0],
        walks(3, 1, bias=True),
    ),
    walk("lstm_walk", lambda z, u, h, c: _walk(reference.lstm, z, u, [h, c]), walks(4, 2)),
    *map(
        backwards,
        (
            "simple_back",
            "gru_gates",
            "gru_back",
            "gru_slopes",
            "lstm_gates",
            "lstm_back",
            "lstm_slopes",
        ),
    ),
]
