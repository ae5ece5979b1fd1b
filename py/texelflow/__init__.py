"""texelflow: tensors, gradients and Keras-style layers that run inside the browser, on WebGL2.

>>> import texelflow as tf
>>> x = tf.tensor([[1.0, 2.0], [3.0, 4.0]])
>>> (x * 2.0 + 1.0).tolist()
[[3.0, 5.0], [7.0, 9.0]]
"""

from . import autograd, debug, dtypes, errors, ops, profiling
from .autograd import *  # noqa: F403
from .debug import *  # noqa: F403
from .dtypes import bool_, float32, int32
from .lifetime import dispose, keep, memory, tidy
from . import display as _display  # noqa: F401 - gives tensors their repr
from .ops import *  # noqa: F403
from .ops import indexing as _indexing  # noqa: F401 - gives tensors x[…]
from .ops import methods as _methods  # noqa: F401 - gives tensors their operators
from .profiling import *  # noqa: F403
from .tensor import Tensor, Variable

__version__ = "0.1.0"

__all__ = [
    "Tensor",
    "Variable",
    "bool_",
    "dispose",
    "dtypes",
    "errors",
    "float32",
    "int32",
    "keep",
    "memory",
    "tidy",
    *autograd.__all__,
    *debug.__all__,
    *ops.__all__,
    *profiling.__all__,
]
