"""Functions of strings, on the host: ``tf.strings``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ..dtypes import string
from ..errors import DTypeError, ShapeError
from ..string_tensor import StringTensor
from ..tensor import Tensor, as_tensor, from_host
from .fingerprint import fingerprint64
from .hosted import whole_numbers

__all__: list[str] = []


def texts_of(name: str, x: Any, argument: str = "input") -> StringTensor:
    """Return an argument that must be of strings."""
    value = as_tensor(name, x, string)
    if isinstance(value, StringTensor):
        return value
    if not value.size:  # an empty list knows no dtype
        return StringTensor([], value.shape)
    raise DTypeError(f"{name}({argument}: {value.shape}): {argument} is {value.dtype}, not strings")


def _each(name: str, x: Any, f: Callable[[str], str]) -> Tensor:
    value = texts_of(name, x)
    return StringTensor([f(text) for text in value.texts], value.shape)


def lower(input: Any) -> Tensor:
    """Return the strings in lower case.

    >>> tf.strings.lower(["Ab", "C"]).tolist()
    ['ab', 'c']
    """
    return _each("lower", input, str.lower)


def upper(input: Any) -> Tensor:
    """Return the strings in upper case.

    >>> tf.strings.upper(["Ab", "c"]).tolist()
    ['AB', 'C']
    """
    return _each("upper", input, str.upper)


def strip(input: Any) -> Tensor:
    """Return the strings without white space at their ends.

    >>> tf.strings.strip([" a b "]).tolist()
    ['a b']
    """
    return _each("strip", input, str.strip)


def length(input: Any, unit: str = "BYTE") -> Tensor:
    """Return how long each string is, int32: in bytes of UTF-8, or with "UTF8_CHAR" in characters.

    >>> tf.strings.length(["abc", "ü"]).tolist()
    [3, 2]
    """
    value = texts_of("length", input)
    if unit not in ("BYTE", "UTF8_CHAR"):
        raise ValueError(f"length: unit {unit!r} must be 'BYTE' or 'UTF8_CHAR'")
    counts = [len(t.encode()) if unit == "BYTE" else len(t) for t in value.texts]
    return from_host("length", counts, value.shape, "int32")


def join(inputs: Sequence[Any], separator: str = "") -> Tensor:
    """Return strings put together element by element, with ``separator`` between them.

    Args:
        inputs: tensors of one shape; a scalar goes with each element.
        separator: goes between them.

    >>> tf.strings.join([["a", "b"], "-", ["c", "d"]]).tolist()
    ['a-c', 'b-d']
    """
    values = [texts_of("join", x) for x in inputs]
    shapes = {x.shape for x in values} - {()}
    if len(shapes) > 1 or not values:
        raise ShapeError(
            f"join(inputs: {[x.shape for x in values]}): needs tensors of one shape, one at least"
        )
    shape = shapes.pop() if shapes else ()
    count = max(len(x.texts) for x in values) if not shape else StringTensor((), shape).size
    columns = [x.texts if x.shape else x.texts * count for x in values]
    return StringTensor([separator.join(parts) for parts in zip(*columns, strict=True)], shape)


# --- TensorFlow.js's --------------------------------------------------------------------------


def string_to_hash_bucket_fast(input: Any, num_buckets: int) -> Tensor:
    """Return a bucket for each string: FarmHash's fingerprint modulo ``num_buckets``, int32.

    The same numbers as TensorFlow's. Mirrors TensorFlow.js ``tf.string.stringToHashBucketFast``.

    >>> tf.strings.string_to_hash_bucket_fast(["Hello", "TensorFlow", "2.x"], 3).tolist()
    [0, 2, 2]
    """
    value = texts_of("string_to_hash_bucket_fast", input)
    if not isinstance(num_buckets, int) or num_buckets < 1:
        raise ShapeError(
            f"string_to_hash_bucket_fast(input: {value.shape}): num_buckets {num_buckets!r} "
            "must be an int, one at least"
        )
    buckets = [fingerprint64(text.encode()) % num_buckets for text in value.texts]
    return from_host("string_to_hash_bucket_fast", buckets, value.shape, "int32")


def static_regex_replace(
    input: Any, pattern: str, rewrite: str, replace_global: bool = True
) -> Tensor:
    r"""Return the strings with what matches a pattern replaced.

    Args:
        input: strings.
        pattern: a regular expression, in Python's language.
        rewrite: what to put there; ``\1`` or ``$1`` is the first group, ``\0`` or ``$&`` the whole
            match, ``$$`` a dollar and ``\\`` a backslash.
        replace_global: whether to replace all matches, or the first one of each string.

    Mirrors TensorFlow.js ``tf.string.staticRegexReplace``.

    >>> tf.strings.static_regex_replace(["a   b", "c  d"], " +", " ").tolist()
    ['a b', 'c d']
    """
    value = texts_of("static_regex_replace", input)
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"static_regex_replace: pattern {pattern!r}: {error}") from None
    count = 0 if replace_global else 1
    made = [compiled.sub(lambda m: _rewritten(m, rewrite), t, count=count) for t in value.texts]
    return StringTensor(made, value.shape)


def _rewritten(match: re.Match[str], rewrite: str) -> str:
    def part(found: re.Match[str]) -> str:
        what = found[0][1]
        if what == "&":
            return match[0]
        if not what.isdigit():
            return what
        group = int(what)
        if group > match.re.groups:
            raise ValueError(
                f"static_regex_replace: rewrite {rewrite!r} names group {group}; "
                f"the pattern has {match.re.groups}"
            )
        return match[group] or ""

    return re.sub(r"\\[\d\\]|\$[\d&$]", part, rewrite)


class Split(NamedTuple):
    """Pieces of strings as a sparse matrix: a row per string, its pieces in the first columns."""

    indices: Tensor
    values: Tensor
    shape: Tensor


def string_split(input: Any, delimiter: str = " ", skip_empty: bool = True) -> Split:
    """Return the pieces of strings as (indices, values, shape) of a sparse matrix.

    Args:
        input: a vector of strings.
        delimiter: what separates pieces: any of its characters; if empty, each character is a
            piece.
        skip_empty: whether to leave out empty pieces.

    An empty string has no pieces. Mirrors TensorFlow.js ``tf.string.stringSplit``.

    >>> found = tf.strings.string_split(["hello world", "a b c"])
    >>> found.values.tolist(), found.shape.tolist()
    (['hello', 'world', 'a', 'b', 'c'], [2, 3])
    """
    value = texts_of("string_split", input)
    sign = texts_of("string_split", delimiter, "delimiter")
    if value.ndim != 1 or sign.shape:
        raise ShapeError(
            f"string_split(input: {value.shape}, delimiter: {sign.shape}): "
            "needs a vector of strings and one delimiter"
        )
    rows = [_pieces(text, sign.texts[0], skip_empty) for text in value.texts]
    places = [n for i, row in enumerate(rows) for j in range(len(row)) for n in (i, j)]
    pieces = [piece for row in rows for piece in row]
    widest = max(map(len, rows), default=0)
    return Split(
        from_host("string_split", places, (len(pieces), 2), "int32"),
        StringTensor(pieces, (len(pieces),)),
        from_host("string_split", [len(rows), widest], (2,), "int32"),
    )


def _pieces(text: str, delimiter: str, skip_empty: bool) -> list[str]:
    if not text:
        return []
    if not delimiter:
        return list(text)
    pieces = re.split(f"[{re.escape(delimiter)}]", text)
    return [piece for piece in pieces if piece] if skip_empty else pieces


class NGrams(NamedTuple):
    """n-grams of rows of tokens: all of them, and where each row's begin."""

    n_grams: Tensor
    n_grams_splits: Tensor


