"""The guide as pages, and the report to take along to a doctor."""
