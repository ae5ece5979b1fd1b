"""What the race writes: a line per row as it goes, then JSON, a Markdown table and a bar chart."""

from __future__ import annotations

import json
import os
import platform
from datetime import date
from math import exp, log
from pathlib import Path
from statistics import median
from typing import Any

from texelflow.host.session import BrowserSession


def row(name: str, pairs: list[tuple[float, float]]) -> dict[str, Any]:
    """Return a row: medians of (texelflow, TensorFlow.js) pairs, and the spread of their ratio."""
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    ratios = [their / our for our, their in pairs]
    return {
        "name": name,
        "texelflow_ms": round(ours, 3),
        "tfjs_webgl_ms": round(theirs, 3),
        "ratio": round(theirs / ours, 3),
        "ratio_min": round(min(ratios), 3),
        "ratio_max": round(max(ratios), 3),
    }


def line(row: dict[str, Any]) -> str:
    """Return a row as it is shown while the race runs."""
    if "error" in row:
        return f"{row['name']:34} FAILED: {row['error']}"
    return (
        f"{row['name']:34} {row['texelflow_ms']:9.2f} ms {row['tfjs_webgl_ms']:9.2f} ms "
        f"  × {row['ratio']:.2f} ({row['ratio_min']:.2f} to {row['ratio_max']:.2f})"
    )


def geometric_mean(rows: list[dict[str, Any]]) -> float:
    """Return the geometric mean of the ratios."""
    ratios = [row["ratio"] for row in rows if "ratio" in row]
    return round(exp(sum(map(log, ratios)) / len(ratios)), 3) if ratios else float("nan")


def surroundings(session: BrowserSession) -> dict[str, Any]:
    """Return what the race runs on."""
    browser = session.page.context.browser
    assert browser is not None
    renderer = session.run("import texelflow as tf; tf.device_info()['renderer']")
    return {
        "date": date.today().isoformat(),
        "browser": f"Chromium {browser.version}",
        "renderer": renderer,
        "cpu": f"{_cpu()}, {os.cpu_count()} threads",
        "tensorflowjs": "4.22.0",
        "pyodide": session.pyodide_version,
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def write(result: dict[str, Any], stem: Path) -> None:
    """Write ``stem``.json, .md and .png."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    stem.with_suffix(".json").write_text(
        json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    stem.with_suffix(".md").write_text(table(result), encoding="utf-8")
    chart(result, stem.with_suffix(".png"))


def table(result: dict[str, Any]) -> str:
    """Return the results as Markdown."""
    lines = [
        f"texelflow beside TensorFlow.js {result['tensorflowjs']} (WebGL), {result['date']}: "
        f"{result['browser']}, {result['renderer']}, {result['cpu']}"
        + (" (quick)" if result["quick"] else ""),
        "",
        "| workload | texelflow, ms | TensorFlow.js, ms | ratio | spread | draws | programs "
        "| MB on the GPU | wasm, ms | NumPy, ms |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in result["rows"]:
        if "error" in row:
            lines.append(f"| {row['name']} | failed | | | | | | | | |")
            continue
        lines.append(
            f"| {row['name']} | {row['texelflow_ms']:.2f} | {row['tfjs_webgl_ms']:.2f} "
            f"| **{row['ratio']:.2f}** | {row['ratio_min']:.2f}–{row['ratio_max']:.2f} "
            f"| {_both(row, 'draws')} | {_both(row, 'programs')} "
            f"| {_both(row, 'bytes', 1e-6)} | {_number(row.get('tfjs_wasm_ms'))} "
            f"| {_number(row.get('numpy_ms'))} |"
        )
    mean = result["geometric_mean"]
    lines += ["", f"Geometric mean of the ratios: **{mean:.2f}**. Pairs are texelflow / "
              "TensorFlow.js.", ""]  # fmt: skip
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _both(row: dict[str, Any], what: str, scale: float = 1) -> str:
    """Return texelflow's and TensorFlow.js's number of a kind, or nothing."""
    if f"texelflow_{what}" not in row:
        return ""
    digits = 1 if scale != 1 else 0
    return " / ".join(
        f"{row[f'{side}_{what}'] * scale:.{digits}f}" for side in ("texelflow", "tfjs")
    )


def chart(result: dict[str, Any], file: Path) -> None:
    """Draw the ratios as bars on a logarithmic axis, with their spread."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    rows = [row for row in result["rows"] if "ratio" in row][::-1]
    if not rows:
        return
    ratios = [row["ratio"] for row in rows]
    below = [max(0.0, row["ratio"] - row["ratio_min"]) for row in rows]
    above = [max(0.0, row["ratio_max"] - row["ratio"]) for row in rows]
    figure, axes = pyplot.subplots(figsize=(9, 0.6 + 0.3 * len(rows)), layout="constrained")
    colours = ["#2a7f62" if ratio >= 1 else "#b5473c" for ratio in ratios]
    names = [row["name"] for row in rows]
    axes.barh(names, [ratio - 1 for ratio in ratios], left=1, color=colours, xerr=[below, above])
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    ticks = [
        t
        for t in (0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
        if min(*ratios, 1) / 2 <= t <= 2 * max(*ratios, 1)
    ]
    axes.set_xticks(ticks, [f"{tick:g}×" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel(
        f"TensorFlow.js {result['tensorflowjs']} WebGL time ÷ texelflow time "
        f"(geometric mean {result['geometric_mean']:.2f})\n{result['renderer']}",
        fontsize=8,
    )
    figure.savefig(file, dpi=110)
    pyplot.close(figure)
