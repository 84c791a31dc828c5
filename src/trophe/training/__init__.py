"""Training: movements, programmes for a body at its stage, dose, progression."""
