"""Rules give reasons only; here the call, with its shapes, is put in front of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .errors import DTypeError, ShapeError, TexelflowError


@contextmanager
def naming(op: Any, inputs: Sequence[Any]) -> Iterator[None]:
    """Put the call, with its shapes, in front of the reasons that rules give."""
    try:
        yield
    except TexelflowError as error:
        raise _named(error, op.describe(inputs)) from None
    except (TypeError, ValueError, IndexError) as error:
        raise type(error)(f"{op.describe(inputs)}: {error}") from error


def _named(error: TexelflowError, call: str) -> TexelflowError:
    """Return the error with the call in front of its reason."""
    if not isinstance(error, (ShapeError, DTypeError)) or str(error).startswith(call):
        return error
    return type(error)(f"{call}: {error}")
