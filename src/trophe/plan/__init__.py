"""Plans: who and what becomes targets, phases and a forecast, or a kind refusal.

`make` is the one door; the command line, the web app and the API all call it.
"""

from trophe.plan.document import (
    Basis,
    Forecast,
    GoalDay,
    Note,
    Offered,
    Phase,
    Plan,
)
from trophe.plan.goal import GOALS, Goal
from trophe.plan.history import History
from trophe.plan.make import make, replay
from trophe.plan.offer import Offer, offers
from trophe.plan.recheck import recheck

__all__ = [
    "GOALS",
    "Basis",
    "Forecast",
    "Goal",
    "GoalDay",
    "History",
    "Note",
    "Offer",
    "Offered",
    "Phase",
    "Plan",
    "make",
    "offers",
    "recheck",
    "replay",
]
