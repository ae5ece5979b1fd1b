"""``einsum``: any sum of products, as transposes, products of matrices and sums."""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import Any, NamedTuple

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .diagonals import pick
from .equations import Labels, parse
from .matrices import matmul
from .movement import transpose
from .reduction import sum as reduce_sum
from .reshaping import clone, reshape

__all__ = ["einsum"]


class _Term(NamedTuple):
    """An operand, or a product of some, and the labels of its axes: none twice."""

    x: Tensor
    labels: Labels

    def ordered(self, labels: Labels) -> Tensor:
        """Return the tensor with its axes in another order."""
        if labels == self.labels:
            return self.x
        return transpose(self.x, tuple(self.labels.index(label) for label in labels))


def _without_twins(x: Tensor, labels: Labels) -> _Term:
    """Take the diagonal over axes of one label."""
    while len(set(labels)) < len(labels):
        label = next(a for a in labels if labels.count(a) > 1)
        first = labels.index(label)
        second = labels.index(label, first + 1)
        x = pick(x, 0, first, second)
        labels = (*(a for i, a in enumerate(labels) if i not in (first, second)), label)
    return _Term(x, labels)


def _without_ones(term: _Term, sizes: dict[str, int]) -> _Term:
    """Drop axes of size 1 that are longer elsewhere: they stand for every element there."""
    kept = [
        (n, a) for n, a in zip(term.x.shape, term.labels, strict=True) if n != 1 or sizes[a] == 1
    ]
    shape = tuple(n for n, _ in kept)
    x = term.x if shape == term.x.shape else reshape(term.x, shape)
    return _Term(x, tuple(a for _, a in kept))


def _summed(term: _Term, needed: set[str]) -> _Term:
    """Sum over the axes that nothing else needs."""
    axes = [i for i, label in enumerate(term.labels) if label not in needed]
    if not axes:
        return term
    return _Term(reduce_sum(term.x, axes), tuple(a for a in term.labels if a in needed))


def _product(a: _Term, b: _Term, needed: set[str], sizes: dict[str, int]) -> _Term:
    """Return the product of two terms, summed over the labels that are not needed any more."""
    shared = [x for x in a.labels if x in b.labels]
    batch = tuple(x for x in shared if x in needed)
    inner = tuple(x for x in shared if x not in needed)
    left = tuple(x for x in a.labels if x not in shared)
    right = tuple(x for x in b.labels if x not in shared)
    result = (*batch, *left, *right)
    if not inner:
        return _Term(_outer(a, b, batch, left, right, sizes), result)
    lengths = [prod(sizes[x] for x in group) for group in (batch, left, inner, right)]
    n, rows, k, cols = lengths
    lead = (n,) if batch else ()
    # Whichever order of the two an operand has already costs no transpose.
    flip_a = a.labels == (*batch, *inner, *left)
    x = a.x if flip_a else a.ordered((*batch, *left, *inner))
    flip_b = b.labels == (*batch, *right, *inner)
    y = b.x if flip_b else b.ordered((*batch, *inner, *right))
    x = reshape(x, (*lead, *((k, rows) if flip_a else (rows, k))))
    y = reshape(y, (*lead, *((cols, k) if flip_b else (k, cols))))
    made = matmul(x, y, flip_a, flip_b)
    return _Term(reshape(made, tuple(sizes[x] for x in result)), result)


def _outer(
    a: _Term, b: _Term, batch: Labels, left: Labels, right: Labels, sizes: dict[str, int]
) -> Tensor:
    """Return all products of elements of equal places on the batch axes."""
    x = a.ordered((*batch, *left))
    y = b.ordered((*batch, *right))
    ones = tuple(sizes[label] for label in batch) + (1,) * len(left)
    return reshape(x, x.shape + (1,) * len(right)) * reshape(
        y, ones + tuple(sizes[label] for label in right)
    )


def _cheapest(terms: list[_Term], result: Labels, sizes: dict[str, int]) -> tuple[int, int]:
    """Return which two terms have the smallest product."""

    def size(pair: tuple[int, int]) -> int:
        rest = {a for i, t in enumerate(terms) if i not in pair for a in t.labels} | set(result)
        union = set(terms[pair[0]].labels) | set(terms[pair[1]].labels)
        return prod(sizes[label] for label in union & rest)

    return min(combinations(range(len(terms)), 2), key=size)


def einsum(equation: str, *tensors: Any) -> Tensor:
    """Return a sum of products, told by letters: ``"ij,jk->ik"`` is the product of two matrices.

    Args:
        equation: for each operand a letter per axis, then ``->`` and the letters of the result.
            A letter that the result lacks is summed over; one that stands twice in an operand
            means its diagonal; ``...`` stands for axes without letters, which broadcast. Without
            ``->`` the result has the letters that stand once, in alphabetical order.
        tensors: the operands, any number of them.

    Becomes transposes, products of matrices and sums; of several operands always those two are
    multiplied first whose product is smallest. Mirrors TensorFlow.js ``tf.einsum``, which takes
    two operands, and NumPy's.

    Raises:
        ShapeError: if the equation does not fit the operands.

    >>> tf.einsum("ij,jk->ik", [[1.0, 2.0]], [[3.0], [4.0]]).tolist()
    [[11.0]]
    >>> tf.einsum("ii", [[1, 2], [3, 4]]).item()
    5
    """
    if not isinstance(equation, str):
        raise TypeError(f"einsum: the equation must be text, got {type(equation).__name__}")
    xs = [as_tensor("einsum", x) for x in tensors]
    try:
        operands, result, sizes = parse(equation, [x.shape for x in xs])
    except ShapeError as error:
        shapes = ", ".join(str(x.shape) for x in xs)
        raise ShapeError(f"einsum({equation!r}, {shapes}): {error}") from None
    terms = [
        _without_ones(_without_twins(x, labels), sizes)
        for x, labels in zip(xs, operands, strict=True)
    ]
    for i, term in enumerate(terms):
        others = {a for j, t in enumerate(terms) if j != i for a in t.labels}
        terms[i] = _summed(term, others | set(result))
    while len(terms) > 1:
        i, j = _cheapest(terms, result, sizes)
        rest = [t for at, t in enumerate(terms) if at not in (i, j)]
        needed = {a for t in rest for a in t.labels} | set(result)
        terms = [*rest, _product(terms[i], terms[j], needed, sizes)]
    return _finished(_summed(terms[0], set(result)), result, xs)


def _finished(term: _Term, result: Labels, xs: list[Tensor]) -> Tensor:
    """Put the axes into the result's order; what is an operand itself becomes another handle."""
    y = term.ordered(result)
    return clone(y) if any(y is x for x in xs) else y
