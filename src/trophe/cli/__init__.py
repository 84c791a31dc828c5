"""The command line: each command parses, calls one function of the core, prints."""

from trophe.cli.main import main

__all__ = ["main"]
