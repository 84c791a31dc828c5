"""The REST API, on the same services and the same door as the pages."""
