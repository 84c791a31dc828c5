"""Learned expenditure: what a person spends, from what was weighed and eaten."""

from trophe.energy.learned.learning import Learned, Status, learn
from trophe.energy.learned.start import About

__all__ = ["About", "Learned", "Status", "learn"]
