"""What fusing eager draws in the command buffer gains, and what it costs where there is no run.

    .venv/bin/python bench/eager_fusion.py

Each loop runs in turn without and with it, in one page; prints medians in milliseconds, the GPU's
work included.
"""

from texelflow.host.session import BrowserSession

INSIDE = """
import random, statistics, time, texelflow as tf
from texelflow import engine as engines
some = [random.uniform(-0.5, 0.5) for _ in range(10_000)]
x = tf.tensor(some[:1024], [32, 32])
wide, other = (tf.tensor(part * 100, [1000, 1000]) for part in (some, some[::-1]))
def adds():
    y = x
    for _ in range(1000):
        y = tf.add(y, x)
    return y
def seven():
    inner = tf.tanh(wide * other + 0.5) - wide
    return tf.mean(tf.sqrt(tf.abs(inner) + 1.0) * tf.sigmoid(other))
def products():
    y = x
    for _ in range(300):
        y = tf.matmul(y, x) * 0.1
        y = tf.concat([y[:16], y[16:]], 0)
    return y
def milliseconds(f):
    start = time.perf_counter()
    for _ in range(3):
        tf.sum(f()).item()
    return (time.perf_counter() - start) / 3e-3
found = {}
for f in (adds, seven, products):
    times = {False: [], True: []}
    tf.enable_eager_fusion()
    milliseconds(f), milliseconds(f)
    fusion = engines.current().before_flush
    for turn in range(10):
        fused = turn % 2 == 1
        engines.current().before_flush = fusion if fused else None
        times[fused].append(milliseconds(f))
    found[f.__name__] = [statistics.median(times[which]) for which in (False, True)]
found
"""


def main() -> None:
    """Print the times of each loop."""
    with BrowserSession() as session:
        for name, (apart, fused) in session.run(INSIDE).items():
            print(f"{name:10} {apart:7.1f} ms apart {fused:7.1f} ms fused  × {apart / fused:.2f}")


if __name__ == "__main__":
    main()
