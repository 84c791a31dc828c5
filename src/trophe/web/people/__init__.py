"""Persons, and who may see or change which of them."""
