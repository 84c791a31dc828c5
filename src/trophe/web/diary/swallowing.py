"""Rule N07: with trouble swallowing, nothing to eat is proposed."""

from datetime import date

from trophe.person import Condition
from trophe.web.people.models import HealthFact, Person


def cannot_swallow(person: Person, day: date) -> bool:
    """Whether trouble with swallowing is on record (rule N07)."""
    held = person.facts.on_day(day).filter(kind=HealthFact.Kind.CONDITION)
    found: bool = held.filter(name=str(Condition.SWALLOWING_TROUBLE)).exists()
    return found
