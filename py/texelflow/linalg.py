"""Linear algebra: ``tf.linalg``. The functions are declared in ``ops``, a family a file."""

from .ops.diagonals import band_part
from .ops.diagonals import matrix_diag as diag
from .ops.matrices import matmul

__all__ = ["band_part", "diag", "matmul"]
