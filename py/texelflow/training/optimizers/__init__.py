"""Optimizers, with Keras 3's names, arguments and formulas."""

from . import schedules
from .adam import Adam
from .optimizer import Optimizer, registry
from .rmsprop import RMSprop
from .schedules import LearningRateSchedule
from .sgd import SGD

get, serialize, deserialize = registry.get, registry.serialize, registry.deserialize

__all__ = [
    "SGD",
    "Adam",
    "LearningRateSchedule",
    "Optimizer",
    "RMSprop",
    "deserialize",
    "get",
    "schedules",
    "serialize",
]
