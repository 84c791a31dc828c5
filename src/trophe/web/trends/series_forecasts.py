"""Forecasts as they were made then, with what happened since: how much fell inside the bands."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.core.cache import cache

from trophe.person import Condition
from trophe.person.measures import instrument
from trophe.report.strands import Strand
from trophe.report.trends import BANDS, Band, Quantity
from trophe.web.muscle.forecasts import case_of
from trophe.web.muscle.models import Measurement
from trophe.web.plans.models import StoredPlan
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Entry, Series, counted
from trophe.web.trends.series_body import kilograms

if TYPE_CHECKING:
    from trophe.timeline.case import Case
    from trophe.timeline.foretold import Foretold

GROUP: Final = "Forecast and what happened"
_LEAST_DAYS: Final = 14
_LEAST_WEIGHINGS: Final = 3
_KEPT_S: Final = 24 * 3600
_POINTS: Final = 40
_LONGEST_D: Final = 700
AS_MADE: Final = "Forecast, as made then"
HINDSIGHT: Final = "Forecast by today's model, told only what was known then"
WEIGHT_NOTE: Final = (
    "The band was made for the course of your weight if the plan was followed. A single morning "
    "also moves by itself, with water and the scale, so a few more fall outside than promised. "
    "Weighings of one plan rise and fall together: they are one test of it, not many."
)


def catalogue(reads: Reads) -> list[Entry]:
    """The plan's forecast, and one for each instrument that a muscle forecast speaks of; none while
    forecasts are hidden (I12)."""
    if not reads.forecast:
        return []
    found = []
    if reads.weight:
        found.append(Entry(key="forecast-weight", group=GROUP, title="Weight, as planned",
                           make=lambda: planned_weight(reads, "")))  # fmt: skip
        found += [_plan_entry(reads, reign) for reign in reigns(reads)]
    if Condition.OPEN_EMERGENCY in _conditions(reads):
        return found
    return found + [_reading_entry(reads, rows) for rows in _measured(reads)]


def _conditions(reads: Reads) -> frozenset[str]:
    from trophe.errors import InputError
    from trophe.web.people.core import as_core_person

    try:
        return frozenset(as_core_person(reads.person).conditions)
    except InputError:
        return frozenset({Condition.OPEN_EMERGENCY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reign:
    """A plan and the days on which it was followed."""

    plan: StoredPlan
    first: date
    last: date

    @property
    def label(self) -> str:
        """The plan in words."""
        return f"{self.plan.goal_label}, made {self.first.day} {self.first:%b %Y}"


def reigns(reads: Reads) -> list[Reign]:
    """The plans that were followed for a day at least, newest first."""
    found, until = [], reads.person.today()
    for plan in reads.person.plans.defer("document"):
        if plan.first_date < until:
            found.append(Reign(plan=plan, first=plan.first_date, last=until))
        until = min(until, plan.first_date)
    return found


def _plan_entry(reads: Reads, reign: Reign) -> Entry:
    code = str(reign.plan.code)
    return Entry(key=f"forecast-weight-{code}", group=GROUP, title=reign.label, overview=False,
                 make=lambda: planned_weight(reads, code))  # fmt: skip


def planned_weight(reads: Reads, code: str) -> Series | None:
    """A plan's weight as it was forecast then, and the weighings while it was followed."""
    known = reigns(reads)
    reign = next((r for r in known if not code or str(r.plan.code) == code), None)
    if not code:
        long = [r for r in known if (r.last - r.first).days >= _LEAST_DAYS]
        reign = next((r for r in long if len(_weighings(reads, r)) >= _LEAST_WEIGHINGS), reign)
    if reign is None:
        return None
    forecast = json.loads(reign.plan.document).get("forecast") or {}
    bands = forecast.get("weight_kg")
    if not bands:
        return None
    days = [day for day in range(reads.span.days)
            if reign.first <= reads.span.first + timedelta(days=day) <= reign.last]  # fmt: skip
    if len(days) < 2:
        return None
    at = np.array(days) - reads.span.day(reign.first)
    drawn = {n: np.interp(at, forecast["day"], bands[n]).tolist() for n in BANDS}
    points = [(reads.span.day(on), kg) for on, kg in _weighings(reads, reign)]
    points = [(day, kg) for day, kg in points if day in set(days)]
    band = Band(name=AS_MADE, day=days, bands=drawn)
    q = kilograms(reads.person, f"forecast-weight{f'-{code}' if code else ''}",
                  "Weight, as planned")  # fmt: skip
    return _series(
        reads, q, "kg", [Strand(name="Weighed", points=points)], band,
        what="weighing", since=max(reign.first, reads.span.first),
        note=f"{reign.label}. {WEIGHT_NOTE}",
        picks=[(f"forecast-weight-{r.plan.code}", r.label) for r in known[:12] if len(known) > 1],
    )  # fmt: skip


