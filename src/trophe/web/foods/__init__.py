"""Foods in the database: the ones that come with Trophe, imported ones, and people's own."""
