"""Food and what a person needs of it."""
