"""tidy, keep, dispose, memory: who lives, who does not, and what the errors say."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import engine as engines
from texelflow.errors import DisposedError


def alive() -> int:
    return tf.memory()["num_tensors"]


@pytest.fixture(autouse=True)
def nothing_leaks() -> Any:
    before = alive()
    yield
    assert alive() == before


# --- tidy -------------------------------------------------------------------------------------


def test_a_call_returns_its_result_and_disposes_of_the_rest() -> None:
    inner: list[tf.Tensor] = []

    def f() -> tf.Tensor:
        inner.append(tf.ones([2]))
        return inner[0] + 1.0

    assert tf.tidy(f).tolist() == [2.0, 2.0]
    assert inner[0].is_disposed


def test_a_name_may_come_first() -> None:
    assert tf.tidy("step", lambda: tf.scalar(2.0)).item() == 2.0
    with tf.tidy("step"):
        x = tf.ones([2])
    assert x.is_disposed


@pytest.mark.parametrize(
    "wrap",
    [
        lambda x: x,
        lambda x: [x],
        lambda x: (x, 3, None),
        lambda x: {"a": x, "b": [1]},
        lambda x: {"a": [{"b": (x,)}]},
        lambda x: {x},
    ],
)
def test_results_survive_inside_containers(wrap: Callable[[Any], Any]) -> None:
    made: list[tf.Tensor] = []

    def f() -> Any:
        made.extend([tf.ones([2]), tf.ones([3])])
        return wrap(made[0])

    result = tf.tidy(f)
    assert not made[0].is_disposed
    assert made[1].is_disposed
    tf.dispose(result)
    assert made[0].is_disposed


def test_a_block_disposes_of_all_but_what_is_kept() -> None:
    with tf.tidy():
        x = tf.ones([2])
        y = tf.keep(x + 1.0)
    assert x.is_disposed
    assert y.tolist() == [2.0, 2.0]


def test_keep_takes_containers_and_returns_them() -> None:
    with tf.tidy():
        kept = tf.keep({"a": [tf.ones([2])]})
    assert kept["a"][0].tolist() == [1.0, 1.0]


def test_decorators_with_and_without_arguments() -> None:
    seen: list[tf.Tensor] = []

    @tf.tidy()
    def one() -> tf.Tensor:
        """Doc."""
        seen.append(tf.ones([2]))
        return seen[-1] * 2.0

    @tf.tidy
    def two(x: tf.Tensor, factor: float = 3.0) -> tf.Tensor:
        seen.append(x * factor)
        return seen[-1] + 1.0

    x = tf.ones([2])
    assert one().tolist() == [2.0, 2.0]
    assert two(x).tolist() == [4.0, 4.0]
    assert two(x, factor=1.0).tolist() == [2.0, 2.0]
    assert (one.__name__, one.__doc__) == ("one", "Doc.")
    assert all(t.is_disposed for t in seen)
    assert not x.is_disposed


def test_what_survives_an_inner_scope_belongs_to_the_outer() -> None:
    with tf.tidy():
        x = tf.tidy(lambda: tf.ones([2]) + 1.0)
        assert x.tolist() == [2.0, 2.0]
        with tf.tidy():
            y = tf.ones([2])
        assert y.is_disposed
    assert x.is_disposed


def test_tensors_made_before_and_variables_survive() -> None:
    before = tf.ones([2])
    with tf.tidy():
        v = tf.Variable(before + 1.0)
        v.assign(v + 1.0)
        w = tf.Variable([5.0])
    assert before.tolist() == [1.0, 1.0]
    assert v.tolist() == [3.0, 3.0]
    assert w.tolist() == [5.0]


def test_a_result_that_was_made_before_is_not_touched() -> None:
    x = tf.ones([2])
    with tf.tidy():
        assert tf.tidy(lambda: x) is x
    assert not x.is_disposed


def test_an_exception_closes_the_scope_and_disposes() -> None:
    made: list[tf.Tensor] = []

    def f() -> None:
        made.append(tf.ones([2]))
        raise KeyError("x")

    for run in (lambda: tf.tidy(f), tf.tidy()(f)):
        with pytest.raises(KeyError):
            run()
        assert made[-1].is_disposed
    with pytest.raises(KeyError), tf.tidy():
        f()
    assert made[-1].is_disposed


def test_coroutines_are_refused() -> None:
    async def f(x: Any = None) -> None: ...

    for attempt in (lambda: tf.tidy(f), lambda: tf.tidy()(f)):
        with pytest.raises(TypeError, match=r"tidy\(f\): a coroutine pauses with its scope open"):
            attempt()
    with pytest.raises(TypeError, match="returned an awaitable"):
        tf.tidy(lambda: f())
    with pytest.raises(TypeError, match="needs a function, got int"):
        tf.tidy(3)


def test_python_frees_intermediates_before_the_scope_ends() -> None:
    with tf.tidy():
        x = tf.ones([2])
        for _ in range(10):
            x = x + 1.0
        assert engines.current().storages == 1


def test_builtins_without_a_signature_are_called() -> None:
    assert tf.tidy(dict) == {}


# --- dispose ----------------------------------------------------------------------------------


def test_disposing_twice_does_nothing() -> None:
    x = tf.ones([2])
    x.dispose()
    x.dispose()
    tf.dispose([x, {"a": x}])
    assert x.is_disposed


def test_the_error_names_the_tensor_and_the_place() -> None:
    x = tf.ones([2, 3])
    x.dispose()
    line = test_the_error_names_the_tensor_and_the_place.__code__.co_firstlineno + 2
    with pytest.raises(
        DisposedError,
        match=rf"tensor {x.serial} of shape \(2, 3\) and dtype float32 was disposed at "
        rf".*test_memory\.py:{line}; keep it \(tf\.keep\), or return it from its tidy",
    ):
        x + 1.0
    for use in (x.tolist, x.numpy, lambda: tf.neg(x), lambda: tf.sum(x), x.clone):
        with pytest.raises(ReferenceError):
            use()


def test_the_end_of_a_tidy_is_the_place_for_what_it_disposed() -> None:
    leaked: list[tf.Tensor] = []

    def f() -> None:
        leaked.append(tf.ones([2]))

    tf.tidy(f)
    line = test_the_end_of_a_tidy_is_the_place_for_what_it_disposed.__code__.co_firstlineno + 6
    with pytest.raises(DisposedError, match=rf"test_memory\.py:{line};"):
        leaked[0].tolist()


def test_a_view_outlives_its_origin() -> None:
    x = tf.ones([4])
    y, z = tf.reshape(x, [2, 2]), copy.deepcopy(x)
    x.dispose()
    assert y.tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert z.tolist() == [1.0] * 4


def test_disposed_variables_say_so() -> None:
    v = tf.Variable([1.0])
    v.dispose()
    assert v.is_disposed
    for use in (lambda: v + 1.0, v.tolist, lambda: v.assign([2.0]), lambda: v.assign_add([1.0])):
        with pytest.raises(DisposedError):
            use()


def test_a_tensor_that_the_library_let_go_of_says_so() -> None:
    x = tf.ones([2])
    x.free()
    with pytest.raises(DisposedError, match=r"tensor \d+ of shape \(2,\)"):
        x.tolist()


# --- memory -----------------------------------------------------------------------------------


def test_memory_counts_handles_values_and_bytes(device: NumpyDevice) -> None:
    before = tf.memory()
    x = tf.ones([2, 5])
    y = tf.reshape(x, [2, 1, 5])
    flags = tf.tensor([True] * 3)
    now = tf.memory()
    assert now["num_tensors"] - before["num_tensors"] == 3
    assert now["num_data_buffers"] - before["num_data_buffers"] == 2
    assert now["num_bytes"] - before["num_bytes"] == 40 + 3
    assert now["num_bytes_in_gpu"] == 4 * 16 + 4
    assert now["num_bytes_pooled"] == 0
    assert now["num_programs"] == 1
    tf.dispose([x, flags])
    after = tf.memory()
    assert after["num_bytes"] - before["num_bytes"] == 40
    assert after["num_bytes_pooled"] == 4
    y.dispose()
    assert tf.memory()["num_data_buffers"] == before["num_data_buffers"]
    engines.current().flush()
    assert device.counters()["bytes"] == after["num_bytes_in_gpu"]


def test_constants_are_nobodys_tensors() -> None:
    x = tf.ones([2])
    before = tf.memory()
    y = x + 12345.0
    now = tf.memory()
    assert now["num_tensors"] - before["num_tensors"] == 1
    assert now["num_bytes"] - before["num_bytes"] == y.nbytes
