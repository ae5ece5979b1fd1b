"""Times of the heavy kernels and of a training step, in milliseconds: medians of several runs.

    .venv/bin/texelflow run bench/kernels.py [--gl egl]

Each time ends when the GPU has done its work, and includes a fixed 0.7 to 0.9 ms of waiting for it.
"""

import statistics
import time

import texelflow as tf
from texelflow import engine as engines


def finished(do, runs=5):
    """Return the median time of ``do`` until the GPU is done; one run goes before."""
    engine = engines.current()
    times = []
    for _ in range(runs + 1):
        engine.finish()
        start = time.perf_counter()
        do()
        engine.finish()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times[1:])


def host_cost(do, count=100, runs=9):
    """Return microseconds per call of ``do``: in Python, then in JavaScript at the flush."""
    engine = engines.current()
    python, script = [], []
    for _ in range(runs):
        engine.finish()
        start = time.perf_counter()
        for _ in range(count):
            do()
        called = time.perf_counter()
        engine.flush()
        python.append((called - start) * 1e6 / count)
        script.append((time.perf_counter() - called) * 1e6 / count)
    return statistics.median(python), statistics.median(script)


def main():
    """Print one line per measurement."""
    print(tf.device_info()["renderer"])
    small = tf.ones([32, 32])
    python, script = host_cost(lambda: tf.add(small, small))
    print(f"add 32x32: {python:.1f} us of Python, {script:.1f} us of JavaScript at the flush")
    print(
        f"1000 adds of 32x32: {finished(lambda: [tf.add(small, small) for _ in range(1000)]):.1f}"
    )
    for size in (256, 512, 1024):
        a, b = tf.random_normal([size, size]), tf.random_normal([size, size])
        print(f"matmul {size}: {finished(lambda a=a, b=b: tf.matmul(a, b), 3):.1f}")
    large = tf.random_normal([1000, 1000])
    print(f"add 1000x1000: {finished(lambda: large + large):.1f}")
    print(f"sum 1000x1000: {finished(lambda: tf.sum(large)):.1f}")
    print(f"transpose 1000x1000: {finished(lambda: tf.transpose(large)):.1f}")
    print(f"softmax 1000x1000: {finished(lambda: tf.softmax(large)):.1f}")
    for image, kernel in (([32, 28, 28, 1], [5, 5, 1, 8]), ([32, 12, 12, 8], [5, 5, 8, 16])):
        x, w = tf.random_normal(image), tf.random_normal(kernel)
        print(
            f"conv2d {image} {kernel}: {finished(lambda x=x, w=w: tf.conv2d(x, w, 1, 'valid')):.1f}"
        )
    train(tf.random_uniform([32, 28, 28, 1]), tf.random_uniform([32], 0, 10, "int32"))


def train(x, y):
    """Print what a training step of the MNIST example's network costs."""
    model = tf.Sequential(
        [
            tf.layers.Conv2D(8, 5, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Conv2D(16, 5, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Flatten(),
            tf.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    engine = engines.current()
    model.train_on_batch(x, y)
    draws = engine.draws
    model.train_on_batch(x, y)
    draws = engine.draws - draws
    step = finished(lambda: model.train_on_batch(x, y), 15)
    print(
        f"CNN training step, batch 32, Adam: {step:.1f}, {draws} draws, {engine.programs} programs"
    )


if __name__ == "__main__":
    main()
