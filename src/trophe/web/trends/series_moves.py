"""Movement and strength: steps, sessions, sets a week by muscle, exercise, the most lifted once.

A week in which nothing was finished is drawn as none only after the first session ever: before,
nobody was counting.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import Count

from trophe.report.strands import Strand
from trophe.report.trends import Quantity
from trophe.training.dose import one_rm_kg
from trophe.training.exercise import exercise
from trophe.training.programme import LOADING, set_counts
from trophe.training.words import GROUP_WORDS
from trophe.web.training.models import SetDone
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Entry, Series, counted, mean, means

_WEEK: Final = 7
_SHOWN_LIFTS: Final = 4
_SHOWN_MUSCLES: Final = 4
LIFT_NOTE: Final = (
    "Worked out from a set's load and repetitions (Epley 1985); sets of many repetitions tell too "
    "little and are left out."
)


def catalogue(reads: Reads) -> list[Entry]:
    """Movement's and strength's series."""
    found = [
        Entry(key="steps", group="Movement", title="Steps", make=lambda: steps(reads)),
        Entry(key="sessions", group="Movement", title="Sessions", make=lambda: sessions(reads)),
        Entry(key="volume", group="Movement", title="Sets by muscle", make=lambda: volume(reads)),
        Entry(key="exercise", group="Movement", title="Exercise", make=lambda: minutes(reads)),
    ]
    for group in GROUP_WORDS:
        found.append(_muscle_entry(reads, group))
    for place, name in enumerate(_lifted(reads)):
        found.append(_lift_entry(reads, name, place < _SHOWN_LIFTS))
    return found


def _lifted(reads: Reads) -> list[str]:
    """The movements that were ever done against a load, those of most sets first."""
    rows = SetDone.objects.filter(session__person=reads.person, taken_back=False, load_kg__gt=0)
    counts = rows.exclude(session__finished_at=None).order_by().values_list("exercise_id")
    return [name for name, _ in counts.annotate(n=Count("pk")).order_by("-n", "exercise_id")]


def _muscle_entry(reads: Reads, group: str) -> Entry:
    title = f"Sets: {GROUP_WORDS[group]}"
    key = f"volume-{group}"
    return Entry(key=key, group="Movement", title=title, overview=False,
                 make=lambda: muscle_volume(reads, group))  # fmt: skip


def _lift_entry(reads: Reads, name: str, overview: bool) -> Entry:
    return Entry(key=f"lift-{name}", group="Strength", title=exercise(name).name,
                 overview=overview, make=lambda: lift(reads, name))  # fmt: skip


def steps(reads: Reads) -> Series | None:
    """Steps a day, as they were told."""
    points = [(reads.span.day(on), float(n)) for on, n in reads.steps]
    if not points:
        return None
    middle = mean(points) or 0.0
    return Series(
        quantity=Quantity(key="steps", title="Steps", unit="", say=_steps),
        group="Movement",
        unit="steps",
        span=reads.span,
        strands=(_with_mean("Counted", points),),
        events=reads.events,
        summary=f"{_steps(middle)} a day on {counted(len(points), 'day')} counted.",
        latest=_steps(middle),
        latest_note="a day",
        note="As your counter told them; days nobody counted are left out.",
    )


def _steps(value: float) -> str:
    return f"{value:,.0f} steps"


def _with_mean(name: str, points: list[tuple[int, float]]) -> Strand:
    return Strand(name=name, points=points, line=tuple(means(points)), line_name="Mean of a week")


def minutes(reads: Reads) -> Series | None:
    """Minutes of exercise a week, noted in the diary or done as a session."""
    sums: dict[date, float] = defaultdict(float)
    for on, count in reads.exercises:
        sums[_monday(on)] += count
    since = min(sums, default=None)
    return _weekly(reads, "exercise", "Exercise", "min", sums, since, "Minutes a week", _minutes)


def _minutes(value: float) -> str:
    return f"{value:,.0f} min"


def sessions(reads: Reads) -> Series | None:
    """Finished sessions a week."""
    sums: dict[date, float] = defaultdict(float)
    for session in reads.sessions:
        sums[_monday(session.local_date)] += 1
    return _weekly(
        reads, "sessions", "Sessions", "sessions", sums, reads.trained_since, "Sessions a week",
        lambda n: counted(round(n), "session") if n == round(n) else f"{n:.1f} sessions",
    )  # fmt: skip


def volume(reads: Reads) -> Series | None:
    """Sets a week of the muscles that worked most, beside each other."""
    by_muscle = sets_by_muscle(reads)
    if not by_muscle:
        return None
    names = sorted(by_muscle, key=lambda g: -sum(by_muscle[g].values()))
    weeks = _weeks(reads, reads.trained_since)
    weeks = [m for m in weeks if _is_whole(reads, m)] or weeks
    strands = tuple(
        Strand(
            name=GROUP_WORDS[group].capitalize(),
            points=[(reads.span.day(m), by_muscle[group].get(m, 0.0)) for m in weeks],
            joined=True,
        )
        for group in names[:_SHOWN_MUSCLES]
    )
    average = {g: sum(by_muscle[g].get(m, 0.0) for m in weeks) / len(weeks) for g in names}
    told = [f"{GROUP_WORDS[g]} {average[g]:.1f}" for g in names]
    return Series(
        quantity=Quantity(key="volume", title="Sets by muscle", unit="sets", say=_sets),
        group="Movement",
        unit="sets",
        span=reads.span,
        strands=strands,
        events=reads.events,
        summary=f"Sets a week on average: {', '.join(told[:_SHOWN_MUSCLES])}.",
        latest=_sets(average[names[0]]),
        latest_note=f"a week, {GROUP_WORDS[names[0]]}",
        note="A set counts fully for the muscle that works most and in part for its helpers.",
        picks=tuple((f"volume-{g}", GROUP_WORDS[g].capitalize()) for g in names),
    )


def muscle_volume(reads: Reads, group: str) -> Series | None:
    """Sets a week of one muscle."""
    sums = sets_by_muscle(reads).get(group)
    if not sums:
        return None
    return _weekly(
        reads, f"volume-{group}", f"Sets: {GROUP_WORDS[group]}", "sets", sums,
        reads.trained_since, "Sets a week", _sets,
    )  # fmt: skip


def _sets(value: float) -> str:
    return f"{value:.1f} sets"


def sets_by_muscle(reads: Reads) -> dict[str, dict[date, float]]:
    """Sets by muscle and Monday."""
    found: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for session in reads.sessions:
        for row in session.sets.all():
            if row.taken_back:
                continue
            movement = exercise(row.exercise_id)
            if movement.move in LOADING:
                for group, count in set_counts(movement).items():
                    found[group][_monday(session.local_date)] += count
    return found


def _weekly(
    reads: Reads,
    key: str,
    title: str,
    unit: str,
    sums: Mapping[date, float],
    since: date | None,
    name: str,
    say: Callable[[float], str],
) -> Series | None:
    """Columns, one a week from the first week that anybody counted."""
    if not sums or since is None:
        return None
    weeks = _weeks(reads, since)
    points = [(reads.span.day(m), float(sums.get(m, 0.0))) for m in weeks]
    whole = [reads.span.day(m) for m in weeks if _is_whole(reads, m)]
    counting = [p for p in points if p[0] in whole] or points
    middle = mean(counting) or 0.0
    return Series(
        quantity=Quantity(key=key, title=title, unit=unit, say=say),
        group="Movement",
        unit=unit,
        span=reads.span,
        strands=(Strand(name=name, points=points, width_d=_WEEK),),
        events=reads.events,
        summary=f"{say(middle)} a week over {counted(len(counting), 'week')}.",
        latest=say(middle),
        latest_note="a week",
        note="Weeks begin on Monday; one that is not over, or only partly shown, is not in the "
        "average.",
    )


def _weeks(reads: Reads, since: date | None) -> list[date]:
    """The Mondays of the span from the first week that counts."""
    first = max(reads.span.first, since or reads.span.first)
    monday, found = _monday(first), []
    while monday <= reads.span.last:
        found.append(monday)
        monday += timedelta(days=_WEEK)
    return found


def _is_whole(reads: Reads, monday: date) -> bool:
    """Whether all of a week is shown and over."""
    sunday = monday + timedelta(days=_WEEK - 1)
    return reads.span.holds(monday) and reads.span.holds(sunday) and sunday < reads.person.today()


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def lifts(reads: Reads) -> dict[str, dict[date, float]]:
    """The best estimate of the most that is lifted once, by movement and day."""
    found: dict[str, dict[date, float]] = defaultdict(dict)
    for session in reads.sessions:
        for row in session.sets.all():
            if row.taken_back or not row.load_kg or not row.reps:
                continue
            best = one_rm_kg(row.load_kg, row.reps)
            if best is not None:
                days, on = found[row.exercise_id], session.local_date
                days[on] = max(days.get(on, 0.0), best)
    return found


def lift(reads: Reads, name: str) -> Series | None:
    """The most that could be lifted once, estimated from what was lifted."""
    days = lifts(reads).get(name)
    if not days:
        return None
    points = [(reads.span.day(on), kg) for on, kg in sorted(days.items())]
    change = points[-1][1] - points[0][1]
    said = f"{_kg(points[-1][1])} by the last of {counted(len(points), 'session')}"
    if len(points) > 1:
        said += f", {_kg(abs(change))} {'more' if change >= 0 else 'less'} than by the first"
    return Series(
        quantity=Quantity(key=f"lift-{name}", title=exercise(name).name, unit="kg", say=_kg),
        group="Strength",
        unit="kg",
        span=reads.span,
        strands=(Strand(name="Most lifted once, estimated", points=points, joined=True),),
        events=reads.events,
        summary=f"{said}.",
        latest=_kg(points[-1][1]),
        latest_note="once, estimated",
        note=LIFT_NOTE,
        pace=True,
    )


def _kg(value: float) -> str:
    return f"{value:.1f} kg"
