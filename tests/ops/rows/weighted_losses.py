"""Rows of ``training/weighted_losses.py``: TensorFlow.js's formulas in float64."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32

HOME = "texelflow.training.losses"
WAYS = ("none", "mean", "sum", "sum_by_nonzero_weights")


def reduced(losses, weights=None, reduction=3):
    """TensorFlow.js's ``computeWeightedLoss``; 0 where no weight is left."""
    how = reduction if isinstance(reduction, int) else WAYS.index(reduction)
    w = np.broadcast_to(1.0 if weights is None else weights, losses.shape)
    values = losses * w
    if how == 0:
        return values
    if how == 2:
        return values.sum()
    whole = w.sum() if how == 1 else (w != 0).sum()
    return values.sum() / whole if whole else np.zeros(())


def log_loss(y, p, epsilon=1e-7):
    return -y * np.log(p + epsilon) - (1 - y) * np.log(1 - p + epsilon)


def huber(y, p, delta=1.0):
    error = np.abs(p - y)
    near = np.minimum(error, delta)
    return near**2 / 2 + delta * (error - near)


def sigmoid_entropy(y, x, label_smoothing=0):
    y = y * (1 - label_smoothing) + label_smoothing / 2
    return np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x)))


def softmax_entropy(y, x, label_smoothing=0):
    y = y * (1 - label_smoothing) + label_smoothing / y.shape[-1]
    shifted = x - x.max(-1, keepdims=True)
    return -(y * (shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))).sum(-1)


def weighing(f, own):
    """NumPy's answer of a loss whose further arguments are ``own``, then weights and reduction."""

    def ref(y, p, *more, weights=None, reduction=3, **attrs):
        w = more[0] if more else weights
        return reduced(f(y, p, **{k: v for k, v in attrs.items() if k in own}), w, reduction)

    return ref


def slopes(values, own=(), weight=(3, 1)):
    """Where to differentiate: at no weight of 0, since there their number jumps."""

    def draw(rng):
        y, p = values(rng, (3, 4))
        w = f32(rng.uniform(0.5, 2, weight))
        for way in WAYS:
            yield Sample((f32(y), f32(p), w), {"reduction": way, **dict(own)})

    return draw


def samples(values, own=(), weight=(3, 1), small=(3, 4)):
    """Every reduction with and without weights (one of them 0), and each setting."""

    def draw(rng):
        y, p = values(rng, small)
        w = rng.uniform(0.5, 2, weight)
        w.flat[0] = 0
        for way in WAYS:
            yield Sample((f32(y), f32(p)), {"reduction": way, **dict(own)})
            yield Sample((f32(y), f32(p), f32(w)), {"reduction": way})
        yield Sample((f32(y), f32(p), f32(np.zeros(weight))), {"reduction": "mean"})
        yield Sample((f32(y), f32(p), f32(np.float32(2))), {"reduction": 1})

    return draw


def both(rng, shape):
    return rng.uniform(-2, 2, shape), rng.uniform(-2, 2, shape)


def apart(rng, shape):
    y = rng.uniform(-2, 2, shape)
    return y, y + rng.choice([-1, 1], shape) * rng.choice([0.4, 0.6, 2.5], shape)


def chances(rng, shape):
    return rng.uniform(0.1, 0.9, shape), rng.uniform(0.1, 0.9, shape)


def labelled(rng, shape):
    return rng.integers(0, 2, shape), rng.uniform(0.1, 0.7, shape)


def row(name, f, values, own=(), weight=(3, 1), errors=(), **more):
    return Row(
        name,
        weighing(f, dict(own)),
        samples(values, own, weight),
        call=HOME,
        gradients=slopes(values, own, weight),
        errors=[
            Bad((f32([1, 2]), f32([1, 2, 3])), "ShapeError", r"\(3,\)\): the shapes differ"),
            *errors,
        ],
        **more,
    )


REDUCTION = Bad(
    (f32([1]), f32([1])),
    "ValueError",
    "unknown reduction 'total'; it must be one of none, mean, sum, sum_by_nonzero_weights",
    {"reduction": "total"},
)
WEIGHTS = Bad(
    (f32([1, 2]), f32([1, 2]), f32([1, 2, 3])), "ShapeError", r"weights: \(3,\)\): .*must broadcast"
)

ROWS = [
    Row(
        "compute_weighted_loss",
        reduced,
        lambda rng: [
            Sample((f32(rng.uniform(0, 2, (2, 3))), *w), {"reduction": way})
            for way in WAYS
            for w in ((), (f32(rng.uniform(0.5, 2, (3,))),), (f32([[1], [2]]),))
        ],
        call=HOME,
        errors=[
            Bad((f32([1, 2]), f32([1, 2, 3])), "ShapeError", "must broadcast"),
            Bad((f32([1]), f32([[1, 2]])), "ShapeError", "must broadcast"),
            Bad((f32([1]),), "ValueError", "unknown reduction 7; it must", {"reduction": 7}),
            Bad((f32([1]),), "ValueError", "unknown reduction True; it must", {"reduction": True}),
        ],
    ),
    row("absolute_difference", lambda y, p: abs(y - p), apart, errors=[REDUCTION, WEIGHTS]),
    Row(
        "cosine_distance",
        lambda y, p, axis, w=None, reduction=3: reduced(
            1 - (y * p).sum(axis, keepdims=True), w, reduction
        ),
        lambda rng: [
            Sample((*map(f32, both(rng, (3, 4))), axis, *w), {"reduction": way})
            for way in WAYS
            for axis, w in ((-1, ()), (0, (f32([[1, 3, 2, 1]]),)))
        ],
        call=HOME,
        errors=[
            Bad((f32([1]), f32([1]), 1), "ShapeError", "axis 1 is out of range"),
            Bad((f32([1]), f32([1, 2]), 0), "ShapeError", "the shapes differ"),
        ],
    ),
    row("hinge_loss", lambda y, p: np.maximum(0, 1 - (2 * y - 1) * p), labelled),
    row("huber_loss", huber, apart, {"delta": 0.5}),
    row("log_loss", log_loss, chances, {"epsilon": 1e-3}),
    row("sigmoid_cross_entropy", sigmoid_entropy, both, {"label_smoothing": 0.2}),
    row(
        "softmax_cross_entropy",
        softmax_entropy,
        both,
        {"label_smoothing": 0.2},
        weight=(3,),
        errors=[Bad((f32(1), f32(1)), "ShapeError", "no axis of classes")],
    ),
    Row(
        "mean_squared_error",
        lambda y, p, weights=None, reduction=None: (
            ((y - p) ** 2).mean(-1)
            if weights is None and reduction is None
            else reduced((y - p) ** 2, weights, 3 if reduction is None else reduction)
        ),
        lambda rng: [
            Sample((*map(f32, both(rng, (3, 4))), *more), attrs)
            for more, attrs in (
                ((), {}),
                ((f32([[1], [3], [2]]),), {}),
                ((), {"reduction": "sum"}),
                ((f32([1, 3, 2, 1]),), {"reduction": "mean"}),
            )
        ],
        call=HOME,
        errors=[Bad((f32([1, 2]), f32([1, 2, 3])), "ShapeError", "must have the shape")],
    ),
]
