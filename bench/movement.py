"""What moving elements costs: copies, transposes, joins, windows, in time of two cores.

    .venv/bin/python bench/movement.py [TEXT]      # only those whose names contain TEXT

On a software renderer the GPU process's CPU time tells what a draw costs whatever else the machine
does; half of it is the time on two cores. Linux only: it is read from /proc.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from texelflow.host.session import BrowserSession

STEPS = 20
ROUNDS = 3

WORK = """
import texelflow as tf
from texelflow import engine as engines

x, odd = tf.random_normal([1000, 1000]), tf.random_normal([1000, 999])
images, colours = tf.random_normal([8, 56, 56, 64]), tf.random_normal([4, 224, 224, 3])
heads, wide = tf.random_normal([8, 128, 4, 64]), tf.random_normal([1, 112, 112, 32])
row, taps = tf.random_normal([1000]), tf.random_normal([3, 3, 32, 1])
WORK = {
    "relu 1000x1000": lambda: tf.relu(x),
    "add a row": lambda: tf.add(x, row),
    "transpose 1000x1000": lambda: tf.transpose(x),
    "transpose to NCHW": lambda: tf.transpose(images, [0, 3, 1, 2]),
    "transpose to NHWC": lambda: tf.transpose(images, [0, 2, 3, 1]),
    "transpose colours to NCHW": lambda: tf.transpose(colours, [0, 3, 1, 2]),
    "transpose heads": lambda: tf.transpose(heads, [0, 2, 1, 3]),
    "pad by 1": lambda: tf.pad(x, [[1, 1], [1, 1]]),
    "slice [1:, 1:]": lambda: x[1:, 1:],
    "slice [::2, ::2]": lambda: x[::2, ::2],
    "reverse rows": lambda: tf.reverse(x, 1),
    "reshape 999 columns": lambda: tf.reshape(odd, [999, 1000]),
    "concat rows": lambda: tf.concat([x, x], 0),
    "concat columns": lambda: tf.concat([x, x], 1),
    "concat 999 columns": lambda: tf.concat([odd, odd], 1),
    "tile 2x2": lambda: tf.tile(x, [2, 2]),
    "depthwise 3x3": lambda: tf.depthwise_conv2d(wide, taps, 1, "same"),
    "max_pool 2x2": lambda: tf.max_pool(images, 2, 2, "same"),
    "avg_pool 2x2": lambda: tf.avg_pool(images, 2, 2, "same"),
    "softmax 1000x1000": lambda: tf.softmax(x),
    "sum over rows": lambda: tf.sum(x, 0),
}


def run(name, times):
    engine = engines.current()
    for _ in range(times):
        kept = WORK[name]()
        engine.flush()  # what nobody keeps until then need not be drawn
    engine.finish()
"""


def descendants(process: int) -> list[int]:
    """Return the processes that a process started, and those that they did."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def gpu_process() -> int:
    """Return the browser's process that draws."""
    for process in descendants(os.getpid()):
        if b"--type=gpu-process" in Path(f"/proc/{process}/cmdline").read_bytes():
            return process
    raise RuntimeError("there is no GPU process")


def milliseconds(process: int) -> float:
    """Return the CPU time that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print one line per operation."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    with BrowserSession(where="page") as session:
        session.run(WORK)
        process = gpu_process()
        for name in session.run("list(WORK)"):
            if wanted not in name:
                continue
            session.run("run(*given)", {"given": [name, STEPS]})
            times = []
            for _ in range(ROUNDS):
                start = milliseconds(process)
                session.run("run(*given)", {"given": [name, STEPS]})
                times.append((milliseconds(process) - start) / STEPS / 2)
            print(f"{name:28} {min(times):6.2f}", flush=True)


main()
