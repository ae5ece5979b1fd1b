"""fit as Keras documents it: history, validation, callbacks, what ends it early."""

from __future__ import annotations

import random

import texelflow as tf
from support.browser import in_browser, raises


def _line(optimizer="sgd", **options):
    model = tf.Sequential([tf.Input((2,)), tf.layers.Dense(1, kernel_initializer="ones")])
    model.compile(optimizer, "mse", **options)
    return model


def _data(count=10):
    made = random.Random(0)
    x = [[made.random(), made.random()] for _ in range(count)]
    return x, [[a - 2 * b] for a, b in x]


def _weights(model):
    return [weight.tolist() for weight in model.weights]


@in_browser
def test_history():
    model = _line(metrics=["mae"])
    x, y = _data()
    history = model.fit(x, y, epochs=3, verbose=0, validation_data=(x, y))
    assert model.history is history
    assert history.epoch == [0, 1, 2]
    assert sorted(history.history) == ["loss", "mae", "val_loss", "val_mae"]
    assert {len(values) for values in history.history.values()} == {3}
    assert all(type(value) is float for value in history.history["val_mae"])
    losses = history.history["loss"]
    assert losses[0] > losses[1] > losses[2]
    # The last validation saw the weights that are there now.
    assert history.history["val_loss"][-1] == model.evaluate(x, y, verbose=0)[0]


@in_browser
def test_epochs_and_validation_count_from_initial_epoch():
    model = _line()
    x, y = _data()
    history = model.fit(x, y, epochs=7, initial_epoch=3, verbose=0, validation_split=0.2)
    assert history.epoch == [3, 4, 5, 6]
    seldom = model.fit(x, y, epochs=5, verbose=0, validation_data=(x, y), validation_freq=2)
    assert (len(seldom.history["loss"]), len(seldom.history["val_loss"])) == (5, 2)
    assert model.fit(x, y, epochs=2, initial_epoch=2, verbose=0).history == {}


@in_browser
def test_fit_is_the_loop_that_one_would_write():
    first, second = _line(tf.optimizers.Adam(0.1)), _line()
    x, y = _data()
    first.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0)
    adam, mse = tf.optimizers.Adam(0.1), tf.losses.MeanSquaredError()
    for _ in range(2):
        for at in range(0, 10, 4):
            batch = tf.tensor(x[at : at + 4]), tf.tensor(y[at : at + 4])
            adam.minimize(lambda batch=batch: mse(batch[1], second(batch[0])))
    assert _weights(first) == _weights(second)
    assert first.optimizer.iterations.item() == 6


@in_browser
def test_shuffling():
    x, y = _data()
    ends = []
    for seed, shuffle in ((1, True), (1, True), (2, True), (1, False), (2, False)):
        random.seed(seed)
        model = _line()
        model.fit(x, y, batch_size=3, epochs=2, shuffle=shuffle, verbose=0)
        ends.append(_weights(model))
    assert ends[0] == ends[1]
    assert ends[0] != ends[2]
    assert ends[3] == ends[4]
    assert ends[0] != ends[3]


