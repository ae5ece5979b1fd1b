"""Training: losses, metrics, optimizers, callbacks, and the loops of fit, evaluate and predict."""

from . import callbacks, losses, metrics, optimizers, train

__all__ = ["callbacks", "losses", "metrics", "optimizers", "train"]
