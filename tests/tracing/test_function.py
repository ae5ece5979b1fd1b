"""tf.function: signatures, variables, random numbers, gradients, errors. In the browser."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser, raises


@in_browser
def test_one_trace_serves_every_call_of_a_signature() -> None:
    ran = []

    @tf.function
    def f(x, scale):
        ran.append(x.shape)
        return {"y": x * scale, "z": [x + 1.0, "label"]}

    first = f(tf.tensor([1.0, 2.0]), 3.0)
    second = f(tf.tensor([5.0, 6.0]), 3.0)
    assert first["y"].tolist() == [3.0, 6.0]
    assert second["y"].tolist() == [15.0, 18.0]
    assert second["z"][0].tolist() == [6.0, 7.0]
    assert second["z"][1] == "label"
    assert first["z"][0].tolist() == [2.0, 3.0]
    assert f.traces == 1
    assert f(tf.tensor([1.0]), 3.0)["y"].tolist() == [3.0]
    assert f(tf.tensor([1.0]), 4.0)["y"].tolist() == [4.0]
    assert ran == [(2,), (1,), (1,)]


@in_browser
def test_a_recording_keeps_no_argument_alive() -> None:
    f = tf.function(lambda x, options: x * options["by"])
    f(tf.ones([4]), {"by": 2.0})
    before = tf.memory()
    for _ in range(3):
        f(tf.ones([4]), {"by": 2.0})
    assert tf.memory()["num_tensors"] == before["num_tensors"] == 0
    assert tf.memory()["num_data_buffers"] == before["num_data_buffers"] == 0


@in_browser
def test_variables_stay_current() -> None:
    v = tf.Variable([1.0, 2.0])

    @tf.function
    def step(x):
        before = v * 1.0
        v.assign_add(x)
        return before, v

    before, after = step(tf.tensor([1.0, 1.0]))
    assert before.tolist() == [1.0, 2.0]
    assert after.tolist() == v.tolist() == [2.0, 3.0]
    v.assign([10.0, 20.0])
    before, after = step(tf.tensor([1.0, 1.0]))
    assert before.tolist() == [10.0, 20.0]
    assert v.tolist() == [11.0, 21.0]
    held = v.value
    step(tf.tensor([1.0, 1.0]))
    assert held.tolist() == [11.0, 21.0]
    assert after is v
    assert v.tolist() == [12.0, 22.0]


@in_browser
def test_two_variables_may_trade_values() -> None:
    a, b = tf.Variable([1.0]), tf.Variable([2.0])

    @tf.function
    def trade():
        old = a.value
        a.assign(b)
        b.assign(old)

    for expected in ([2.0], [1.0], [2.0]):
        assert trade() is None
        assert a.tolist() == expected
    assert b.tolist() == [1.0]


@in_browser
def test_a_variable_made_in_the_first_call_is_kept() -> None:
    class Layer:
        w = None

        def __call__(self, x):
            if self.w is None:
                self.w = tf.Variable(tf.ones([2]) * 2.0)
            return x * self.w

    layer = Layer()
    f = tf.function(layer)
    assert f(tf.tensor([1.0, 2.0])).tolist() == [2.0, 4.0]
    layer.w.assign([1.0, 1.0])
    assert f(tf.tensor([1.0, 2.0])).tolist() == [1.0, 2.0]


@in_browser
def test_a_variable_that_is_lost_is_refused() -> None:
    def f(x):
        v = tf.Variable([0.0])
        v.assign_add(x)
        return v * 1.0

    with raises(tf.errors.TraceError, match="makes a variable"):
        tf.function(f)(tf.tensor([1.0]))
    with raises(tf.errors.TraceError, match="one of its arguments"):
        tf.function(lambda x: tf.Variable(x))(tf.tensor([1.0]))


@in_browser
def test_random_ops_give_new_numbers_that_a_seed_repeats() -> None:
    f = tf.function(lambda: tf.random_uniform([4]))
    tf.set_random_seed(5)
    first, second = f().tolist(), f().tolist()
    assert first != second
    tf.set_random_seed(5)
    assert [f().tolist(), f().tolist()] == [first, second]
    assert tf.random_uniform([4]).tolist() not in (first, second)


@in_browser
def test_gradients_of_it_and_in_it() -> None:
    def cube_sum(x):
        return tf.sum(x * x * x)

    x = tf.tensor([1.0, 2.0])
    assert tf.grad(tf.function(cube_sum))(x).tolist() == [3.0, 12.0]
    assert tf.function(tf.grad(cube_sum))(x).tolist() == [3.0, 12.0]
    second = tf.grad(lambda x: tf.sum(tf.grad(cube_sum)(x)))
    assert tf.function(second)(x).tolist() == [6.0, 12.0]


@in_browser
def test_nested_functions_are_part_of_the_outer_one() -> None:
    inner = tf.function(lambda x: x + 1.0)
    outer = tf.function(lambda x: inner(x) * inner(x * 2.0))
    assert outer(tf.tensor([1.0])).tolist() == [6.0]
    assert inner.traces == 0
    assert outer.explain(tf.tensor([1.0])).after.draws == 1


@in_browser
def test_reading_a_value_names_the_line() -> None:
    def f(x):
        if x.item() > 0:
            return x
        return -x

    with raises(tf.errors.TraceError, match=r"\.py:\d+: .*has no value while"):
        tf.function(f)(tf.tensor(1.0))
    tf.run_functions_eagerly(True)
    try:
        assert tf.function(f)(tf.tensor(-1.0)).item() == 1.0
    finally:
        tf.run_functions_eagerly(False)
    assert tf.function(lambda x: x * 2.0)(tf.tensor(1.0)).item() == 2.0


@in_browser
def test_a_symbol_kept_beyond_the_trace_says_so() -> None:
    kept = []
    tf.function(lambda x: kept.append(tf.keep(x * 2.0)))(tf.tensor(1.0))
    with raises(tf.errors.TraceError, match="nor after"):
        kept[0].item()
    with raises(tf.errors.TraceError, match="nor after"):
        kept[0] + 1.0
    kept.clear()


@in_browser
def test_many_traces_warn_and_old_recordings_go() -> None:
    import warnings

    f = tf.function(lambda x, n: x * n)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for n in range(40):
            assert f(tf.tensor([1.0]), float(n)).tolist() == [float(n)]
    assert [str(w.message) for w in caught if "traced 8 times" in str(w.message)]
    assert f.traces == 40
    f(tf.tensor([1.0]), 0.0)
    assert f.traces == 41


@in_browser
def test_arguments_and_captured_tensors_may_be_results() -> None:
    outside = tf.tensor([7.0])
    f = tf.function(lambda x: (x, outside, x[0], tf.ones([2])))
    for value in (1.0, 2.0):
        same, captured, first, ones = f(tf.tensor([value]))
        assert same.tolist() == [value]
        assert captured.tolist() == [7.0]
        assert first.item() == value
        assert ones.tolist() == [1.0, 1.0]


@in_browser
def test_an_error_while_tracing_leaves_everything_usable() -> None:
    v = tf.Variable([1.0])

    def f(x):
        v.assign_add([1.0])
        return tf.matmul(x, tf.ones([5, 5]))

    with raises(tf.errors.ShapeError, match=r"^matmul\(a: \(2,\), b: \(5, 5\)\): inner"):
        tf.function(f)(tf.ones([2]))
    assert v.tolist() == [1.0]
    assert (v + 1.0).tolist() == [2.0]


@in_browser
def test_explain_counts_draws_and_passes_can_be_left_out() -> None:
    def f(x):
        tf.exp(x)  # nobody reads it
        return tf.relu(x * 2.0 + 1.0) + tf.relu(x * 2.0 + 1.0)

    x = tf.tensor([[1.0, -2.0, 3.0, 4.0]])
    whole = tf.function(f).explain(x)
    assert (whole.before.draws, whole.after.draws) == (8, 1)
    assert whole.after.nbytes < whole.before.nbytes
    assert "fused/pointwise" in str(whole)
    every = ("dead_code", "common_subexpressions", "constant_folding", "fusion")
    plain = tf.function(f, without=every)
    assert plain.explain(x).after.draws == 8
    assert plain(x).tolist() == tf.function(f)(x).tolist() == f(x).tolist()
    with raises(ValueError, match="the passes are"):
        tf.function(f, without=["fusoin"])


@in_browser
def test_a_model_trains_the_same_traced_and_eagerly() -> None:
    x = tf.random_normal([50, 4], seed=1)
    y = tf.one_hot(tf.random_uniform_int([50], 0, 3, seed=2), 3)
    losses = []
    weights = None
    for eagerly in (True, False):
        model = tf.Sequential(
            [tf.Input((4,)), tf.layers.Dense(8, "tanh"), tf.layers.Dense(3, "softmax")]
        )
        weights = weights or model.get_weights()
        model.set_weights(weights)
        model.compile("adam", "categorical_crossentropy", ["accuracy"], run_eagerly=eagerly)
        history = model.fit(x, y, batch_size=16, epochs=3, shuffle=False, verbose=0).history
        losses.append((history["loss"], model.evaluate(x, y, verbose=0)))
        assert model.predict(x, verbose=0).shape == (50, 3)
    (eager, scores), (traced, others) = losses
    assert all(abs(a - b) < 1e-5 for a, b in zip(eager, traced, strict=True))
    assert all(abs(a - b) < 1e-5 for a, b in zip(scores, others, strict=True))


@in_browser
def test_a_traced_method_can_be_explained():
    class Scale:
        def __init__(self, factor):
            self.factor = factor

        @tf.function
        def __call__(self, x):
            """Return x times the factor."""
            return x * self.factor + 1.0

    twice, thrice = Scale(2.0), Scale(3.0)
    assert [twice(tf.scalar(1.0)).item(), thrice(tf.scalar(1.0)).item()] == [3.0, 4.0]
    assert twice.__call__.explain(tf.scalar(1.0)).after.draws == 1
    assert twice.__call__.traces == 2
    assert twice.__call__.__doc__ == "Return x times the factor."
    twice.__call__.warm_up(tf.scalar(1.0))
