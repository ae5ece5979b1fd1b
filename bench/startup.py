"""Where the time goes between an empty page and the first result, and the first training call.

    .venv/bin/python bench/startup.py [--rounds N] [--imports] [WHEEL…]

Each round starts a browser of its own for each wheel (by default the checkout's), in turn. Prints
medians in milliseconds; `--imports` adds the modules that take longest to import.
"""

import argparse
import statistics
import sys

from texelflow.host.session import BrowserSession

FIRST_STEPS = """
import sys, time
times, clock = {}, time.perf_counter
def lap(name):
    global start
    now = clock()
    times[name] = (now - start) * 1000
    start = clock()
start = clock()
import texelflow as tf
lap("import texelflow")
from texelflow import engine as engines
engine = engines.current()
lap("context, bridge, limits")
x = tf.ones([4, 4])
lap("first op asked for")
x.tolist()
lap("first op's result")
tf.add(x, x).tolist()
lap("second kind of op, with its result")
tf.add(x, x).tolist()
lap("the same op again")
"""

TRAINING = """
model = tf.Sequential([
    tf.Input((28, 28, 1)),
    tf.layers.Conv2D(8, 5, activation="relu"), tf.layers.MaxPooling2D(),
    tf.layers.Conv2D(16, 5, activation="relu"), tf.layers.MaxPooling2D(),
    tf.layers.Flatten(), tf.layers.Dense(10, activation="softmax"),
])
model.compile(tf.optimizers.Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
images = tf.random.uniform([32, 28, 28, 1]) if hasattr(tf, "random") else tf.ones([32, 28, 28, 1])
labels = tf.tensor([i % 10 for i in range(32)], dtype="int32")
engine.finish()
programs, start = engine.programs, clock()
def step(x, y):
    loss = model.train_on_batch(x, y)
    return loss if isinstance(loss, float) else float(loss[0] if isinstance(loss, list) else loss)
step(images, labels)
engine.finish()
lap("CNN: first train_on_batch")
times["CNN: programs of it"] = engine.programs - programs
step(images, labels)
lap("CNN: second train_on_batch")
programs = engine.programs
step(images[:16], labels[:16])
lap("CNN: first of another batch size")
times["CNN: programs of another batch size"] = engine.programs - programs
times
"""

IMPORTS = """
import builtins, sys, time
original, depth, spent = builtins.__import__, [0.0], {}
def timed(name, globals=None, locals=None, fromlist=(), level=0):
    before, start = set(sys.modules), time.perf_counter()
    depth.append(0.0)
    try:
        return original(name, globals, locals, fromlist, level)
    finally:
        took = time.perf_counter() - start
        inner = depth.pop()
        depth[-1] += took
        if len(sys.modules) > len(before):
            package = (globals or {}).get("__package__") or ""
            key = (package + "." if level else "") + name
            spent[key] = spent.get(key, 0.0) + took - inner
builtins.__import__ = timed
import texelflow
builtins.__import__ = original
sorted(([name, took * 1000] for name, took in spent.items()), key=lambda row: -row[1])[:30]
"""


def one_round(wheel: str) -> dict[str, float]:
    """Start a browser and return what each step of it took."""
    with BrowserSession(wheel=wheel) as session:
        steps = session.steps
        times = {
            "Pyodide": steps["pyodide"] * 1000,
            "wheel unpacked, runner": (steps["ready"] - steps["pyodide"]) * 1000,
        }
        session.run(FIRST_STEPS)
        return times | session.run(TRAINING)


def show_imports(wheel: str) -> None:
    """Print the modules whose own code takes longest to import."""
    with BrowserSession(wheel=wheel) as session:
        for name, took in session.run(IMPORTS):
            print(f"{took:8.1f}  {name}")


def main() -> None:
    """Print a table: a line for each step, a column for each wheel."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--imports", action="store_true")
    parser.add_argument("wheels", nargs="*", default=["auto"])
    given = parser.parse_args()
    if given.imports:
        show_imports(given.wheels[0])
    found: list[list[dict[str, float]]] = [[] for _ in given.wheels]
    for _ in range(given.rounds):
        for column, wheel in zip(found, given.wheels, strict=True):
            column.append(one_round(wheel))
            sys.stdout.flush()
    for name in found[0][0] if given.rounds else ():
        medians = [statistics.median(times[name] for times in column) for column in found]
        print("".join(f"{value:10.1f}" for value in medians), " ", name)


if __name__ == "__main__":
    main()
