"""The exercise programme and the session log."""
