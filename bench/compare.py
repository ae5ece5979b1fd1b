"""Races texelflow against TensorFlow.js in one headless Chromium; `make bench` runs it.

Each workload runs on both sides in turn, round by round, so that whatever else the machine does
falls on both alike. README.md beside this file says what is measured and how.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import cold
import host
import report
from sides import TensorFlowJs, Texelflow, numbers

from texelflow.host.session import BrowserSession

HERE = Path(__file__).parent
MOST_STEPS = 20  # of one measurement
RELATIVE, ABSOLUTE = 2e-3, 1e-5  # how far two results may differ: float32, sums in another order


# TensorFlow.js compiles this one's 1,668 programs for 15 to 45 seconds: not in a quick run.
SLOW_TO_START = "train embedding + LSTM(64), 40 steps"


class Pace(NamedTuple):
    """How long to measure."""

    rounds: int
    milliseconds: float  # of one measurement, or one step if that takes longer
    cold_rounds: int
    patience: float  # seconds of rounds in one row; on a busy machine two rounds must do


QUICK = Pace(rounds=3, milliseconds=100, cold_rounds=1, patience=6)
FULL = Pace(rounds=7, milliseconds=400, cold_rounds=3, patience=25)


def same(ours: list[float], theirs: list[float]) -> bool:
    """Return whether two results are one, up to rounding; NaN never is."""
    return len(ours) == len(theirs) and all(
        abs(a - b) <= ABSOLUTE + RELATIVE * abs(b) for a, b in zip(ours, theirs, strict=True)
    )


def steps_for(side: Any, milliseconds: float) -> int:
    """Warm a side up; return how many steps fill a measurement."""
    took = side.measure(1)
    if took < milliseconds:  # else the warm-up was enough
        took = side.measure(1)
    return max(1, min(MOST_STEPS, round(milliseconds / took)))


def race(name: str, ours: Texelflow, theirs: TensorFlowJs, pace: Pace) -> dict[str, Any]:
    """Return the row of one workload; without a ratio if the two results differ."""
    results = [side.prepare(name) for side in (ours, theirs)]
    if not same(*results):
        return {"name": name, "error": f"results differ: {results[0]} and {results[1]}"}
    counts = [steps_for(side, pace.milliseconds) for side in (ours, theirs)]
    pairs: list[tuple[float, float]] = []
    started = time.monotonic()
    while len(pairs) < pace.rounds:
        if len(pairs) >= 2 and time.monotonic() - started > pace.patience:
            break
        their_ms = theirs.measure(counts[1])
        pairs.append((ours.measure(counts[0]), their_ms))
    row = report.row(name, pairs)
    row["texelflow_draws"], row["tfjs_draws"] = (side.draws() for side in (ours, theirs))
    return row


def races(session: BrowserSession, options: argparse.Namespace, pace: Pace) -> list[dict[str, Any]]:
    """Return the rows of all workloads on warm engines, telling of each as it comes."""
    ours, theirs = Texelflow(session), TensorFlowJs(session, "webgl")
    wasm = None if options.quick else TensorFlowJs(session, "wasm")
    rows = []
    for name in ours.names():
        if options.rows not in name or (options.quick and name == SLOW_TO_START):
            continue
        try:
            row = race(name, ours, theirs, pace)
            if wasm and "ratio" in row:
                row["tfjs_wasm_ms"] = alone(name, wasm)
                row["numpy_ms"] = host.numpy_time(name)
        except Exception as error:  # one workload's failure must not cost the others
            lines = str(error).strip().splitlines() or [type(error).__name__]
            row = {"name": name, "error": f"{lines[0]} … {lines[-1]}"[:500]}
        for side in (ours, theirs):
            side.release()
        rows.append(row)
        print(report.line(row), flush=True)
    return rows


def alone(name: str, side: TensorFlowJs) -> float | None:
    """Return the median time of a side that is only looked at, or None where it cannot do it."""
    try:
        side.prepare(name)
        count = steps_for(side, 50)
        return median(side.measure(count) for _ in range(3))
    except Exception:  # TensorFlow.js's wasm backend lacks some kernels, gradients above all
        return None
    finally:
        side.release()


def arguments() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: within 3 minutes")
    parser.add_argument("--gl", default="swiftshader", help="see `texelflow run --help`")
    parser.add_argument("--rows", default="", metavar="TEXT", help="only names that contain TEXT")
    parser.add_argument("--out", type=Path, metavar="STEM")
    options = parser.parse_args()
    # A run of some rows is not the table that is published.
    options.out = options.out or HERE / "results" / ("part" if options.rows else "latest")
    return options


def main() -> int:
    """Run all, write the results; return 1 if any workload failed or was wrong."""
    options = arguments()
    pace = QUICK if options.quick else FULL
    started = time.monotonic()
    with BrowserSession(where="page", gl=options.gl) as session:
        where = report.surroundings(session)
        print(f"{where['browser']}, {where['renderer']}, {where['cpu']}", flush=True)
        numbers(session)
        rows = races(session, options, pace)
    wanted = [n for n in (cold.QUICK if options.quick else cold.FIRST) if options.rows in n]
    for row in cold.cold_rows(options.gl, wanted, pace.cold_rounds):
        rows.append(row)
        print(report.line(row), flush=True)
    result = {**where, "quick": options.quick, "rows": rows}
    result["geometric_mean"] = report.geometric_mean(rows)
    result["seconds"] = round(time.monotonic() - started)
    report.write(result, options.out)
    print(f"geometric mean {result['geometric_mean']:.2f}, in {result['seconds']} s: {options.out}")
    return 1 if any("error" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
