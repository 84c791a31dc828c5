"""What happened to a person's muscles, what was measured of them, and what to expect."""
