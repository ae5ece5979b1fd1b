"""Rules give reasons only; here the call, with its shapes, is put in front of them."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .errors import DTypeError, OutOfRange, ShapeError, TexelflowError

REWRITTEN = (ShapeError, DTypeError, OutOfRange, TypeError, ValueError, IndexError)
"""Errors whose reason is put behind the call that the user wrote; of these very types alone."""

_INNER = re.compile(r"_?[A-Za-z]\w*(?:\([^)]*(?:\([^)]*\)[^)]*)*\))?: ")
"""The call of another op in front of a reason."""


@contextmanager
def naming(op: Any, inputs: Sequence[Any]) -> Iterator[None]:
    """Put the call, with its shapes, in front of the reasons that rules give."""
    try:
        yield
    except Exception as error:
        call, told = op.describe(inputs), str(error)
        if type(error) not in REWRITTEN or told.startswith(call):
            raise
        own = isinstance(error, TexelflowError)
        reason = told.removeprefix(f"{op.title}: ")
        raise type(error)(f"{call}: {_suggesting(reason)}") from (None if own else error)


def _suggesting(reason: str) -> str:
    """Return a reason of the form ``mode 'x' must be 'a' or 'b'``, with the option that is near."""
    head, must, options = reason.partition(" must be ")
    given = re.search(r"'(\w+)'$", head)
    if not must or not given:
        return reason
    from difflib import get_close_matches  # only where something is wrong

    known = {option.lower(): option for option in re.findall(r"'(\w+)'", options)}
    near = get_close_matches(given[1].lower(), known, 1, 0.5)
    return f"{reason}; did you mean {known[near[0]]!r}?" if near else reason


def refuse(op: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise the error that Python would for a call that does not fit, with the op's name."""
    try:
        inspect.signature(op.fn).bind(*args, **kwargs)
    except TypeError as error:
        from difflib import get_close_matches  # only where something is wrong

        told = f"{op.title}(): {error}"
        given = re.search(r"unexpected keyword argument '(\w+)'$", told)
        near = get_close_matches(given[1], op.parameters, 1, 0.5) if given else []
        raise TypeError(f"{told}; did you mean {near[0]!r}?" if near else told) from None


# --- what annotations say -------------------------------------------------------------------------


def _is_whole(value: Any) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    if isinstance(value, (list, tuple, range)):
        return all(map(_is_whole, value))
    return hasattr(value, "__index__")


_IS: dict[str, Callable[[Any], bool]] = {
    "a number": lambda value: hasattr(value, "__float__"),
    "an int": lambda value: _is_whole(value) and not isinstance(value, (list, tuple, range)),
    "a list of ints": _is_whole,
    "an int or a list of ints": _is_whole,
    "True or False": lambda value: (
        type(value).__name__.startswith("bool") or (_is_whole(value) and value in (0, 1))
    ),
}
"""What a value must be, as errors say it, and whether it is."""


@functools.lru_cache(maxsize=512)
def _wanted(annotation: str) -> str | None:
    """Return which of ``_IS`` an annotation asks for; asked at every traced op, so remembered."""
    words = set(re.findall(r"[A-Za-z]\w*", annotation)) - {"None"}
    if words == {"float"} or words == {"float", "int"}:
        return "a number"
    if words == {"int"} and "[" not in annotation:
        return "an int"
    if "int" in words and words <= {"int", "Sequence", "list", "tuple"}:
        return "an int or a list of ints" if "|" in annotation else "a list of ints"
    return "True or False" if words == {"bool"} else None


def misfit(annotation: str, value: Any) -> str | None:
    """Return why a value is not what its parameter's annotation says: of numbers and flags.

    >>> misfit("int", 0.5), misfit("float", "a"), misfit("int", 3)
    ('must be an int, got 0.5', "must be a number, got 'a'", None)
    """
    if value is None and "None" in annotation:
        return None
    wanted = _wanted(annotation)
    if not wanted or _IS[wanted](value):
        return None
    return f"must be {wanted}, got {value!r}"


def check_attributes(annotations: dict[str, str], attributes: dict[str, Any]) -> None:
    """Refuse attributes that are not what an op's declaration says."""
    for name, value in attributes.items():
        if reason := misfit(annotations[name], value):
            raise TypeError(f"{name} {reason}")


# --- functions made of ops ------------------------------------------------------------------------


def explained(fn: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function made of ops, whose errors name itself and not the ops inside."""

    @functools.wraps(fn)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        except Exception as error:
            if type(error) not in REWRITTEN:
                raise
            told = _suggesting(str(error))
            if re.match(rf"(?:\w+\.)*{name}\b", told):
                if told == str(error):
                    raise
                raise type(error)(told) from error
            reason = told[len(found[0]) :] if (found := _INNER.match(told)) else told
            call, kind = _described(fn, args, kwargs), type(error)
            misfits = None if isinstance(error, TexelflowError) else _argument(fn, args, kwargs)
            if misfits:
                kind, reason = TypeError, misfits
            raise kind(f"{call}: {reason}") from error

    name = fn.__name__
    return call


def explain_all(namespace: dict[str, Any], names: Iterable[str]) -> None:
    """Put ``explained`` functions in the place of those of a module; ops name themselves."""
    known: dict[Any, Any] = {}
    for name in names:
        value = namespace[name]
        if inspect.iscoroutinefunction(value):
            continue
        if inspect.isfunction(value) and not hasattr(value, "op"):
            namespace[name] = known.setdefault(value, None) or explained(value)
            known[value] = namespace[name]


def _argument(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
    """Return what is wrong with the first argument that its annotation does not fit."""
    signature = inspect.signature(fn)
    for name, value in signature.bind_partial(*args, **kwargs).arguments.items():
        if reason := misfit(str(signature.parameters[name].annotation), value):
            return f"{name} {reason}"
    return None


def _described(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return a call as errors show it: the shapes of its tensors."""
    given = inspect.signature(fn).bind_partial(*args, **kwargs).arguments
    shown = []
    for name, value in given.items():
        if hasattr(value, "shape") and hasattr(value, "dtype"):
            shown.append(f"{name}: {tuple(value.shape)}")
        elif isinstance(value, (list, tuple)) and value and hasattr(value[0], "dtype"):
            shapes = (str(tuple(getattr(item, "shape", ()))) for item in value)
            shown.append(f"{name}: [{', '.join(shapes)}]")
    return f"{fn.__name__}({', '.join(shown)})"
