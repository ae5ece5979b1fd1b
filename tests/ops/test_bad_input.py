"""Bad input: a named error that says what was given and what is needed, and the next op works."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser

NAN = float("nan")


def cases():
    """Return (what is done, the error's type, words that its message must have)."""
    x = tf.ones([2, 3])
    v = tf.Variable([1.0, 2.0], name="v")
    kernel = tf.ones([3, 3, 1, 4])
    gone = tf.ones([2])
    gone.dispose()
    return [
        (lambda: tf.add(x, tf.ones([2])), ValueError, "add(a: (2, 3), b: (2,))"),
        (lambda: tf.matmul(x, tf.ones([4, 5])), ValueError, "inner dimensions 3 and 4 differ"),
        (lambda: tf.matmul(tf.ones([3, 2, 3]), tf.ones([2, 3, 2])), ValueError, "matmul(a: (3, 2"),
        (lambda: tf.sum(x, 2), ValueError, "axis 2 is out of range for 2 axes"),
        (lambda: tf.sum(x, [0, 0]), ValueError, "twice"),
        (lambda: tf.sum(x, 0.5), TypeError, "axis must be an int"),
        (lambda: tf.max(tf.zeros([0, 2]), 0), ValueError, "max(x: (0, 2))"),
        (lambda: tf.reshape(x, [4]), ValueError, "6 elements do not fill shape (4,)"),
        (lambda: tf.reshape(x, [-1, -1]), ValueError, "more than one -1"),
        (lambda: tf.reshape(x, [-1, 4]), ValueError, "6 elements cannot be divided by 4"),
        (lambda: tf.transpose(x, [0, 0]), ValueError, "name each of the 2 axes once"),
        (lambda: tf.slice(x, [0, 2], [2, 2]), ValueError, "leave axis 1"),
        (lambda: tf.pad(x, [[1, -1], [0, 0]]), ValueError, "must not be negative"),
        (lambda: tf.concat([x, tf.ones([2, 4])], 0), ValueError, "concat("),
        (lambda: tf.concat([], 0), ValueError, "concat"),
        (lambda: tf.stack([x, tf.ones([3, 2])]), ValueError, "stack"),
        (lambda: tf.tile(x, [2]), ValueError, "tile(x: (2, 3))"),
        (lambda: tf.gather(x, [0.5]), TypeError, "int32"),
        (lambda: tf.gather(x, [0], 5), ValueError, "axis 5"),
        (lambda: tf.conv2d(tf.ones([1, 5, 5, 2]), kernel, 1, "same"), ValueError, "conv2d("),
        (lambda: tf.conv2d(tf.ones([1, 5, 5, 1]), kernel, 1, "some"), ValueError, "same"),
        (lambda: tf.conv2d(tf.ones([1, 5, 5, 1]), kernel, 0, "same"), ValueError, "strides"),
        (lambda: tf.max_pool(tf.ones([5, 5]), 2, 2, "valid"), ValueError, "max_pool(x: (5, 5))"),
        (lambda: tf.softmax(tf.scalar(1.0)), ValueError, "softmax(x: ())"),
        (lambda: tf.cast(x, "float99"), TypeError, "float99"),
        (lambda: tf.one_hot([1.5], 3), TypeError, "int32"),
        (lambda: tf.tensor([[1, 2], [3]]), ValueError, "values[1] has 1 elements, others have 2"),
        (lambda: tf.tensor([1, [2, 3]]), ValueError, "ragged"),
        (lambda: tf.tensor(["a", 1]), TypeError, "'a' is of type str"),
        (lambda: tf.tensor(None), TypeError, "make a tensor of None"),
        (lambda: tf.tensor([2**31]), TypeError, "does not fit into int32"),
        (lambda: tf.tensor([1, 2, 3], [2, 2]), ValueError, "3 values do not fill shape (2, 2)"),
        (lambda: tf.tensor2d([1, 2]), ValueError, "tensor2d(values: (2,)): needs 2 axes"),
        (lambda: tf.scalar([1, 2]), ValueError, "needs one number"),
        (lambda: tf.zeros([2, -1]), ValueError, "size -1"),
        (lambda: tf.zeros([NAN]), ValueError, "nan"),
        (lambda: tf.zeros(["a"]), ValueError, "'a'"),
        (lambda: tf.zeros([1] * 7), ValueError, "6 is the most"),
        (lambda: tf.zeros([1 << 20, 1 << 20]), ValueError, "largest is"),
        (lambda: tf.fill([2], [1, 2]), ValueError, "one number"),
        (lambda: tf.range(0, 1, 0), ValueError, "step must not be 0"),
        (lambda: tf.linspace(0, 1, -1), ValueError, "negative"),
        (lambda: tf.random_uniform([2], 1, 0), ValueError, "below"),
        (lambda: gone + 1, ReferenceError, "was disposed at"),
        (lambda: gone.tolist(), ReferenceError, "of shape (2,)"),
        (lambda: x[2], IndexError, "from -2 to 1"),
        (lambda: x[0, 0, 0], IndexError, "3 indices for a tensor of 2 axes"),
        (lambda: x["a"], TypeError, "an index is"),
        (lambda: x.__setitem__(0, 1), TypeError, "cannot be changed in place"),
        (lambda: x.item(), ValueError, "one element"),
        (lambda: bool(x), ValueError, "ambiguous"),
        (lambda: len(tf.scalar(1)), TypeError, "scalar"),
        (lambda: v.assign([1.0]), ValueError, "the variable's shape is (2,)"),
        (lambda: v.assign(tf.tensor([1, 2])), TypeError, "the variable's dtype is float32"),
        (lambda: tf.grad(lambda x: 3)(x), TypeError, "must return a tensor"),
        (lambda: tf.grad(lambda x: tf.argmax(x))(x), ValueError, "only float32 has a gradient"),
        (lambda: tf.grad(lambda a: tf.ones([2]))(x), ValueError, "does not depend"),
        (lambda: tf.grad(lambda x: x)(x, tf.ones([5])), ValueError, "dy must have the shape"),
        (lambda: tf.variable_grads(lambda: tf.ones([2])), ValueError, "scalar"),
        (lambda: tf.tidy(3), TypeError, "needs a function"),
        (lambda: tf.add(x), TypeError, "add(): missing"),
        (lambda: tf.add(x, x, x), TypeError, "add()"),
        (lambda: tf.sum(x, axes=0), TypeError, "axes"),
        (lambda: tf.add(x, "a"), TypeError, "str"),
        (lambda: tf.add(x, None), TypeError, "make a tensor of None"),
    ]


@in_browser
def test_each_is_a_named_error_and_the_next_op_works():
    wrong = []
    for do, kind, words in cases():
        line = f"line {do.__code__.co_firstlineno}"
        try:
            found = f"{line}: no error but {do()!r}"
        except Exception as error:
            good = isinstance(error, kind) and words in str(error)
            found = None if good else f"{line}: {type(error).__name__}: {error}, not {words!r}"
        if found:
            wrong.append(found)
        assert tf.sum(tf.ones([3]) * 2.0).item() == 6.0, f"the engine is unusable after {line}"
    assert not wrong, "\n".join(wrong)
