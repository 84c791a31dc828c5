"""Rule N07: with trouble swallowing, nothing to eat is proposed."""

from datetime import date

from trophe.person import Condition
from trophe.web.people.core import facts_on
from trophe.web.people.models import HealthFact, Person


def cannot_swallow(person: Person, day: date) -> bool:
    """Whether trouble with swallowing is on record (rule N07)."""
    return any(
        fact.kind == HealthFact.Kind.CONDITION and fact.name == Condition.SWALLOWING_TROUBLE
        for fact in facts_on(person, day)
    )
