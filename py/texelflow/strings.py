"""Strings: ``tf.strings``; TensorFlow.js's functions, and those under TensorFlow's short names.

They run on the host. The functions are declared in ``ops``.
"""

from .ops.strings import (
    join,
    length,
    lower,
    static_regex_replace,
    string_n_grams,
    string_split,
    string_to_hash_bucket_fast,
    strip,
    upper,
)

ngrams = string_n_grams
regex_replace = static_regex_replace
split = string_split
to_hash_bucket_fast = string_to_hash_bucket_fast

__all__ = [
    "join",
    "length",
    "lower",
    "ngrams",
    "regex_replace",
    "split",
    "static_regex_replace",
    "string_n_grams",
    "string_split",
    "string_to_hash_bucket_fast",
    "strip",
    "to_hash_bucket_fast",
    "upper",
]
