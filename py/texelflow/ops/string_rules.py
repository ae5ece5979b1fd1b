"""How ops work on strings: the rules that declarations name as ``strings=…``.

What moves elements is asked of the same op on their positions; what compares them, on numbers that
stand for them. So shapes, errors and broadcasting are the op's own. Both read a result back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dtypes import string
from ..errors import DTypeError
from ..string_tensor import StringTensor
from ..tensor import Tensor, from_host

Rule = Callable[..., Any]


class _Known:
    """Strings by their numbers; number 0 is the empty string, which is what gaps are."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self.numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        found = self.numbers.get(text)
        if found is None:
            found = self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def tensor(self, x: Any) -> Tensor:
        if not isinstance(x, StringTensor):
            raise DTypeError(f"strings and {x.dtype} do not go together; all must be strings")
        return from_host("strings", [self.number(t) for t in x.texts], x.shape, "int32")

    def strings(self, made: Any) -> Any:
        if isinstance(made, (list, tuple)):
            return type(made)(self.strings(part) for part in made)
        numbers = made.to_memoryview()
        flat = numbers.cast("B").cast("i") if numbers.nbytes else []
        return StringTensor([self.texts[n] for n in flat], made.shape)


def moved_but(*plain: int) -> Rule:
    """What moves elements; the inputs at ``plain`` are conditions or positions, no values."""

    def rule(op: Rule, *inputs: Any, **attributes: Any) -> Any:
        known = _Known()
        if isinstance(inputs[0], list):
            return known.strings(op([known.tensor(x) for x in inputs[0]], **attributes))
        if any(inputs[i].dtype == string for i in plain):
            raise DTypeError("positions and conditions are strings; they must be numbers")
        given = [x if i in plain else known.tensor(x) for i, x in enumerate(inputs)]
        return known.strings(op(*given, **attributes))

    return rule


moved = moved_but()


def filled(op: Rule, x: StringTensor, *, fill: Any, **attributes: Any) -> Any:
    """What fills up with a string, by default the empty one: ``place``, and so ``pad``."""
    known = _Known()
    if isinstance(fill, str) or fill == 0:
        number = known.number(fill or "")
        return known.strings(op(known.tensor(x), fill=number, **attributes))
    raise DTypeError(f"fills strings up with {fill!r}; it must be a string")


def compared(op: Rule, *inputs: Any) -> Tensor:
    """Whether strings are equal."""
    known = _Known()
    return op(*[known.tensor(x) for x in inputs])
