"""What happened: weights, day by day."""
