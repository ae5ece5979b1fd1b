"""Rows of ``ops/recurrent_cells.py`` and ``ops/monitoring.py``."""

import numpy as np

from support.row import Bad, Because, Row, Sample
from support.samples import f32, i32, listed


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(forget_bias, kernel, bias, data, c, h):
    i, j, f, o = np.split(np.concatenate([data, h], 1) @ kernel + bias, 4, axis=1)
    c = sigmoid(i) * np.tanh(j) + c * sigmoid(f + forget_bias)
    return c, np.tanh(c) * sigmoid(o)


def cells(rng):
    for batch, inputs, units in ((1, 1, 1), (3, 2, 5)):
        shapes = ((inputs + units, 4 * units), (4 * units,), (batch, inputs))
        state = (batch, units)
        arrays = [f32(rng.uniform(-1, 1, shape)) for shape in (*shapes, state, state)]
        yield Sample((0.5, *arrays))


def counted(labels, predictions, num_classes):
    made = np.zeros((num_classes, num_classes), np.int32)
    np.add.at(made, (labels, predictions), 1)
    return made


def averaged(v, x, decay, step=None, zero_debias=True):
    return v + (x - v) * (1 - decay) / (1 - decay**step if zero_debias else 1)


BAD_STATE = (0.0, f32(np.zeros([2, 4])), f32(np.zeros(4)), f32([[1.0]]), f32([[1.0]]))

ROWS = [
    Row(
        "basic_lstm_cell",
        lstm,
        cells,
        errors=[
            Bad((*BAD_STATE, f32([1.0])), "ShapeError", r"h: \(1,\)\): must have two axes"),
            Bad((*BAD_STATE, f32([[1.0, 2.0]])), "ShapeError", r"the kernel must be \(3, 8\)"),
        ],
    ),
    Row(
        "multi_rnn_cell",
        None,
        listed(),
        skip=[Because("forward", "takes functions: its docstring and test_function test it")],
        errors=[Bad(([], f32([[1.0]]), [f32([[1.0]])], []), "ValueError", "one c and one h")],
    ),
    Row(
        "confusion_matrix",
        counted,
        lambda rng: [
            Sample((i32(rng.integers(0, n, 40)), i32(rng.integers(0, n, 40)), n)) for n in (1, 2, 5)
        ],
        result="int32",
        grad=False,
        errors=[
            Bad((i32([0]), i32([0, 1]), 2), "ShapeError", r"both must be \(samples,\)"),
            Bad((i32([[0]]), i32([[0]]), 2), "ShapeError", r"both must be \(samples,\)"),
            Bad((i32([0]), i32([0]), 0), "ShapeError", "int above 0, got 0"),
            Bad((i32([0]), i32([0]), 1.5), "ShapeError", "int above 0, got 1.5"),
        ],
    ),
    Row(
        "moving_average",
        averaged,
        lambda rng: [
            Sample((*(f32(rng.uniform(-1, 1, (2, 3))) for _ in "vx"), 0.9), attrs)
            for attrs in ({"zero_debias": False}, {"step": 1}, {"step": 4})
        ],
        errors=[
            Bad((f32([1.0]), f32([1.0]), 0.5), "ValueError", "needs the step's number"),
            Bad((f32([1.0]), f32([1.0, 2.0]), 0.5), "ShapeError", "must be equal", {"step": 1}),
        ],
    ),
]
