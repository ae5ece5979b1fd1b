"""Strings, sparse and ragged ops beside what TensorFlow.js gave; ``host_ops.json`` tells how."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from texelflow.errors import DTypeError, OutOfRange, ShapeError
from texelflow.ops.fingerprint import fingerprint64

SAID = json.loads((Path(__file__).parent / "host_ops.json").read_text())


def same(found: Any, said: dict[str, Any]) -> None:
    """Compare a tensor with what is written of one."""
    assert found.shape == tuple(said["shape"])
    assert found.dtype == said["dtype"]
    flat = np.array(found.tolist(), found.dtype).reshape(-1)
    np.testing.assert_allclose(flat, np.array(said["values"], found.dtype), rtol=1e-6)


def cases(name: str) -> Any:
    return pytest.mark.parametrize("said", SAID[name], ids=range(len(SAID[name])))


def test_fingerprints() -> None:
    found = [fingerprint64(word.encode()) % 1_000_003 for word in SAID["words"]]
    assert found == SAID["buckets"]
    made = tf.strings.string_to_hash_bucket_fast(SAID["words"], 10)
    assert (made.dtype, made.tolist()) == ("int32", SAID["buckets10"])


@cases("n_grams")
def test_n_grams(said: Any) -> None:
    found = tf.strings.string_n_grams(*said["args"])
    assert found.n_grams.tolist() == said["n_grams"]
    assert found.n_grams_splits.tolist() == said["splits"]


@cases("split")
def test_split(said: Any) -> None:
    found = tf.strings.string_split(*said["args"])
    same(found.indices, said["indices"])
    assert found.values.tolist() == said["values"]
    assert found.shape.tolist() == said["shape"]


def test_regex_replace() -> None:
    spaced = tf.strings.static_regex_replace(["format   this   spacing  better", "a  b"], " +", " ")
    once = tf.strings.regex_replace(["a-b-c"], "-", "+", False)
    assert [spaced.tolist(), once.tolist()] == SAID["regex"]
    swap = tf.strings.regex_replace("key=value", r"(\w+)=(\w+)", r"\2 $1 $& $$ \\")
    assert swap.item() == "value key key=value $ \\"
    with pytest.raises(ValueError, match="names group 3; the pattern has 1"):
        tf.strings.regex_replace(["a"], "(a)", r"\3")
    with pytest.raises(ValueError, match="pattern"):
        tf.strings.regex_replace(["a"], "(", "")


@cases("fill")
def test_fill_empty_rows(said: Any) -> None:
    found = tf.sparse.sparse_fill_empty_rows(*said["args"])
    same(found.output_indices, said["outputIndices"])
    same(found.output_values, said["outputValues"])
    assert found.empty_row_indicator.tolist() == [bool(flag) for flag in said["empty"]]
    assert found.reverse_index_map.tolist() == said["reverse"]


@cases("reshape")
def test_sparse_reshape(said: Any) -> None:
    found = tf.sparse.sparse_reshape(*said["args"])
    same(found.output_indices, said["indices"])
    assert found.output_shape.tolist() == said["shape"]


@cases("segments")
def test_segments(said: Any) -> None:
    data, indices, ids = said["args"]
    data = tf.tensor(data, dtype="float32")
    same(tf.sparse.sparse_segment_sum(data, indices, ids), said["sum"])
    same(tf.sparse.sparse_segment_mean(data, indices, ids), said["mean"])


@cases("range")
def test_ragged_range(said: Any) -> None:
    found = tf.ragged_range(*said["args"])
    assert found.rt_nested_splits.tolist() == said["splits"]
    same(found.rt_dense_values, said["values"])


@cases("gather")
def test_ragged_gather(said: Any) -> None:
    splits, values, indices, rank = said["args"]
    found = tf.ragged_gather(splits, tf.tensor(values, dtype="float32"), indices, rank)
    assert [level.tolist() for level in found.output_nested_splits] == said["splits"]
    same(found.output_dense_values, said["values"])


@cases("dense")
def test_ragged_tensor_to_tensor(said: Any) -> None:
    shape, values, *rest = said["args"]
    same(tf.ragged_tensor_to_tensor(shape, tf.tensor(values, dtype="float32"), *rest), said["y"])


def test_dense_padding_with_a_row_and_with_strings() -> None:
    # TensorFlow.js pads with zeros here; TensorFlow, and we, with the row that was given.
    y = tf.ragged_tensor_to_tensor(
        [-1, -1, 2], [[1, 2], [3, 4], [5, 6]], [8, 9], [[0, 1, 3]], ["ROW_SPLITS"]
    )
    assert y.tolist() == [[[1, 2], [8, 9]], [[3, 4], [5, 6]]]
    words = tf.ragged_tensor_to_tensor(-1, ["a", "b", "c"], "-", [[0, 1, 3]], ["ROW_SPLITS"])
    assert words.tolist() == [["a", "-"], ["b", "c"]]
    filled = tf.sparse.fill_empty_rows([[0, 0], [2, 0]], ["a", "b"], [3, 1], "none")
    assert filled.output_values.tolist() == ["a", "none", "b"]


def test_gradients_by_values() -> None:
    x = tf.tensor([[1.0, 2.0], [3.0, 4.0]])
    mean = tf.grad(lambda x: tf.sparse.sparse_segment_mean(x, [0, 1, 1], [0, 0, 1]))(x)
    assert mean.tolist() == [[0.5, 0.5], [1.5, 1.5]]
    row = tf.tensor([1.0, 2.0, 3.0])
    dense = tf.grad(
        lambda v: tf.ragged_tensor_to_tensor([2, 1], v, 0.0, [[0, 2, 3]], ["ROW_SPLITS"])
    )(row)
    assert dense.tolist() == [1, 0, 1]


BAD: list[tuple[Any, type[Exception], str]] = [
    (lambda: tf.strings.lower([1]), DTypeError, "input is int32, not strings"),
    (lambda: tf.strings.string_split([["a"]]), ShapeError, "a vector of strings"),
    (lambda: tf.strings.to_hash_bucket_fast(["a"], 0), ShapeError, "one at least"),
    (
        lambda: tf.strings.ngrams(["a"], [0, 2], "", [1], "", "", 0, False),
        ShapeError,
        "end with the number of tokens, 1",
    ),
    (lambda: tf.strings.join([["a"], ["b", "c"]]), ShapeError, "one shape"),
    (lambda: tf.strings.length("a", "BITS"), ValueError, "'BYTE' or 'UTF8_CHAR'"),
    (lambda: tf.sparse.fill_empty_rows([[5, 0]], [1], [2, 2], 0), OutOfRange, "from 0 to 1"),
    (lambda: tf.sparse.fill_empty_rows([[0, 0]], [1, 2], [2, 2], 0), ShapeError, "one value per"),
    (lambda: tf.sparse.reshape([[0, 0]], [2, 2], [3]), ShapeError, "4 elements"),
    (lambda: tf.sparse.reshape([[0, 0]], [2, 2], [-1, -1]), ShapeError, "one size may be -1"),
    (lambda: tf.sparse.segment_sum([[1.0]], [0, 1], [0, 0]), OutOfRange, "from 0 to 0"),
    (lambda: tf.sparse.segment_sum([[1.0]], [0, 0], [1, 0]), ShapeError, "must not fall"),
    (lambda: tf.sparse.segment_sum([[1.0]], [0.0], [0]), DTypeError, "must be int32"),
    (lambda: tf.ragged_range(0, 3, 0), ShapeError, "a delta is 0"),
    (lambda: tf.ragged_range([0, 1], [1, 2, 3], 1), ShapeError, "vectors of one length"),
    (lambda: tf.ragged_range(False, True, True), DTypeError, "of int32 or float32"),
    (lambda: tf.ragged_gather([[0, 1]], [1.0], [1]), OutOfRange, "from 0 to 0"),
    (lambda: tf.ragged_gather([[0, 2]], [1.0], [0]), ShapeError, "lie between 0 and 1"),
    (lambda: tf.ragged_gather([[0, 1]], [1.0], [0], 2), ShapeError, "must be 1"),
    (
        lambda: tf.ragged_tensor_to_tensor([2], [1], 0, [[0, 1]], ["ROW_SPLITS"]),
        ShapeError,
        "does not fit",
    ),
    (
        lambda: tf.ragged_tensor_to_tensor(-1, [1], 0, [[0]], ["VALUE_ROWIDS"]),
        ShapeError,
        "FIRST_DIM_SIZE",
    ),
]


@pytest.mark.parametrize(("call", "kind", "words"), BAD, ids=[words for _, _, words in BAD])
def test_bad_calls(call: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        call()


# --- tensors of strings ---------------------------------------------------------------------------


def test_strings_in_and_out() -> None:
    x = tf.tensor([["a", "b", "c"], ["d", "e", "ü"]])
    assert (x.dtype, x.shape, x.size, x.nbytes) == ("string", (2, 3), 6, 7)
    assert x.tolist() == [["a", "b", "c"], ["d", "e", "ü"]]
    assert x.numpy().tolist() == x.tolist()
    assert x[1, 2].item() == "ü"
    assert repr(x[0]) == "Tensor(['a', 'b', 'c'], dtype=string)"
    assert tf.tensor([b"x", "y"]).tolist() == ["x", "y"]
    assert tf.tensor(np.array(["p", "q"])).tolist() == ["p", "q"]
    assert tf.fill([2], "z").tolist() == ["z", "z"]
    assert tf.zeros([2], "string").tolist() == ["", ""]
    assert tf.tensor(["a", "b"], [2, 1]).shape == (2, 1)
    assert tf.tensor([], dtype="string").shape == (0,)


def test_what_moves_strings() -> None:
    x = tf.tensor([["a", "b", "c"], ["d", "e", "f"]])
    assert tf.reshape(x, [3, 2]).tolist() == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert x.transpose().tolist() == [["a", "d"], ["b", "e"], ["c", "f"]]
    assert x[:, ::-2].tolist() == [["c", "a"], ["f", "d"]]
    assert tf.concat([x, [["g", "h", "i"]]], 0).shape == (3, 3)
    assert tf.stack([["a"], ["b"]]).tolist() == [["a"], ["b"]]
    assert tf.gather(x, [2, 0], axis=1).tolist() == [["c", "a"], ["f", "d"]]
    assert tf.slice(x, [0, 1], [1, 2]).tolist() == [["b", "c"]]
    assert [part.tolist() for part in tf.split(x, 2)] == [[["a", "b", "c"]], [["d", "e", "f"]]]
    assert tf.tile(["a"], [3]).tolist() == ["a", "a", "a"]
    assert tf.where([True, False], ["x", "x"], ["y", "z"]).tolist() == ["x", "z"]
    assert tf.expand_dims(["a"], 0).shape == (1, 1)


def test_strings_are_compared() -> None:
    x = tf.tensor([["a", "b"], ["c", "a"]])
    assert (x == "a").tolist() == [[True, False], [False, True]]
    assert (x != ["a", "a"]).tolist() == [[False, True], [True, False]]
    with pytest.raises(DTypeError, match="do not go together"):
        tf.equal(x, 1)
    with pytest.raises(DTypeError, match="takes numbers, and these are strings"):
        tf.add(x, x)
    with pytest.raises(DTypeError, match="string does not become float32"):
        tf.cast(x, "float32")


def test_strings_in_memory() -> None:
    before = tf.memory()["num_tensors"]
    with tf.tidy():
        x = tf.keep(tf.tensor(["a"]))
        y = tf.tensor(["b"])
    assert y.is_disposed
    assert tf.memory()["num_tensors"] == before + 1
    x.dispose()
    with pytest.raises(ReferenceError, match="disposed"):
        x.tolist()
    assert tf.memory()["num_tensors"] == before


def test_short_functions_of_strings() -> None:
    x = [" Ab ", "ü"]
    assert tf.strings.lower(x).tolist() == [" ab ", "ü"]
    assert tf.strings.upper(x).tolist() == [" AB ", "Ü"]
    assert tf.strings.strip(x).tolist() == ["Ab", "ü"]
    assert tf.strings.length(x).tolist() == [4, 2]
    assert tf.strings.length(x, "UTF8_CHAR").tolist() == [4, 1]
    assert tf.strings.join([x, "-", ["c", "d"]], "+").tolist() == [" Ab +-+c", "ü+-+d"]


# --- buffers --------------------------------------------------------------------------------------


def test_buffers_of_complex_numbers_and_of_strings() -> None:
    b = tf.buffer([2], "complex64", [1j, 2])
    b.set(3 - 1j, 1)
    assert (b.get(), b.to_tensor().tolist()) == (1j, [1j, 3 - 1j])
    assert tf.buffer([2], "string").to_tensor().tolist() == ["", ""]
    assert tf.buffer([0, 2], "string").to_tensor().shape == (0, 2)
    assert tf.buffer([1], "bool", [2]).to_tensor().tolist() == [True]
