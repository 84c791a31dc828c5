"""Changes to persons: what is told of them, and what held before."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model, Value
from django.db.models.functions import Greatest

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError
from trophe.person import LimbLoss
from trophe.web.accounts.models import User
from trophe.web.diary.services import weigh_in
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Access, HealthFact, HealthFactQuerySet, Person, Role

# Columns that `update_person` may change; the rest has its own service or never changes.
COLUMNS: Final = frozenset(
    {
        "name",
        "sex",
        "birth_date",
        "age_y",
        "height_m",
        "activity",
        "pal",
        "body_fat_pct",
        "ree_measured_kcal_d",
        "resistance_training",
        "region",
        "kidney",
        "height_unit",
        "weight_unit",
        "energy_unit",
        "hides_energy",
        "hides_weight",
        "time_zone",
        "eating_asked_on",
    }
)
FACTS: Final = {
    "conditions": HealthFact.Kind.CONDITION,
    "medicines": HealthFact.Kind.MEDICINE,
    "agreements": HealthFact.Kind.AGREEMENT,
    "limb_losses": HealthFact.Kind.LIMB,
}


@transaction.atomic
def create_person(*, by: User, weight_kg: float, code: UUID | None = None, **told: Any) -> Person:
    """A person with what was told of them, their first weight, and `by` as their owner.

    `told` takes the columns of `COLUMNS` (sex, height_m, and birth_date or age_y are needed)
    and the sets conditions, medicines, agreements, limb_losses, with pregnancy_week or
    postpartum_weeks. `code` is the client's: the same one again gives the same person.
    Raises InputError, which names the field, and then stores nothing.
    """
    if code is not None:
        made = Person.objects.for_user(by, Role.OWNER).filter(code=code).first()
        if made is not None:
            return made
    person = Person(is_sample=told.pop("is_sample", False))
    if code is not None:
        person.code = code
    facts = _take_facts(told)
    _set_columns(person, told)
    _check_and_save(person)
    Access.objects.create(user=by, person=person, role=Role.OWNER, granted_by=by)
    _replace_facts(person, by, facts, "told at the start")
    weigh_in(person=person, by=by, weight_kg=weight_kg, confirmed=True)
    as_core_person(person)
    return person


@transaction.atomic
def update_person(*, person: Person, by: User, why: str = "", **changes: Any) -> Person:
    """Change columns, or whole sets of health facts; what held before is kept with its end.

    Raises InputError, which names the field, and then changes nothing.
    """
    facts = _take_facts(changes)
    _set_columns(person, changes)
    _check_and_save(person)
    _replace_facts(person, by, facts, why)
    with suppress(MissingDataError):  # never weighed: nothing to check the rest against yet
        as_core_person(person)
    return person


def _take_facts(told: dict[str, Any]) -> dict[str, Any]:
    """The sets of health facts, and the weeks that go with two of them, out of `told`."""
    names = [*FACTS, "pregnancy_week", "postpartum_weeks"]
    return {name: told.pop(name) for name in names if name in told}


def _set_columns(person: Person, told: dict[str, Any]) -> None:
    """Put `told` onto the record; an activity level brings its PAL, an age its day."""
    unknown = set(told) - COLUMNS
    if unknown:
        name = min(unknown)
        raise InputError(name, f"{name} cannot be set. Known: {', '.join(sorted(COLUMNS))}.")
    if told.get("activity") and told.get("pal") is None:
        from trophe.energy import pal_of

        told["pal"] = pal_of(told["activity"])
    elif told.get("pal") is not None:
        told.setdefault("activity", "")
    for name, value in told.items():
        setattr(person, name, value)
    _require_zone(person.time_zone)
    if told.get("birth_date") is not None:
        person.age_y = person.age_on = None
    elif told.get("age_y") is not None:
        person.birth_date, person.age_on = None, person.today()


def _check_and_save(person: Person) -> None:
    """Save, or say which field is wrong as every face can show it."""
    if person.birth_date is None and person.age_y is None:
        raise MissingDataError("age_y", "A birth date or an age is needed.")
    for name in ("sex", "height_m", "pal"):
        if getattr(person, name) in (None, ""):
            raise MissingDataError("activity" if name == "pal" else name)
    require_one("height_m", person.height_m, 0.4, 2.3, hint="Height is in metres.")
    require_one("pal", person.pal, 1.2, 2.5)
    if person.birth_date is not None and person.birth_date > person.today():
        raise InputError("birth_date", f"birth_date = {person.birth_date} is in the future.")
    _full_clean(person)
    person.save()


def _full_clean(row: Model) -> None:
    """Django's checks, as an InputError that names the first field at fault."""
    try:
        row.full_clean()
    except ValidationError as error:
        name, texts = next(iter(error.message_dict.items()))
        raise InputError(name.strip("_"), f"{name.strip('_')}: {' '.join(texts)}") from None


def _require_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError("time_zone", f"time_zone = {name!r} is not a known zone.") from None


def _replace_facts(person: Person, by: User, facts: dict[str, Any], why: str) -> None:
    """Each set named in `facts` becomes exactly that: missing ones end, new ones begin."""
    today = person.today()
    weeks = {
        "pregnant": facts.get("pregnancy_week"),
        "breastfeeding": facts.get("postpartum_weeks"),
    }
    for field, kind in FACTS.items():
        if field in facts:
            wanted = _fact_names(field, facts[field])
            _end_others(person, kind, wanted, today)
            _begin_new(person, kind, wanted, today, by=by, why=why, weeks=weeks)


def _fact_names(field: str, values: Iterable[Any]) -> list[str]:
    """Names as they are stored; a limb with its side."""
    names = [f"{v.side}:{v.limb}" if isinstance(v, LimbLoss) else str(v) for v in values]
    return sorted(set(names))


def _end_others(person: Person, kind: str, wanted: list[str], today: date) -> None:
    held = person.facts.filter(kind=kind, ended_on=None)
    _end(held.exclude(name__in=wanted), today)


def _end(facts: HealthFactQuerySet, today: date) -> None:
    """From today on they no longer hold; never before they began, wherever a traveller is."""
    facts.update(ended_on=Greatest(F("since"), Value(today)))


def _begin_new(
    person: Person,
    kind: str,
    wanted: list[str],
    today: date,
    *,
    by: User,
    why: str,
    weeks: dict[str, float | None],
) -> None:
    """Those not held yet begin; one told again with another week begins anew."""
    held = set(person.facts.filter(kind=kind, ended_on=None).values_list("name", flat=True))
    for name in wanted:
        week = weeks.get(name)
        if name in held and week is None:
            continue
        _end(person.facts.filter(kind=kind, name=name, ended_on=None), today)
        fact = HealthFact(
            person=person, kind=kind, name=name, since=today, week=week, why=why, recorded_by=by
        )
        _full_clean(fact)
        fact.save()


@transaction.atomic
def remove_sample(*, person: Person) -> None:
    """Erase the sample person with everything that hangs on it; refuses a real person."""
    if not person.is_sample:
        raise InputError("person", "person: only the sample can be removed in one step.")
    person.delete()
