"""``unique`` of what has no array to compare with: strings, and complex numbers."""

import texelflow as tf
from support.browser import in_browser


@in_browser
def test_strings():
    x = tf.tensor(["b", "a", "b"])
    values, indices = tf.unique(x)
    assert values.tolist() == ["b", "a"]
    assert indices.tolist() == [0, 1, 0]
    values, counts = tf.unique(x, return_counts=True)
    assert values.tolist() == ["a", "b"]
    assert counts.tolist() == [1, 2]


@in_browser
def test_complex_numbers():
    x = tf.complex([1.0, 0.0, 1.0, 1.0], [2.0, 1.0, 2.0, 0.0])
    values, indices = tf.unique(x)
    assert values.tolist() == [1 + 2j, 1j, 1]
    assert indices.tolist() == [0, 1, 0, 2]
    values, inverse = tf.unique(x, return_inverse=True)
    assert values.tolist() == [1j, 1, 1 + 2j]
    assert inverse.tolist() == [2, 0, 2, 1]
