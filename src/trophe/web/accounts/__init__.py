"""Who signs in: users, one-time links, tokens."""
