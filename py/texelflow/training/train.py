"""``tf.train``: optimizers under TensorFlow.js's names and arguments."""

from __future__ import annotations

from .optimizers import SGD, Adam, Optimizer, RMSprop

__all__ = ["Optimizer", "adam", "momentum", "rmsprop", "sgd"]

EPSILON = 1e-7


def sgd(learning_rate: float) -> SGD:
    """Return plain gradient descent. Mirrors TensorFlow.js ``tf.train.sgd``.

    >>> w = tf.Variable(1.0)
    >>> tf.train.sgd(0.25).minimize(lambda: w * w)
    >>> round(w.item(), 4)
    0.5
    """
    return SGD(learning_rate)


def momentum(learning_rate: float, momentum: float, use_nesterov: bool = False) -> SGD:
    """Return gradient descent with momentum. Mirrors TensorFlow.js ``tf.train.momentum``.

    >>> w, optimizer = tf.Variable(1.0), tf.train.momentum(0.25, 0.9)
    >>> for _ in range(2):
    ...     optimizer.minimize(lambda: w * w)
    >>> round(w.item(), 4)
    -0.2
    """
    return SGD(learning_rate, momentum, use_nesterov)


def adam(
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float | None = None,
) -> Adam:
    """Return Adam. Mirrors TensorFlow.js ``tf.train.adam``.

    >>> w = tf.Variable(1.0)
    >>> tf.train.adam(0.5).minimize(lambda: w * w)
    >>> round(w.item(), 4)
    0.5
    """
    return Adam(learning_rate, beta1, beta2, EPSILON if epsilon is None else epsilon)


def rmsprop(
    learning_rate: float,
    decay: float = 0.9,
    momentum: float = 0.0,
    epsilon: float | None = None,
    centered: bool = False,
) -> RMSprop:
    """Return RMSprop. Mirrors TensorFlow.js ``tf.train.rmsprop``.

    >>> w = tf.Variable(1.0)
    >>> tf.train.rmsprop(0.1).minimize(lambda: w * w)
    >>> round(w.item(), 4)
    0.6838
    """
    return RMSprop(
        learning_rate, decay, momentum, EPSILON if epsilon is None else epsilon, centered
    )
