"""Trophe: what is happening to your muscle, what to eat and do about it, and whether it works."""

from importlib.metadata import version

__version__ = version("trophe")