def string_n_grams(
    data: Any,
    data_splits: Any,
    separator: str,
    n_gram_widths: Sequence[int],
    left_pad: str,
    right_pad: str,
    pad_width: int,
    preserve_short_sequences: bool,
) -> NGrams:
    """Return the n-grams of rows of tokens, as (n_grams, n_grams_splits).

    Args:
        data: the tokens of all rows, a vector of strings.
        data_splits: where each row begins, and where the last one ends, int32.
        separator: what goes between the tokens of an n-gram.
        n_gram_widths: the numbers of tokens, each giving n-grams of its own.
        left_pad: stands before the first token of a row.
        right_pad: stands behind the last one.
        pad_width: how often, at most a width less one; -1 for just that.
        preserve_short_sequences: whether a row too short for any n-gram gives one of all it has.

    Mirrors TensorFlow.js ``tf.string.stringNGrams``.

    >>> tf.strings.string_n_grams(
    ...     ["a", "b", "c"], [0, 3], "|", [2], "L", "R", 1, False
    ... ).n_grams.tolist()
    ['L|a', 'a|b', 'b|c', 'c|R']
    """
    tokens = texts_of("string_n_grams", data, "data")
    call = f"string_n_grams(data: {tokens.shape})"
    if tokens.ndim != 1:
        raise ShapeError(f"{call}: data must be a vector of strings")
    splits = whole_numbers(f"{call}: data_splits", data_splits, 1)[0]
    _check_splits(call, splits, len(tokens.texts))
    made: list[str] = []
    ends = [0] * bool(splits)
    for start, end in pairwise(splits):
        row = tokens.texts[start:end]
        found: list[str] = []
        for width in n_gram_widths:
            pad = min(width - 1 if pad_width < 0 else pad_width, width - 1)
            found += _windows([left_pad] * pad + [*row] + [right_pad] * pad, width, separator)
        if preserve_short_sequences and row and not found:
            found = [separator.join([left_pad] * pad_width + [*row] + [right_pad] * pad_width)]
        made += found
        ends.append(len(made))
    return NGrams(
        StringTensor(made, (len(made),)), from_host("string_n_grams", ends, (len(ends),), "int32")
    )


def _windows(tokens: list[str], width: int, separator: str) -> list[str]:
    return [separator.join(tokens[i : i + width]) for i in range(len(tokens) - width + 1)]


def _check_splits(call: str, splits: Sequence[int], size: int) -> None:
    ordered = all(a <= b for a, b in pairwise(splits))
    if splits and (splits[0] != 0 or splits[-1] != size or not ordered):
        raise ShapeError(
            f"{call}: data_splits {list(splits)} must begin with 0, never fall, and end with the "
            f"number of tokens, {size}"
        )
