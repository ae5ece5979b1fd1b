"""How cost grows with size, beside TensorFlow.js: `.venv/bin/python bench/growth.py`.

Each kind of work runs at sizes four times apart, both sides in turn. Writes results/growth.json,
.md and .png: times, how each compares with growth in proportion to the work, and the cliffs: sizes
at which a unit of work costs twice what it costs at the size before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import report
from compare import QUICK, race
from sides import TensorFlowJs, Texelflow, numbers

from texelflow.host.session import BrowserSession

CLIFF = 2.0
"""A step in the cost of a unit of work that wants an explanation."""


class Kind(NamedTuple):
    """A kind of work and its sizes."""

    sizes: list[int]
    work: Callable[[int], float]


KINDS = {
    "matmul": Kind([32, 64, 128, 256, 512, 1024, 2048], lambda n: n**3),
    "seven ops and a mean": Kind([1000 * 4**n for n in range(6)] + [4_000_000, 10_000_000], float),
    "train MLP, batch": Kind([1, 4, 16, 64, 256], float),
    "train CNN, batch": Kind([1, 4, 16, 64, 256], float),
}


def curves(session: BrowserSession, only: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each kind, telling of each as it comes."""
    ours, theirs = Texelflow(session), TensorFlowJs(session, "webgl")
    found: dict[str, list[dict[str, Any]]] = {}
    for name, kind in KINDS.items():
        if only not in name:
            continue
        for size in kind.sizes:
            row = race(f"{name} @ {size}", ours, theirs, QUICK)
            for side in (ours, theirs):
                side.release()
            print(report.line(row), flush=True)
            found.setdefault(name, []).append({**row, "size": size, "work": kind.work(size)})
    return found


def cliffs(rows: list[dict[str, Any]], side: str) -> list[str]:
    """Return the steps at which a unit of work becomes ``CLIFF`` times as dear."""
    told = []
    for before, after in pairwise(rows):
        if "error" in before or "error" in after:
            continue
        step = (after[side] / after["work"]) / (before[side] / before["work"])
        if step > CLIFF:
            told.append(f"{before['size']} → {after['size']}: × {step:.1f}")
    return told


def table(found: dict[str, list[dict[str, Any]]], where: dict[str, Any]) -> str:
    """Return the results as Markdown."""
    lines = [f"{where['browser']}, {where['renderer']}, {where['cpu']}, {where['date']}", ""]
    for name, rows in found.items():
        lines += [
            f"**{name}**",
            "",
            "| size | texelflow, ms | TensorFlow.js, ms | ratio | per unit of work, last = 1 |",
            "|--:|--:|--:|--:|--:|",
        ]
        good = [row for row in rows if "error" not in row]
        last = good[-1]["texelflow_ms"] / good[-1]["work"] if good else 1.0
        for row in rows:
            if "error" in row:
                lines.append(f"| {row['size']:,} | failed: {row['error'][:80]} | | | |")
                continue
            each = row["texelflow_ms"] / row["work"] / last
            lines.append(
                f"| {row['size']:,} | {row['texelflow_ms']:.2f} | {row['tfjs_webgl_ms']:.2f} "
                f"| **{row['ratio']:.2f}** | × {each:,.2f} |"
            )
        told = cliffs(rows, "texelflow_ms")
        lines += ["", f"Cliffs: {'; '.join(told) or 'none'}.", ""]
    return "\n".join(lines)


def chart(found: dict[str, list[dict[str, Any]]], file: Path) -> None:
    """Draw a panel a kind: both sides, and growth in proportion to the work."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(
        1, len(found), figsize=(4.2 * len(found), 3.6), layout="constrained", squeeze=False
    )
    for axes, (name, rows) in zip(panels[0], found.items(), strict=True):
        rows = [row for row in rows if "error" not in row]
        sizes = [row["size"] for row in rows]
        for side, label, colour in (
            ("texelflow_ms", "texelflow", "#2a7f62"),
            ("tfjs_webgl_ms", "TensorFlow.js", "#b5473c"),
        ):
            axes.loglog(sizes, [row[side] for row in rows], "o-", color=colour, label=label)
        last = rows[-1]
        ideal = [last["texelflow_ms"] * row["work"] / last["work"] for row in rows]
        axes.loglog(sizes, ideal, ":", color="grey", label="in proportion to the work")
        axes.set_ylim(bottom=min(row["texelflow_ms"] for row in rows) / 2)
        axes.set_title(name, fontsize=10)
        axes.set_ylabel("ms")
    panels[0][0].legend(fontsize=8)
    figure.savefig(file, dpi=110)
    pyplot.close(figure)


def main() -> None:
    """Run all and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gl", default="swiftshader", help="see `texelflow run --help`")
    parser.add_argument("--kinds", default="", metavar="TEXT", help="only names that contain TEXT")
    options = parser.parse_args()
    with BrowserSession(where="page", gl=options.gl) as session:
        where = report.surroundings(session)
        numbers(session)
        found = curves(session, options.kinds)
    stem = Path(__file__).parent / "results" / ("part-growth" if options.kinds else "growth")
    stem.with_suffix(".json").write_text(
        json.dumps({**where, "kinds": found}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
    stem.with_suffix(".md").write_text(table(found, where), "utf-8")
    chart(found, stem.with_suffix(".png"))
    print(table(found, where))


if __name__ == "__main__":
    main()
