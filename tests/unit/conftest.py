"""Every unit test runs on the NumPy device, and must leave the library's state as it found it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from support.numpy_device import NumpyDevice
from support.numpy_engine import numpy_device
from texelflow import dtypes, tape
from texelflow.lifetime import scopes

settings.register_profile("unit", max_examples=40, deadline=None, database=None)
settings.load_profile("unit")


@pytest.fixture(autouse=True)
def device() -> Iterator[NumpyDevice]:
    """A fresh NumPy device."""
    dtypes._warned.clear()
    with numpy_device() as made:
        yield made
    assert tape.depth == 0, "a gradient was left open"
    assert tape.paused == 0
    assert not tape.entries
    assert not tape.tracked
    assert not tape.watched
    assert not scopes, "a tidy scope was left open"
