"""Reads the table of wrong calls: ``*.txt`` beside this file.

A line is a call, an arrow, the error's type, a colon and its message. A section may begin with
``[each: a b c]``; every line of it then stands for several, with ``{}`` in place of the name. In
calls ``x`` is a tensor of shape (2, 3), ``v`` of (2,), ``s`` a scalar, ``i`` [0, 1] of int32, ``m``
ones of (1, 5, 5, 1), ``w`` of (3, 3, 1, 4), ``gone`` a disposed tensor, ``NAN`` not a number.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ARROW = " -> "


class Wrong(NamedTuple):
    """A call, and the error that it must raise."""

    call: str
    kind: str
    message: str


def _names(line: str) -> list[str]:
    found = re.fullmatch(r"\[each: (.*)\]", line)
    return found[1].split() if found else [""]


def read(file: Path) -> list[Wrong]:
    """Return the calls of one file."""
    made = []
    names = [""]
    for line in file.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            names = _names(line)
            continue
        call, _, rest = line.partition(ARROW)
        kind, _, message = rest.partition(": ")
        for name in names:
            made.append(
                Wrong(call.replace("{}", name), kind, message.replace("{}", name))
                if name
                else Wrong(call, kind, message)
            )
    return made


FILES = {file.stem: read(file) for file in sorted(HERE.glob("*.txt"))}
