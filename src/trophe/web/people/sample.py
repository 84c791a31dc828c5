"""A person to look around with: 120 days of weights made by the energy model, with noise."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction

from trophe.plan import Goal
from trophe.web.accounts.models import User
from trophe.web.diary.models import Weight
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person
from trophe.web.people.services import create_person
from trophe.web.plans.services import make_plan

DAYS: Final = 120
# Scale noise of one morning to the next, and the share of mornings that were skipped.
_NOISE_KG: Final = 0.35
_SKIPPED: Final = 0.15
_SEED: Final = 120
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
    Weight.objects.bulk_create(_mornings(person, owner))
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, on_date=first.local_date)
    _knee(person, owner)
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


def _mornings(person: Person, owner: User) -> list[Weight]:
    """A weighing for most days, at seven in the morning."""
    from trophe.energy import DEFAULT_PRESET, Adults, preset, simulate

    model = preset(DEFAULT_PRESET)
    people = Adults.of_person(as_core_person(person))
    path = simulate(people, model, days=DAYS, intake_change_kcal_d=-380.0)
    rng = np.random.default_rng(_SEED)
    noise_kg = rng.normal(0.0, _NOISE_KG, DAYS + 1)
    kept = rng.random(DAYS + 1) >= _SKIPPED
    zone, today = ZoneInfo(person.time_zone), person.today()
    rows = []
    for day in range(1, DAYS + 1):
        if not kept[day]:
            continue
        label = today - timedelta(days=DAYS - day)
        moment = datetime.combine(label, time(7), tzinfo=zone)
        offset = moment.utcoffset() or timedelta()
        rows.append(
            Weight(
                person=person,
                local_date=label,
                instant_utc=moment,
                zone_name=person.time_zone,
                utc_offset_s=int(offset.total_seconds()),
                weight_kg=round(float(path.weight_kg[..., day]) + float(noise_kg[day]), 1),
                source=Weight.Source.SAMPLE,
                recorded_by=owner,
            )
        )
    return rows
