"""The workloads on texelflow, run inside Pyodide by ``bench/compare.py``; workloads.js has their
twins of the same names for TensorFlow.js, on the same numbers.

A workload is a function that returns ``Work``: a step to repeat, and what to check it by.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import texelflow as tf
from texelflow import engine as engines

NUMBERS = memoryview(Path("/numbers.bin").read_bytes()).cast("f")  # uniform in -0.5 … 0.5


class Work(NamedTuple):
    """A step; it returns a tensor, or the loss (a float) of one training step."""

    step: Callable[[], Any]
    model: Any = None


def take(shape: list[int], at: int = 0, scale: float = 1.0) -> Any:
    """Return a tensor of the numbers from ``at`` on."""
    size = 1
    for side in shape:
        size *= side
    return tf.tensor(NUMBERS[at : at + size], shape, "float32") * scale


def classes(count: int, kinds: int) -> Any:
    """Return one-hot labels."""
    return tf.one_hot(tf.tensor([i * 7 % kinds for i in range(count)], dtype="int32"), kinds)


def traced(step: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``step`` as a ``tf.function``."""
    return tf.function(step)


# --- ops ----------------------------------------------------------------------------------------


def matmul(size: int) -> Work:
    a, b = take([size, size]), take([size, size], 7)
    return Work(lambda: tf.matmul(a, b))


def conv(image: list[int], kernel: list[int], pad: str = "same") -> Work:
    x, w = take(image), take(kernel, 7)
    return Work(lambda: tf.conv2d(x, w, 1, pad))


def depthwise() -> Work:
    x, w = take([1, 112, 112, 32]), take([3, 3, 32, 1], 7)
    return Work(lambda: tf.depthwise_conv2d(x, w, 1, "same"))


def chain_of(x: Any, y: Any) -> Any:
    """Seven element-wise ops and a mean."""
    return tf.mean(tf.sqrt(tf.abs(tf.tanh(x * y + 0.5) - x) + 1.0) * tf.sigmoid(y))


def chain(trace: bool = False) -> Work:
    x, y = take([1000, 1000]), take([1000, 1000], 7)
    step = traced(chain_of) if trace else chain_of
    return Work(lambda: step(x, y))


