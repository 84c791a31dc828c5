"""Fitting the models to the evidence (development only: NumPyro, JAX)."""
