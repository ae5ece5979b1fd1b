"""Declaring ops: what a declaration must say, how calls are bound, and what errors show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import engine as engines
from texelflow import op as ops_module
from texelflow.errors import DTypeError, GradientError, ShapeError
from texelflow.op import OPS, TensorList, op
from texelflow.ops.elementwise import unary
from texelflow.shapes import same
from texelflow.tensor import Tensor, TensorLike
from texelflow.types import arithmetic

NEGATE = unary("unary/neg")


@pytest.fixture(autouse=True)
def only_the_librarys() -> Iterator[None]:
    """Forget the ops that a test declares."""
    before = set(OPS)
    yield
    for name in set(OPS) - before:
        del OPS[name]


def declare(fn: Any, **rules: Any) -> Any:
    def plain(b: Any, y: Any, x: Any, **_: Any) -> Any:
        return NEGATE(b, y, x)

    return op(**({"shape": same, "types": arithmetic, "lower": plain} | rules))(fn)


# --- declarations -----------------------------------------------------------------------------


def test_a_rule_must_take_what_the_op_has() -> None:
    def odd(x: TensorLike) -> Tensor: ...

    for rule in (lambda g: g, lambda g, y: g, lambda g, y, x, z: g):
        with pytest.raises(
            TypeError, match=r"^odd: its gradient rule must take g, the result and 1 inputs"
        ):
            declare(odd, grad=rule)
    assert "odd" not in OPS


def test_an_op_is_declared_once() -> None:
    def odd(x: TensorLike) -> Tensor: ...

    declare(odd)
    with pytest.raises(GradientError, match="op odd is declared twice"):
        declare(odd)
    odd.__name__ = "add"
    with pytest.raises(GradientError, match="op add is declared twice"):
        declare(odd)


def test_the_declaration_is_the_function() -> None:
    def odd(x: TensorLike, *, n: int = 3) -> Tensor:
        """What it does."""
        ...

    made = declare(odd)
    assert (made.__name__, made.__doc__) == ("odd", "What it does.")
    assert made.__wrapped__ is odd
    assert OPS["odd"].attributes == {"n": "int"}
    assert OPS["odd"].defaults == {"n": 3}
    assert OPS["odd"].inputs == ["x"]


def test_a_rule_says_what_it_keeps() -> None:
    def odd(a: TensorLike, b: TensorLike, n: int = 0) -> Tensor: ...

    declare(odd, grad=lambda g, _y, a, _b, *, n: (g, g))
    assert OPS["odd"].saves == (False, True, False)
    assert OPS["odd"].rule_attributes == ("n",)


def test_a_rule_gets_specs_for_what_it_does_not_keep() -> None:
    seen: list[Any] = []

    def odd(x: TensorLike, n: int = 0) -> Tensor: ...

    def rule(g: Tensor, y: Tensor, _x: Any, *, n: int) -> Tensor:
        seen.extend([y.tolist(), _x.shape, _x.dtype, n])
        return g * 5.0

    made = declare(odd, grad=rule)
    assert tf.grad(lambda x: made(x, n=4))([1.0, 2.0]).tolist() == [5.0, 5.0]
    assert seen == [[-1.0, -2.0], (2,), "float32", 4]


def test_a_rule_may_put_off_what_is_not_asked_for() -> None:
    asked: list[str] = []

    def odd(a: TensorLike, b: TensorLike) -> Tensor: ...

    def lower(b: Any, y: Any, x: Any, _: Any) -> Any:
        return NEGATE(b, y, x)

    def rule(g: Tensor, _y: Any, _a: Any, _b: Any) -> Any:
        return lambda: asked.append("a") or -g, lambda: asked.append("b") or g

    made = declare(odd, lower=lower, grad=rule)
    assert tf.grad(lambda x: made(x, 2.0))(1.0).item() == -1.0
    assert asked == ["a"]


# --- calls ------------------------------------------------------------------------------------


def test_arguments_bind_as_in_python() -> None:
    x = tf.tensor([[1.0, 2.0]])
    for found in (tf.sum(x, 1), tf.sum(x, axis=1), tf.sum(x=x, axis=[1]), tf.sum(axis=1, x=x)):
        assert found.tolist() == [3.0]
    assert tf.add(b=1.0, a=x).tolist() == [[2.0, 3.0]]
    for bad in (lambda: tf.add(x), lambda: tf.add(x, x, x), lambda: tf.sum(x, axes=1)):
        with pytest.raises(TypeError, match=r"^(add|sum)\(\): "):
            bad()


def test_lists_of_tensors() -> None:
    def odd(xs: TensorList, n: int = 0) -> Tensor: ...

    def lower(b: Any, y: Any, *xs: Any, n: int) -> Any:
        assert len(xs) == 3
        return NEGATE(b, y, xs[n])

    made = declare(odd, shape=lambda *specs, n: specs[n].shape, lower=lower)
    assert made([[1.0], [2.0, 3.0], 5.0], n=1).tolist() == [-2.0, -3.0]
    assert made(tf.tensor([1.0, 2.0, 3.0]), 2).item() == -3.0

    def refuse(*specs: Any, n: int) -> Any:
        raise ShapeError("no")

    OPS["odd"].shape = refuse
    with pytest.raises(ShapeError, match=r"^odd\(xs: \[\(1,\), \(2,\), \(\)\]\): no"):
        made([[1.0], [2.0, 3.0], 5.0], n=0)


def test_attributes_may_be_lists_and_tensors() -> None:
    x = tf.ones([2, 3])
    assert tf.transpose(x, [1, 0]).shape == (3, 2)
    assert tf.reshape(x, [tf.scalar(3), 2]).shape == (3, 2)
    assert tf.sum(x, tf.scalar(1)).shape == (2,)


def test_attributes_that_cannot_be_hashed_are_refused() -> None:
    with pytest.raises(TypeError, match=r"^sum\(x: \(2,\)\): an attribute cannot be hashed"):
        tf.sum(tf.ones([2]), axis={1: 2})


def test_inputs_are_cast_as_the_op_says() -> None:
    found = tf.tensor([1, 2]) + tf.tensor([0.5, 1.5])
    assert found.dtype == "float32"
    assert found.tolist() == [1.5, 3.5]
    assert tf.sum([True, True, False]).item() == 2


# --- plans ------------------------------------------------------------------------------------


def test_plans_are_made_once_for_each_signature() -> None:
    x = tf.ones([3])
    x + 1.0
    before = len(engines.current().plans)
    for n in range(5):
        x = x + float(n)
    assert len(engines.current().plans) == before
    x + tf.ones([2, 3])
    assert len(engines.current().plans) > before


def test_too_many_plans_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ops_module, "MAX_PLANS", 4)
    for n in range(1, 30):
        assert (-tf.ones([n])).tolist() == [-1.0] * n
        assert len(engines.current().plans) <= 4


# --- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        (ShapeError, ShapeError),
        (DTypeError, DTypeError),
        (ValueError, ValueError),
        (TypeError, TypeError),
        (IndexError, IndexError),
    ],
)
def test_reasons_get_the_call_in_front(kind: type[Exception], raised: type[Exception]) -> None:
    def odd(x: TensorLike, n: int = 0) -> Tensor: ...

    def refuse(x: Any, n: int) -> Any:
        raise kind("the reason")

    made = declare(odd, shape=refuse)
    with pytest.raises(raised, match=r"^odd\(x: \(2, 3\)\): the reason$"):
        made(tf.ones([2, 3]))


def test_other_errors_of_the_library_pass_as_they_are() -> None:
    def odd(x: TensorLike) -> Tensor: ...

    def refuse(b: Any, y: Any, x: Any) -> Any:
        return b.draw("no/such", {"x": x}, y)

    with pytest.raises(tf.errors.ShaderError, match=r"^no/such: cannot find shaders/no/such"):
        declare(odd, lower=refuse)(tf.ones([2]))


def test_a_failed_signature_is_not_remembered() -> None:
    for _ in range(2):
        with pytest.raises(ShapeError):
            tf.ones([2]) + tf.ones([3])
    assert not [key for key in engines.current().plans if key[0] == "add"]


def test_profiling_tells_each_launch(device: NumpyDevice) -> None:
    x = tf.ones([2, 3])
    info = tf.profile(lambda: tf.sum(x + 1.0))
    assert [k["name"] for k in info["kernels"]] == ["add", "sum"]
    assert info["kernels"][0]["input_shapes"] == [(2, 3), ()]
    assert info["kernels"][0]["output_shapes"] == [(2, 3)]
    assert info["kernel_names"] == ["add", "sum"]
    assert info["new_tensors"] == 1
    assert info["new_bytes"] == 4
    assert info["peak_bytes"] == 28
    assert info["draws"] == sum(k["draws"] for k in info["kernels"])
    assert info["result"].item() == 12.0
    assert set(tf.time(lambda: x + 1.0)) == {"wall_ms", "total_ms"}
    assert tf.device_info()["renderer"] == "NumPy"
    del device


def test_profiling_a_failure_ends_it() -> None:
    with pytest.raises(KeyError):
        tf.profile(lambda: {}["x"])
    assert engines.current().profile is None
