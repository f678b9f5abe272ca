"""The breakout optimiser: a problem in, a plan with its bound out (numpy)."""
