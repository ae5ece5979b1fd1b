"""What each program costs at its first draw, when a software renderer makes its machine code.

    .venv/bin/python bench/first_draws.py [--workload "train CNN"] [--rounds N]

Runs a workload of the race once, in a new browser each round. Each program is drawn twice as soon
as it is compiled, on textures of one texel; the first time less the second is printed, the least of
the rounds, dearest first. What the race itself shows is their sum, with Python's tracing beside it.
"""

import argparse
from pathlib import Path

from sides import numbers

from texelflow.host.session import BrowserSession

HERE = Path(__file__).parent

WATCH = """
import time
from texelflow import engine as engines
from texelflow.engine import draw_head
from texelflow.layout import layout_of
engine, found = engines.current(), []
compile = engine.device.compile

def drawn(head, textures):
    engine.finish()
    start = time.perf_counter()
    engine.draw(head, textures, 5)
    engine.finish()
    return time.perf_counter() - start

def watched(kernel, source):
    program = compile(kernel, source)
    dtypes = {"float": "float32", "int": "int32"}
    made = [engine.allocate((4,), dtypes[kind]) for _, kind in kernel.outputs + kernel.inputs]
    words = [0] * kernel.words
    for field in kernel.params:
        for at in range(field.size or 1):
            plain = 0 if field.name.endswith(("_shift", "_mask")) else 1
            words[field.offset + at] = 1.0 if field.kind == "float" else plain
    outputs, inputs = len(kernel.outputs), len(kernel.inputs)
    head = draw_head(program, layout_of((1,)), outputs, inputs, words, len(words))
    textures = [storage.texture for storage in made]
    first = drawn(head, textures)
    found.append((kernel.label, (first - drawn(head, textures)) * 1e3))
    for storage in made:
        engine.release(storage)
    return program

engine.device.compile = watched
"""


def costs(workload: str) -> list[tuple[str, float]]:
    """Return the programs of a workload and what the first draw of each took, in milliseconds."""
    with BrowserSession() as session:
        numbers(session)
        session.run((HERE / "workloads.py").read_text(encoding="utf-8"))
        return session.run(WATCH + "\nWORKLOADS[name]().step()\nfound", {"name": workload})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--workload", default="train CNN")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rounds = [costs(options.workload) for _ in range(options.rounds)]
    least = [(label, min(r[at][1] for r in rounds)) for at, (label, _) in enumerate(rounds[0])]
    print(f"{len(least)} programs, {sum(ms for _, ms in least):.0f} ms")
    for label, ms in sorted(least, key=lambda item: -item[1]):
        print(f"{ms:7.1f}  {label}")


if __name__ == "__main__":
    main()
