"""Recurrent layers on the NumPy device: values against NumPy, gradients against differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support import reference_recurrent as reference
from support.numpy_device import NumpyDevice
from support.slopes import normal, slopes_agree
from texelflow.tensor import Tensor

KINDS = [
    ("SimpleRNN", 1, {}),
    ("GRU", 3, {}),
    ("GRU", 3, {"reset_after": False}),
    ("LSTM", 4, {}),
    ("SimpleRNN", 1, {"activation": "sigmoid", "mask": True}),
    ("GRU", 3, {"recurrent_activation": "hard_sigmoid", "mask": True, "go_backwards": True}),
    ("GRU", 3, {"reset_after": False, "activation": "linear", "mask": True}),
    ("LSTM", 4, {"recurrent_activation": "hard_sigmoid", "mask": True}),
]
HARD = {"gate": lambda x: np.clip(x / 6 + 0.5, 0, 1)}
WORDS = {
    "activation": {"sigmoid": {"act": reference.sigmoid}, "linear": {"act": lambda x: x}},
    "recurrent_activation": {"hard_sigmoid": HARD},
    "reset_after": {False: {"reset_after": False}},
}
"""What settings are for the reference."""
SIZES = [(2, 3, 3, 4), (3, 2, 1, 5), (1, 2, 2, 1), (2, 18, 2, 3)]
"""Batch, steps, features, units."""
every_kind = pytest.mark.parametrize(("name", "gates", "config"), KINDS)


def weights(name: str, gates: int, config: dict[str, Any], size: int, n: int) -> list[np.ndarray]:
    two = name == "GRU" and config.get("reset_after", True)
    bias = (2, gates * n) if two else (gates * n,)
    return [normal(size, gates * n), normal(n, gates * n), normal(*bias)]


def mask_of(batch: int, steps: int, config: dict[str, Any]) -> np.ndarray | None:
    """Return a mask, in the order of the steps of the input, if one is asked for."""
    made = (np.arange(batch * steps).reshape(batch, steps) * 7 + 1) % 3 > 0
    return made if "mask" in config else None


def applied(name: str, config: dict[str, Any], n: int, x: Any, first: Any, values: Any) -> Tensor:
    """Return outputs, and the last states after them along the steps."""
    mask = mask_of(*x.shape[:2], config)
    config = {key: value for key, value in config.items() if key != "mask"}
    layer = getattr(tf.layers, name)(n, return_sequences=True, return_state=True, **config)
    layer.built = True
    layer.kernel, layer.recurrent_kernel, layer.bias = values
    given = {} if mask is None else {"mask": tf.tensor(mask)}
    y, *last = layer(x, initial_state=list(first), **given)
    return tf.concat([y, *[tf.expand_dims(state, 1) for state in last]], 1)


@every_kind
@pytest.mark.parametrize(("batch", "steps", "size", "n"), SIZES)
def test_values_and_slopes(
    device: NumpyDevice,
    name: str,
    gates: int,
    config: dict[str, Any],
    batch: int,
    steps: int,
    size: int,
    n: int,
) -> None:
    values = weights(name, gates, config, size, n)
    x = normal(batch, steps, size)
    first = [normal(batch, n) for _ in range(2 if name == "LSTM" else 1)]
    step = {"SimpleRNN": reference.simple_rnn, "GRU": reference.gru, "LSTM": reference.lstm}[name]
    exact = [v.astype(np.float64) for v in (x, *first, *values)]
    words: dict[str, Any] = {}
    for key, value in config.items():
        words |= WORDS.get(key, {}).get(value, {})
    order, mask = (-1 if config.get("go_backwards") else 1), mask_of(batch, steps, config)
    seen = None if mask is None else mask[:, ::order]
    y, last = reference.walk(step, exact[0][:, ::order], exact[1:-3], exact[-3:], seen, **words)
    found = applied(name, config, n, x, first, [tf.tensor(v) for v in values])
    np.testing.assert_allclose(
        device.peek(found), np.concatenate([y, *[s[:, None] for s in last]], 1), 1e-7, 1e-7
    )

    def f(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor, *first: Tensor) -> Tensor:
        return applied(name, config, n, x, first, [kernel, recurrent, bias])

    slopes_agree(
        device, f, x, *values, *first, orders=2 if steps < 4 and "mask" not in config else 1
    )


def test_bad_arguments() -> None:
    with pytest.raises(ValueError, match="units must be a positive int"):
        tf.layers.LSTM(0)
    with pytest.raises(ValueError, match=r"dropout must be in \[0, 1\)"):
        tf.layers.GRU(2, dropout=1.0)
    with pytest.raises(tf.errors.ShapeError, match="expected 3 axes, got 2"):
        tf.layers.LSTM(2)(tf.ones([2, 3]))
    with pytest.raises(tf.errors.ShapeError, match="initial_state must be 2 of shape"):
        tf.layers.LSTM(2)(tf.ones([2, 3, 4]), initial_state=tf.ones([2, 2]))
