"""Plans as they were made, checked again whenever they are read."""
