"""Screening for weak muscle and undernutrition: questions, criteria, stages, norms, what is due.

Cut-offs screen; they do not diagnose. A screening that finds nothing does not clear anybody.
"""

from trophe.person.screening.criteria import Criterion, Found
from trophe.person.screening.norms import Percentile, alm_percentile, grip_percentile
from trophe.person.screening.questions import SARC_F, Question, sarc_f_score
from trophe.person.screening.screen import Screening, screen
from trophe.person.screening.seen import Seen, seen_from_dict

__all__ = [
    "SARC_F",
    "Criterion",
    "Found",
    "Percentile",
    "Question",
    "Screening",
    "Seen",
    "alm_percentile",
    "grip_percentile",
    "sarc_f_score",
    "screen",
    "seen_from_dict",
]
