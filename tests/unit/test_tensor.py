"""Tensor: handles, host access, Python's protocols."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import engine as engines
from texelflow.errors import ShapeError

MATRIX = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def storages() -> int:
    return engines.current().storages


# --- lifetimes --------------------------------------------------------------------------------


def test_a_texture_returns_with_the_last_name() -> None:
    x = tf.ones([3])
    assert storages() == 1
    y = x
    del x
    assert storages() == 1
    del y
    assert storages() == 0


def test_temporaries_return_at_once(device: NumpyDevice) -> None:
    x = tf.ones([3])
    y = ((x + 1.0) * 2.0 - 3.0) * x
    assert storages() == 2
    assert y.tolist() == [1.0] * 3
    # x, y and two textures that temporaries took turns with (and three constants).
    assert len(device.textures) <= 4 + 3


@pytest.mark.parametrize(
    "view",
    [
        lambda x: x.clone(),
        lambda x: x.reshape([8, 1]),
        lambda x: x[:],
        lambda x: x[None],
        copy.deepcopy,
        lambda x: tf.Variable(x),
        lambda x: tf.broadcast_to(x, [8]),
        lambda x: tf.transpose(x),
    ],
)
def test_views_share_a_texture(view: Any, device: NumpyDevice) -> None:
    x = tf.tensor([float(i) for i in range(8)])
    y = view(x)
    assert storages() == 1
    texture = x.storage.texture
    del x
    assert y._value().storage.texture == texture
    assert np.ravel(y.tolist()).tolist() == list(range(8))
    assert device.counters()["draws"] == 0
    del y
    assert storages() == 0


def test_serials_differ_and_a_shallow_copy_is_the_tensor_itself() -> None:
    x = tf.ones([3])
    assert x.clone().serial != x.serial
    assert copy.copy(x) is x


# --- host access ------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,), (2, 0), (2, 1, 3)])
def test_values_come_out_in_every_form(dtype: str, shape: tuple[int, ...]) -> None:
    values = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    x = tf.tensor(values)
    np.testing.assert_array_equal(x.numpy(), values, strict=True)
    assert x.numpy().flags.writeable
    assert x.tolist() == values.tolist()
    view = x.to_memoryview()
    assert view.format == {"float32": "f", "int32": "i", "bool": "?"}[dtype]
    assert bytes(view) == values.tobytes()
    if values.size:
        assert view.shape == shape
        assert view.c_contiguous
    assert x.ndim == x.rank == len(shape)
    assert (x.size, x.nbytes) == (values.size, values.nbytes)


def test_array_protocol() -> None:
    x = tf.tensor([1.5, 2.0])
    assert np.asarray(x).dtype == np.float32
    assert np.asarray(x, dtype=np.float64).dtype == np.float64
    assert np.array(x, copy=True).tolist() == [1.5, 2.0]
    with pytest.raises(ValueError, match="always a copy"):
        np.array(x, copy=False)
    assert np.stack([x, x]).shape == (2, 2)
    assert memoryview(x.__buffer__(0)).tolist() == [1.5, 2.0]


def test_numpy_missing_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(ModuleNotFoundError, match=r"micropip\.install\('numpy'\).*tolist"):
        tf.tensor([1.0]).numpy()


@pytest.mark.parametrize("left", [np.array([1, 2], np.float32), np.float32(2.0), 2.0, 2, [1.0, 2]])
def test_reflected_operators_give_tensors(left: Any) -> None:
    x = tf.tensor([3.0, 5.0])
    for found, expected in (
        (left * x, np.multiply(left, [3.0, 5.0])),
        (left + x, np.add(left, [3.0, 5.0])),
        (left - x, np.subtract(left, [3.0, 5.0])),
        (x - left, np.subtract([3.0, 5.0], left)),
    ):
        assert isinstance(found, tf.Tensor)
        assert found.tolist() == expected.tolist()


def test_items() -> None:
    x = tf.tensor(MATRIX)
    assert x.item(1, 2) == 6.0
    assert x.item(0, -1) == 3.0
    assert tf.tensor([[7]]).item() == 7
    assert tf.tensor(True).item() is True
    with pytest.raises(ShapeError, match=r"item\(\): .* this one's shape is \(2, 3\)"):
        x.item()


def test_len_and_iteration() -> None:
    x = tf.tensor(MATRIX)
    assert len(x) == 2
    assert [row.tolist() for row in x] == MATRIX
    _, last = x
    assert last.tolist() == MATRIX[1]
    for attempt in (len, iter):
        with pytest.raises(TypeError, match="scalar"):
            attempt(tf.scalar(1.0))


def test_numbers() -> None:
    assert float(tf.scalar(1.5)) == 1.5
    assert int(tf.tensor([2.7])) == 2
    assert bool(tf.tensor([[0.0]])) is False
    assert bool(tf.tensor(True)) is True
    assert list(range(4))[tf.scalar(2)] == 2
    with pytest.raises(ValueError, match=r"truth value .* shape \(2, 3\) is ambiguous"):
        bool(tf.tensor(MATRIX))
    for bad in (tf.scalar(1.0), tf.tensor([1])):
        with pytest.raises(TypeError, match="only an int32 scalar can be an index"):
            [1, 2][bad]


def test_containment_is_refused_and_tensors_are_hashable() -> None:
    x = tf.ones([2])
    with pytest.raises(TypeError, match="`in` would download"):
        1.0 in x  # noqa: B015
    assert {x: 1}[x] == 1
    with pytest.raises(TypeError, match="cannot be changed in place"):
        x[0] = 1.0


@pytest.mark.parametrize("values", [3.5, [True, False], [1, 2, 3], MATRIX, [], [[], []]], ids=str)
def test_pickles(values: Any) -> None:
    x = tf.tensor(values)
    y = pickle.loads(pickle.dumps(x))
    assert (y.shape, y.dtype, y.tolist()) == (x.shape, x.dtype, x.tolist())
    assert type(y) is tf.Tensor


def test_variables_pickle_and_copy_as_variables() -> None:
    v = tf.Variable([1.0, 2.0], trainable=False, name="pickled")
    for w in (pickle.loads(pickle.dumps(v)), copy.deepcopy(v)):
        assert isinstance(w, tf.Variable)
        assert w.tolist() == [1.0, 2.0]
        assert not w.trainable
        assert w.name.startswith("pickled_")
        w.assign([3.0, 4.0])
        assert v.tolist() == [1.0, 2.0]


def test_making_tensors_checks_what_it_is_given() -> None:
    assert tf.tensor([1, 2, 3, 4], [2, 2]).tolist() == [[1, 2], [3, 4]]
    assert tf.tensor(tf.tensor([1, 2]), dtype="float32").dtype == "float32"
    with pytest.raises(ShapeError, match=r"tensor: 3 values do not fill shape \(2, 2\), .* 4"):
        tf.tensor([1, 2, 3], [2, 2])
    with pytest.raises(ShapeError, match=r"tensor2d\(values: \(2,\)\): needs 2 axes, got 1"):
        tf.tensor2d([1, 2])
    with pytest.raises(ShapeError, match=r"scalar\(value: \(1,\)\): needs one number"):
        tf.scalar([1])
    with pytest.raises(ShapeError, match="7 axes; 6 is the most"):
        tf.tensor(np.ones((1,) * 7, np.float32))
