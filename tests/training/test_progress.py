"""What fit and evaluate print: Keras's lines."""

from __future__ import annotations

import contextlib
import io
import os
import re

import texelflow as tf
from support.browser import in_browser

TIME = r"\d+s"
STEP = r"\d+(us|ms|s)/step"
NUMBER = r"\d+\.\d{4}(e-\d\d)?"
BAR = "━" * 20


def _model():
    model = tf.Sequential([tf.Input((1,)), tf.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    return model


def _printed(call, *arguments, mode="plain", **options):
    x = [[0.5]] * 6
    before = os.environ.get("TEXELFLOW_PROGRESS")
    os.environ["TEXELFLOW_PROGRESS"] = mode
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            call(x, *([x] if call.__name__ != "predict" else []), batch_size=2, **options)
    finally:
        del os.environ["TEXELFLOW_PROGRESS"]
        if before is not None:
            os.environ["TEXELFLOW_PROGRESS"] = before
    return out.getvalue()


@in_browser
def test_a_line_an_epoch():
    lines = _printed(_model().fit, epochs=2, verbose=2, validation_split=0.34).splitlines()
    assert lines[::2] == ["Epoch 1/2", "Epoch 2/2"]
    shown = f"2/2 - {TIME} - {STEP} - loss: {NUMBER} - mae: {NUMBER}"
    shown += f" - val_loss: {NUMBER} - val_mae: {NUMBER}"
    for line in lines[1::2]:
        assert re.fullmatch(shown, line), line
    assert len(lines) == 4


@in_browser
def test_numbers_are_those_of_the_history():
    model = _model()
    text = _printed(model.fit, epochs=1, verbose=2)
    loss, mae = model.history.history["loss"][0], model.history.history["mae"][0]
    shown = [f"{v:.4f}" if abs(v) > 1e-3 else f"{v:.4e}" for v in (loss, mae)]
    assert text.endswith(f" - loss: {shown[0]} - mae: {shown[1]}\n"), text
    assert "Epoch" not in text


@in_browser
def test_bars_where_there_is_no_terminal():
    text = _printed(_model().fit, epochs=2)
    line = f"3/3 {BAR} {TIME} {STEP} - loss: {NUMBER} - mae: {NUMBER}\n"
    assert re.fullmatch(f"Epoch 1/2\n{line}Epoch 2/2\n{line}", text), text
    text = _printed(_model().evaluate)
    assert re.fullmatch(line, text), text
    text = _printed(_model().predict)
    assert re.fullmatch(f"3/3 {BAR} {TIME} {STEP}\n", text), text


@in_browser
def test_bars_on_a_terminal():
    text = _printed(_model().fit, mode="terminal")
    last = text.rpartition("\r")[2]
    shown = rf"\x1b\[1m3/3\x1b\[0m \x1b\[32m{BAR}\x1b\[0m\x1b\[37m\x1b\[0m \x1b\[1m{TIME}\x1b\[0m "
    assert re.match(f"{shown}{STEP} - loss: {NUMBER} - mae: {NUMBER} *\n$", last), repr(last)
    first = text.split("\r")[1]
    assert first.startswith("\x1b[1m1/3\x1b[0m \x1b[32m" + "━" * 6), repr(first)
    assert text.count("\b") > 20


@in_browser
def test_silence():
    assert _printed(_model().fit, verbose=0) == ""
    assert _printed(_model().evaluate, verbose=0) == ""
