"""Training: losses, metrics, optimizers, callbacks, and the loops of fit, evaluate and predict."""
