"""Logs that are read from the GPU only when somebody looks into them."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable, Mapping
from typing import Any

from ..autograd import no_grad
from ..lifetime import keep, tidy
from ..tensor import TensorLike


class LazyLogs(UserDict):  # type: ignore[type-arg]
    """A dict whose contents are made at the first look; sorted by name, as Keras shows them."""

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make
        self._data: dict[str, Any] | None = None

    @property
    def data(self) -> dict[str, Any]:  # type: ignore[override]
        """The contents."""
        data = self._data
        if data is None:
            # Looked into within a step, the tensors must outlive the step's tidy.
            data = self._data = keep(dict(sorted(self._make().items())))
        return data

    @property
    def looked_into(self) -> bool:
        """Whether the contents have been made."""
        return self._data is not None

    def __setitem__(self, key: str, value: Any) -> None:
        self.data[key] = keep(value)


def numbers(logs: Any) -> dict[str, Any]:
    """Return logs with tensors as Python numbers. Blocks."""
    with no_grad(), tidy():
        return {
            key: value.item() if isinstance(value, TensorLike) and value.size == 1 else value
            for key, value in (logs or {}).items()
        }
