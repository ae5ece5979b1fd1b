"""Every op gives in a replay what it gives eagerly, alone and fused with what follows."""

from __future__ import annotations

from typing import Any

import numpy as np

from ops.table import rows
from support.browser import Browser
from support.row import Row


def _flat(value: Any) -> list[np.ndarray]:
    if isinstance(value, list):
        return [array for part in value for array in _flat(part)]
    return [np.asarray(value)]


def assert_replays_alike(browser: Browser, row: Row) -> None:
    """Compare the first samples of a row, eager and replayed."""
    samples = list(row.samples(row.generator()))[:8]
    calls = [[list(s.args), dict(s.attrs)] for s in samples]
    replies = browser.call("rows.traced_all", target=row.target, samples=calls)
    for sample, reply in zip(samples, replies, strict=True):
        assert "error" not in reply, f"{row.name}{sample}:\n{reply['error']['traceback']}"
        eager, *replays = (_flat(part) for part in reply["value"])
        for found in replays:
            assert len(found) == len(eager)
            for a, e in zip(found, eager, strict=True):
                assert a.dtype == e.dtype
                np.testing.assert_allclose(
                    a, e, rtol=2e-6, atol=1e-7, equal_nan=True, err_msg=f"{row.name}{sample}"
                )


@rows("traced")
def test_a_replay_gives_what_eager_gives(browser: Browser, row: Row) -> None:
    assert_replays_alike(browser, row)
