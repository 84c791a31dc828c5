"""SQLite with a fair queue of writers, as a Django database engine."""