def _weighings(reads: Reads, reign: Reign) -> list[tuple[date, float]]:
    """Weighings after the day the plan was made, while it was followed."""
    return [(on, kg) for on, kg in reads.weights if reign.first < on <= reign.last]


def _measured(reads: Reads) -> list[list[Measurement]]:
    """All readings of each instrument, site and side that a muscle forecast speaks of: at least
    one to tie it to and one to judge it by."""
    rows: dict[tuple[str, str, str], list[Measurement]] = {}
    for row in reads.person.measurements.kept():
        if row.about.reads and row.as_core().counts:
            rows.setdefault((row.instrument, row.site, row.side), []).append(row)
    return [found for _, found in sorted(rows.items())
            if found[0].local_date < found[-1].local_date]  # fmt: skip


def _reading_entry(reads: Reads, rows: list[Measurement]) -> Entry:
    one = rows[0]
    key = "-".join(filter(None, ("forecast", one.instrument, one.site, one.side)))
    return Entry(key=key, group=GROUP, title=f"{one.label}, as forecast", overview=True,
                 make=lambda: foretold_readings(reads, key, rows), heavy=True)  # fmt: skip


def foretold_readings(reads: Reads, key: str, rows: list[Measurement]) -> Series | None:
    """What the muscle forecast of then said an instrument would read, and what it read."""
    case, note, name = _case_then(reads, rows)
    later = [row for row in rows if row.local_date > case.today]
    horizon = min(reads.span.last, case.today + timedelta(days=case.days))
    first = max(case.today, reads.span.first)
    if not later or first >= horizon:
        return None
    step = max(1, (horizon - first).days // _POINTS)
    on = [first + timedelta(days=d) for d in range(0, (horizon - first).days + 1, step)]
    on = sorted({*on, horizon, *(r.local_date for r in later if first <= r.local_date <= horizon)})
    found = _foretold(reads, case, rows[0], on)
    if found is None:
        return None
    about = instrument(rows[0].instrument)

    def say(value: float) -> str:
        return f"{value:.3g} {about.unit}"

    days = [reads.span.day(day) for day in found.on]
    points = [(reads.span.day(r.local_date), r.corrected) for r in later
              if first <= r.local_date <= horizon]  # fmt: skip
    bands = {name: list(found.bands[name]) for name in BANDS}
    return _series(
        reads,
        Quantity(key=key, title=f"{rows[0].label}, as forecast", unit=about.unit, say=say),
        about.unit,
        [Strand(name="Measured since", points=points)],
        Band(name=name, day=days, bands=bands),
        what="reading", since=first,
        note=f"{note} The band is for one reading of yours: it holds the error of the instrument. "
        f"It is tied to {counted(found.n_before, 'reading')} of then.",
        picks=[],
    )  # fmt: skip


def _case_then(reads: Reads, rows: list[Measurement]) -> tuple["Case", str, str]:
    """What the earliest kept forecast with a reading knew, else what was known on the day of the
    first reading; what to say of it, and what its line is called."""
    from trophe.timeline.case import case_from_dict
    from trophe.timeline.outlook import versions

    first, last = rows[0].local_date, rows[-1].local_date
    kept = reads.person.forecasts.filter(for_date__gte=first, for_date__lt=last)
    run = kept.order_by("for_date", "pk").first()
    if run is not None:
        same = run.versions == versions()
        made = f"Forecast of {_words(run.for_date)}, from what it was told then"
        model = "" if same else "; the model has changed since and today's is used"
        case = case_from_dict(run.inputs)
        if any(t.counts and _key(t) == _key(rows[0]) for t in case.measurements):
            return case, f"{made}{model}.", AS_MADE if same else HINDSIGHT
    now = case_of(reads.person)
    days = min((reads.person.today() - first).days + 1, _LONGEST_D)
    then = replace(
        now,
        today=first,
        events=tuple(e for e in now.events if e.began_on <= first),
        measurements=tuple(t for t in now.measurements if t.measured_on <= first),
        days=max(days, 1),
        energy=None,
        protein_g_kg_d=None,
    )
    return (
        then,
        (
            f"No forecast was kept from then. This is what today's model says when it is told only "
            f"what had happened by {_words(first)}."
        ),
        HINDSIGHT,
    )


def _key(row: Any) -> tuple[str, str, str]:
    return row.instrument, row.site, row.side


def _foretold(
    reads: Reads, case: "Case", row: Measurement, on: Sequence[date]
) -> "Foretold | None":
    """Worked out once for each content of this person."""
    from trophe.timeline.case import key_of
    from trophe.timeline.foretold import foretold
    from trophe.timeline.outlook import versions

    asked = (
        reads.person.code,
        key_of(case, versions()),
        *_key(row),
        *(day.isoformat() for day in on),
    )
    key = f"foretold:{hashlib.sha256(repr(asked).encode()).hexdigest()}"
    found: Foretold | None = cache.get(key)
    if found is None:
        found = foretold(case, instrument=row.instrument, site=row.site, side=row.side, on=on)
        if found is not None:
            cache.set(key, found, _KEPT_S)
    return found


def inside(points: Sequence[tuple[int, float]], band: Band) -> Mapping[str, int]:
    """How many points there are, and how many fell within each band."""
    low, high = (np.interp([d for d, _ in points], band.day, band.bands[n]) for n in ("q05", "q95"))
    quarter, most = (
        np.interp([d for d, _ in points], band.day, band.bands[n]) for n in ("q25", "q75")
    )
    values = np.array([v for _, v in points])
    return {
        "n": len(points),
        "within_90": int(((values >= low) & (values <= high)).sum()),
        "within_50": int(((values >= quarter) & (values <= most)).sum()),
    }


def _series(
    reads: Reads,
    q: Quantity,
    unit: str,
    strands: list[Strand],
    band: Band,
    *,
    what: str,
    since: date,
    note: str,
    picks: Sequence[tuple[str, str]],
) -> Series:
    points = list(strands[0].points)
    facts = inside(points, band) if points else {"n": 0, "within_90": 0, "within_50": 0}
    said = f"No {what} since {_words(since)} yet."
    if points:
        said = (
            f"Of {counted(facts['n'], what)} since {_words(since)}, {facts['within_90']} fell "
            f"within the band made to hold nine in ten, {facts['within_50']} within the one for "
            "half."
        )
    return Series(
        quantity=q,
        group=GROUP,
        unit=unit,
        span=reads.span,
        strands=tuple(strands),
        band=band,
        events=reads.events,
        summary=said,
        latest=f"{facts['within_90']} of {facts['n']}",
        latest_note="within nine in ten",
        note=note,
        compares=False,
        facts=facts,
        picks=tuple(picks),
    )


def _words(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
