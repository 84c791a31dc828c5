"""The check: findings in, how soon to see a doctor and which pattern they resemble out.

A module of its own, with its own purpose: it informs people about when to seek help; it does not
diagnose, treat or prevent. An operator can leave it out; the plain alarm list stays.
"""

from trophe.safety.triage.check import Change, Check, PartlyReadError, check, replay
from trophe.safety.triage.clinic import clinic_lines
from trophe.safety.triage.engine import Asked, Fired, Judged, judge_findings, ranks, triage_rules
from trophe.safety.triage.findings import Answer, Findings, answer_of, findings_of, parse_findings
from trophe.safety.triage.interview import (
    MANY,
    NUMBERS,
    ONE,
    Interview,
    Step,
    step_of,
    steps,
    unsure,
)
from trophe.safety.triage.kinds import (
    Pattern,
    features,
    pattern_words,
    patterns,
    resembles,
    rough_percent,
)
from trophe.safety.triage.services import Services, services
from trophe.safety.triage.urgency import WITHIN_WORDS, Urgency
from trophe.safety.triage.vocabulary import Term, groups, term, terms
from trophe.safety.triage.words import NOT_A_DEVICE, answer_words

__all__ = [
    "MANY",
    "NOT_A_DEVICE",
    "NUMBERS",
    "ONE",
    "WITHIN_WORDS",
    "Answer",
    "Asked",
    "Change",
    "Check",
    "Findings",
    "Fired",
    "Interview",
    "Judged",
    "PartlyReadError",
    "Pattern",
    "Services",
    "Step",
    "Term",
    "Urgency",
    "answer_of",
    "answer_words",
    "check",
    "clinic_lines",
    "features",
    "findings_of",
    "groups",
    "judge_findings",
    "parse_findings",
    "pattern_words",
    "patterns",
    "ranks",
    "replay",
    "resembles",
    "rough_percent",
    "services",
    "step_of",
    "steps",
    "term",
    "terms",
    "triage_rules",
    "unsure",
]
