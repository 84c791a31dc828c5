"""Changes to checks: keeping answers, keeping a result, saying that somebody has seen to it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from trophe.errors import InputError, MissingDataError
from trophe.person import Condition, Kidney, Medicine
from trophe.safety.triage import Check, Interview, check
from trophe.web.accounts.models import User
from trophe.web.check.access import results_of
from trophe.web.check.models import CheckDraft, CheckResult
from trophe.web.people.core import as_core_person
from trophe.web.people.models import HealthFact, Person
from trophe.web.people.services import update_person

# What a check begins and its closing ends. Other conditions stay until the person changes them.
ENDED_BY_CLOSING: Final = frozenset(
    {
        Condition.OPEN_EMERGENCY,
        Condition.OPEN_CRISIS,
        Condition.OPEN_URGENT,
        Condition.SWALLOWING_TROUBLE,
        Condition.REFEEDING_RISK,
    }
)
# What the record knows already, as findings, so that nobody is asked twice.
KNOWN: Final[Mapping[object, str]] = {
    Condition.PREGNANT: "pregnant",
    Condition.DIABETES: "diabetes",
    Condition.HEART_FAILURE: "heart_failure",
    Condition.CANCER_TREATMENT: "cancer_now",
    Condition.EATING_DISORDER: "ed_past",
    Condition.CAST: "cast",
    Medicine.INSULIN: "insulin",
    Medicine.SULFONYLUREA: "sulfonylurea",
    Medicine.SGLT2: "sglt2",
    Medicine.DIURETIC: "diuretic",
    Medicine.GLP1: "glp1",
    Medicine.WARFARIN: "anticoagulant",
    Medicine.STEROID: "steroid_mg_d",
    Kidney.DISEASE: "ckd",
    Kidney.DIALYSIS: "dialysis",
}


def known_findings(person: Person) -> str:
    """What the record says already: body mass index, illnesses, medicines."""
    from trophe.person import bmi_kg_m2

    try:
        core = as_core_person(person)
    except MissingDataError:
        return ""
    held = [*core.conditions, *core.medicines, core.kidney]
    names = sorted(KNOWN[one] for one in held if one in KNOWN)
    return ";".join([*names, f"bmi={bmi_kg_m2(core):.1f}"])


def interview_of(person: Person, answers: Mapping[str, str]) -> Interview:
    """The questions for this person, with what is answered and known."""
    return Interview(
        age_y=person.age_on_day(person.today()),
        sex=person.sex,
        region=person.region,
        answers=answers,
        known=known_findings(person),
    )


@transaction.atomic
def keep_answers(*, person: Person, answers: Mapping[str, str]) -> None:
    """Keep what was answered so far."""
    CheckDraft.objects.update_or_create(person=person, defaults={"answers": dict(answers)})


@transaction.atomic
def forget_answers(*, person: Person) -> None:
    """The check is finished, or begins anew."""
    CheckDraft.objects.filter(person=person).delete()


@transaction.atomic
def keep_result(*, person: Person, by: User, result: Check) -> CheckResult:
    """Store a result, and tell plans of it (I12).

    Earlier open results are closed by the new answers (I13): what those still show is open again
    in the new one.
    """
    results_of(person).open().update(
        closed_at=timezone.now(), closing=CheckResult.Closing.ANSWERS, closed_by=by
    )
    stored = CheckResult(
        person=person,
        made_by=by,
        local_date=person.today(),
        urgency=str(result.urgency),
        act_within=result.within,
        rules=";".join(result.rule_ids),
        pattern=result.pattern.first,
        second_pattern=result.pattern.second,
        document=result.to_json(),
    )
    stored.full_clean()
    stored.save()
    _tell_plans(person, by, begin=frozenset(result.conditions), why=f"check of {stored.local_date}")
    return stored


def check_and_keep(*, person: Person, by: User, findings: str, country: str) -> CheckResult:
    """Check findings given as text, for this person, and keep the result.

    Raises InputError for findings that are not known.
    """
    made = check(
        age_y=person.age_on_day(person.today()),
        sex=person.sex,
        region=person.region,
        findings=findings,
        country=country,
    )
    return keep_result(person=person, by=by, result=made)


@transaction.atomic
def close_result(
    *, result: CheckResult, by: User, seen_on: date | None, seen_by: str
) -> CheckResult:
    """Somebody has seen to it: who, and when (I13). Plans hear of it.

    Raises InputError for a day that is missing, before the check or in the future, or a nobody.
    """
    person = result.person
    if seen_on is None:
        raise MissingDataError("seen_on", "On which day were you seen?")
    if not result.local_date <= seen_on <= person.today():
        raise InputError("seen_on", "The day lies between the check and today.")
    if not seen_by.strip():
        raise MissingDataError("seen_by", "Who saw you? A name or a place is enough.")
    if not result.is_open:
        return result
    result.closed_at, result.closing = timezone.now(), CheckResult.Closing.SEEN
    result.seen_on, result.seen_by, result.closed_by = seen_on, seen_by.strip()[:120], by
    result.save(update_fields=["closed_at", "closing", "seen_on", "seen_by", "closed_by"])
    still: frozenset[str] = frozenset()
    _tell_plans(person, by, begin=still, why=f"seen on {seen_on} by {result.seen_by}"[:300])
    return result


def _tell_plans(person: Person, by: User, *, begin: frozenset[str], why: str) -> None:
    """The conditions that hold from now on: those of a check that is over end, new ones begin."""
    held = person.facts.on_day(person.today()).filter(kind=HealthFact.Kind.CONDITION)
    names = {fact.name for fact in held} - {str(one) for one in ENDED_BY_CLOSING}
    update_person(person=person, by=by, why=why, conditions=names | {str(one) for one in begin})
