"""Tags of the diary's pages."""
