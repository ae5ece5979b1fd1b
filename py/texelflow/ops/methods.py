"""The one table of what tensors can do themselves: operators, and methods named like ops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import ops
from ..dtypes import bool_, float32, int32, string
from ..tensor import Tensor, TensorLike
from .resizing import resize_bilinear, resize_nearest_neighbor

METHODS = [
    "abs",
    "acos",
    "acosh",
    "add",
    "all",
    "allclose",
    "angle",
    "any",
    "argmax",
    "argmin",
    "argsort",
    "array_equal",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "average",
    "avg_pool",
    "avg_pool3d",
    "batch_norm",
    "batch_to_space_nd",
    "bitwise_and",
    "bitwise_not",
    "bitwise_or",
    "bitwise_xor",
    "broadcast_to",
    "cast",
    "cbrt",
    "ceil",
    "clip",
    "clip_by_value",
    "clone",
    "conj",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "copysign",
    "cos",
    "cosh",
    "count_nonzero",
    "cumprod",
    "cumsum",
    "depth_to_space",
    "depthwise_conv2d",
    "diag",
    "diagonal",
    "diff",
    "dilation2d",
    "div",
    "div_no_nan",
    "dot",
    "elu",
    "equal",
    "erf",
    "erfc",
    "erfinv",
    "euclidean_norm",
    "exp",
    "exp2",
    "expand_dims",
    "expm1",
    "fft",
    "flip",
    "floor",
    "floor_div",
    "fmod",
    "gather",
    "gather_nd",
    "gelu",
    "greater",
    "greater_equal",
    "hard_sigmoid",
    "hypot",
    "ifft",
    "inner",
    "irfft",
    "isclose",
    "isfinite",
    "isinf",
    "isnan",
    "leaky_relu",
    "less",
    "less_equal",
    "local_response_normalization",
    "log",
    "log10",
    "log1p",
    "log2",
    "log_sigmoid",
    "log_softmax",
    "log_sum_exp",
    "logaddexp2",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "matmul",
    "max",
    "max_pool",
    "max_pool3d",
    "max_pool_with_argmax",
    "maximum",
    "mean",
    "median",
    "min",
    "minimum",
    "mirror_pad",
    "mish",
    "mod",
    "moveaxis",
    "mul",
    "nan_to_num",
    "nanmax",
    "nanmean",
    "nanmin",
    "nanprod",
    "nanstd",
    "nansum",
    "nanvar",
    "neg",
    "nonzero",
    "norm",
    "not_equal",
    "one_hot",
    "ones_like",
    "pad",
    "pool",
    "pow",
    "prelu",
    "prod",
    "ptp",
    "quantile",
    "ravel",
    "reciprocal",
    "relu",
    "relu6",
    "repeat",
    "reshape",
    "reverse",
    "rfft",
    "roll",
    "rot90",
    "round",
    "rsqrt",
    "selu",
    "separable_conv2d",
    "sigmoid",
    "sign",
    "signbit",
    "silu",
    "sin",
    "sinc",
    "sinh",
    "slice",
    "softmax",
    "softplus",
    "softsign",
    "sort",
    "space_to_batch_nd",
    "space_to_depth",
    "split",
    "sqrt",
    "square",
    "squared_difference",
    "squeeze",
    "std",
    "step",
    "stop_gradient",
    "strided_slice",
    "sub",
    "sum",
    "swapaxes",
    "take_along_axis",
    "tan",
    "tanh",
    "tensordot",
    "tile",
    "topk",
    "trace",
    "transpose",
    "tril",
    "triu",
    "trunc",
    "unique",
    "unsorted_segment_sum",
    "unstack",
    "var",
    "zeros_like",
]

BINARY = {
    "add": "add",
    "sub": "sub",
    "mul": "mul",
    "truediv": "div",
    "floordiv": "floor_div",
    "mod": "mod",
    "pow": "pow",
    "matmul": "matmul",
    "and": "bitwise_and",
    "or": "bitwise_or",
    "xor": "bitwise_xor",
    "lshift": "left_shift",
    "rshift": "right_shift",
}
COMPARISONS = {
    "eq": "equal",
    "ne": "not_equal",
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
}
UNARY = {"neg": "neg", "abs": "abs", "invert": "bitwise_not", "pos": "clone"}


def _operand(value: Any) -> bool:
    """Whether an operator takes ``value``; of others Python says so, or, for ``==``, False."""
    return isinstance(value, (TensorLike, int, float, complex, list, tuple, memoryview)) or any(
        hasattr(value, name) for name in ("__float__", "__array__", "typecode")
    )


def _text(value: Any) -> bool:
    """Whether ``value`` is a string: an operand beside strings."""
    return isinstance(value, (str, bytes))


def _binary(fn: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: TensorLike, other: Any) -> Any:
        # The usual case goes without the call: eager ops are counted in microseconds.
        if type(other) is Tensor or _operand(other) or (self.dtype == string and _text(other)):
            return fn(self, other)
        return NotImplemented

    return call


def _reflected(fn: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, other: fn(other, self) if _operand(other) else NotImplemented


def _unary(fn: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self: fn(self)


def _round(self: TensorLike, digits: int | None = None) -> Tensor:
    if not digits:
        return ops.round(self)
    scale = 10.0**digits
    return ops.round(self * scale) / scale


# --- methods without an op of that name ----------------------------------------------------------


def _where(self: TensorLike, condition: Any, other: Any) -> Tensor:
    """Return elements of this tensor where ``condition`` is true, of ``other`` elsewhere."""
    return ops.where(condition, self, other)


def _joined(name: str) -> Callable[..., Any]:
    def join(self: TensorLike, others: Any, axis: int = 0) -> Tensor:
        """Join this tensor and another one, or a list of others, along ``axis``."""
        rest = list(others) if isinstance(others, (list, tuple)) else [others]
        return getattr(ops, name)([self, *rest], axis)

    return join


def _flatten(self: TensorLike) -> Tensor:
    """Return all elements along one axis."""
    return ops.reshape(self, (-1,))


def _reshape_as(self: TensorLike, other: TensorLike) -> Tensor:
    """Return the elements in the shape of ``other``."""
    return ops.reshape(self, other.shape)


def _as_scalar(self: TensorLike) -> Tensor:
    """Return the only element as a tensor of shape ()."""
    return ops.reshape(self, ())


def _as_dtype(dtype: str) -> Callable[..., Any]:
    return lambda self: ops.cast(self, dtype)


def _as_ranked(rank: int) -> Callable[..., Any]:
    def as_ranked(self: TensorLike, *sizes: int) -> Tensor:
        if len(sizes) != rank:
            raise TypeError(f"as{rank}d(x: {self.shape}): needs {rank} sizes, got {len(sizes)}")
        return ops.reshape(self, sizes)

    return as_ranked


OTHERS = {
    "where": _where,
    "concat": _joined("concat"),
    "stack": _joined("stack"),
    "flatten": _flatten,
    "as1d": _flatten,
    "reshape_as": _reshape_as,
    "as_scalar": _as_scalar,
    "as_type": ops.cast,
    "astype": ops.cast,
    "resize_bilinear": resize_bilinear,
    "resize_nearest_neighbor": resize_nearest_neighbor,
    "to_float": _as_dtype(float32),
    "to_int": _as_dtype(int32),
    "to_bool": _as_dtype(bool_),
    "__round__": _round,
    **{f"as{rank}d": _as_ranked(rank) for rank in (2, 3, 4, 5)},
}


def install() -> None:
    """Give tensors and variables their operators and methods."""
    for name in METHODS:
        setattr(TensorLike, name, getattr(ops, name))
    for symbol, name in BINARY.items():
        fn = getattr(ops, name)
        setattr(TensorLike, f"__{symbol}__", _binary(fn))
        setattr(TensorLike, f"__r{symbol}__", _reflected(fn))
    for symbol, name in COMPARISONS.items():
        setattr(TensorLike, f"__{symbol}__", _binary(getattr(ops, name)))
    for symbol, name in UNARY.items():
        setattr(TensorLike, f"__{symbol}__", _unary(getattr(ops, name)))
    for name, method in OTHERS.items():
        setattr(TensorLike, name, method)


install()
