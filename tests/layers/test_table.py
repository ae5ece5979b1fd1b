"""Every row of the layer table: shapes, lazy weights, configuration, one step of training."""

from __future__ import annotations

import math
from typing import Any

import texelflow as tf
from support.browser import in_browser

from .table import every_row, every_row_with_weights


def _made(row: dict[str, Any]) -> Any:
    return getattr(tf.layers, row["name"])(**row["config"])


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


@every_row
@in_browser
def test_shapes_and_lazy_weights(row):
    layer = _made(row)
    assert layer.weights == []
    assert not layer.built
    shape = (None, *row["input"][1:])
    assert layer.compute_output_shape(shape) == (None, *row["output"][1:])
    y = layer(tf.random_uniform(row["input"]))
    assert layer.built
    assert y.shape == tuple(row["output"])
    assert y.dtype == "float32"
    wanted = {name: tuple(size) for name, size in row["weights"].items()}
    assert [weight.shape for weight in layer.weights] == [*wanted.values()]
    for weight, name in zip(layer.weights, wanted, strict=True):
        assert weight.name.startswith(f"{layer.name}/{name}")
    assert layer.count_params() == sum(math.prod(size) for size in wanted.values())
    again = layer(tf.random_uniform(row["input"]), training=True)
    assert again.shape == y.shape
    assert len(layer.weights) == len(wanted)


@every_row
@in_browser
def test_configuration_round_trip(row):
    layer = _made(row)
    config = layer.get_config()
    given = {key: _tuples(value) for key, value in row["config"].items()}
    plain = [key for key in given if not key.endswith(("izer", "constraint"))]
    for key in plain:
        size = len(config[key]) if isinstance(config[key], tuple) else 0
        wanted = (given[key],) * size if size and isinstance(given[key], int) else given[key]
        assert config[key] == wanted
    twin = type(layer).from_config(config)
    assert twin.get_config() == config
    nested = tf.layers.deserialize(tf.layers.serialize(layer))
    assert type(nested) is type(layer)
    assert nested.get_config() == config


@every_row_with_weights
@in_browser
def test_one_step_changes_every_weight(row):
    tf.set_random_seed(1)
    layer = _made(row)
    x = tf.random_uniform(row["input"])
    layer(x)
    before = [weight.tolist() for weight in layer.trainable_weights]
    tf.optimizers.SGD(0.5).minimize(lambda: tf.sum(layer(x) + 1.0), layer.trainable_weights)
    after = [weight.tolist() for weight in layer.trainable_weights]
    assert len(before) == len([name for name in row["weights"] if not name.startswith("moving")])
    assert [a != b for a, b in zip(after, before, strict=True)] == [True] * len(before)


@every_row
@in_browser
def test_weights_go_out_and_in(row):
    layer, twin = _made(row), _made(row)
    x = tf.random_uniform(row["input"])
    y = layer(x)
    twin(x)
    twin.set_weights(layer.get_weights())
    assert twin(x).tolist() == y.tolist()
