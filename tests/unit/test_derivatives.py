"""Jacobians, Hessians and derivatives along directions, against what they are by hand."""

from __future__ import annotations

import numpy as np
import pytest

import texelflow as tf

RNG = np.random.default_rng(5)
A = RNG.normal(size=(3, 4)).astype(np.float32)
X = RNG.normal(size=4).astype(np.float32)


def close(found: tf.Tensor, expected: np.ndarray) -> None:
    assert found.shape == expected.shape
    np.testing.assert_allclose(found.numpy(), expected, rtol=1e-5, atol=1e-6)


def test_jacobian_of_a_product_is_the_matrix() -> None:
    close(tf.jacobian(lambda x: tf.matmul(A, x))(tf.tensor(X)), A)


def test_jacobian_by_columns_where_the_result_is_long() -> None:
    x = X[:2]
    found = tf.jacobian(lambda x: tf.concat([x * x, tf.sin(x), x[0] * x]))(tf.tensor(x))
    expected = np.concatenate(
        [np.diag(2 * x), np.diag(np.cos(x)), np.array([[2 * x[0], 0], [x[1], x[0]]])]
    )
    close(found, expected)


def test_jacobian_keeps_the_axes_of_both() -> None:
    x = X.reshape(2, 2)
    found = tf.jacobian(lambda x: tf.transpose(x) * 3.0)(tf.tensor(x))
    close(found, 3.0 * np.einsum("il,jk->ijkl", np.eye(2), np.eye(2)))


def test_jacobian_by_several_arguments() -> None:
    by_a, by_b, by_c = tf.jacobian(lambda a, b, c: a * b)(X, X + 1, tf.scalar(2.0))
    close(by_a, np.diag(X + 1))
    close(by_b, np.diag(X))
    close(by_c, np.zeros(4))


def test_jacobian_is_differentiable() -> None:
    found = tf.grad(lambda x: tf.sum(tf.jacobian(lambda x: x * x * x)(x)))(tf.tensor(X))
    close(found, 6 * X)


def test_jacobian_of_nothing() -> None:
    assert tf.jacobian(lambda x: x * 2.0)(tf.zeros([0])).shape == (0, 0)


def test_hessian_of_a_quadratic_form() -> None:
    b = A[:, :3] @ A[:, :3].T
    x = tf.tensor(X[:3])
    close(tf.hessian(lambda x: tf.sum(x * tf.matmul(b, x)))(x), 2 * b)


def test_hessian_of_a_linear_function_is_zero() -> None:
    close(tf.hessian(lambda x: tf.sum(x * 3.0))(tf.tensor(X)), np.zeros((4, 4)))


def test_hessian_needs_a_scalar() -> None:
    with pytest.raises(tf.errors.ShapeError, match=r"hessian.*must return a scalar"):
        tf.hessian(lambda x: x * x)(tf.tensor(X))


def test_jvp_is_the_jacobian_times_the_tangent() -> None:
    t = X[::-1].copy()
    y, along = tf.jvp(lambda x: tf.matmul(A, tf.sin(x)), tf.tensor(X), t)
    close(y, A @ np.sin(X))
    close(along, A @ (np.cos(X) * t))


def test_jvp_of_several_arguments_and_of_constants() -> None:
    _, along = tf.jvp(lambda a, b: a * b, [X, X + 1], [np.ones_like(X), 2 * np.ones_like(X)])
    close(along, X + 1 + 2 * X)
    _, along = tf.jvp(lambda a: tf.stop_gradient(a) * 2.0, X, np.ones_like(X))
    close(along, np.zeros(4))


def test_jvp_wants_tangents_of_the_arguments_shapes() -> None:
    with pytest.raises(tf.errors.ShapeError, match="tangent has shape"):
        tf.jvp(lambda x: x * x, X, X[:2])
    with pytest.raises(tf.errors.ShapeError, match="1 tangents for 2 primals"):
        tf.jvp(lambda a, b: a * b, [X, X], [X])


def test_vjp_can_be_pulled_back_again_and_again() -> None:
    y, pullback = tf.vjp(lambda x: tf.matmul(A, x), tf.tensor(X))
    close(y, A @ X)
    for dy in (np.ones(3, np.float32), np.arange(3, dtype=np.float32)):
        close(pullback(dy), A.T @ dy)
    _, pullback = tf.vjp(lambda a, b: a * b, X, X + 1)
    close(pullback(np.ones(4, np.float32))[1], X)


def test_no_gradient_op_and_wrong_dtypes_are_told() -> None:
    with pytest.raises(tf.errors.GradientError, match=r"jacobian.*returned int32"):
        tf.jacobian(lambda x: tf.cast(x, "int32"))(tf.tensor(X))
    with pytest.raises(TypeError, match="must be a function"):
        tf.jacobian(3)(tf.tensor(X))
