"""From the stored record to the person as the models know them."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from trophe.checks import require_name
from trophe.errors import MissingDataError
from trophe.person import Agreement, Condition, Kidney, Limb, LimbLoss, Medicine, Region, Sex
from trophe.person import Person as CorePerson
from trophe.web.people.models import HealthFact, Person
from trophe.web.people.once import once

Name = TypeVar("Name", bound=StrEnum)


def as_core_person(
    record: Person, on_date: date | None = None, weight_kg: float | None = None
) -> CorePerson:
    """`record` as `trophe.person.Person` on a day (today where they live, if none is given).

    What the timeline tells (a cast, bed rest, a medicine) counts like what was told outright.

    The weight is the last one up to that day, or `weight_kg`. Raises MissingDataError when
    nothing was weighed yet, InputError when something stored is outside what the models allow.
    """
    from trophe.web.muscle.access import told_by_events  # it knows persons, as a person knows it

    day = on_date or record.today()
    if weight_kg is None:
        weight_kg = _last_weight_kg(record, day)
        if weight_kg is None:
            raise MissingDataError("weight_kg", "Weigh in once, and the plan can be made.")
    facts = facts_on(record, day)
    conditions, medicines, week = told_by_events(record, day)
    return CorePerson(
        sex=require_name("sex", record.sex, Sex),
        age_y=record.age_on_day(day),
        height_m=record.height_m,
        weight_kg=weight_kg,
        pal=record.pal,
        body_fat_pct=record.body_fat_pct,
        ree_measured_kcal_d=record.ree_measured_kcal_d,
        resistance_training=record.resistance_training,
        region=require_name("region", record.region, Region),
        kidney=require_name("kidney", record.kidney, Kidney),
        conditions=_members(facts, "condition", Condition) | conditions,
        medicines=_members(facts, "medicine", Medicine) | medicines,
        agreements=_members(facts, "agreement", Agreement),
        limb_losses=tuple(_limb_loss(name) for name in sorted(_names(facts, "limb"))),
        pregnancy_week=week or _week(facts, Condition.PREGNANT, day, longest=42),
        postpartum_weeks=_week(facts, Condition.BREASTFEEDING, day, longest=260),
    )


@once
def _last_weight_kg(record: Person, day: date) -> float | None:
    last = record.weights.kept().up_to(day).last()
    return None if last is None else last.weight_kg


@once
def facts_on(record: Person, day: date) -> tuple[HealthFact, ...]:
    """What is on record of the person's health on a day."""
    return tuple(record.facts.on_day(day))


def _names(facts: tuple[HealthFact, ...], kind: str) -> list[str]:
    return [fact.name for fact in facts if fact.kind == kind]


def _members(facts: tuple[HealthFact, ...], kind: str, known: type[Name]) -> frozenset[Name]:
    return frozenset(require_name(kind, name, known) for name in _names(facts, kind))


def _limb_loss(name: str) -> LimbLoss:
    side, limb = name.split(":")
    return LimbLoss(limb=require_name("limb", limb, Limb), side=side)


def _week(
    facts: tuple[HealthFact, ...], condition: Condition, day: date, *, longest: float
) -> float | None:
    """Weeks counted on from the day they were told; not known once that cannot be right."""
    for fact in facts:
        if fact.name == condition and fact.week is not None:
            week = fact.week + (day - fact.since).days / 7
            return week if week <= longest else None
    return None
