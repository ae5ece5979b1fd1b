"""docs/ops.md says what the declarations say now."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_ops_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "tools/ops_page.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python tools/ops_page.py"
