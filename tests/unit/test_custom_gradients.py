"""Gradients by variables, and gradients of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import texelflow as tf
from texelflow import engine as engines
from texelflow.errors import GradientError, ShapeError
from texelflow.tensor import Tensor


def storages() -> int:
    return engines.current().storages


def cube(x: Tensor) -> Tensor:
    return x * x * x


@pytest.fixture(autouse=True)
def nothing_leaks() -> Iterator[None]:
    before = storages()
    yield
    assert storages() == before


# --- variables --------------------------------------------------------------------------------


def test_variables_that_are_read() -> None:
    a, b, c = tf.Variable(2.0), tf.Variable(3.0), tf.Variable(5.0)
    value, found = tf.variable_grads(lambda: a * b * b)
    assert value.item() == 18.0
    assert {n: g.item() for n, g in found.items()} == {a.name: 9.0, b.name: 12.0}
    assert tf.variable_grads(lambda: a * c, [c])[1].keys() == {c.name}


def test_trainable_decides_unless_variables_are_listed() -> None:
    a, b = tf.Variable(2.0), tf.Variable(3.0, trainable=False)
    assert tf.variable_grads(lambda: a * b)[1].keys() == {a.name}
    assert tf.variable_grads(lambda: a * b, [b])[1][b.name].item() == 2.0


def test_a_variable_as_an_argument() -> None:
    v = tf.Variable(3.0)
    assert tf.grad(cube)(v).item() == 27.0
    assert tf.grad(lambda x: x * v)(v).item() == 6.0


def test_an_assigned_variable_is_a_new_value() -> None:
    v = tf.Variable(3.0)

    def f() -> Tensor:
        y = v * v
        v.assign(5.0)
        return y * 1.0

    _, found = tf.variable_grads(f)
    assert found[v.name].item() == 6.0


def test_variable_errors() -> None:
    v = tf.Variable([1.0, 2.0])
    with pytest.raises(ShapeError, match=r"variable_grads\(f\): .*scalar; its shape is \(2,\)"):
        tf.variable_grads(lambda: v * 2.0)
    with pytest.raises(GradientError, match="depends on none of the variables; read them inside"):
        tf.variable_grads(lambda: tf.ones([]))
    with pytest.raises(GradientError, match=rf"none of the variables \['{v.name}'\]"):
        tf.variable_grads(lambda: tf.ones([]), [v])
    with pytest.raises(TypeError, match=r"var_list.* needs variables, got Tensor"):
        tf.variable_grads(lambda: tf.sum(v), [tf.ones([2])])
    with pytest.raises(TypeError, match="f must be a function, got int"):
        tf.variable_grads(3)


# --- custom gradients -------------------------------------------------------------------------


def test_a_gradient_of_ones_own() -> None:
    halved = tf.custom_grad(lambda x: (x * 2.0, lambda dy: dy * 0.5))
    assert halved(tf.scalar(3.0)).item() == 6.0
    assert tf.grad(halved)(1.0).item() == 0.5
    assert tf.grad(lambda x: halved(x * 3.0))(1.0).item() == 1.5


def test_several_inputs_and_saved_tensors() -> None:
    kept: list[Tensor] = []

    @tf.custom_grad
    def product(a: Tensor, b: Tensor, save: Any) -> Any:
        save([a, b])
        y = a * b
        save(y)

        def rule(dy: Tensor, saved: list[Tensor]) -> tuple[Tensor, Tensor]:
            kept.extend(saved)
            return dy * saved[1] * 10.0, dy * saved[0]

        return y, rule

    found = tf.grads(product)(2.0, 5.0)
    assert [g.item() for g in found] == [50.0, 2.0]
    assert len(kept) == 3
    with pytest.raises(tf.errors.DisposedError, match="the end of what it was saved for"):
        kept[0].item()
    kept.clear()
    assert product(tf.scalar(2.0), tf.scalar(5.0)).item() == 10.0


def test_custom_gradients_have_gradients() -> None:
    square = tf.custom_grad(lambda x: (x * x, lambda dy: dy * 2.0 * x))
    assert tf.grad(tf.grad(square))(3.0).item() == 2.0
    saved = tf.custom_grad(lambda x, save: (save([x]) or x * x, lambda dy, s: dy * 2.0 * s[0]))
    assert tf.grad(tf.grad(saved))(3.0).item() == 2.0


def test_a_custom_gradient_of_the_identity() -> None:
    same = tf.custom_grad(lambda x: (x, lambda dy: dy * 7.0))
    assert tf.grad(same)(3.0).item() == 7.0


def test_a_custom_gradient_must_return_two_things() -> None:
    for bad in (lambda x: x, lambda x: (x, 3), lambda x: (x, lambda dy: dy, 1)):
        with pytest.raises(TypeError, match=r"custom_grad\(f\): f must return \(value, function"):
            tf.custom_grad(bad)(tf.ones([2]))


def test_a_custom_gradient_with_too_few_gradients_is_told() -> None:
    bad = tf.custom_grad(lambda a, b: (a * b, lambda dy: dy))
    with pytest.raises(GradientError, match="returned 1 gradients for 2 inputs"):
        tf.grads(bad)(1.0, 2.0)
