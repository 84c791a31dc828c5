"""The week of a person: told answers to a trainee, past sessions to a dose, both to a week."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from trophe.checks import require_name
from trophe.plan.programme import accustomed, make_week
from trophe.safety.exercise_week import judge_week
from trophe.training.exercise import exercises
from trophe.training.kinds import manners
from trophe.training.programme import Week
from trophe.training.progress import Return, after_break, light_of, week_share
from trophe.training.trainee import Restriction, Trainee
from trophe.training.vocabulary import Effort, Equipment, Fact, Goal, Joint, Kind
from trophe.web.check.access import results_of
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person
from trophe.web.training.access import (
    done_in,
    last_finished,
    pain_told,
    profile_of,
    sessions_between,
    stored_week,
    trained_volumes,
    weeks_trained,
)
from trophe.web.training.models import PauseReason, Profile, Session

WEEK = timedelta(days=7)
_CLOT_RULES: Final = {"U06": Fact.LEG_CLOT_SIGNS, "E11": Fact.CHEST_ALARM}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReading:
    """This week as it may be shown: the week, its Monday, whether it was stored.

    `back` says what a break changed.
    """

    week: Week
    monday: date
    stored: bool
    trainee: Trainee
    back: str = ""


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def trainee_of(person: Person, profile: Profile) -> Trainee:
    """The trainee as they are today: answers, health, and the pain of the last seven days."""
    told = profile.answers
    facts = {require_name("facts", name, Fact) for name in told.get("facts", ())}
    facts |= _open_findings(person)
    recent = sessions_between(person, person.today() - WEEK, person.today())
    kind = require_name("kind", told.get("kind", "disuse"), Kind)
    if any(session.weaker for session in recent) and manners()[kind].neurogenic:
        facts.add(Fact.WEAKER_AFTER)
    fatigue = [s.fatigue for s in recent if s.fatigue is not None]
    return Trainee(
        person=as_core_person(person),
        kind=kind,
        stage=told.get("stage", 3),
        restrictions=tuple(Restriction(**one) for one in told.get("restrictions", ())),
        facts=frozenset(facts),
        equipment=frozenset(
            require_name("equipment", name, Equipment) for name in told.get("equipment", ())
        ),
        minutes=told.get("minutes", 30),
        weekdays=tuple(told.get("weekdays", (0, 2, 4))),
        goals=frozenset(require_name("goals", name, Goal) for name in told.get("goals", ())),
        pain=_sore(recent),
        fatigue=float(fatigue[-1]) if fatigue else 0.0,
        lost=profile.lost,
        effort_most=told.get("effort_most", Effort.VIGOROUS),
        avoid=frozenset(name for name in told.get("avoid", ()) if name in exercises()),
    )


def _open_findings(person: Person) -> set[Fact]:
    """What an open check says that stops all exercise (X04): signs of a clot."""
    fired = {name for result in results_of(person).open() for name in result.rules.split(";")}
    return {fact for name, fact in _CLOT_RULES.items() if name in fired}


def _sore(recent: list[Session]) -> dict[Joint, float]:
    """Pain by joint from the movements that hurt, the last time each was done."""
    last: dict[str, float] = {}
    for session in recent:
        for felt in session.felt.all():
            if felt.exercise_id in exercises():
                pain = pain_told(felt)
                if pain is not None:
                    last[felt.exercise_id] = pain
    sore: dict[Joint, float] = {}
    for name, pain in last.items():
        entry = exercises()[name]
        for joint in entry.moves or entry.loads:
            sore[joint] = max(sore.get(joint, 0.0), pain)
    return sore


def read_week(person: Person, monday: date | None = None) -> WeekReading | None:
    """The week of a Monday (this one): as stored while the rules still let it, else made anew.

    None before anything was told. Nothing is stored here.
    """
    profile = profile_of(person)
    if profile is None:
        return None
    monday = monday or monday_of(person.today())
    trainee = trainee_of(person, profile)
    row, back = stored_week(person, monday), _back(person, profile, monday)
    if row is not None:
        week = row.week()
        if not judge_week(trainee, week).findings:
            return WeekReading(
                week=week, monday=monday, stored=True, trainee=trainee, back=back.text
            )
    week = _made(*_ask(person, trainee, monday, back.dose_share))
    return WeekReading(week=week, monday=monday, stored=False, trainee=trainee, back=back.text)


def _back(person: Person, profile: Profile, monday: date) -> Return:
    """What a break or an illness leaves of the dose."""
    if profile.pause_reason == PauseReason.ILL and profile.resumed_on is not None:
        since = len(sessions_between(person, profile.resumed_on, person.today()))
        graded = after_break(0, ill=True, sessions_since=since)
        if graded.text:
            return graded
    last = last_finished(person)
    if last is None or last.local_date >= monday:
        return Return(dose_share=1.0, text="")
    return after_break((monday - last.local_date).days)


def _ask(
    person: Person, trainee: Trainee, monday: date, back: float
) -> tuple["_Key", int, int | None, float]:
    """Which week it is, what one is used to, and what share of the dose is left."""
    number = weeks_trained(person, monday) + 1
    before = sessions_between(person, monday - WEEK, monday - timedelta(days=1))
    lights = [
        light_of(done_in(session, felt.exercise_id))
        for session in before
        for felt in session.felt.all()
    ]
    share = min(week_share(lights), back)
    return _Key(trainee), number, accustomed(trained_volumes(person, monday)), share


class _Key:
    """A trainee that can be a key of the cache: equal when all that was told is equal."""

    def __init__(self, trainee: Trainee) -> None:
        self.trainee = trainee
        self.text = json.dumps(_plain(trainee), sort_keys=True)

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.text == self.text


def _plain(trainee: Trainee) -> dict[str, Any]:
    """All of a trainee as text."""
    found: dict[str, Any] = {}
    for name in trainee.__slots__:
        value = getattr(trainee, name)
        if isinstance(value, Mapping):
            found[name] = sorted((str(k), v) for k, v in value.items())
        elif isinstance(value, frozenset):
            found[name] = sorted(str(one) for one in value)
        else:
            found[name] = repr(value)
    person = trainee.person
    found["person"] = [
        (n, repr(sorted(v)) if isinstance(v, frozenset) else repr(v))
        for n, v in ((n, getattr(person, n)) for n in person.__slots__)
    ]
    return found


@lru_cache(maxsize=128)
def _made(key: _Key, number: int, previous: int | None, share: float) -> Week:
    """The week, kept under the whole of what it was made from."""
    return make_week(key.trainee, number, previous_volume=previous, dose_share=share)
