"""Linear algebra: ``tf.linalg``. The functions are declared in ``ops``, a family a file.

All of it runs on the GPU, in float32 and on whole batches of small matrices.

>>> x = tf.linalg.solve([[3.0, 1.0], [1.0, 2.0]], [9.0, 8.0])
>>> [round(v, 4) for v in x.tolist()]
[2.0, 3.0]
"""

from typing import Any

from .ops import cross, einsum, eye, matmul, norm, outer, swapaxes, tensordot
from .ops.diagonals import band_part
from .ops.diagonals import diagonal as _diagonal
from .ops.diagonals import matrix_diag as diag
from .ops.diagonals import trace as _trace
from .ops.factors import cholesky, gram_schmidt, qr
from .ops.singular import cond, lstsq, matrix_rank, pinv, svd, svdvals
from .ops.solving import det, inv, matrix_power, slogdet, solve, triangular_solve
from .ops.symmetric import eigh, eigvalsh
from .reasons import explain_all
from .tensor import Tensor

__all__ = [
    "band_part",
    "cholesky",
    "cond",
    "cross",
    "det",
    "diag",
    "diagonal",
    "eigh",
    "eigvalsh",
    "einsum",
    "eye",
    "gram_schmidt",
    "inv",
    "lstsq",
    "matmul",
    "matrix_power",
    "matrix_rank",
    "matrix_transpose",
    "norm",
    "outer",
    "pinv",
    "qr",
    "slogdet",
    "solve",
    "svd",
    "svdvals",
    "tensordot",
    "trace",
    "triangular_solve",
]


def diagonal(x: Any, offset: int = 0) -> Tensor:
    """Return the ``offset``-th diagonal of the matrices on the last two axes.

    >>> tf.linalg.diagonal([[[1, 2], [3, 4]]]).tolist()
    [[1, 4]]
    """
    return _diagonal(x, offset, -2, -1)


def matrix_transpose(x: Any) -> Tensor:
    """Return x with its last two axes changing places.

    >>> tf.linalg.matrix_transpose([[[1, 2], [3, 4]]]).tolist()
    [[[1, 3], [2, 4]]]
    """
    return swapaxes(x, -1, -2)


def trace(x: Any, offset: int = 0) -> Tensor:
    """Return the sum along the ``offset``-th diagonal of the matrices on the last two axes.

    >>> tf.linalg.trace([[[1, 2], [3, 4]]]).tolist()
    [5]
    """
    return _trace(x, offset, -2, -1)


explain_all(globals(), __all__)
