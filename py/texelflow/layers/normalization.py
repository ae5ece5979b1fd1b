"""Layers that normalise: by the moments of a batch, or of each sample's features."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..lifetime import keep
from ..ops.standardize import batch_norm_inference, batch_norm_training, layer_norm_rows
from ..shapes import normalize_axis
from ..tensor import Tensor
from . import constraints, initializers, regularizers
from .input_spec import InputSpec, Shape, known
from .layer import Layer

__all__ = ["BatchNormalization", "LayerNormalization"]


class _Normalization(Layer):
    """What normalisations share: scale ``gamma`` and offset ``beta``."""

    def __init__(
        self,
        axis: Any,
        epsilon: float,
        center: bool,
        scale: bool,
        beta: tuple[Any, Any, Any],
        gamma: tuple[Any, Any, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis = axis
        self.epsilon, self.center, self.scale = epsilon, center, scale
        self.beta_initializer = initializers.get(beta[0])
        self.beta_regularizer = regularizers.get(beta[1])
        self.beta_constraint = constraints.get(beta[2])
        self.gamma_initializer = initializers.get(gamma[0])
        self.gamma_regularizer = regularizers.get(gamma[1])
        self.gamma_constraint = constraints.get(gamma[2])

    def _make_scale_and_offset(self, shape: tuple[int, ...]) -> None:
        # A part that is left out is a constant: the kernels are the same with and without it.
        self.gamma = (
            self.add_weight(
                "gamma",
                shape,
                self.gamma_initializer,
                regularizer=self.gamma_regularizer,
                constraint=self.gamma_constraint,
            )
            if self.scale
            else None
        )
        self.beta = (
            self.add_weight(
                "beta",
                shape,
                self.beta_initializer,
                regularizer=self.beta_regularizer,
                constraint=self.beta_constraint,
            )
            if self.center
            else None
        )
        self._ones = None if self.scale else keep(ops.ones(shape))
        self._zeros = None if self.center else keep(ops.zeros(shape))

    def _scale_and_offset(self) -> tuple[Any, Any]:
        gamma = self._ones if self.gamma is None else self.gamma
        return gamma, self._zeros if self.beta is None else self.beta

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the inputs' shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "axis": self.axis,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "beta_initializer": initializers.serialize(self.beta_initializer),
            "gamma_initializer": initializers.serialize(self.gamma_initializer),
            "beta_regularizer": regularizers.serialize(self.beta_regularizer),
            "gamma_regularizer": regularizers.serialize(self.gamma_regularizer),
            "beta_constraint": constraints.serialize(self.beta_constraint),
            "gamma_constraint": constraints.serialize(self.gamma_constraint),
        }


class BatchNormalization(_Normalization):
    """Normalises each channel: by the batch's moments in training, else by their moving means.

    Args:
        axis: that of the channels.
        momentum: what remains of the moving mean and variance at each training step.
        epsilon: added to the variance.
        center, scale: whether to add ``beta`` and multiply by ``gamma``, both learnt.

    A layer that is not ``trainable`` always uses the moving moments. Mirrors
    ``keras.layers.BatchNormalization``.

    >>> layer = tf.layers.BatchNormalization(momentum=0.5)
    >>> y = layer([[1.0], [3.0]], training=True)
    >>> [round(x, 2) for x in y.reshape([-1]).tolist()], layer.moving_mean.tolist()
    ([-1.0, 1.0], [1.0])
    """

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 0.001,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        synchronized: bool = False,
        **kwargs: Any,
    ) -> None:
        beta = beta_initializer, beta_regularizer, beta_constraint
        gamma = gamma_initializer, gamma_regularizer, gamma_constraint
        super().__init__(axis, epsilon, center, scale, beta, gamma, **kwargs)
        if synchronized:
            raise ValueError(f"{self.label}: synchronized must be False: there is one device only")
        self.momentum = momentum
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)

    def build(self, input_shape: Shape) -> None:
        """Make scale, offset and the moving moments."""
        axis = normalize_axis(self.axis, len(input_shape))
        shape = (known(self.label, input_shape, axis),)
        self._make_scale_and_offset(shape)
        self.moving_mean = self.add_weight(
            "moving_mean", shape, self.moving_mean_initializer, trainable=False
        )
        self.moving_variance = self.add_weight(
            "moving_variance", shape, self.moving_variance_initializer, trainable=False
        )
        self.input_spec = InputSpec(ndim=len(input_shape), axes={axis: shape[0]})

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """Return the normalised inputs."""
        axis = normalize_axis(self.axis, inputs.ndim)
        if axis == inputs.ndim - 1:
            return self._by_last(inputs, training)
        perm = list(range(inputs.ndim))
        perm[axis], perm[-1] = perm[-1], perm[axis]
        return ops.transpose(self._by_last(ops.transpose(inputs, perm), training), perm)

    def _by_last(self, x: Tensor, training: bool) -> Tensor:
        gamma, beta = self._scale_and_offset()
        epsilon = float(self.epsilon)
        if not (training and self.trainable):
            return batch_norm_inference(
                x, self.moving_mean, self.moving_variance, gamma, beta, epsilon
            )
        y, _, _, mean, variance = batch_norm_training(
            x, gamma, beta, self.moving_mean, self.moving_variance, float(self.momentum), epsilon
        )
        self.moving_mean.assign(mean)
        self.moving_variance.assign(variance)
        return y

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "momentum": self.momentum,
            "moving_mean_initializer": initializers.serialize(self.moving_mean_initializer),
            "moving_variance_initializer": initializers.serialize(self.moving_variance_initializer),
        }


class LayerNormalization(_Normalization):
    """Normalises each sample over ``axis``. Mirrors ``keras.layers.LayerNormalization``.

    Args:
        axis: one axis, or several.
        epsilon: added to the variance.
        center, scale: whether to add ``beta`` and multiply by ``gamma``, both learnt.

    >>> y = tf.layers.LayerNormalization()([[1.0, 3.0], [10.0, 30.0]])
    >>> [[round(x, 2) for x in row] for row in y.tolist()]
    [[-1.0, 1.0], [-1.0, 1.0]]
    """

    def __init__(
        self,
        axis: int | Sequence[int] = -1,
        epsilon: float = 0.001,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        **kwargs: Any,
    ) -> None:
        beta = beta_initializer, beta_regularizer, beta_constraint
        gamma = gamma_initializer, gamma_regularizer, gamma_constraint
        axis = axis if isinstance(axis, int) else tuple(axis)
        super().__init__(axis, epsilon, center, scale, beta, gamma, **kwargs)

    def _axes(self, ndim: int) -> tuple[int, ...]:
        given = (self.axis,) if isinstance(self.axis, int) else self.axis
        axes = tuple(sorted(normalize_axis(axis, ndim) for axis in given))
        if not axes or len(set(axes)) != len(axes):
            raise ShapeError(f"{self.label}: axis {self.axis} must name axes once each")
        return axes

    def build(self, input_shape: Shape) -> None:
        """Make scale and offset."""
        axes = self._axes(len(input_shape))
        self._make_scale_and_offset(tuple(known(self.label, input_shape, axis) for axis in axes))

    def call(self, inputs: Tensor) -> Tensor:
        """Return the normalised inputs."""
        ndim, axes = inputs.ndim, self._axes(inputs.ndim)
        gamma, beta = self._scale_and_offset()
        epsilon = float(self.epsilon)
        if axes == (ndim - 1,):
            return layer_norm_rows(inputs, gamma, beta, epsilon)[0]
        # The axes go to the end, and are one row there.
        perm = (*(axis for axis in range(ndim) if axis not in axes), *axes)
        moved = inputs if perm == tuple(range(ndim)) else ops.transpose(inputs, perm)
        size = prod(inputs.shape[axis] for axis in axes)
        rows = ops.reshape(moved, (*moved.shape[: ndim - len(axes)], size))
        flat = (ops.reshape(part, (size,)) for part in (gamma, beta))
        y = ops.reshape(layer_norm_rows(rows, *flat, epsilon)[0], moved.shape)
        if moved is inputs:
            return y
        return ops.transpose(y, tuple(perm.index(axis) for axis in range(ndim)))
