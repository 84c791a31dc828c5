"""Writes of the programme: what it is made from, its pauses, its weeks."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from trophe.errors import MissingDataError, TropheError, UnknownNameError
from trophe.training.exercise import exercise
from trophe.training.trainee import GROUPS
from trophe.web.accounts.models import User
from trophe.web.muscle.access import events_of
from trophe.web.muscle.forecasts import forecast_for
from trophe.web.people.models import Person
from trophe.web.training.access import profile_of, stored_week
from trophe.web.training.models import (
    PauseReason,
    Profile,
    StoredWeek,
    feed_token,
)
from trophe.web.training.weeks import monday_of, read_week, trainee_of


@transaction.atomic
def save_profile(*, person: Person, by: User | None, answers: Mapping[str, Any]) -> Profile:
    """Keep what was told and make this week anew. InputError names the field at fault."""
    profile = profile_of(person) or Profile(person=person)
    profile.answers = dict(answers)
    profile.changed_by, profile.changed_at = by, timezone.now()
    profile.lost = _lost(person) or profile.lost
    trainee_of(person, profile)  # refuses what makes no sense
    profile.save()
    person.training_weeks.filter(monday__gte=monday_of(person.today())).delete()
    return profile


def renew_feed(*, person: Person) -> Profile:
    """A new secret for the calendar feed; the old address ends."""
    profile = profile_or_error(person)
    profile.feed = feed_token()
    profile.save(update_fields=["feed"])
    return profile


@transaction.atomic
def pause_programme(*, person: Person, by: User | None, reason: str) -> Profile:
    """Let the programme rest, ill or away. Pausing again changes the reason only."""
    if reason not in PauseReason.values:
        raise UnknownNameError("reason", reason, PauseReason.values)
    profile = profile_or_error(person)
    profile.paused_on = profile.paused_on or person.today()
    profile.pause_reason, profile.resumed_on = reason, None
    return _changed(profile, by)


@transaction.atomic
def resume_programme(*, person: Person, by: User | None) -> Profile:
    """Take the programme up again; after an illness the dose comes back by steps."""
    profile = profile_or_error(person)
    if profile.paused_on is not None:
        profile.paused_on, profile.resumed_on = None, person.today()
        person.training_weeks.filter(monday__gte=monday_of(person.today())).delete()
    return _changed(profile, by)


@transaction.atomic
def avoid_movement(*, person: Person, by: User | None, exercise_id: str, avoid: bool) -> Profile:
    """Leave a movement out of the coming weeks, or let it in again; this week is made anew."""
    profile = profile_or_error(person)
    known = set(profile.answers.get("avoid", ()))
    known = known | {exercise(exercise_id).id} if avoid else known - {exercise_id}
    profile.answers = {**profile.answers, "avoid": sorted(known)}
    person.training_weeks.filter(monday__gte=monday_of(person.today())).delete()
    return _changed(profile, by)


def _changed(profile: Profile, by: User | None) -> Profile:
    """Saved, with who and when."""
    profile.changed_by, profile.changed_at = by, timezone.now()
    profile.save()
    return profile


def profile_or_error(person: Person) -> Profile:
    """The profile, or an error that says what to do."""
    profile = profile_of(person)
    if profile is None:
        raise MissingDataError("programme", "Answer the questions about your programme first.")
    return profile


def _lost(person: Person) -> dict[str, float]:
    """Share of each muscle lost by the forecast, the worse side; empty where there is none."""
    if not events_of(person):
        return {}
    try:
        reading = forecast_for(person)
    except TropheError:
        return {}
    if reading.withheld or not reading.affected:
        return {}
    lost: dict[str, float] = {}
    for place in reading.document.get("places", ()):
        group = place["muscle"]
        if group in GROUPS:
            share = max(0.0, 1 - float(place["size"]["now"][2]))
            lost[group] = round(min(1.0, max(share, lost.get(group, 0.0))), 4)
    return lost


@transaction.atomic
def keep_week(*, person: Person) -> StoredWeek:
    """This week's programme as a row, made once."""
    reading = read_week(person)
    if reading is None:
        raise MissingDataError("programme", "Answer the questions about your programme first.")
    row = stored_week(person, reading.monday)
    if row is None:
        row = StoredWeek(person=person, monday=reading.monday)
    if not reading.stored:
        row.document = reading.week.as_dict()
        row.made_at = timezone.now()
        row.save()
    return row
