"""Models: what can be compiled, trained, evaluated and summarised."""

from .model import Model
from .sequential import Sequential

__all__ = ["Model", "Sequential"]
