"""What an einsum equation says: axes by letters. Pure; knows no tensor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..errors import ShapeError

Labels = tuple[str, ...]


class Equation(NamedTuple):
    """The axes of each operand and of the result, each under a label; and how long each is."""

    operands: list[Labels]
    result: Labels
    sizes: dict[str, int]


def _letters(term: str, ndim: int) -> list[str]:
    """Return one label per axis; those under the ellipsis are numbered from the end."""
    head, dots, tail = term.partition("...")
    text = head + tail
    if not all(char.isalpha() for char in text):
        raise ShapeError(f"{term!r} may hold letters and one ellipsis only")
    free = ndim - len(text)
    if free < 0 or (free and not dots):
        raise ShapeError(
            f"{term!r} names {len(text)} axes and the operand has {ndim}; "
            "it must name each, or have an ellipsis"
        )
    return [*head, *(f".{i}" for i in range(free, 0, -1)), *tail]


def parse(equation: str, shapes: Sequence[tuple[int, ...]]) -> Equation:
    """Return the axes that ``equation`` names in operands of ``shapes``.

    Without ``->`` the result has the ellipsis's axes, then the labels that stand once, in
    alphabetical order.

    Raises:
        ShapeError: with the reason, where equation and shapes do not fit.

    >>> parse("ij,jk", [(2, 3), (3, 4)]).result
    ('i', 'k')
    """
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(shapes):
        raise ShapeError(
            f"the equation is for {len(terms)} operands, and there are {len(shapes)}; "
            "they must be as many"
        )
    operands = [
        tuple(_letters(term, len(shape))) for term, shape in zip(terms, shapes, strict=True)
    ]
    sizes: dict[str, int] = {}
    for labels, shape in zip(operands, shapes, strict=True):
        for label, size in zip(labels, shape, strict=True):
            known = sizes.get(label, 1)
            if known != size and 1 not in (known, size):
                name = "the ellipsis" if label[0] == "." else repr(label)
                raise ShapeError(f"{name} is {known} and {size} long; an axis has one length, or 1")
            sizes[label] = size if known == 1 else known
    dotted = sorted((label for label in sizes if label[0] == "."), reverse=True)
    if arrow:
        result = _result(right, dotted, sizes)
    else:
        flat = [label for labels in operands for label in labels]
        result = (*dotted, *sorted(x for x in sizes if x[0] != "." and flat.count(x) == 1))
    return Equation(operands, result, sizes)


def _result(term: str, dotted: list[str], sizes: dict[str, int]) -> Labels:
    head, dots, tail = term.partition("...")
    labels = (*head, *(dotted if dots else ()), *tail)
    if not all(char.isalpha() for char in head + tail) or len(set(labels)) != len(labels):
        raise ShapeError(f"the result {term!r} may hold each letter once, and one ellipsis")
    if missing := [label for label in labels if label not in sizes]:
        raise ShapeError(f"{missing[0]!r} of the result is in no operand")
    return labels
