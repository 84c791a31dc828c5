"""The web app and the REST API: thin faces over the core, for people and their helpers."""
