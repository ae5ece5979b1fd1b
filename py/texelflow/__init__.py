"""texelflow: tensors, gradients and Keras-style layers that run inside the browser, on WebGL2.

>>> import texelflow as tf
>>> x = tf.tensor([[1.0, 2.0], [3.0, 4.0]])
>>> (x * 2.0 + 1.0).tolist()
[[3.0, 5.0], [7.0, 9.0]]
"""

from . import (
    autograd,
    browser,
    custom_gradients,
    debug,
    derivatives,
    display,
    dtypes,
    errors,
    fused,
    image,
    layers,
    linalg,
    math,
    models,
    ops,
    profiling,
    random,
    signal,
    sparse,
    spectral,
    strings,
    tensor_buffer,
)
from .autograd import *  # noqa: F403
from .complex_tensor import ComplexTensor
from .custom_gradients import *  # noqa: F403
from .debug import *  # noqa: F403
from .derivatives import *  # noqa: F403
from .display import *  # noqa: F403
from .dtypes import bool_, complex64, float32, int32, string, sum_out_type, upcast_type
from .kernels import kernel as _kernel
from .kernels.kernel import *  # noqa: F403
from .layers import Input, activations, clear_session, constraints, initializers, regularizers
from .lifetime import dispose, keep, memory, tidy
from .models import Model, Sequential
from .ops import *  # noqa: F403
from .ops import indexing as _indexing  # noqa: F401 - gives tensors x[…]
from .ops import methods as _methods  # noqa: F401 - gives tensors their operators
from .page import next_frame
from .profiling import *  # noqa: F403
from .string_tensor import StringTensor
from .tensor import Tensor
from .tensor_buffer import *  # noqa: F403
from .tracing import eager_fusion as _eager_fusion
from .tracing import function as _function
from .tracing.eager_fusion import *  # noqa: F403
from .tracing.function import *  # noqa: F403
from .training import callbacks, losses, metrics, optimizers, train
from .training.weighted_losses import Reduction
from .variable import Variable, dispose_variables

__version__ = "0.1.0"

__all__ = [
    "ComplexTensor",
    "Input",
    "Model",
    "Reduction",
    "Sequential",
    "StringTensor",
    "Tensor",
    "Variable",
    "activations",
    "bool_",
    "browser",
    "callbacks",
    "clear_session",
    "complex64",
    "constraints",
    "dispose",
    "dispose_variables",
    "dtypes",
    "errors",
    "float32",
    "fused",
    "image",
    "initializers",
    "int32",
    "keep",
    "layers",
    "linalg",
    "losses",
    "math",
    "memory",
    "metrics",
    "models",
    "next_frame",
    "optimizers",
    "random",
    "regularizers",
    "signal",
    "sparse",
    "spectral",
    "string",
    "strings",
    "sum_out_type",
    "tidy",
    "train",
    "upcast_type",
    *autograd.__all__,
    *_eager_fusion.__all__,
    *debug.__all__,
    *custom_gradients.__all__,
    *derivatives.__all__,
    *display.__all__,
    *_kernel.__all__,
    *ops.__all__,
    *profiling.__all__,
    *tensor_buffer.__all__,
    *_function.__all__,
]
