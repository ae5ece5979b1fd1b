"""Plans: which textures a stretch of draws takes, when it gives them back, what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import engine as engines
from texelflow.lowering import Buffer, Builder, Live, Plan, Spec, _pack
from texelflow.op import OPS, op
from texelflow.shapes import same
from texelflow.tensor import Tensor, TensorLike
from texelflow.types import unchanged

F = "float32"


@contextmanager
def declared(name: str, **rules: Any) -> Iterator[Any]:
    """Declare an op of one tensor for a while."""

    def fn(x: TensorLike, fill: int = 0) -> Any: ...

    fn.__name__ = name
    try:
        yield op(**({"shape": same, "types": unchanged} | rules))(fn)
    finally:
        OPS.pop(name, None)


def negate(b: Builder, x: Buffer, y: Spec | None = None) -> Buffer:
    return b.draw("unary/neg", {"x": x}, y or x.spec)


def plan(lower: Any, *specs: Spec) -> Plan:
    builder = Builder(engines.current(), specs)
    made = lower(builder, *(builder.input(i) for i in range(len(specs))))
    return Plan(builder, made if isinstance(made, list) else [made])


X = Spec((3, 5), F)


def test_specs_know_their_sizes() -> None:
    assert (X.ndim, X.size, X.kind, X.layout.stride) == (2, 15, "float", 8)
    assert Spec((), "bool").kind == "int"


def test_one_draw_takes_the_short_way() -> None:
    made = plan(negate, X)
    assert made.single is not None
    assert made.scratch == ()
    assert made.outputs == (X,)


def test_scratch_goes_back_as_soon_as_nobody_needs_it(device: NumpyDevice) -> None:
    def chain(b: Builder, x: Buffer) -> Buffer:
        for _ in range(6):
            x = negate(b, x)
        return x

    made = plan(chain, X)
    assert len(made.draws) == 6
    assert len(made.scratch) == 5
    # A scratch buffer dies with the draw that reads it last.
    assert [len(d.frees) for d in made.draws] == [0, 1, 1, 1, 1, 1]
    x = tf.ones([3, 5])
    engine = engines.current()
    engine.flush()
    before = len(device.textures)
    (y,) = made.run(engine, [x.storage], {})
    engine.flush()
    # The output and two scratch textures that take turns.
    assert len(device.textures) - before == 3
    assert device.peek(Tensor(y, (3, 5), F)).tolist() == [[1.0] * 5] * 3
    assert engine.storages == 1


def test_scratch_that_is_read_later_lives_until_then() -> None:
    def both(b: Builder, x: Buffer) -> Buffer:
        first = negate(b, x)
        second = negate(b, first)
        steps = {"a_step": 1, "b_step": 1}
        return b.draw("binary/add", {"a": first, "b": second}, x.spec, {"DIRECT": 1}, **steps)

    made = plan(both, X)
    assert [d.frees for d in made.draws] == [(), (), (2, 3)]


def test_scratch_that_nobody_reads_dies_at_once() -> None:
    def waste(b: Builder, x: Buffer) -> Buffer:
        negate(b, x)
        return negate(b, x)

    assert [d.frees for d in plan(waste, X).draws] == [(2,), ()]


def test_a_view_draws_nothing_and_shares_the_texture() -> None:
    made = plan(lambda b, x: b.view(x, Spec((15, 1), F)), Spec((15,), F))
    assert made.draws == ()
    x = tf.ones([15])
    (y,) = made.run(engines.current(), [x.storage], {})
    assert y is x.storage
    assert y.refs == 2
    engines.current().release(y)


def test_a_draw_may_read_an_output() -> None:
    def lower(b: Builder, out: Any, x: Buffer, **_: Any) -> list[Buffer]:
        first = negate(b, x)
        return [first, negate(b, first)]

    with declared("two", shape=lambda x, **_: [x.shape, x.shape], lower=lower) as two:
        a, b = two([1.0, 2.0, 3.0])
    assert a.tolist() == [-1.0, -2.0, -3.0]
    assert b.tolist() == [1.0, 2.0, 3.0]


def test_views_and_draws_mix_among_outputs() -> None:
    def lower(b: Builder, out: Any, x: Buffer, **_: Any) -> list[Buffer]:
        return [b.view(x, x.spec), negate(b, x), b.view(x, Spec((3, 1), F))]

    shapes = [(3,), (3,), (3, 1)]
    with declared("three", shape=lambda x, **_: shapes, lower=lower) as three:
        x = tf.tensor([1.0, 2.0, 3.0])
        a, b, c = three(x)
    assert a.tolist() == [1.0, 2.0, 3.0]
    assert b.tolist() == [-1.0, -2.0, -3.0]
    assert c.tolist() == [[1.0], [2.0], [3.0]]
    assert x.storage.refs == 3
    assert engines.current().storages == 2


def test_one_buffer_may_be_two_outputs() -> None:
    def lower(b: Builder, out: Any, x: Buffer, **_: Any) -> list[Buffer]:
        made = negate(b, x)
        return [made, made]

    with declared("twins", shape=lambda x, **_: [x.shape, x.shape], lower=lower) as twins:
        a, b = twins([1.0, 2.0, 3.0])
    assert a.tolist() == b.tolist() == [-1.0, -2.0, -3.0]
    assert a.storage is b.storage
    assert a.storage.refs == 2


def test_a_live_attribute_makes_no_new_plan(device: NumpyDevice) -> None:
    def lower(b: Builder, y: Spec, x: Buffer, *, fill: int) -> Buffer:
        del x
        assert isinstance(fill, Live)
        return b.draw("create/fill", {}, y, fill=fill)

    with declared("alive", lower=lower, live=["fill"], types=unchanged) as alive:
        x = tf.tensor([1, 2, 3])
        found = [alive(x, n).tolist() for n in (5, 7, -1)]
    assert found == [[5] * 3, [7] * 3, [-1] * 3]
    assert sum(entry[0] == "compile" for entry in device.log) == 1
    assert sum(key[0] == "alive" for key in engines.current().plans) == 1


def test_draws_without_elements_are_left_out(device: NumpyDevice) -> None:
    made = plan(negate, Spec((2, 0), F))
    assert made.draws == ()
    (y,) = made.run(engines.current(), [tf.zeros([2, 0]).storage], {})
    engines.current().flush()
    assert y.slot.nbytes == 0
    assert device.counters()["draws"] == 0
    assert device.counters()["programs"] == 0
    engines.current().release(y)


def test_words_are_padded_to_whole_vectors() -> None:
    fields, words, live = _pack({"a": 1, "b": (1.5, 2), "c": Live(3)})
    assert [(f.name, f.kind, f.offset, f.size) for f in fields] == [
        ("a", "int", 0, 0),
        ("b", "float", 1, 2),
        ("c", "int", 3, 0),
    ]
    assert words == [1, 1.5, 2.0, 3]
    assert live == [(3, "c")]
    assert _pack({"a": 1})[1] == [1, 0, 0, 0]


def test_a_plan_that_does_not_fit_leaves_nothing_behind() -> None:
    def lower(b: Builder, y: Spec, x: Buffer, **_: Any) -> Buffer:
        huge = b.draw("create/fill", {}, Spec((9000, 9000), F), fill=0.0)
        del huge
        return negate(b, x)

    with declared("huge", lower=lower) as huge:
        x = tf.ones([3])
        before = engines.current().storages
        with pytest.raises(tf.errors.ShapeError, match=r"a tensor of shape \(9000, 9000\) needs"):
            huge(x)
    assert engines.current().storages == before
