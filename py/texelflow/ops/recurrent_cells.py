"""Cells as plain functions: one step of an LSTM given all its weights, and of several on end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .activations import sigmoid
from .joining import concat, split
from .matrices import matmul
from .trigonometry import tanh

__all__ = ["basic_lstm_cell", "multi_rnn_cell"]


def basic_lstm_cell(
    forget_bias: Any, lstm_kernel: Any, lstm_bias: Any, data: Any, c: Any, h: Any
) -> tuple[Tensor, Tensor]:
    """Return the next (c, h) of an LSTM cell.

    Args:
        forget_bias: added to the forget gate, a number.
        lstm_kernel: (inputs + units, 4 units), in the order input, new, forget, output.
        lstm_bias: (4 units,).
        data: (batch, inputs).
        c: the cell's state, (batch, units).
        h: its output, (batch, units).

    Mirrors TensorFlow.js ``tf.basicLSTMCell``.

    Raises:
        ShapeError: if the kernel does not fit the data and the state.

    >>> zeros = tf.zeros([1, 1])
    >>> c, h = tf.basic_lstm_cell(0.0, tf.zeros([2, 4]), tf.zeros([4]), [[3.0]], [[1.0]], zeros)
    >>> c.tolist(), round(h.item(), 4)
    ([[0.5]], 0.2311)
    """
    name = "basic_lstm_cell"
    kernel, bias = as_tensor(name, lstm_kernel), as_tensor(name, lstm_bias)
    data, c, h = as_tensor(name, data), as_tensor(name, c), as_tensor(name, h)
    for what, x in (("lstm_kernel", kernel), ("data", data), ("c", c), ("h", h)):
        if x.ndim != 2:
            raise ShapeError(f"{name}({what}: {x.shape}): must have two axes")
    wanted = (data.shape[1] + h.shape[1], 4 * h.shape[1])
    if kernel.shape != wanted or bias.shape != (wanted[1],):
        raise ShapeError(
            f"{name}(lstm_kernel: {kernel.shape}, lstm_bias: {bias.shape}, data: {data.shape}, "
            f"h: {h.shape}): the kernel must be {wanted}, the bias {(wanted[1],)}"
        )
    gates = matmul(concat([data, h], 1), kernel) + bias
    i, j, f, o = split(gates, 4, 1)
    new_c = sigmoid(i) * tanh(j) + c * sigmoid(f + as_tensor(name, forget_bias))
    return new_c, tanh(new_c) * sigmoid(o)


def multi_rnn_cell(
    lstm_cells: Sequence[Callable[..., Any]], data: Any, c: Sequence[Any], h: Sequence[Any]
) -> tuple[list[Tensor], list[Tensor]]:
    """Return the next states ``([c, …], [h, …])`` of cells of which each feeds the next.

    Args:
        lstm_cells: functions of (data, c, h) that return (c, h).
        data: (batch, inputs).
        c: each cell's state.
        h: each cell's output.

    Mirrors TensorFlow.js ``tf.multiRNNCell``.

    Raises:
        ValueError: if there is not one c and one h for each cell.

    >>> cell = lambda data, c, h: (c + data, h * data)
    >>> c, h = tf.multi_rnn_cell([cell, cell], [[2.0]], [[[1.0]], [[1.0]]], [[[3.0]], [[5.0]]])
    >>> [x.item() for x in c], [x.item() for x in h]
    ([3.0, 7.0], [6.0, 30.0])
    """
    if not len(lstm_cells) == len(c) == len(h):
        raise ValueError(
            f"multi_rnn_cell(lstm_cells: {len(lstm_cells)}, c: {len(c)}, h: {len(h)}): "
            "there must be one c and one h for each cell"
        )
    value = as_tensor("multi_rnn_cell", data)
    states, outputs = [], []
    for cell, cell_c, cell_h in zip(lstm_cells, c, h, strict=True):
        state, value = cell(
            value, as_tensor("multi_rnn_cell", cell_c), as_tensor("multi_rnn_cell", cell_h)
        )
        states.append(state)
        outputs.append(value)
    return states, outputs
