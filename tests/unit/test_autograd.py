"""Gradients: values against exact ones, nesting, what is kept alive, and every error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import engine as engines
from texelflow import tape
from texelflow.errors import GradientError, ShapeError
from texelflow.op import OPS, op
from texelflow.ops.elementwise import unary
from texelflow.shapes import same
from texelflow.tensor import Tensor, TensorLike
from texelflow.types import arithmetic


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


# --- errors -----------------------------------------------------------------------------------


def test_what_does_not_depend_on_the_argument() -> None:
    y = tf.ones([2])
    for f in (lambda x: y, lambda x: y * 2.0):
        with pytest.raises(GradientError, match=r"grad\(f\): .* not depend on argument 0; use the"):
            tf.grad(f)(tf.ones([2]))


def test_only_floats_have_gradients() -> None:
    with pytest.raises(GradientError, match=r"grad\(f\)\(x: int32\): .*tf\.cast"):
        tf.grad(cube)(tf.tensor([1, 2]))
    with pytest.raises(GradientError, match=r"grad\(f\): f returned int32"):
        tf.grad(lambda x: tf.ones([2], "int32"))(tf.ones([2]))


def test_dy_must_have_the_results_shape() -> None:
    with pytest.raises(ShapeError, match=r"dy: \(3,\)\): dy must have the shape .*, \(2,\)"):
        tf.grad(cube)(tf.ones([2]), tf.ones([3]))


@pytest.mark.parametrize("made", [None, 3.0, [1.0]])
def test_f_must_return_a_tensor(made: Any) -> None:
    with pytest.raises(TypeError, match=r"grad\(f\): f must return a tensor; it returned"):
        tf.grad(lambda x: made)(tf.ones([2]))


def test_f_must_be_a_function() -> None:
    with pytest.raises(TypeError, match="f must be a function, got int"):
        tf.grad(3)(tf.ones([2]))  # type: ignore[arg-type]


@pytest.fixture
def blunt() -> Iterator[Any]:
    """An op without a gradient."""

    @op(shape=same, types=arithmetic, lower=unary("unary/neg"))
    def blunt(x: TensorLike) -> Tensor: ...

    yield blunt
    del OPS["blunt"]


def test_an_op_without_a_gradient_is_named_if_it_is_on_the_path(blunt: Any) -> None:
    with pytest.raises(GradientError, match=r"^blunt has no gradient, and lies between"):
        tf.grad(lambda x: cube(blunt(x)))(tf.ones([2]))

    # Beside the path it does no harm.
    def f(x: Tensor) -> Tensor:
        blunt(x)
        return x * x

    assert tf.grad(f)(3.0).item() == 6.0


def test_an_exception_inside_f_leaves_nothing_behind() -> None:
    def f(x: Tensor) -> Tensor:
        y = cube(x)
        assert tape.entries
        tf.grad(bad)(y)
        return y

    def bad(x: Tensor) -> Tensor:
        cube(x)
        raise KeyError("stop")

    before = storages()
    with pytest.raises(KeyError):
        tf.grad(f)(tf.ones([20]))
    assert tape.depth == 0
    assert not tape.entries
    assert not tape.tracked
    assert storages() == before
    with pytest.raises(KeyError):
        tf.variable_grads(lambda: bad(tf.Variable(1.0).value))
    assert not tape.watched
    assert tf.grad(cube)(2.0).item() == 12.0


def test_an_error_in_the_walk_leaves_nothing_behind(blunt: Any) -> None:
    before = storages()
    with pytest.raises(GradientError):
        tf.grad(lambda x: blunt(x * x) * x)(tf.ones([20]))
    assert tape.paused == 0
    assert storages() == before


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
