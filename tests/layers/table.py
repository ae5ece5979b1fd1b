"""The layer table: what Keras 3 documents of each layer's shapes and numbers of weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest


@dataclass(frozen=True)
class LayerRow:
    """One layer with one configuration, on one input."""

    name: str
    config: Mapping[str, Any]
    input: tuple[int, ...]
    output: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Shapes by name, in the order of ``layer.weights``."""
    note: str = ""

    @property
    def id(self) -> str:
        """How pytest shows the row."""
        return f"{self.name}-{self.note}" if self.note else self.name


def _kernel(*shape: int, name: str = "kernel") -> dict[str, tuple[int, ...]]:
    return {name: shape}


def _both(*shape: int, bias: int | None = None) -> dict[str, tuple[int, ...]]:
    return {"kernel": shape, "bias": (shape[-1] if bias is None else bias,)}


def _table(rows: int, cols: int) -> dict[str, tuple[int, ...]]:
    return {"embeddings": (rows, cols)}


def _recurrent(
    size: int, units: int, gates: int = 1, bias: tuple[int, ...] | None = ()
) -> dict[str, tuple[int, ...]]:
    width = gates * units
    found: dict[str, tuple[int, ...]] = {
        "kernel": (size, width),
        "recurrent_kernel": (units, width),
    }
    return found if bias is None else {**found, "bias": bias or (width,)}


