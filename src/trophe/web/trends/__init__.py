"""Trends: what was weighed and eaten over time, and the expenditure learned from it."""
