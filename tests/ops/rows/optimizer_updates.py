"""Rows of ``ops/optimizer_updates.py``: one step each, against the papers' formulas."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, i32, reals

WIDE = reals(-2, 2)
SHAPES = ((5,), (3, 5), (7, 2), (), (2, 3, 4))
ADAM = {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}


def _sgd(w, g, rate, decay=0.0):
    return [w * (1 - decay * rate) - rate * g]


def _momentum(w, g, m, rate, momentum, nesterov=False, decay=0.0):
    w = w * (1 - decay * rate)
    m = momentum * m - rate * g
    return [w + momentum * m - rate * g if nesterov else w + m, m]


def _moments(g, m, v, step, beta_1, beta_2):
    t = int(step) + 1
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g * g
    return m, v, np.sqrt(1 - beta_2**t) / (1 - beta_1**t)


def _adam(w, g, m, v, rate, step, beta_1, beta_2, epsilon, decay=0.0):
    w = w * (1 - decay * rate)
    m, v, corrected = _moments(g, m, v, step, beta_1, beta_2)
    return [w - rate * corrected * m / (np.sqrt(v) + epsilon), m, v]


def _amsgrad(w, g, m, v, v_max, rate, step, beta_1, beta_2, epsilon, decay=0.0):
    w = w * (1 - decay * rate)
    m, v, corrected = _moments(g, m, v, step, beta_1, beta_2)
    v_max = np.maximum(v, v_max)
    return [w - rate * corrected * m / (np.sqrt(v_max) + epsilon), m, v, v_max]


def steps(slots, attrs, counted=False):
    """Samples: w, g, slots (those after the first positive), the rate, and which step it is."""

    def draw(rng):
        made = []
        for index, shape in enumerate(SHAPES):
            for attr in attrs:
                values = [WIDE(rng, shape), WIDE(rng, shape)]
                values += [abs(WIDE(rng, shape)) + f32(0.1) for _ in range(slots)]
                values.append(f32(0.01))
                values += [i32(index * 300)] if counted else []
                made.append(Sample(tuple(np.asarray(v) for v in values), attr))
        return made

    return draw


BAD = [Bad((f32([1, 2]), f32([1]), f32(0.1)), "ShapeError", "does not fit")]
HEAVY = {"momentum": 0.9}


def update(name, ref, samples, **more):
    return Row(name, ref, samples, call="op", grad=False, **more)


ROWS = [
    update("sgd_update", _sgd, steps(0, ({}, {"decay": 0.1})), errors=BAD),
    update(
        "momentum_update",
        _momentum,
        steps(1, (HEAVY, HEAVY | {"nesterov": True}, HEAVY | {"decay": 0.1})),
    ),
    update("adam_update", _adam, steps(2, (ADAM, ADAM | {"decay": 0.1}), counted=True)),
    update("amsgrad_update", _amsgrad, steps(3, (ADAM,), counted=True)),
]