def chain_on(elements: int) -> Work:
    """The same in ``tf.function`` on so many elements, in rows of a thousand."""
    copies = [max(1, elements // 1_000_000), 1]
    rows = [min(elements, 1_000_000) // 1000, 1000]
    x, y = tf.tile(take(rows), copies), tf.tile(take(rows, 7), copies)
    step = traced(chain_of)
    return Work(lambda: step(x, y))


def adds_of(x: Any) -> Any:
    """A thousand small adds, each on the one before."""
    y = x
    for _ in range(1000):
        y = tf.add(y, x)
    return y


def adds(trace: bool = False) -> Work:
    x = take([32, 32])
    step = traced(adds_of) if trace else adds_of
    return Work(lambda: step(x))


def of_million(op: Callable[[Any], Any]) -> Work:
    x = take([1000, 1000])
    return Work(lambda: op(x))


def attention() -> Work:
    q, k, v = (take([8, 4, 128, 64], 100 * i) for i in range(3))

    def step() -> Any:
        scores = tf.matmul(q, k, transpose_b=True) * 0.125
        return tf.matmul(tf.softmax(scores), v)

    return Work(step)


# --- models -------------------------------------------------------------------------------------


def training(layers: list[Any], x: Any, y: Any) -> Work:
    """Return the training of a model of these layers on one batch, from weights of our own."""
    model = tf.Sequential(layers)
    model.build(tuple(x.shape))
    for i, weight in enumerate(w for w in model.weights if len(w.shape) > 1):
        weight.assign(take(list(weight.shape), 1000 * i, 0.2))
    model.compile(optimizer=tf.optimizers.Adam(0.001), loss="categorical_crossentropy")

    def step() -> Any:
        model.reset_metrics()  # so that the loss is this batch's
        return model.train_on_batch(x, y)

    return Work(step, model)


def mlp(batch: int = 32) -> Work:
    return training(
        [tf.layers.Dense(128, activation="relu"), tf.layers.Dense(10, activation="softmax")],
        take([batch, 784]),
        classes(batch, 10),
    )


def cnn(normal: bool = False, batch: int = 32) -> Work:
    norms = [tf.layers.BatchNormalization()] if normal else []
    return training(
        [
            tf.layers.Conv2D(8, 5, activation="relu"),
            *norms,
            tf.layers.MaxPooling2D(),
            tf.layers.Conv2D(16, 5, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Flatten(),
            tf.layers.Dense(10, activation="softmax"),
        ],
        take([batch, 28, 28, 1]),
        classes(batch, 10),
    )


def recurrent(kind: str) -> Work:
    settings = {"reset_after": False} if kind == "GRU" else {}
    layer = getattr(tf.layers, kind)(20, **settings)
    dense = tf.layers.Dense(4, activation="softmax")
    return training([layer, dense], take([32, 80, 4]), classes(32, 4))


def characters() -> Work:
    """Guess the next of 64 characters from 40."""
    codes = [(i * i + 3 * i) % 61 for i in range(32 * 40)]
    return training(
        [
            tf.layers.Embedding(64, 32),
            tf.layers.LSTM(64),
            tf.layers.Dense(64, activation="softmax"),
        ],
        tf.tensor(codes, [32, 40], "int32"),
        classes(32, 64),
    )


def mobile_blocks() -> Work:
    """Inference of a stem and three blocks of depthwise and pointwise convolution, 224×224×3."""
    x = take([1, 224, 224, 3])
    layers = [tf.layers.Conv2D(32, 3, 2, "same", activation="relu")]
    for filters, stride in ((64, 1), (128, 2), (128, 1)):
        layers.append(tf.layers.DepthwiseConv2D(3, stride, "same", activation="relu"))
        layers.append(tf.layers.Conv2D(filters, 1, activation="relu"))
    model = tf.Sequential(layers)
    model.build((1, 224, 224, 3))
    for i, weight in enumerate(w for w in model.weights if len(w.shape) > 1):
        weight.assign(take(list(weight.shape), 1000 * i))
    return Work(lambda: model.predict_on_batch(x), model)


WORKLOADS: dict[str, Callable[[], Work]] = {
    "matmul 256": lambda: matmul(256),
    "matmul 512": lambda: matmul(512),
    "matmul 1024": lambda: matmul(1024),
    "conv2d 3×3, 1×56×56×64→64": lambda: conv([1, 56, 56, 64], [3, 3, 64, 64]),
    "conv2d 5×5, 32×28×28×1→8": lambda: conv([32, 28, 28, 1], [5, 5, 1, 8], "valid"),
    "depthwise 3×3, 1×112×112×32": depthwise,
    "seven ops and a mean, 1000×1000": chain,
    "seven ops and a mean, function": lambda: chain(True),
    "sum of 10⁶": lambda: of_million(tf.sum),
    "softmax 1000×1000": lambda: of_million(tf.softmax),
    "transpose 1000×1000": lambda: of_million(tf.transpose),
    "1000 adds of 32×32": adds,
    "1000 adds of 32×32, function": lambda: adds(True),
    "attention 8×4×128×64": attention,
    "train MLP 784-128-10": mlp,
    "train CNN": cnn,
    "train CNN with batch norm": lambda: cnn(True),
    "train SimpleRNN(20), 80 steps": lambda: recurrent("SimpleRNN"),
    "train GRU(20), 80 steps": lambda: recurrent("GRU"),
    "train LSTM(20), 80 steps": lambda: recurrent("LSTM"),
    "train embedding + LSTM(64), 40 steps": characters,
    "MobileNet-like blocks, 224×224": mobile_blocks,
}
UNRACED = {"train CNN, batch 20": lambda: cnn(batch=20)}  # for cold.py

GROWING: dict[str, Callable[[int], Work]] = {
    "matmul": matmul,
    "seven ops and a mean": chain_on,
    "train MLP, batch": mlp,
    "train CNN, batch": lambda batch: cnn(batch=batch),
}
"""By a size; ``growth.py`` asks for them as ``name @ size``."""


def workload(name: str) -> Work:
    """Set up the workload of a name."""
    kind, _, size = name.partition(" @ ")
    return GROWING[kind](int(size)) if size else {**WORKLOADS, **UNRACED}[name]()


# --- what compare.py calls ----------------------------------------------------------------------

_work: Work | None = None
BARRIER = take([32, 32])


def names() -> list[str]:
    """Return the workloads that this build of texelflow can run."""
    missing = set()
    if not hasattr(tf, "function"):
        missing |= {name for name in WORKLOADS if name.endswith("function")}
    if not hasattr(tf.layers, "BatchNormalization"):
        missing.add("train CNN with batch norm")
    return [name for name in WORKLOADS if name not in missing]


def prepare(name: str) -> list[float]:
    """Set a workload up; return numbers of its result: those of a tensor, or four losses."""
    global _work
    _work = workload(name)
    first = _work.step()
    if isinstance(first, float):
        return [first, *(_work.step() for _ in range(3))]
    flat = tf.reshape(first, [-1])
    end = flat.shape[0]
    some = [flat[i].item() for i in (0, end // 3, end // 2, end - 1)]
    return [*some, tf.mean(tf.abs(flat)).item()]


def first(name: str) -> float:
    """Return the milliseconds from nothing but a ready engine to a workload's first result."""
    global _work
    start = perf_counter()
    _work = workload(name)
    _work.step()
    drain()
    return (perf_counter() - start) * 1e3


def drain() -> None:
    """Wait until the GPU has done all that came before, by reading a number made after it."""
    tf.add(BARRIER, 1.0)[0, 0].item()


def measure(times: int) -> float:
    """Return milliseconds per step, the GPU's work included."""
    drain()
    start = perf_counter()
    kept = [_work.step() for _ in range(times)]  # so that no step's work is left out
    drain()
    took = (perf_counter() - start) * 1e3 / times
    del kept
    return took


def gpu_bytes() -> int:
    """Return the bytes of all textures, those that wait for use again among them."""
    return engines.current().gpu_bytes


def release() -> None:
    """Let go of the workload and of all unused textures."""
    global _work
    _work = None
    engines.current().trim()
