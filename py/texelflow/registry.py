"""Objects by name: layers, initializers, losses … are found by string, config or class.

Spelling does not matter: ``"glorot_normal"``, ``"glorotNormal"`` (TensorFlow.js) and
``"GlorotNormal"`` (Keras) are one name.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

from .errors import unknown

T = TypeVar("T")


def plain(name: str) -> str:
    """Return a name without case and punctuation.

    >>> from texelflow.registry import plain
    >>> plain("leCunNormal") == plain("lecun_normal")
    True
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def snake_case(name: str) -> str:
    """Return a class name as Keras writes it in layer names.

    >>> from texelflow.registry import snake_case
    >>> snake_case("MaxPooling2D"), snake_case("ReLU")
    ('max_pooling2d', 're_lu')
    """
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


class Registry:
    """All objects of one kind, such as initializers.

    Args:
        kind: what they are called in errors.
        module: where Keras has them, as configs say.
    """

    def __init__(self, kind: str, module: str) -> None:
        self.kind = kind
        self.module = module
        self._entries: dict[str, Any] = {}
        self._names: list[str] = []

    def register(self, entry: T, *aliases: str) -> T:
        """Enter a class or function under its own name and ``aliases``; return it."""
        name = entry.__name__  # type: ignore[attr-defined]
        self._names.append(name)
        for key in (name, *aliases):
            self._entries[plain(key)] = entry
        return entry

    def named(self, *aliases: str) -> Callable[[T], T]:
        """Enter what is decorated, also under ``aliases``."""
        return lambda entry: self.register(entry, *aliases)

    def find(self, name: str) -> Any:
        """Return the class or function called ``name``.

        Raises:
            ValueError: if there is none; the message lists those that there are.
        """
        found = self._entries.get(plain(name))
        if found is None:
            raise ValueError(f"unknown {self.kind} {unknown(name, sorted(self._names))}")
        return found

    def get(self, identifier: Any) -> Any:
        """Return the object that a string, config, class or object stands for; None stays None.

        Mirrors the ``get`` of Keras's modules.

        >>> tf.regularizers.get("l2").get_config()
        {'l2': 0.01}
        """
        if identifier is None:
            return None
        if isinstance(identifier, str):
            found = self.find(identifier)
            return found() if inspect.isclass(found) else found
        if isinstance(identifier, dict):
            return self.deserialize(identifier)
        if inspect.isclass(identifier):
            return identifier()
        if callable(identifier) or type(identifier) in self._entries.values():
            return identifier
        raise TypeError(
            f"{self.kind}: it must be a name, a config, a class or a function, "
            f"got {type(identifier).__name__}"
        )

    def serialize(self, entry: Any) -> Any:
        """Return the config of an object, as Keras nests it; a function's is its name.

        Mirrors the ``serialize`` of Keras's modules.

        >>> tf.regularizers.serialize(tf.regularizers.L2(0.5))["config"]
        {'l2': 0.5}
        """
        if entry is None or isinstance(entry, str):
            return entry
        if inspect.isfunction(entry):
            return entry.__name__
        known = self._entries.get(plain(type(entry).__name__)) is type(entry)
        return {
            "module": self.module if known else None,
            "class_name": type(entry).__name__,
            "config": entry.get_config(),
            "registered_name": None if known else type(entry).__name__,
        }

    def deserialize(self, config: Any) -> Any:
        """Return the object that ``serialize`` described.

        Mirrors the ``deserialize`` of Keras's modules.

        >>> tf.regularizers.deserialize({"class_name": "L2", "config": {"l2": 0.5}}).l2
        0.5
        """
        if config is None or isinstance(config, str):
            return self.get(config)
        if "class_name" not in config:
            raise ValueError(f"a {self.kind}'s config needs 'class_name' and 'config': {config}")
        found = self.find(config["class_name"])
        return found.from_config(dict(config.get("config") or {}))


class Configured:
    """What can be described by ``get_config`` and made again by ``from_config``."""

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments as plain values."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Return an object made of what ``get_config`` returned."""
        return cls(**config)
