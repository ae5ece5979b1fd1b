"""Complex tensors as values: in and out of Python, memory, variables, gradients, traces."""

from __future__ import annotations

import copy
import pickle

import texelflow as tf
from support.browser import in_browser, raises


@in_browser
def test_in_and_out_of_python():
    z = tf.tensor([[1 + 2j, 3], [0, -1j]])
    assert (z.dtype, z.shape, z.nbytes) == ("complex64", (2, 2), 32)
    assert z.tolist() == [[1 + 2j, 3], [0, -1j]]
    assert z[0, 0].item() == 1 + 2j
    assert complex(z[1, 1]) == -1j
    assert z.to_memoryview().tolist() == [[[1, 2], [3, 0]], [[0, 0], [0, -1]]]
    assert z.real.tolist() == [[1, 3], [0, 0]]
    assert z.imag.tolist() == [[2, 0], [0, -1]]
    assert repr(z[0]) == "Tensor([1.+2.j, 3.+0.j], dtype=complex64)"
    assert pickle.loads(pickle.dumps(z)).tolist() == copy.deepcopy(z).tolist() == z.tolist()
    assert tf.tensor([1, 2, 3, 4], [2, 2], "complex64").tolist() == [[1, 2], [3, 4]]
    assert tf.tensor(z).tolist() == z.tolist()
    assert tf.zeros([0], "complex64").tolist() == []
    assert tf.fill([2], 1j).tolist() == [1j, 1j]
    assert tf.pad(tf.tensor([1j]), [[1, 0]], 2 - 1j).tolist() == [2 - 1j, 1j]
    with raises(TypeError, match="is no float"):
        float(z[0, 0])


@in_browser
async def test_data_does_not_block():
    assert (await tf.tensor([1 + 2j, 3]).data()).tolist() == [[1, 2], [3, 0]]


@in_browser
def test_promotion():
    z, x, i, b = tf.tensor([1j]), tf.tensor([2.0]), tf.tensor([3]), tf.tensor([True])
    for other in (x, i, b, 2, 2.0, True, 1j):
        assert tf.add(z, other).dtype == tf.add(other, z).dtype == "complex64"
    assert ((1 + 1j) * x).tolist() == [2 + 2j]
    assert (z * 2 + 1).tolist() == [1 + 2j]
    assert (i / z).tolist() == [-3j]


@in_browser
def test_memory_counts_one_tensor_and_two_buffers():
    before = tf.memory()
    z = tf.tensor([1j, 2])
    after = tf.memory()
    assert after["num_tensors"] - before["num_tensors"] == 1
    assert after["num_data_buffers"] - before["num_data_buffers"] == 2
    assert after["num_bytes"] - before["num_bytes"] == 16
    with tf.tidy():
        y = z * z
        kept = tf.keep(y + 1)
    assert y.is_disposed
    assert kept.tolist() == [0, 5]
    kept.dispose()
    kept.dispose()
    assert tf.tidy(lambda: z * 1j).tolist() == [-1, 2j]
    assert tf.memory()["num_tensors"] - before["num_tensors"] == 1
    tf.dispose([z])
    with raises(ReferenceError, match="was disposed"):
        z + 1
    assert tf.memory()["num_data_buffers"] == before["num_data_buffers"]


@in_browser
def test_the_parts_outlive_what_they_were_made_of():
    with tf.tidy():
        z = tf.keep(tf.complex(tf.ones([2]), tf.zeros([2])))
    assert z.tolist() == [1, 1]
    re = z.real
    z.dispose()
    assert re.tolist() == [1, 1]


@in_browser
def test_gradients_have_tensorflows_sign():
    z = tf.tensor([1 + 2j])
    assert tf.grad(lambda z: z * z)(z).tolist() == [2 - 4j]  # conj(2z)
    assert tf.grad(lambda z: z * z)(z, tf.tensor([1j])).tolist() == [4 + 2j]
    assert tf.grad(lambda z: tf.real(z * 3j))(z).tolist() == [-3j]
    value, found = tf.value_and_grads(lambda a, x: a * x)(z, tf.tensor([3.0]))
    assert value.tolist() == [3 + 6j]
    assert [g.tolist() for g in found] == [[3], [1]]
    assert tf.grad(lambda z: tf.stop_gradient(z) * z)(z).tolist() == [1 - 2j]
    second = tf.grad(lambda z: tf.real(tf.grad(lambda w: w * w * w)(z)))(z)
    assert second.tolist() == [6 - 12j]  # of real(3 conj(z)²) = 3(x² - y²), by x + iy: 6x - 6iy
    with raises(ValueError, match="only float32 has a gradient"):
        tf.grad(lambda z: tf.equal(z, 1))(z)


