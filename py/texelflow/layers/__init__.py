"""Keras 3's layers, under its class and argument names."""

from . import (
    activation_layers,
    activations,
    attention,
    constraints,
    conv,
    core,
    dropping,
    embedding,
    global_pooling,
    initializers,
    merging,
    normalization,
    pooling,
    recurrent,
    recurrent_cells,
    regularizers,
    reshaping,
    separable,
    sequences,
)
from .activation_layers import *  # noqa: F403
from .attention import *  # noqa: F403
from .conv import *  # noqa: F403
from .core import *  # noqa: F403
from .dropping import *  # noqa: F403
from .embedding import *  # noqa: F403
from .global_pooling import *  # noqa: F403
from .input_spec import InputSpec
from .layer import Layer, layer_registry
from .merging import *  # noqa: F403
from .naming import clear_session
from .normalization import *  # noqa: F403
from .pooling import *  # noqa: F403
from .recurrent import *  # noqa: F403
from .recurrent_cells import *  # noqa: F403
from .reshaping import *  # noqa: F403
from .separable import *  # noqa: F403
from .sequences import *  # noqa: F403
from .weight import Weight

serialize, deserialize = layer_registry.serialize, layer_registry.deserialize

FAMILIES = (
    activation_layers,
    attention,
    conv,
    core,
    dropping,
    embedding,
    global_pooling,
    merging,
    normalization,
    pooling,
    recurrent,
    recurrent_cells,
    reshaping,
    separable,
    sequences,
)

__all__ = [
    "InputSpec",
    "Layer",
    "Weight",
    "activations",
    "clear_session",
    "constraints",
    "deserialize",
    "initializers",
    "regularizers",
    "serialize",
    *(name for family in FAMILIES for name in family.__all__),
]
