"""Gradients that do not exist: what is said, and that nothing is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import texelflow as tf
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
