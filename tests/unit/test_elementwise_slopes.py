"""Element-wise gradient rules against differences in float64, at points away from every kink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from support.slopes import normal, slopes_agree

POINTS = np.array([[-1.7, -0.6, -0.3], [0.2, 0.45, 1.9]], np.float32)
INSIDE = POINTS / 2.5  # for what is defined on (-1, 1)
ABOVE = np.abs(POINTS) + 0.1
BEYOND = np.abs(POINTS) + 1.1

UNARY: dict[str, np.ndarray] = {
    **dict.fromkeys(("abs", "atan", "asinh", "cos", "cosh", "exp", "expm1", "erf"), POINTS),
    **dict.fromkeys(("neg", "relu", "relu6", "selu", "elu", "leaky_relu", "sigmoid"), POINTS),
    **dict.fromkeys(("silu", "sin", "sinh", "softplus", "softsign", "square", "tan"), POINTS),
    **dict.fromkeys(("tanh", "gelu", "mish", "log_sigmoid", "reciprocal", "sign"), POINTS),
    **dict.fromkeys(("acos", "asin", "atanh"), INSIDE),
    **dict.fromkeys(("log", "log1p", "rsqrt", "sqrt"), ABOVE),
    "acosh": BEYOND,
}


@pytest.mark.parametrize("name", UNARY)
def test_functions_of_one_tensor(name: str, device: NumpyDevice) -> None:
    fn = getattr(tf, name)
    # Times x, so that what is flat or straight has something to differentiate twice.
    slopes_agree(device, lambda x: fn(x) * x, UNARY[name])


def test_approximate_gelu_and_others_with_attributes(device: NumpyDevice) -> None:
    slopes_agree(device, lambda x: tf.gelu(x, approximate=True), POINTS)
    slopes_agree(device, lambda x: tf.leaky_relu(x, 0.3) * x, POINTS)
    slopes_agree(device, lambda x: tf.elu(x, 0.7), POINTS)
    slopes_agree(device, lambda x: tf.clip_by_value(x, -1.0, 1.0) * x, POINTS)


BINARY: dict[str, tuple[np.ndarray, np.ndarray]] = {
    **dict.fromkeys(("add", "sub", "mul", "atan2", "logaddexp"), (POINTS, POINTS[:, ::-1])),
    "squared_difference": (POINTS, POINTS[:, ::-1]),
    **dict.fromkeys(("maximum", "minimum", "div_no_nan", "div"), (POINTS, POINTS[:, ::-1] + 0.1)),
    "pow": (ABOVE, POINTS),
    "prelu": (POINTS, ABOVE[:1]),
    "mod": (POINTS, BEYOND * 1.37),
}


@pytest.mark.parametrize("name", [n for n in BINARY if hasattr(tf, n)])
def test_functions_of_two(name: str, device: NumpyDevice) -> None:
    a, b = BINARY[name]
    fn: Callable[..., Any] = getattr(tf, name)
    slopes_agree(device, lambda a, b: fn(a, b) * a * b, a, b.copy())
    slopes_agree(device, lambda a, b: fn(a, b) * b, a, np.array([1.3], np.float32), orders=1)


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, -1, 0.5, 2.5, 3.0])
def test_powers_by_a_number(exponent: float, device: NumpyDevice) -> None:
    x = ABOVE if exponent % 1 else POINTS
    np.testing.assert_allclose((tf.tensor(x) ** exponent).numpy(), x**exponent, rtol=1e-6)
    slopes_agree(device, lambda x: (x**exponent) * x, x)


def test_powers_at_zero_have_slopes() -> None:
    x = tf.tensor([0.0, 0.0, 2.0])
    e = tf.tensor([0.0, 1.0, 0.0])
    by_x, by_e = tf.grads(lambda x, e: x**e)(x, e)
    assert by_x.tolist() == [0.0, 1.0, 0.0]
    assert by_e.tolist() == [0.0, 0.0, pytest.approx(np.log(2.0))]


def test_choosing_and_adding_up(device: NumpyDevice) -> None:
    slopes_agree(device, lambda a, b: tf.where(a > b, a * a, b * a), POINTS, POINTS[::-1].copy())
    many = [normal(3, 5) for _ in range(17)]
    np.testing.assert_allclose(tf.add_n(many).numpy(), np.sum(many, 0), rtol=1e-5, atol=1e-6)
    slopes_agree(device, lambda *xs: tf.add_n([x * x for x in xs]), *many[:9])


def test_a_stopped_gradient_is_zero_beyond() -> None:
    assert tf.grad(lambda x: tf.stop_gradient(x * x) * x)(3.0).item() == 9.0


def test_products_with_zeros_have_slopes() -> None:
    for values, expected in (
        ([2.0, 3.0, 4.0], [12.0, 8.0, 6.0]),
        ([0.0, 3.0, 4.0], [12.0, 0.0, 0.0]),
        ([0.0, 0.0, 4.0], [0.0, 0.0, 0.0]),
    ):
        assert tf.grad(tf.prod)(values).tolist() == expected


def test_ties_share_the_slope_of_the_greatest() -> None:
    assert tf.grad(tf.max)([1.0, 3.0, 3.0]).tolist() == [0.0, 0.5, 0.5]


def test_whole_numbers_and_bits() -> None:
    a, b = np.array([7, -7, 6, 0], np.int32), np.array([2, 2, -4, 3], np.int32)
    for name, expected in (
        ("bitwise_and", a & b), ("bitwise_or", a | b), ("bitwise_xor", a ^ b),
        ("floor_div", a // b), ("mod", a % b), ("maximum", np.maximum(a, b)),
    ):  # fmt: skip
        np.testing.assert_array_equal(getattr(tf, name)(a, b).numpy(), expected)
    np.testing.assert_array_equal(tf.bitwise_not(a).numpy(), ~a)
    for name in ("ceil", "floor", "round", "abs", "sign"):
        found = getattr(tf, name)(a)
        assert found.dtype == "int32"
        np.testing.assert_array_equal(found.numpy(), getattr(np, name)(a))


def test_closeness() -> None:
    inf, nan = float("inf"), float("nan")
    a, b = [1.0, inf, nan, 1.0, inf], [1.0 + 1e-7, inf, nan, 2.0, -inf]
    assert tf.isclose(a, b).tolist() == [True, True, False, False, False]
    assert tf.isclose(a, b, equal_nan=True).tolist() == [True, True, True, False, False]
    assert tf.allclose([1.0], [1.0])
    assert not tf.allclose([1.0], [1.1])
