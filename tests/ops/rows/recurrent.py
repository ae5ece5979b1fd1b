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


ACTIVATIONS = {
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "linear": lambda x: x,
    "sigmoid": reference.sigmoid,
    "hard_sigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
}


def _walk(step, z, u, states, mask, drop, bias=None, activation="tanh", gate=None, **settings):
    """Return all states of a layer whose inputs' part is z."""
    settings["act"] = ACTIVATIONS[activation]
    if gate:
        settings["gate"] = ACTIVATIONS[gate]
    steps, batch, gates, units = z.shape
    x = np.swapaxes(z.reshape(steps, batch, -1), 0, 1)
    weights = [np.eye(gates * units), u.reshape(units, -1)]
    if bias is not None:
        weights.append(np.stack([np.zeros(gates * units), bias.reshape(-1)]))
    made = []
    for at in range(steps):
        seen = [states[0] * drop, *states[1:]] if drop.size else states
        after = step(x[:, at], seen, weights, **settings)
        kept = mask[at] if mask.size else True
        states = [np.where(kept, a, b) for a, b in zip(after, states, strict=True)]
        made.append(states)
    return [np.stack(each) for each in zip(*made, strict=True)]


def _mask(rng, steps, batch):
    made = rng.integers(0, 3, (steps, batch, 1)) > 0
    made[0, 0] = False
    return made.astype(np.float32)


def walks(gates, states, bias=False):
    """Samples: z, u, perhaps the bias, the states before the first step, mask and drop."""
    none = np.zeros(0, np.float32)

    def sample(rng, sizes, masked=False, dropped=False, **attrs):
        steps, batch, units = sizes
        return Sample(
            (
                WIDE(rng, (steps, batch, gates, units)),
                WIDE(rng, (units, gates, units)),
                *([WIDE(rng, (gates, units))] if bias else []),
                *(WIDE(rng, (batch, units)) for _ in range(states)),
                _mask(rng, steps, batch) if masked else none,
                2 * (rng.integers(0, 2, (batch, units))).astype(np.float32) if dropped else none,
            ),
            attrs,
        )

    def draw(rng):
        hard = {} if gates == 1 else {"gate": "hard_sigmoid"}
        return [
            sample(rng, (3, 3, 5), masked=True, dropped=True),
            sample(rng, (2, 2, 3), masked=True, activation="linear", **hard),
            sample(rng, (2, 1, 3), activation="relu"),
            sample(rng, (2, 1, 3), activation="sigmoid"),
            sample(rng, (2, 1, 3), dropped=True, activation="hard_sigmoid"),
            *(sample(rng, sizes) for sizes in SIZES),
        ]

    return draw


def walk(name, step, states, gates, bias=False, **settings):
    tol = Tol(rtol=2e-5, atol=2e-6, grad_rtol=3e-4, grad_atol=3e-4)
    samples = walks(gates, states, bias)
    # By z and the weights; nothing is learned of masks, and of drop only that it is random.
    wrt = range(2 + bias + states)

    def ref(z, u, *rest, **attrs):
        inner, rest = (rest[0], rest[1:]) if bias else (None, rest)
        *first, mask, drop = rest
        made = _walk(step, z, u, first, mask, drop, inner, **settings, **attrs)
        return made[0] if states == 1 else made

    small = lambda rng: samples(rng)[:-1]  # noqa: E731
    return Row(name, ref, samples, call="op", gradients=small, tol=tol, skip=[SECOND], wrt=wrt)


def backwards(name):
    """A part of a walk's gradient; it is checked with the walk's."""
    return Row(name, None, lambda _rng: [], call="op", grad=False)


ROWS = [
    walk("simple_walk", reference.simple_rnn, 1, 1),
    walk("gru_walk", reference.gru, 1, 3, bias=True),
    walk("gru_reset_walk", reference.gru, 1, 3, reset_after=False),
    walk("lstm_walk", reference.lstm, 2, 4),
    *map(
        backwards,
        (
            "simple_back",
            "simple_slopes",
            "gru_gates",
            "gru_back",
            "gru_slopes",
            "gru_reset_held",
            "gru_reset_gates",
            "gru_reset_back",
            "gru_reset_candidates",
            "gru_reset_slopes",
            "lstm_gates",
            "lstm_back",
            "lstm_slopes",
        ),
    ),
]
