"""Gradients: values against exact ones, nesting, and what is kept alive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import engine as engines
from texelflow import tape
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


# --- first order ------------------------------------------------------------------------------


def test_grad_of_a_scalar_and_of_an_array() -> None:
    assert tf.grad(cube)(2.0).item() == 12.0
    assert tf.grad(cube)(tf.tensor([1.0, 2.0])).tolist() == [3.0, 12.0]
    assert tf.grad(cube)([1.0, 2.0]).tolist() == [3.0, 12.0]
    assert tf.grad(cube)(2).item() == 12.0


def test_dy_weighs_the_result() -> None:
    x = tf.tensor([1.0, 2.0])
    assert tf.grad(cube)(x, [1.0, 0.5]).tolist() == [3.0, 6.0]
    assert tf.grad(cube)(x, dy=tf.tensor([0.0, 1.0])).tolist() == [0.0, 12.0]
    assert [g.tolist() for g in tf.grads(lambda a, b: a * b)(x, x, dy=[2.0, 0.0])] == [
        [2.0, 0.0],
        [2.0, 0.0],
    ]


def test_values_come_with_gradients() -> None:
    value, found = tf.value_and_grad(cube)(tf.scalar(2.0))
    assert (value.item(), found.item()) == (8.0, 12.0)
    value, several = tf.value_and_grads(lambda a, b: a * b)(tf.scalar(2.0), tf.scalar(5.0))
    assert (value.item(), [g.item() for g in several]) == (10.0, [5.0, 2.0])


def test_broadcasting_is_undone() -> None:
    a, b = np.ones((2, 3), np.float32), np.arange(3, dtype=np.float32)
    ga, gb = tf.grads(lambda x, y: x * y)(a, b)
    assert ga.tolist() == [[0.0, 1.0, 2.0]] * 2
    assert gb.tolist() == [2.0, 2.0, 2.0]
    gc = tf.grads(lambda x, y: x * y)(a, tf.ones([2, 1]))[1]
    assert gc.tolist() == [[3.0], [3.0]]


def test_paths_that_meet_add_up() -> None:
    def f(x: Tensor) -> Tensor:
        y = x * x
        return y * 3.0 + y * x - x

    assert tf.grad(f)(2.0).item() == 6 * 2 + 3 * 4 - 1


def test_the_same_tensor_twice_is_two_arguments() -> None:
    x = tf.tensor(3.0)
    assert [g.item() for g in tf.grads(lambda a, b: a * a * b)(x, x)] == [18.0, 9.0]
    assert [g.item() for g in tf.grads(lambda a, b: a * a * b)(3.0, 3.0)] == [18.0, 9.0]


def test_the_identity_and_constants_among_arguments() -> None:
    x = tf.tensor([2.0])
    assert tf.grad(lambda x: x)(x).tolist() == [1.0]
    assert [g.tolist() for g in tf.grads(lambda a, b: a)(x, x)] == [[1.0], [0.0]]
    assert tf.grads(lambda a, b: b * 2.0)(x, tf.ones([3]))[0].tolist() == [0.0]


def test_a_gradient_by_a_tensor_used_before_stays_its_own() -> None:
    x = tf.tensor(2.0)
    y = x * x  # made outside: a constant to the gradient
    assert tf.grad(lambda x: x * y)(x).item() == 4.0


def test_stopping() -> None:
    def f(x: Tensor) -> Tensor:
        with tf.no_grad():
            y = x * x
        return y * x

    assert tf.grad(f)(3.0).item() == 9.0


def test_movement_and_sums() -> None:
    w = np.arange(6, dtype=np.float32).reshape(2, 3)

    def f(x: Tensor) -> Tensor:
        y = tf.transpose(tf.reshape(x, [3, 2]))
        y = tf.pad(y[:, ::-1], [[0, 0], [1, 1]])[:, 1:4]
        return tf.sum(y * w)

    x = np.ones(6, np.float32)
    expected = w[:, ::-1].T.reshape(-1)
    assert tf.grad(f)(x).tolist() == expected.tolist()


def test_matmul_against_finite_differences(device: NumpyDevice) -> None:
    rng = np.random.default_rng(0)
    a, b = (tf.tensor(rng.normal(size=s).astype("f4")) for s in ((3, 4), (4, 5)))

    def f(a: Tensor, b: Tensor) -> Tensor:
        return tf.sum(cube(a @ b))

    found = [device.peek(g) for g in tf.grads(f)(a, b)]
    step = 1e-4
    for at, x in enumerate((a, b)):
        values = device.peek(x)
        for index in np.ndindex(values.shape):
            ends = []
            for sign in (1, -1):
                moved = values.copy()
                moved[index] += sign * step
                device.poke(x, moved)
                ends.append(float(device.peek(f(a, b))))
            device.poke(x, values)
            assert found[at][index] == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-6)


# --- higher orders ----------------------------------------------------------------------------


def test_gradients_nest() -> None:
    def fourth(x: Tensor) -> Tensor:
        return cube(x) * x

    first = tf.grad(fourth)
    second = tf.grad(first)
    third = tf.grad(second)
    assert [f(2.0).item() for f in (first, second, third)] == [32.0, 48.0, 48.0]
    assert tf.grad(lambda x: tf.sum(first(x)))([1.0, 2.0]).tolist() == [12.0, 48.0]


def test_an_inner_gradient_by_another_variable() -> None:
    def f(x: Tensor) -> Tensor:
        return x * tf.grad(lambda y: x * y * y)(x * 2.0)

    assert tf.grad(f)(3.0).item() == 4 * 3 * 9  # f = 4 x³


def test_an_inner_gradient_that_is_not_differentiated() -> None:
    def f(x: Tensor) -> Tensor:
        with tf.no_grad():
            slope = tf.grad(cube)(x)
        return slope * x

    assert tf.grad(f)(2.0).item() == 12.0


def test_a_gradient_inside_a_custom_gradients_function() -> None:
    slope = tf.custom_grad(lambda x: (tf.grad(cube)(x), lambda dy: dy * 6.0 * x))
    assert slope(tf.scalar(2.0)).item() == 12.0
    assert tf.grad(slope)(2.0).item() == 12.0


def test_a_gradient_in_a_rule_that_is_not_recorded() -> None:
    odd = tf.custom_grad(lambda x: (x * 1.0, lambda dy: dy * tf.grad(cube)(x)))
    assert tf.grad(odd)(2.0).item() == 12.0
    v = tf.Variable(3.0)

    def reads_quietly() -> Tensor:
        with tf.no_grad():
            _, found = tf.variable_grads(lambda: cube(v))
        return found[v.name] * v

    assert tf.variable_grads(reads_quietly)[1][v.name].item() == 27.0


def test_a_gradient_within_variable_gradients() -> None:
    w = tf.Variable(2.0)
    value, found = tf.variable_grads(lambda: tf.grad(lambda x: cube(x) * w)(3.0))
    assert value.item() == 54.0
    assert found[w.name].item() == 27.0


# --- what is kept alive -----------------------------------------------------------------------


def test_a_sum_keeps_neither_input() -> None:
    counts: list[int] = []

    def f(x: Tensor) -> Tensor:
        y = x + 1.0
        for _ in range(10):
            y = y + 1.0
        counts.append(storages())
        return y

    x = tf.ones([5])
    tf.grad(f)(x)
    assert counts == [2]  # x and the last y


def test_a_product_keeps_both_inputs_until_the_walk_has_passed() -> None:
    counts: list[int] = []

    def f(x: Tensor) -> Tensor:
        y = x * x
        for _ in range(4):
            y = y * x
        counts.append(storages())
        return y

    x = tf.ones([5])
    tf.grad(f)(x)
    assert counts == [6]  # x, and five products
    assert storages() == 1


def test_what_does_not_lead_from_the_arguments_is_not_recorded() -> None:
    def f(x: Tensor) -> Tensor:
        c = tf.ones([5])
        for _ in range(5):
            c = c * c
        before = len(tape.entries)
        y = x * c
        assert len(tape.entries) == before + 1
        return y

    tf.grad(f)(tf.ones([5]))


def test_whole_numbers_end_a_path() -> None:
    def f(x: Tensor) -> Tensor:
        n = tf.cast(x, "int32")
        before = len(tape.entries)
        m = n + 1
        assert len(tape.entries) == before
        return x * tf.cast(m, "float32")

    assert tf.grad(f)(2.5).item() == 3.0


def test_nothing_is_recorded_outside() -> None:
    cube(tf.ones([5]))
    assert not tape.entries
    assert not tape.recording()


def test_the_walk_is_not_recorded_unless_an_outer_gradient_sees_it() -> None:
    seen: list[int] = []

    @tf.custom_grad
    def spy(x: Tensor) -> Any:
        def rule(dy: Tensor) -> Tensor:
            made = dy * x * 2.0
            seen.append(tape.recording())
            return made

        return x * x, rule

    tf.grad(spy)(3.0)
    assert seen == [False]
    assert tf.grad(tf.grad(spy))(3.0).item() == 2.0
    assert seen == [False, True]


def test_tidy_inside_a_gradient_does_not_take_what_the_tape_needs() -> None:
    assert tf.grad(lambda x: tf.tidy(lambda: cube(x * 2.0)))(1.0).item() == 24.0
    with tf.tidy():
        found = tf.keep(tf.grad(lambda x: tf.tidy(lambda: cube(cube(x))))(1.0))
    assert found.item() == 9.0
