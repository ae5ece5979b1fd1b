"""Every workload of the race has its twin, and no row of first uses lacks its workload."""

import re
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench"


def names(file: str, start: str, end: str) -> list[str]:
    """Return the keys of a table of workloads, written down in a source file."""
    text = (BENCH / file).read_text(encoding="utf-8")
    table = text[text.index(start) :]
    return re.findall(r'^\s*(?:UNRACED = \{)?"([^"]+)": ', table[: table.index(end)], re.M)


def test_both_sides_have_the_same_workloads() -> None:
    ours = names("workloads.py", "WORKLOADS: ", "# --- what")
    theirs = names("workloads.js", "const WORKLOADS", "// --- what")
    assert len(theirs) > 20
    assert ours == theirs


def test_first_uses_and_numpy_name_workloads_that_exist() -> None:
    known = set(names("workloads.js", "const WORKLOADS", "// --- what"))
    first = re.search(r"FIRST = \{(.*?)^\}", (BENCH / "cold.py").read_text("utf-8"), re.S | re.M)
    assert first
    used = {
        name for row in re.findall(r"\[(.*)\]", first[1]) for name in re.findall('"(.*?)"', row)
    }
    assert used <= known
    assert set(names("host.py", "WORKLOADS: ", "\n}")) <= known
