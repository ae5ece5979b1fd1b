"""What one eager `add` of small tensors costs, and which layer takes it.

    .venv/bin/python bench/eager_add.py [--rounds N] [WHEEL…]

A chain of 1,000 adds of 32 x 32 float32 is run whole, and in parts: Python alone (the commands are
thrown away), the bridge alone (recorded commands are run again), WebGL's draw calls alone. Prints
microseconds an add, medians of the rounds; several wheels are measured in turn.
"""

import argparse
import statistics

from texelflow.host.session import BrowserSession

SET_UP = """
import time, texelflow as tf
from pyodide.code import run_js
from texelflow import engine as engines
engine, clock = engines.current(), time.perf_counter
gl = engine.device._bridge.context
x, y = tf.ones([32, 32]), tf.ones([32, 32])
def chain(count=1000):
    z = x
    for _ in range(count):
        z = z + y
    return z
def per_add(run, count=1000):
    start = clock()
    run()
    return (clock() - start) / count * 1e6
def whole():
    z = chain()
    engine.finish()
def submit():
    chain()
def plain_loop():
    z = 1.0
    for _ in range(1000):
        z = z + 1.0
class Nothing:
    "A device that throws commands away."
    words, limits = engine.device.words, engine.device.limits
    def execute(self): self.words[0] = 1
    def schedule(self): pass
def python_alone():
    device, engine.device = engine.device, Nothing()
    devices = engines.devices
    current, devices._current = devices._current, engine.device
    try:
        return per_add(chain)
    finally:
        engine.device, devices._current = device, current
def bridge(count=100):
    # The words of a hundred adds, run ten times.
    words = engine.words
    z = chain(count)
    length, kept = words[0], words[:words[0]].tolist()
    engine.flush()
    engine.finish()
    block = engine.words.__class__(__import__("array").array("i", kept))
    start = clock()
    for _ in range(10):
        words[:length] = block
        engine.device.execute()
    sent = clock()
    engine.device.finish()
    return (sent - start) / (10 * count) * 1e6, (clock() - start) / (10 * count) * 1e6
draws = run_js('''(gl, count) => {
  const pixel = new Uint8Array(4), start = performance.now();
  for (let i = 0; i < count; i++) gl.drawArrays(gl.TRIANGLES, 0, 3);
  return performance.now() - start;
}''')
empty = run_js("() => 0")
whole()
whole()
"""

ROUND = """
engine.finish()
times = {"whole, with waiting for the GPU": per_add(whole)}
times["submitted (Python, bridge, WebGL calls)"] = per_add(submit)
engine.finish()
times["Python alone"] = python_alone()
times["bridge: commands read, WebGL called"], times["the same, with waiting"] = bridge()
times["gl.drawArrays calls alone"] = draws(gl, 1000)
engine.finish()
times["one call into JavaScript"] = per_add(lambda: [empty() for _ in range(1000)])
times["the loop itself, on Python numbers"] = per_add(plain_loop)
times
"""


def main() -> None:
    """Print a table: a line for each part, a column for each wheel."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("wheels", nargs="*", default=["auto"])
    given = parser.parse_args()
    sessions = [BrowserSession(wheel=wheel) for wheel in given.wheels]
    found: list[list[dict[str, float]]] = [[] for _ in sessions]
    try:
        for session in sessions:
            session.start()
            session.run(SET_UP)
        for _ in range(given.rounds):
            for column, session in zip(found, sessions, strict=True):
                column.append(session.run(ROUND))
    finally:
        for session in sessions:
            session.close()
    for name in found[0][0]:
        medians = [statistics.median(times[name] for times in column) for column in found]
        print("".join(f"{value:10.2f}" for value in medians), " ", name)


if __name__ == "__main__":
    main()
