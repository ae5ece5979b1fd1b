"""How ops treat dtypes: each rule takes the inputs' dtypes and attributes, and returns the dtypes
that the inputs are cast to and the dtype of the result (a tuple, where results differ). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from .dtypes import bool_, canonical, float32, int32, promote
from .errors import DTypeError

TypeRule = Callable[[Sequence[str], Mapping[str, Any]], tuple[Sequence[str], Any]]


def floating(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """Everything is float32: functions of the reals."""
    del attributes
    return [float32] * len(dtypes), float32


def arithmetic(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """The common dtype, at least int32: sums and products."""
    del attributes
    common = reduce(promote, dtypes, int32)
    return [common] * len(dtypes), common


def common(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """The common dtype, bool included: joining and choosing."""
    del attributes
    shared = reduce(promote, dtypes, bool_)
    return [shared] * len(dtypes), shared


def comparison(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """Inputs of the common dtype, a bool result."""
    return common(dtypes, attributes)[0], bool_


def logical(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """Everything is bool; numbers count as true where they are not zero."""
    del attributes
    return [bool_] * len(dtypes), bool_


def unchanged(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """The first input's dtype, no cast: moving elements about."""
    del attributes
    return dtypes, dtypes[0]


def with_whole(*names: str) -> TypeRule:
    """int32 where x and the named attributes are whole numbers, else float32."""

    def rule(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
        whole = dtypes[0] != float32 and all(isinstance(attributes[n], int) for n in names)
        dtype = int32 if whole else float32
        return [dtype], dtype

    return rule


def to_attribute(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """The result is of the dtype that the attribute ``dtype`` names."""
    return dtypes, canonical(attributes["dtype"])


def to_int32(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """An int32 result of whatever comes in: positions and counts."""
    del attributes
    return dtypes, int32


def choice(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """A bool condition, then values of one dtype: ``where``."""
    values, dtype = common(dtypes[1:], attributes)
    return [bool_, *values], dtype


def indexed(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    """Values of any dtype, then whole-number indices: ``gather``."""
    del attributes
    if dtypes[1] != int32:
        raise DTypeError(f"indices are {dtypes[1]}; they must be int32")
    return dtypes, dtypes[0]


def ranked(
    dtypes: Sequence[str], attributes: Mapping[str, Any]
) -> tuple[Sequence[str], tuple[str, str]]:
    """Values of the input's dtype, and their positions: sorting."""
    del attributes
    return dtypes, (dtypes[0], int32)
