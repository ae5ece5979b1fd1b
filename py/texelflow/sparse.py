"""Sparse matrices: ``tf.sparse``. The functions are declared in ``ops``."""

from .ops.sparse import (
    sparse_fill_empty_rows,
    sparse_reshape,
    sparse_segment_mean,
    sparse_segment_sum,
)

fill_empty_rows = sparse_fill_empty_rows
reshape = sparse_reshape
segment_mean = sparse_segment_mean
segment_sum = sparse_segment_sum

__all__ = [
    "fill_empty_rows",
    "reshape",
    "segment_mean",
    "segment_sum",
    "sparse_fill_empty_rows",
    "sparse_reshape",
    "sparse_segment_mean",
    "sparse_segment_sum",
]
