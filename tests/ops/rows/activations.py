"""Rows of ``ops/activations.py``, and of the gradients that are ops of their own."""

import numpy as np

from support import reference_activations as nn
from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample
from support.samples import (
    GRADIENT_PAIRS,
    GRADIENT_SHAPES,
    each,
    f32,
    listed,
    pairs,
    points,
    reals,
    whole,
)

INF, NAN = np.inf, np.nan
AWAY = reals(-8, 8, away_from=(-3, 0, 3, 6))
POINTS = (NAN, INF, -INF, 0.0, -0.0, 1e-6, 40.0, -40.0, 1e30, -1e30)


def at(f, left=0.0):
    """Awkward points; ``left`` is the limit at -inf, which the formula may give as NaN."""
    x = np.asarray(POINTS)
    with np.errstate(all="ignore"):
        y = np.where(x < -1e3, left, f(np.where(x < -1e3, -50.0, np.minimum(x, 1e30))))
        y = np.where(x == INF, f(np.array(1e30)), y)
        y = np.where((x == INF) & (np.abs(y) > 1e29), np.sign(y) * INF, y)
    return dict(zip(x.tolist(), y.tolist(), strict=True))


def activation(name, f, left=0.0, attrs=({},), **more):
    """A row of one activation."""
    return Row(
        name,
        f,
        each(AWAY, attrs=attrs),
        special=at(f, left),
        gradients=each(AWAY, shapes=GRADIENT_SHAPES, attrs=attrs),
        **more,
    )


def relu(x):
    return np.maximum(x, 0)


def _prelu(x, alpha):
    return np.where(x > 0, x, alpha * x)


def leaky(x, alpha=0.2):
    return np.where(x > 0, x, alpha * x)


ROWS = [
    Row(
        "relu",
        relu,
        each(AWAY, whole(-9, 9)),
        result=arithmetic,
        special=at(relu),
        gradients=each(AWAY, shapes=GRADIENT_SHAPES),
        errors=[Bad(("x",), "DTypeError", "str")],
    ),
    activation("relu6", nn.relu6),
    activation("elu", nn.elu, -1.0, ({}, {"alpha": 0.5})),
    activation("selu", nn.selu, -nn.SELU_SCALE * nn.SELU_ALPHA),
    Row(
        "leaky_relu",
        leaky,
        each(AWAY, attrs=({}, {"alpha": 0.5})),
        special={NAN: NAN, INF: INF, -INF: -INF, 0.0: 0.0, -1e30: -2e29},
        gradients=each(AWAY, shapes=GRADIENT_SHAPES, attrs=({}, {"alpha": 0.5})),
    ),
    activation("sigmoid", nn.sigmoid),
    Row(
        "log_sigmoid",
        lambda x: -nn.softplus(-x),
        each(AWAY),
        special=points(NAN, INF, -INF, 0.0, 1e-6, 40.0, -40.0, 1e30, -1e30),
        gradients=each(AWAY, shapes=GRADIENT_SHAPES),
    ),
    activation("softplus", nn.softplus),
    Row(
        "softsign",
        lambda x: x / (1 + np.abs(x)),
        each(AWAY),
        special={NAN: NAN, 0.0: 0.0, 1.0: 0.5, 1e30: 1.0, -1e30: -1.0},
        gradients=each(AWAY, shapes=GRADIENT_SHAPES),
    ),
    activation("silu", lambda x: x * nn.sigmoid(x)),
    activation("swish", lambda x: x * nn.sigmoid(x)),
    activation("mish", nn.mish),
    activation("gelu", nn.gelu, attrs=({}, {"approximate": True})),
    activation("hard_sigmoid", lambda x: nn.relu6(x + 3) / 6),
    Row("_gelu", nn.gelu, each(AWAY), call="op"),
    Row(
        "_gelu_tanh",
        lambda x: nn.gelu(x, True),
        each(AWAY),
        call="op",
    ),
    Row(
        "prelu",
        _prelu,
        pairs((AWAY, reals(0.1, 1))),
        gradients=pairs((AWAY, reals(0.1, 1)), shapes=GRADIENT_PAIRS),
        special=listed((f32([NAN, INF, -INF, 0]), f32([1, 1, 0.5, 1]))),
    ),
]

# The gradient ops: of the result y where that tells all, else of x.
Y = reals(-1, 5, away_from=(0,))
UNIT = reals(0.05, 0.95)


def gradient(name, f, values, attrs=None, **more):
    """A row of ``name``_grad(dy, y or x)."""
    both = pairs((reals(-2, 2), values), shapes=[(s, s) for s in GRADIENT_SHAPES])

    def draw(rng):
        return [Sample(sample.args, attrs or {}) for sample in both(rng)]

    return Row(f"{name}_grad", f, draw, call="op", **more)


def _slope(f):
    slope = nn.derivative(f)
    return lambda dy, x: dy * slope(x)


ROWS += [
    gradient("relu", lambda dy, y: dy * (y > 0), Y),
    gradient("relu6", lambda dy, y: dy * ((y > 0) & (y < 6)), reals(-1, 8, away_from=(0, 6))),
    gradient("tanh", lambda dy, y: dy * (1 - y * y), reals(-0.9, 0.9)),
    gradient("sigmoid", lambda dy, y: dy * y * (1 - y), UNIT),
    gradient(
        "elu",
        lambda dy, y, alpha: dy * np.where(y > 0, 1, y + alpha),
        reals(-0.9, 3, away_from=(0,)),
        {"alpha": 1.0},
    ),
    gradient(
        "selu",
        lambda dy, y: dy * np.where(y > 0, nn.SELU_SCALE, y + nn.SELU_SCALE * nn.SELU_ALPHA),
        reals(-1.5, 3, away_from=(0,)),
    ),
    gradient("leaky_relu", lambda dy, x, alpha: dy * np.where(x > 0, 1, alpha), Y, {"alpha": 0.3}),
    gradient("gelu", _slope(nn.gelu), reals(-3, 3)),
    gradient("gelu_tanh", _slope(lambda x: nn.gelu(x, True)), reals(-3, 3)),
    gradient("silu", _slope(lambda x: x * nn.sigmoid(x)), reals(-5, 5)),
]
