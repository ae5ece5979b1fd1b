"""The passes over a traced graph, each on its own, on the NumPy device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import texelflow as tf
from texelflow import engine as engines
from texelflow.tracing.function import PASSES
from texelflow.tracing.graph import Graph
from texelflow.tracing.passes import GRAPH_PASSES
from texelflow.tracing.tracer import Tracer


def graph_of(f: Callable[..., Any], *shapes: tuple[int, ...]) -> Graph:
    """Return the graph of a function of tensors that returns one."""
    trace = Tracer("f")
    arguments = [trace.argument(shape, "float32") for shape in shapes]
    with trace:
        trace.graph.outputs = [trace.value_of(f(*arguments))]
    return trace.graph


def names(graph: Graph) -> list[str]:
    return [node.op.name for node in graph.nodes]


def test_dead_code_goes_with_what_only_it_needed() -> None:
    def f(x: Any) -> Any:
        tf.exp(tf.sin(x))
        return tf.cos(x)

    before = graph_of(f, (3,))
    assert names(before) == ["sin", "exp", "cos"]
    assert names(GRAPH_PASSES["dead_code"](before)) == ["cos"]
    assert names(before) == ["sin", "exp", "cos"], "a pass changes nothing in place"


def test_common_subexpressions_are_done_once() -> None:
    after = GRAPH_PASSES["common_subexpressions"](
        graph_of(lambda x: tf.exp(x) * tf.exp(x) + tf.exp(x * 1.0), (3,))
    )
    assert names(after).count("exp") == 2
    product = next(node for node in after.nodes if node.op.name == "mul")
    assert product.inputs[0] == product.inputs[1]


@pytest.mark.parametrize(("low", "other"), [(0.0, -0.0), (0, False), (1.0, True)])
def test_attributes_that_are_only_equal_are_not_the_same(low: Any, other: Any) -> None:
    def f(x: Any) -> Any:
        return tf.clip_by_value(x, low, 2.0) + tf.clip_by_value(x, other, 2.0)

    after = GRAPH_PASSES["common_subexpressions"](graph_of(f, (3,)))
    assert names(after).count("clip_by_value") == 2


def test_constants_are_folded_and_large_ones_are_not() -> None:
    def f(x: Any) -> Any:
        return x * tf.sum(tf.ones([4]) * 3.0) + tf.ones([200, 200])

    after = GRAPH_PASSES["constant_folding"](graph_of(f, (200, 200)))
    assert names(after) == ["mul", "_full", "add"]
    assert len(after.captured) >= 1


def test_what_is_one_number_everywhere_is_worked_out_on_the_host() -> None:
    def f(x: Any) -> Any:
        return x * tf.broadcast_to(-(tf.ones([1]) / 3.0), (200, 2))

    engine = engines.current()
    draws = engine.draws
    after = GRAPH_PASSES["constant_folding"](graph_of(f, (200, 2)))
    assert names(after) == ["mul"]
    assert engine.draws == draws
    held = after.captured[after.nodes[0].inputs[1]].tensor()
    np.testing.assert_array_equal(held.numpy(), np.full((200, 2), np.float32(-1 / 3)))


STEPS: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "max": tf.maximum,
    "exp": lambda a, b: tf.exp(tf.minimum(a, 1.0)),
    "sum": lambda a, b: a + tf.sum(b, 0, True),
    "turn": lambda a, b: tf.transpose(tf.transpose(b)) - a,
    "matmul": lambda a, b: tf.matmul(a, b, False, True)[:, :1] + b,
    "same": lambda a, b: a,
}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), st.integers(0, 9))),
    st.sets(st.sampled_from(PASSES)),
)
def test_random_programs_give_what_they_give_eagerly(
    program: list[tuple[str, int, int]], without: set[str]
) -> None:
    def run(x: Any, y: Any) -> Any:
        values = [x, y, tf.ones([3, 5])]
        for name, i, j in program:
            values.append(STEPS[name](values[i % len(values)], values[j % len(values)]))
        return values[-1] * 0.5, values[len(values) // 2]

    x = tf.tensor(np.linspace(-1, 1, 15, dtype=np.float32).reshape(3, 5))
    y = tf.tensor(np.linspace(2, -1, 15, dtype=np.float32).reshape(3, 5))
    expected = [v.numpy() for v in run(x, y)]
    traced = tf.function(run, without=without)
    for _ in range(2):
        for found, wanted in zip(traced(x, y), expected, strict=True):
            np.testing.assert_allclose(found.numpy(), wanted, rtol=1e-6)
