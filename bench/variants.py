"""Races the variants of the product kernels: rows a fragment (``ops/blocks.py``), ways of reading a
texel (``glsl.address_params``); milliseconds, medians of several runs.

    .venv/bin/texelflow run bench/variants.py [--gl egl]

Each time ends when the GPU has done its work, and includes a fixed 0.7 to 0.9 ms of waiting for it.
"""

import texelflow as tf
from kernels import finished
from texelflow import engine as engines
from texelflow.ops import blocks
from texelflow.ops.convolution import conv_by_filter, conv_by_input

ONE, NONE = (1, 1), (0, 0)


def product(m, k, n, *batch, **turned):
    """Return a product of matrices to measure; ``turned`` as ``tf.matmul`` takes it."""
    a = tf.random_normal([*batch, *((k, m) if turned.get("transpose_a") else (m, k))])
    b = tf.random_normal([*batch, *((n, k) if turned.get("transpose_b") else (k, n))])
    return lambda: tf.matmul(a, b, **turned)


def convolution(image, filter, pad="same"):
    """Return a convolution to measure."""
    x, w = tf.random_normal(image), tf.random_normal(filter)
    return lambda: tf.conv2d(x, w, 1, pad)


def gradients(image, filter):
    """Return both gradients of an unpadded convolution to measure, by input and by filter."""
    x, w = tf.random_normal(image), tf.random_normal(filter)
    size, taps = tuple(image[1:3]), tuple(filter[:2])
    g = tf.ones(tf.conv2d(x, w, 1, "valid").shape)
    return (
        lambda: conv_by_input(g, w, ONE, ONE, NONE, size),
        lambda: conv_by_filter(x, g, ONE, ONE, NONE, taps),
    )


def workloads():
    """Return what is measured, by name."""
    by_input, by_filter = gradients([32, 12, 12, 8], [5, 5, 8, 16])
    _, by_filter_flat = gradients([32, 28, 28, 1], [5, 5, 1, 8])
    made = {f"matmul {n}": product(n, n, n) for n in (17, 64, 127, 256, 512, 1024)}
    return made | {
        "matmul 512, b transposed": product(512, 512, 512, transpose_b=True),
        "matmul 512, a transposed": product(512, 512, 512, transpose_a=True),
        "matmul 32x784x128": product(32, 784, 128),
        "matmul 784x32x128, a transposed": product(784, 32, 128, transpose_a=True),
        "matmul 32 of 128x64x128": product(128, 64, 128, 32),
        "conv 3x3 1x56x56x64 to 64": convolution([1, 56, 56, 64], [3, 3, 64, 64]),
        "conv 5x5 32x28x28x1 to 8": convolution([32, 28, 28, 1], [5, 5, 1, 8], "valid"),
        "conv 1x1 1x56x56x64 to 128": convolution([1, 56, 56, 64], [1, 1, 64, 128]),
        "gradient by input 5x5 32x12x12x8 to 16": by_input,
        "gradient by filter 5x5 32x12x12x8 to 16": by_filter,
        "gradient by filter 5x5 32x28x28x1 to 8": by_filter_flat,
    }


def main():
    """Print one line per workload, one column per variant."""
    engine = engines.current()
    print(tf.device_info()["renderer"])
    rows = [variant.rows for variant in blocks.VARIANTS]
    columns = [(sampled, r) for sampled in (True, False) for r in rows]
    heads = [f"{'texture' if sampled else 'texelFetch'} {r}" for sampled, r in columns]
    print(f"{'':42}" + "".join(f"{head:>14}" for head in heads))
    for name, do in workloads().items():
        times = []
        for engine.sampled, blocks.forced in columns:
            engine.plans.clear()
            times.append(finished(do, 3))
        print(f"{name:42}" + "".join(f"{took:14.2f}" for took in times), flush=True)


if __name__ == "__main__":
    main()
