"""A person to look around with: 120 days made by the energy model, with the noise of a life."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from trophe.plan import Goal
from trophe.web.accounts.models import User
from trophe.web.diary.models import Weight
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person
from trophe.web.people.sample_diary import keep_diary
from trophe.web.people.sample_training import WEEKS, keep_sessions
from trophe.web.people.services import create_person
from trophe.web.plans.services import make_plan

DAYS: Final = 120
# Scale noise of one morning to the next, and the share of mornings that were skipped.
_NOISE_KG: Final = 0.35
_SKIPPED: Final = 0.15
_SEED: Final = 120
_DAYS: Final = range(DAYS + 1)
# Alex uses more than the formula says, which is there to be learned.
_OVER_FORMULA: Final = 1.12
# How much less than the need is eaten, how much more at weekends, and the spread of single days.
_LESS_KCAL: Final = 430.0
_WEEKEND_KCAL: Final = 160.0
_DAY_LOG_SD: Final = 0.12
# Six weeks in a cast, off so many days ago, and thigh girths since: days ago, side, cm.
CAST_OFF: Final = 122
_TAPE: Final = (
    (121, "left", 52.4),
    (121, "right", 56.0),
    (100, "left", 53.2),
    (72, "left", 54.1),
    (36, "left", 54.6),
    (36, "right", 55.3),
    (8, "left", 54.9),
)
_READINGS: Final = (
    ("grip", "right", ((110, 27.5), (62, 28.5), (20, 29.0))),
    ("grip", "left", ((110, 25.5), (62, 26.5), (20, 27.5))),
    ("chair_stand_30s", "", ((105, 11.0), (60, 13.0), (18, 15.0))),
    ("tape_calf", "left", ((121, 34.6), (36, 35.6))),
    ("tape_calf", "right", ((121, 36.3), (36, 36.2))),
)
_SCREENED: Final = 60
_ANSWERS: Final = {"lifting": 1, "walking": 0, "rising": 0, "stairs": 1, "falls": 0}


@transaction.atomic
def make_sample(*, owner: User) -> Person:
    """Alex, 120 days into eating a little less, marked as the sample."""
    person = create_person(
        by=owner,
        name="Alex (sample)",
        is_sample=True,
        sex="female",
        age_y=44.0,
        height_m=1.68,
        weight_kg=82.0,
        activity="light",
        kidney="normal",
    )
    first = person.weights.get()
    first.local_date = person.today() - timedelta(days=DAYS)
    first.source = Weight.Source.SAMPLE
    first.save(update_fields=["local_date", "source"])
    eaten_kcal, weights = _lived(person, owner)
    Weight.objects.bulk_create(weights)
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, on_date=first.local_date)
    _knee(person, owner)
    keep_diary(person, owner, eaten_kcal)
    keep_sessions(person, owner)
    _measured(person, owner)
    return person


def _knee(person: Person, owner: User) -> None:
    """A knee in a cast for six weeks, some months ago, and the tape measures since."""
    from trophe.web.muscle.services import add_event, log_measurement

    def day(ago: int) -> date:
        return person.today() - timedelta(days=ago)

    add_event(
        person=person,
        by=owner,
        kind="cast",
        began_on=day(CAST_OFF + 42),
        ended_on=day(CAST_OFF),
        part="knee",
        side="left",
        source="sample",
    )
    add_event(
        person=person,
        by=owner,
        kind="strength_training",
        began_on=day(100),
        ended_on=day(7 * WEEKS + 7),
        detail={"sessions_week": 2.0},
        source="sample",
    )
    for ago, side, girth_cm in _TAPE:
        log_measurement(
            instrument="tape_thigh",
            side=side,
            values=[girth_cm - 0.2, girth_cm, girth_cm + 0.2],
            measured_on=day(ago),
            confirmed=True,
            person=person,
            by=owner,
            source="sample",
        )


def _measured(person: Person, owner: User) -> None:
    """Hands, legs and answers besides the tape."""
    from trophe.web.muscle.screenings import save_screening
    from trophe.web.muscle.services import log_measurement

    for instrument, side, readings in _READINGS:
        for ago, value in readings:
            log_measurement(
                instrument=instrument,
                side=side,
                values=[value],
                measured_on=person.today() - timedelta(days=ago),
                confirmed=True,
                person=person,
                by=owner,
                source="sample",
            )
    asked = person.today() - timedelta(days=_SCREENED)
    save_screening(person=person, by=owner, answers=_ANSWERS, taken_on=asked)


def _lived(person: Person, owner: User) -> tuple[NDArray[np.float64], list[Weight]]:
    """What was eaten on each of the days, today the last, and a weighing for most mornings."""
    from trophe.energy import DEFAULT_PRESET, Adults, preset, simulate

    formula, rng = Adults.of_person(as_core_person(person)), np.random.default_rng(_SEED)
    people = formula.with_(ree_kcal_d=formula.ree_kcal_d * _OVER_FORMULA)
    weekend = np.array([(person.today() - timedelta(days=DAYS - d)).weekday() > 4 for d in _DAYS])
    level = float(people.ree_kcal_d * people.pal) - _LESS_KCAL + _WEEKEND_KCAL * weekend
    eaten_kcal = level * np.exp(_DAY_LOG_SD * rng.standard_normal(DAYS + 1))
    path = simulate(people, preset(DEFAULT_PRESET), days=DAYS, intake_kcal_d=eaten_kcal)
    noise_kg = rng.normal(0.0, _NOISE_KG, DAYS + 1)
    kept = rng.random(DAYS + 1) >= _SKIPPED
    kept[-1] = True
    weights = [
        _weighing(person, owner, day, float(path.weight_kg[..., day]) + float(noise_kg[day]))
        for day in range(1, DAYS + 1)
        if kept[day]
    ]
    return eaten_kcal, weights


def _weighing(person: Person, owner: User, day: int, weight_kg: float) -> Weight:
    """At seven in the morning."""
    label = person.today() - timedelta(days=DAYS - day)
    moment = datetime.combine(label, time(7), tzinfo=ZoneInfo(person.time_zone))
    offset = moment.utcoffset() or timedelta()
    return Weight(
        person=person,
        local_date=label,
        instant_utc=moment,
        zone_name=person.time_zone,
        utc_offset_s=int(offset.total_seconds()),
        weight_kg=round(weight_kg, 1),
        source=Weight.Source.SAMPLE,
        recorded_by=owner,
    )
