"""First uses: each in a browser of its own, so that no program is compiled before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import report
from sides import TensorFlowJs, Texelflow, numbers

from texelflow.host.session import BrowserSession

FIRST = {
    "first result, matmul 256": ["matmul 256"],
    "first result, seven ops and a mean": ["seven ops and a mean, 1000×1000"],
    "first training call, MLP": ["train MLP 784-128-10"],
    "first training call, CNN": ["train CNN"],
    "then a second batch size, CNN": ["train CNN", "train CNN, batch 20"],
    "first training call, LSTM(20)": ["train LSTM(20), 80 steps"],
}
QUICK = ("first training call, CNN",)


def first_use(kind: str, workloads: list[str], gl: str) -> dict[str, Any]:
    """Return what the last workload costs in a new browser, the others having run before it: time
    and programs; then the bytes after 5 more steps.
    """
    with BrowserSession(where="page", gl=gl) as session:
        numbers(session)
        side = Texelflow(session) if kind == "texelflow" else TensorFlowJs(session, "webgl")
        for workload in workloads[:-1]:
            side.first(workload)
        side.count_from()
        taken = side.first(workloads[-1])
        programs = side.counted()["programs"]
        side.measure(5)
        return {"ms": taken, "programs": programs, "bytes": side.gpu_bytes()}


def cold_rows(gl: str, names: list[str], rounds: int) -> Iterator[dict[str, Any]]:
    """Yield a row for each of the first uses."""
    for name in names:
        pairs = []
        for _ in range(rounds):
            theirs = first_use("tensorflowjs", FIRST[name], gl)
            ours = first_use("texelflow", FIRST[name], gl)
            pairs.append((ours["ms"], theirs["ms"]))
        row = report.row(name, pairs)
        for what in ("programs", "bytes"):
            row[f"texelflow_{what}"], row[f"tfjs_{what}"] = ours[what], theirs[what]
        yield row