@in_browser
def test_variables():
    v = tf.Variable([1 + 2j, 3j], name="v")
    assert (v.dtype, v.shape) == ("complex64", (2,))
    value, found = tf.variable_grads(lambda: tf.sum(tf.real(v * tf.conj(v))))
    assert value.item() == 14
    assert list(found) == [v.name]
    assert found[v.name].tolist() == [2 + 4j, 6j]
    assert tf.variable_grads(lambda: tf.sum(tf.abs(v * v)), [v])[1][v.name].shape == (2,)
    v.assign_sub([1j, 1])
    assert v.tolist() == [1 + 1j, -1 + 3j]
    v.assign([1.0, 2.0])
    assert v.tolist() == [1, 2]
    with raises(ValueError, match="the variable's shape is"):
        v.assign([1j])

    @tf.function
    def grow(z):
        v.assign_add(z)
        return v * 2

    for expected in ([2 + 2j, 4], [2 + 4j, 4]):
        assert grow(tf.tensor([1j, 0])).tolist() == expected
    assert v.tolist() == [1 + 2j, 2]
    v.dispose()


@in_browser
def test_traced_functions_take_give_and_capture_complex_tensors():
    w = tf.tensor([2j, 1])

    @tf.function
    def f(z, scale):
        return {"y": tf.exp(z * w), "abs": tf.abs(z) * scale}

    for z in (tf.tensor([1 + 1j, 2]), tf.tensor([0.5j, -1])):
        made = f(z, tf.scalar(2.0))
        assert made["y"].dtype == "complex64"
        assert tf.allclose(tf.abs(made["y"] - tf.exp(z * w)), 0.0, atol=1e-6)
        assert tf.allclose(made["abs"], tf.abs(z) * 2)
    assert f.traces == 1
    f(tf.tensor([1.0, 2.0]), tf.scalar(2.0))
    assert f.traces == 2


@in_browser
def test_imaginary_parts_are_dropped_with_one_warning():
    import warnings

    from texelflow import dtypes

    dtypes._warned.discard("imaginary")
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert tf.cast([1 + 2j], "int32").tolist() == [1]
        assert tf.tensor([1 + 2j], dtype="float32").tolist() == [1]
    assert [str(w.message) for w in seen] == [
        "complex numbers become real ones: their imaginary parts are dropped"
    ]


@in_browser
def test_custom_gradients():
    z = tf.tensor([1 + 2j])
    square = tf.custom_grad(lambda z: (z * z, lambda dy: dy * 10.0))
    assert tf.grad(square)(z).tolist() == [10]
    size = tf.custom_grad(lambda z, x: (abs(z) * x, lambda dy: (dy * 1j, dy * 3.0)))
    found = tf.grads(size)(z, tf.tensor([2.0]))
    assert [g.tolist() for g in found] == [[1j], [3]]


@in_browser
def test_optimizers_move_both_parts():
    v = tf.Variable([3 + 4j, 1j], name="moved")
    for optimizer in (tf.optimizers.SGD(0.1), tf.optimizers.Adam(0.1)):
        before = tf.sum(tf.abs(v)).item()
        for _ in range(3):
            _, found = tf.variable_grads(lambda: tf.sum(tf.real(v * tf.conj(v))))
            optimizer.apply_gradients(found)
        assert tf.sum(tf.abs(v)).item() < before
    v.dispose()


@in_browser
def test_what_is_for_real_numbers_says_so():
    z = tf.tensor([1j, 2])
    for f in (tf.relu, tf.max, tf.sort, tf.median, tf.log_sum_exp):
        with raises(TypeError, match="not defined for complex64"):
            f(z)
    assert tf.isclose(z, z + 1e-7j).tolist() == [True, True]
    assert tf.vdot(z, z).item() == 5
    assert tf.norm(z).item() == tf.sqrt(5.0).item()
