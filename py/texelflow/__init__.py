"""texelflow: tensors, gradients and Keras-style layers that run inside the browser, on WebGL2.

>>> import texelflow as tf
>>> x = tf.tensor([[1.0, 2.0], [3.0, 4.0]])
>>> (x * 2.0 + 1.0).tolist()
[[3.0, 5.0], [7.0, 9.0]]
"""

from . import dtypes, errors
from .autograd import *  # noqa: F403
from .dtypes import float32, int32
from .memory import dispose, keep, memory, tidy
from .ops import *  # noqa: F403
from .ops import methods as _methods
from .tensor import Tensor, Variable

bool_ = dtypes.bool_
__version__ = "0.1.0"
