"""What pages and programs do not show of a person unless asked: by a rule, or by their own wish."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from trophe.errors import InputError, MissingDataError
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person
from trophe.web.people.once import once

# "ring" (P01) and "plan" (I12) hide the counting of calories as "energy" (P13) does.
ENERGY: Final = frozenset({"energy", "ring", "plan"})
# A body mass index that no rule asks about, for who was never weighed.
_UNTOLD_BMI: Final = 22.0


def hidden(person: Person, on_date: date | None = None) -> frozenset[str]:
    """The names of what is hidden: energy, weight, streaks, ring, forecast, plan.

    Rules P01, P02, P13, P14 and I12 by the person as recorded on a day (today if none is given),
    and the person's own switches (W07). Somebody whose record the rules cannot read is shown
    neither calories nor weights.
    """
    return _by_rule(person, on_date or person.today()) | wished(person)


def wished(person: Person) -> frozenset[str]:
    """What the person switched off themselves (W07)."""
    chosen = (("energy", person.hides_energy), ("weight", person.hides_weight))
    return frozenset(name for name, is_hidden in chosen if is_hidden)


def shows_energy(person: Person) -> bool:
    """Whether calories may be shown unasked."""
    return energy_may_show(hidden(person))


def energy_may_show(hide: Iterable[str]) -> bool:
    """Whether calories may be shown where `hide` is hidden."""
    return ENERGY.isdisjoint(hide)


def shows_weight(person: Person) -> bool:
    """Whether weights may be shown unasked."""
    return "weight" not in hidden(person)


@once
def _by_rule(person: Person, day: date) -> frozenset[str]:
    from trophe.plan.make import hidden_by

    try:
        core = as_core_person(person, day)
    except MissingDataError:
        core = as_core_person(person, day, weight_kg=_UNTOLD_BMI * person.height_m**2)
    except InputError:
        return frozenset({"energy", "weight"})
    return frozenset(hidden_by(core))
