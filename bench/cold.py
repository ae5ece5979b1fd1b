"""First uses: each in a browser of its own, so that no program is compiled before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import report
from sides import TensorFlowJs, Texelflow, numbers

from texelflow.host.session import BrowserSession

FIRST = {
    "first result, matmul 256": "matmul 256",
    "first training call, MLP": "train MLP 784-128-10",
    "first training call, CNN": "train CNN",
    "first training call, LSTM(20)": "train LSTM(20), 80 steps",
}


def first_use(kind: str, workload: str, gl: str) -> dict[str, Any]:
    """Return what a workload costs in a new browser: time, programs, then bytes after 5 steps."""
    with BrowserSession(where="page", gl=gl) as session:
        numbers(session)
        side = Texelflow(session) if kind == "texelflow" else TensorFlowJs(session, "webgl")
        if isinstance(side, Texelflow) and workload not in side.names():
            return {}
        side.count_from()
        taken = side.first(workload)
        programs = side.counted()["programs"]
        side.measure(5)
        return {"ms": taken, "programs": programs, "bytes": side.gpu_bytes()}


def cold_rows(gl: str, wanted: str, rounds: int) -> Iterator[dict[str, Any]]:
    """Yield a row for each first use whose name contains ``wanted``."""
    for name, workload in FIRST.items():
        if wanted not in name:
            continue
        pairs = []
        ours: dict[str, Any] = {}
        for _ in range(rounds):
            ours = first_use("texelflow", workload, gl)
            if not ours:
                break
            theirs = first_use("tensorflowjs", workload, gl)
            pairs.append((ours["ms"], theirs["ms"]))
        if ours:
            row = report.row(name, pairs)
            for what in ("programs", "bytes"):
                row[f"texelflow_{what}"], row[f"tfjs_{what}"] = ours[what], theirs[what]
            yield row
