"""How soon help is needed: four levels and their time limits."""

from typing import Final

from trophe.person.vocabulary import Labelled

NOW: Final = "now"
SIX_WEEKS: Final = "6w"
NONE: Final = "none"

SOON: Final = (NOW, "24h", "48h", "7d", "14d", SIX_WEEKS, NONE)
"""Time limits, the soonest first."""

WITHIN_WORDS: Final = {
    NOW: "now",
    "24h": "within 24 hours",
    "48h": "within 48 hours",
    "7d": "within 7 days",
    "14d": "within 14 days",
    SIX_WEEKS: "within six weeks",
    NONE: "no visit needed for this alone",
}


class Urgency(Labelled):
    """The level of a rule or a result."""

    SELF_CARE = "self_care", "You can look after this yourself"
    ROUTINE = "routine", "Worth an ordinary visit"
    URGENT = "urgent", "See a doctor soon"
    EMERGENCY = "emergency", "Emergency: get help now"

    @property
    def rank(self) -> int:
        """0 for self-care to 3 for emergency."""
        return list(Urgency).index(self)