ROWS = (
    LayerRow("Dense", {"units": 3}, (2, 5), (2, 3), _both(5, 3)),
    LayerRow(
        "Dense",
        {
            "units": 4,
            "activation": "relu",
            "use_bias": False,
            "kernel_initializer": "he_normal",
            "kernel_regularizer": "l2",
            "kernel_constraint": "max_norm",
        },
        (3, 2),
        (3, 4),
        _kernel(2, 4),
        "settings",
    ),
    LayerRow("Dense", {"units": 1}, (2, 3, 4, 5), (2, 3, 4, 1), _both(5, 1), "4d"),
    LayerRow(
        "Conv2D", {"filters": 4, "kernel_size": 3}, (2, 7, 6, 3), (2, 5, 4, 4), _both(3, 3, 3, 4)
    ),
    LayerRow(
        "Conv2D",
        {"filters": 2, "kernel_size": [3, 2], "strides": 2, "padding": "same"},
        (1, 7, 6, 1),
        (1, 4, 3, 2),
        _both(3, 2, 1, 2),
        "same",
    ),
    LayerRow(
        "Conv2D",
        {"filters": 5, "kernel_size": 3, "dilation_rate": 2, "use_bias": False},
        (1, 8, 9, 2),
        (1, 4, 5, 5),
        _kernel(3, 3, 2, 5),
        "dilated",
    ),
    LayerRow(
        "Conv2D",
        {"filters": 4, "kernel_size": 3, "data_format": "channels_first"},
        (2, 3, 7, 6),
        (2, 4, 5, 4),
        _both(3, 3, 3, 4),
        "channels_first",
    ),
    LayerRow(
        "DepthwiseConv2D",
        {"kernel_size": 3, "depth_multiplier": 2, "activation": "tanh"},
        (2, 5, 6, 3),
        (2, 3, 4, 6),
        _both(3, 3, 3, 2, bias=6),
    ),
    LayerRow("MaxPooling2D", {}, (2, 5, 6, 3), (2, 2, 3, 3)),
    LayerRow(
        "MaxPooling2D",
        {"pool_size": 3, "strides": 2, "padding": "same"},
        (2, 5, 6, 3),
        (2, 3, 3, 3),
        note="same",
    ),
    LayerRow("AveragePooling2D", {"pool_size": [2, 3]}, (2, 5, 6, 3), (2, 2, 2, 3)),
    LayerRow(
        "AveragePooling2D",
        {"strides": 1, "data_format": "channels_first"},
        (2, 3, 5, 6),
        (2, 3, 4, 5),
        note="channels_first",
    ),
    LayerRow("Embedding", {"input_dim": 7, "output_dim": 3}, (2, 4), (2, 4, 3), _table(7, 3)),
    LayerRow("SimpleRNN", {"units": 5}, (2, 4, 3), (2, 5), _recurrent(3, 5)),
    LayerRow(
        "SimpleRNN",
        {"units": 2, "activation": "relu", "return_sequences": True, "use_bias": False},
        (3, 4, 1),
        (3, 4, 2),
        _recurrent(1, 2, bias=None),
        "sequences",
    ),
    LayerRow("GRU", {"units": 5}, (2, 4, 3), (2, 5), _recurrent(3, 5, 3, (2, 15))),
    LayerRow(
        "GRU",
        {"units": 4, "reset_after": False, "go_backwards": True, "recurrent_dropout": 0.25},
        (2, 4, 3),
        (2, 4),
        _recurrent(3, 4, 3),
        "reset_before",
    ),
    LayerRow("LSTM", {"units": 5}, (2, 4, 3), (2, 5), _recurrent(3, 5, 4)),
    LayerRow(
        "LSTM",
        {"units": 4, "return_sequences": True, "dropout": 0.5, "recurrent_regularizer": "l2"},
        (2, 4, 3),
        (2, 4, 4),
        _recurrent(3, 4, 4),
        "sequences",
    ),
    LayerRow("Conv1D", {"filters": 4, "kernel_size": 3}, (2, 7, 3), (2, 5, 4), _both(3, 3, 4)),
    LayerRow(
        "Conv1D",
        {"filters": 4, "kernel_size": 3, "dilation_rate": 2, "padding": "causal"},
        (2, 7, 3),
        (2, 7, 4),
        _both(3, 3, 4),
        "causal",
    ),
    LayerRow(
        "Conv1D",
        {"filters": 4, "kernel_size": 2, "strides": 2, "data_format": "channels_first"},
        (2, 3, 8),
        (2, 4, 4),
        _both(2, 3, 4),
        "channels_first",
    ),
    LayerRow("MaxPooling1D", {"pool_size": 3, "padding": "same"}, (2, 7, 3), (2, 3, 3)),
    LayerRow("AveragePooling1D", {"strides": 1}, (2, 7, 3), (2, 6, 3)),
    LayerRow("Flatten", {}, (2, 3, 4, 5), (2, 60)),
    LayerRow("Flatten", {}, (4,), (4, 1), note="1d"),
    LayerRow("Dropout", {"rate": 0.5, "seed": 3}, (4, 5), (4, 5)),
    LayerRow("Activation", {"activation": "sigmoid"}, (2, 3), (2, 3)),
    LayerRow("ReLU", {"max_value": 2.0, "negative_slope": 0.1}, (2, 3), (2, 3)),
    LayerRow("LeakyReLU", {"negative_slope": 0.2}, (2, 3), (2, 3)),
    LayerRow("ELU", {"alpha": 0.5}, (2, 3), (2, 3)),
    LayerRow("Softmax", {"axis": 1}, (2, 3, 4), (2, 3, 4)),
    LayerRow(
        "BatchNormalization",
        {"momentum": 0.9},
        (4, 5, 6, 3),
        (4, 5, 6, 3),
        {"gamma": (3,), "beta": (3,), "moving_mean": (3,), "moving_variance": (3,)},
    ),
    LayerRow(
        "BatchNormalization",
        {"axis": 1, "scale": False, "epsilon": 0.01},
        (4, 5, 6),
        (4, 5, 6),
        {"beta": (5,), "moving_mean": (5,), "moving_variance": (5,)},
        "axis",
    ),
    LayerRow("LayerNormalization", {}, (4, 6), (4, 6), {"gamma": (6,), "beta": (6,)}),
    LayerRow(
        "LayerNormalization",
        {"axis": (1, 2), "center": False},
        (4, 5, 6),
        (4, 5, 6),
        {"gamma": (5, 6)},
        "axes",
    ),
    LayerRow("GlobalAveragePooling2D", {}, (2, 5, 6, 3), (2, 3)),
    LayerRow(
        "GlobalMaxPooling2D",
        {"keepdims": True, "data_format": "channels_first"},
        (2, 3, 5, 6),
        (2, 3, 1, 1),
    ),
    LayerRow("GlobalAveragePooling1D", {}, (2, 5, 3), (2, 3)),
    LayerRow("GlobalMaxPooling1D", {"keepdims": True}, (2, 5, 3), (2, 1, 3)),
    LayerRow("Reshape", {"target_shape": (5, -1)}, (2, 3, 10), (2, 5, 6)),
    LayerRow("Permute", {"dims": (3, 1, 2)}, (2, 3, 4, 5), (2, 5, 3, 4)),
    LayerRow("RepeatVector", {"n": 4}, (2, 3), (2, 4, 3)),
    LayerRow("ZeroPadding2D", {"padding": ((1, 2), (0, 3))}, (2, 4, 5, 3), (2, 7, 8, 3)),
    LayerRow(
        "SeparableConv2D",
        {"filters": 4, "kernel_size": 3, "depth_multiplier": 2, "strides": 2, "padding": "same"},
        (2, 7, 6, 3),
        (2, 4, 3, 4),
        {"depthwise_kernel": (3, 3, 3, 2), "pointwise_kernel": (1, 1, 6, 4), "bias": (4,)},
    ),
)


def _each(rows: list[LayerRow]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", [asdict(row) for row in rows], ids=[r.id for r in rows])


every_row = _each(list(ROWS))
every_row_with_weights = _each([row for row in ROWS if row.weights])
