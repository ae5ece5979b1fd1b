"""Ops under the one-word names that NumPy users type."""

from .arithmetic import div, mul, sub
from .powers import pow
from .unary import neg

__all__ = ["divide", "multiply", "negative", "power", "subtract"]

divide = div
multiply = mul
negative = neg
power = pow
subtract = sub