class Diary(tf.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.lines = []

    def on_train_begin(self, logs=None):
        self.lines.append("train")

    def on_train_end(self, logs=None):
        self.lines.append(f"end {sorted(logs)}")

    def on_epoch_begin(self, epoch, logs=None):
        self.lines.append(f"epoch {epoch}")

    def on_epoch_end(self, epoch, logs=None):
        self.lines.append(f"epoch {epoch} {sorted(logs)}")

    def on_train_batch_begin(self, batch, logs=None):
        self.lines.append(f"batch {batch}")

    def on_train_batch_end(self, batch, logs=None):
        self.lines.append(f"batch {batch} {sorted(logs)}")

    def on_test_begin(self, logs=None):
        self.lines.append("test")

    def on_test_batch_end(self, batch, logs=None):
        self.lines.append(f"test batch {batch}")

    def on_test_end(self, logs=None):
        self.lines.append(f"test {sorted(logs)}")

    def on_predict_batch_end(self, batch, logs=None):
        self.lines.append(f"predict batch {batch}")


@in_browser
def test_callbacks_in_their_order():
    model, diary = _line(), Diary()
    x, y = _data()
    model.fit(x, y, batch_size=8, verbose=0, validation_split=0.1, callbacks=[diary])
    assert diary.model is model
    assert diary.params == {"verbose": 0, "epochs": 1, "steps": 2}
    assert diary.lines == [
        "train",
        "epoch 0",
        "batch 0",
        "batch 0 ['loss']",
        "batch 1",
        "batch 1 ['loss']",
        "test",
        "test batch 0",
        "test ['loss']",
        "epoch 0 ['loss', 'val_loss']",
        "end ['loss', 'val_loss']",
    ]
    diary.lines.clear()
    model.evaluate(x, y, batch_size=5, verbose=0, callbacks=[diary])
    assert diary.lines == ["test", "test batch 0", "test batch 1", "test ['loss']"]
    diary.lines.clear()
    model.predict(x, batch_size=5, verbose=0, callbacks=[diary])
    assert diary.lines == ["predict batch 0", "predict batch 1"]
    with raises(TypeError, match="callbacks must be Callback objects, got int"):
        model.fit(x, y, verbose=0, callbacks=[1])


class Stop(tf.callbacks.Callback):
    """Ends training, or breaks it off, after a number of batches."""

    def __init__(self, after, error=None):
        super().__init__()
        self.after, self.error, self.count = after, error, 0

    def on_train_batch_end(self, batch, logs=None):
        self.count += 1
        if self.count == self.after:
            if self.error:
                raise self.error
            self.model.stop_training = True


@in_browser
def test_stop_training():
    model, stop = _line(), Stop(3)
    x, y = _data()
    history = model.fit(x, y, batch_size=5, epochs=9, verbose=0, callbacks=[stop])
    assert stop.count == 3
    assert history.epoch == [0, 1]
    assert model.fit(x, y, epochs=2, verbose=0).epoch == [0, 1]


@in_browser
def test_an_interrupt_leaves_a_model_that_works():
    x, y = _data()
    model, twin = _line(), _line()
    stop = Stop(2, KeyboardInterrupt())
    with raises(KeyboardInterrupt):
        model.fit(x, y, batch_size=5, epochs=9, shuffle=False, verbose=0, callbacks=[stop])
    twin.fit(x, y, batch_size=5, epochs=1, shuffle=False, verbose=0)
    assert _weights(model) == _weights(twin)
    assert model.predict(x, verbose=0).shape == (10, 1)
    stop.error.__traceback__ = None
    for each in (model, twin):
        each.fit(x, y, batch_size=5, epochs=1, shuffle=False, verbose=0)
    assert _weights(model) == _weights(twin)


@in_browser
def test_a_step_of_ones_own():
    class Counting(tf.Sequential):
        steps = 0

        def train_step(self, data):
            self.steps += 1
            logs = super().train_step(data)
            return {"steps": float(self.steps), **logs}

    model = Counting([tf.Input((2,)), tf.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)  # the step counts in Python
    x, y = _data()
    history = model.fit(x, y, batch_size=5, epochs=2, verbose=0)
    assert history.history["steps"] == [2.0, 4.0]


@in_browser
def test_warm_up_compiles_everything_and_changes_nothing():
    x, y = _data(70)
    model = tf.Sequential([tf.Input((2,)), tf.layers.Dropout(0.5, seed=3), tf.layers.Dense(3)])
    model.compile("adam", tf.losses.MeanSquaredError(), metrics=["mae"])
    model.layers[-1].trainable_weights[0].assign(tf.ones([2, 3]))
    y = [[a, a + 1.0, a - 1.0] for (a,) in y]
    tf.set_random_seed(5)
    noise = tf.random_normal([3]).tolist()
    tf.set_random_seed(5)
    before = [v.tolist() for v in model.weights]
    assert model.warm_up(x[:1], y[:1]) > 0
    assert [v.tolist() for v in model.weights] == before
    assert all(v.item() == 0 for metric in model.metrics for v in metric.variables)
    assert tf.random_normal([3]).tolist() == noise
    programs = tf.memory()["num_programs"]
    model.fit(x, y, epochs=2, verbose=0, validation_split=0.2)
    model.evaluate(x, y, verbose=0)
    model.predict(x[:32], verbose=0)
    assert tf.memory()["num_programs"] == programs
    assert [v.tolist() for v in model.weights] != before
