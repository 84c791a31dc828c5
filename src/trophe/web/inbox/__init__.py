"""What waits to be done or known, and the badges for care of oneself."""
