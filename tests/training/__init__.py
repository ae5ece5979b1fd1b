"""Training: optimizers and losses against NumPy, and the loops of fit, evaluate and predict."""
