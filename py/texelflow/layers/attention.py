"""Attention: each position gathers from others what its query finds in their keys."""

from __future__ import annotations

from math import sqrt
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..tensor import Tensor
from . import constraints, initializers, regularizers
from .dropping import Dropout
from .input_spec import Shape, known, shape_of
from .layer import Layer, as_inputs

__all__ = ["MultiHeadAttention"]

MASKED = -1e9
"""The score of a position that may not be looked at."""


class MultiHeadAttention(Layer):
    """Attention by several heads, each with its own projections of query, key and value.

    Called as ``layer(query, value, key=None)`` on (batch, steps, features); the key is the value
    by default. In the call, ``attention_mask`` (batch, query steps, value steps) is False where
    there is nothing to see; ``query_mask``, ``value_mask`` and ``key_mask`` (batch, steps) are the
    same for whole steps; ``use_causal_mask`` hides what comes later; ``return_attention_scores``
    returns (outputs, scores), the scores being (batch, heads, query steps, value steps).

    Args:
        num_heads: number of heads.
        key_dim: size of each head's queries and keys.
        value_dim: size of each head's values; by default ``key_dim``.
        dropout: share of the scores that training leaves out.
        use_bias: whether the projections have biases.
        output_shape: size of the outputs' last axis; by default the query's.
        seed: makes what is dropped the same in every run.

    Mirrors ``keras.layers.MultiHeadAttention``; attention is over the steps only.

    >>> layer = tf.layers.MultiHeadAttention(num_heads=2, key_dim=4)
    >>> query, value = tf.ones([3, 5, 8]), tf.ones([3, 7, 6])
    >>> outputs, scores = layer(query, value, return_attention_scores=True)
    >>> outputs.shape, scores.shape
    ((3, 5, 8), (3, 2, 5, 7))
    """

    def __init__(
        self,
        num_heads: int,
        key_dim: int,
        value_dim: int | None = None,
        dropout: float = 0.0,
        use_bias: bool = True,
        output_shape: Any = None,
        attention_axes: Any = None,
        flash_attention: bool | None = None,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        del flash_attention  # how Keras computes; there is one way here
        if attention_axes not in (None, 1, (1,), [1]):
            raise ValueError(f"{self.label}: attention_axes must be None, got {attention_axes!r}")
        self.num_heads = self._positive("num_heads", num_heads)
        self.key_dim = self._positive("key_dim", key_dim)
        self.value_dim = self._positive("value_dim", key_dim if value_dim is None else value_dim)
        size = output_shape[0] if isinstance(output_shape, (tuple, list)) else output_shape
        self.output_size = None if size is None else self._positive("output_shape", size)
        self.dropout, self.use_bias, self.seed = dropout, use_bias, seed
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self._dropout = Dropout(dropout, seed=seed, name=f"{self.name}_dropout")

    def _positive(self, name: str, value: Any) -> int:
        if not isinstance(value, int) or value <= 0:
            raise ValueError(f"{self.label}: {name} must be a positive int, got {value!r}")
        return value

    def __call__(  # type: ignore[override]
        self, query: Any, value: Any, key: Any = None, **kwargs: Any
    ) -> Any:
        """Return the outputs, or (outputs, scores); make the weights first, if need be."""
        query, value = as_inputs(self.name, query), as_inputs(self.name, value)
        key = value if key is None else as_inputs(self.name, key)
        shapes = [shape_of(query), shape_of(value), shape_of(key)]
        if any(len(shape) != 3 for shape in shapes):
            raise ShapeError(
                f"{self.label}: query, value and key must be (batch, steps, features), got {shapes}"
            )
        if not self.built:
            self.ensure_built(shapes)
        return super().__call__(query, value, key, **kwargs)

    def build(self, input_shape: Any) -> None:
        """Make the projections, for the shapes of query, value and key; or one for all."""
        given = input_shape if isinstance(input_shape, list) else [input_shape] * 3
        query, value, *key = (known(self.label, shape) for shape in given)
        heads, out = self.num_heads, self.output_size or query
        self._query = self._projection("query", (query, heads, self.key_dim))
        self._key = self._projection("key", (key[0] if key else value, heads, self.key_dim))
        self._value = self._projection("value", (value, heads, self.value_dim))
        self._output = self._projection("attention_output", (heads, self.value_dim, out), 1)

    def _projection(self, name: str, shape: tuple[int, ...], outputs: int = 2) -> list[Any]:
        kernel = self.add_weight(
            f"{name}/kernel",
            shape,
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        if not self.use_bias:
            return [kernel]
        bias = self.add_weight(
            f"{name}/bias",
            shape[-outputs:],
            self.bias_initializer,
            regularizer=self.bias_regularizer,
            constraint=self.bias_constraint,
        )
        return [kernel, bias]

    def call(
        self,
        query: Tensor,
        value: Tensor,
        key: Tensor,
        query_mask: Any = None,
        value_mask: Any = None,
        key_mask: Any = None,
        attention_mask: Any = None,
        return_attention_scores: bool = False,
        training: bool = False,
        use_causal_mask: bool = False,
    ) -> Any:
        """Return the outputs, or (outputs, scores)."""
        q = self._heads(query, self._query, 1.0 / sqrt(self.key_dim))
        k, v = self._heads(key, self._key), self._heads(value, self._value)
        scores = ops.matmul(q, k, transpose_b=True)
        # A mask of a step's own is that of its row (query) or its column (value and key).
        masks = [_unfolded(query_mask, 2), _unfolded(value_mask, 1), _unfolded(key_mask, 1)]
        masks += [attention_mask, _causal(*scores.shape[2:]) if use_causal_mask else None]
        scores = ops.softmax(_hidden(scores, masks))
        seen = ops.matmul(self._dropout(scores, training=training), v)
        batch, _, steps, size = seen.shape
        joined = ops.reshape(ops.transpose(seen, (0, 2, 1, 3)), (batch * steps, -1))
        y = self._projected(joined, self._output, self.num_heads * size)
        outputs = ops.reshape(y, (batch, steps, y.shape[-1]))
        return (outputs, scores) if return_attention_scores else outputs

    def _projected(self, x: Tensor, weights: list[Any], rows: int) -> Tensor:
        kernel, *bias = weights
        y = ops.matmul(x, ops.reshape(kernel, (rows, -1)))
        return y + ops.reshape(bias[0], (-1,)) if bias else y

    def _heads(self, x: Tensor, weights: list[Any], scale: float | None = None) -> Tensor:
        """Return (batch, heads, steps, size of a head): x projected for each head."""
        batch, steps, features = x.shape
        y = self._projected(ops.reshape(x, (batch * steps, features)), weights, features)
        if scale is not None:
            y = y * scale
        return ops.transpose(ops.reshape(y, (batch, steps, self.num_heads, -1)), (0, 2, 1, 3))

    def compute_output_shape(self, input_shape: Any) -> Shape:
        """Return the outputs' shape for the query's, or for a list that begins with it."""
        query = input_shape[0] if isinstance(input_shape, list) else input_shape
        return (*query[:-1], self.output_size or query[-1])

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "num_heads": self.num_heads,
            "key_dim": self.key_dim,
            "value_dim": self.value_dim,
            "dropout": self.dropout,
            "use_bias": self.use_bias,
            "output_shape": self.output_size,
            "kernel_initializer": initializers.serialize(self.kernel_initializer),
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "kernel_regularizer": regularizers.serialize(self.kernel_regularizer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
            "kernel_constraint": constraints.serialize(self.kernel_constraint),
            "bias_constraint": constraints.serialize(self.bias_constraint),
            "seed": self.seed,
        }


def _unfolded(mask: Any, axis: int) -> Tensor | None:
    """Return a mask of steps with an axis for what it does not tell apart."""
    return None if mask is None else ops.expand_dims(ops.cast(mask, "bool"), axis)


def _causal(queries: int, values: int) -> Tensor:
    """Return (queries, values): whether a position is not later than the query's."""
    at = ops.reshape(ops.range(0, queries, dtype="int32"), (queries, 1))
    return ops.greater_equal(at, ops.range(0, values, dtype="int32"))


def _hidden(scores: Tensor, masks: list[Any]) -> Tensor:
    """Return the scores where all masks are True, elsewhere one that nothing comes of."""
    seen = None
    for mask in masks:
        if mask is not None:
            mask = ops.cast(mask, "bool")
            seen = mask if seen is None else ops.logical_and(seen, mask)
    if seen is None:
        return scores
    if seen.ndim == 3:
        seen = ops.expand_dims(seen, 1)
    return ops.where(seen, scores, MASKED)
