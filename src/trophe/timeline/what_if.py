"""What would change it: the same courses with something done differently from today on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_one
from trophe.errors import InputError, UnknownNameError
from trophe.timeline.case import Case, Energy
from trophe.timeline.event import Event
from trophe.timeline.outlook import Learned, Outlook, outlook
from trophe.timeline.regions import REGIONS
from trophe.timeline.sources import sources_of_countermeasure
from trophe.timeline.words import BACK, Focus, focus_of

PARTICLES: Final = 500
AHEAD_D: Final = 182
JUDGED_D: Final = 84
NMES_SESSIONS_WEEK: Final = 3.0
# Losing at half the pace: what the plan takes of muscle from today on is halved.
SLOWER: Final = 0.5
_SHORTENED: Final = ("cast", "crutches", "bed_rest")
_QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that may be changed: a slider with its range, or a switch."""

    key: str
    label: str
    control: str
    low: float = 0.0
    high: float = 1.0
    step: float = 1.0
    unit: str = ""
    countermeasure: str = ""


CHANGES: Final[Mapping[str, Change]] = MappingProxyType(
    {
        c.key: c
        for c in (
            Change(
                key="protein_g_kg_d",
                label="Protein",
                control="slider",
                low=0.4,
                high=3.0,
                step=0.1,
                unit="g/kg/d",
                countermeasure="protein",
            ),
            Change(
                key="sessions_week",
                label="Strength training",
                control="slider",
                low=0.0,
                high=7.0,
                unit="1/week",
                countermeasure="resistance",
            ),
            Change(
                key="nmes",
                label="Electrical muscle stimulation",
                control="switch",
                countermeasure="nmes",
            ),
            Change(
                key="walking",
                label="Standing and walking every day",
                control="switch",
                countermeasure="standing_walking",
            ),
            Change(
                key="cast_off_days_earlier",
                label="Cast off, or up from bed, earlier",
                control="slider",
                high=60.0,
                unit="d",
            ),
            Change(key="slower_loss", label="Losing weight at half the pace", control="switch"),
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one change, or all together, does to size at the judged day.

    `difference` is 5, 25, 50, 75 and 95 % of size with it less size without it, shares of before;
    `weeks_sooner` how much sooner 95 % is back in the median, None where never within reach.
    """

    key: str
    label: str
    before: str
    after: str
    difference: tuple[float, ...]
    weeks_sooner: float | None
    sentence: str
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """All changes together and each alone, for one place of the body, against leaving all as is.

    `day` counts from `first_date`; `curve` has day, before, after (q05, median, q95) and
    difference (five quantiles). `refused` says in words what does nothing here, and why.
    """

    label: str
    first_date: date
    day: int
    together: Effect
    rows: tuple[Effect, ...]
    curve: Mapping[str, Any]
    refused: tuple[Mapping[str, str], ...]
    changes: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """What all changes do together."""
        return self.together.sentence

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "label": self.label,
            "first_date": self.first_date.isoformat(),
            "day": self.day,
            "sentence": self.sentence,
            "together": _effect_dict(self.together),
            "rows": [_effect_dict(row) for row in self.rows],
            "curve": dict(self.curve),
            "refused": [dict(one) for one in self.refused],
            "changes": dict(self.changes),
        }


def _effect_dict(effect: Effect) -> dict[str, Any]:
    names = ("key", "label", "before", "after", "weeks_sooner", "sentence")
    return {name: getattr(effect, name) for name in names} | {
        "difference": list(effect.difference),
        "sources": [dict(one) for one in effect.sources],
    }


def checked_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with every value in its range; switches that are off are left out.

    Raises UnknownNameError for a key that is none, InputError for a value out of its range.
    """
    made: dict[str, Any] = {}
    for key, value in changes.items():
        if key not in CHANGES:
            raise UnknownNameError("changes", str(key), CHANGES)
        about = CHANGES[key]
        if about.control == "switch":
            if not isinstance(value, bool):
                raise InputError(key, f"{key} = {value!r} is neither true nor false.")
            if value:
                made[key] = True
        elif value is not None:
            made[key] = require_one(key, value, about.low, about.high)
    return {key: made[key] for key in CHANGES if key in made}


def what_if(
    case: Case,
    changes: Mapping[str, Any],
    *,
    learned: Learned | None = None,
    particles: int = PARTICLES,
) -> WhatIf:
    """How a person's forecast differs if they change something from today on.

    `changes` has keys of CHANGES. The courses with and without share all random numbers, so that
    chance is common to both and the band is of the difference. `learned` spares learning from the
    readings again (it must come from the same case and number of particles).

    >>> sorted(CHANGES)[:2]
    ['cast_off_days_earlier', 'nmes']
    """
    told = checked_changes(changes)
    case = replace(case, days=AHEAD_D)
    base = outlook(case, particles=particles, like=learned)
    focus = _focus(base)
    only = focus.region.members
    like = base.learned
    plain = outlook(case, like=like, only=only)
    day = min(max(focus.day, base.frame.today + JUDGED_D), base.frame.days)
    rows, refused = [], []
    for key, value in told.items():
        single = _changed(case, {key: value}, focus)
        if single is None:
            refused.append({"key": key, "text": _idle_text(key)})
            continue
        other = outlook(single, like=like, only=only)
        rows.append(_effect(key, value, case, plain, other, focus, day))
    useful = {row.key: told[row.key] for row in rows}
    all_of = _changed(case, useful, focus) or case
    other = outlook(all_of, like=like, only=only)
    return WhatIf(
        label=focus.label,
        first_date=base.frame.first_date,
        day=day,
        together=_effect("together", None, case, plain, other, focus, day),
        rows=tuple(rows),
        curve=_curve(plain, other, focus),
        refused=tuple(refused),
        changes=told,
    )


def learn(case: Case, *, particles: int = PARTICLES) -> Learned:
    """What a case's readings teach, to be kept while a slider is being moved."""
    return outlook(replace(case, days=AHEAD_D), particles=particles).learned


def current(case: Case) -> dict[str, Any]:
    """Where the sliders and switches stand: what is done today. What cannot change anything (a
    cast that nobody wears, what is done already) is left out."""
    running = [e for e in case.events if e.lasts_on(case.today)]
    sessions = [e.detail["sessions_week"] for e in running if e.cause == "resistance"]
    protein = [e.detail["g_kg_d"] for e in running if e.kind == "protein"]
    done = {e.cause for e in running}
    ends = [_shortened(case, e, int(CHANGES["cast_off_days_earlier"].high)) != e for e in running]
    open_to = {
        "nmes": "nmes" not in done,
        "walking": "standing_walking" not in done,
        "slower_loss": case.energy is not None and case.energy.balance_kcal_d < 0,
    }
    return {
        "protein_g_kg_d": protein[0] if protein else case.protein_g_kg_d,
        "sessions_week": max(sessions, default=0.0),
        **({"cast_off_days_earlier": 0.0} if any(ends) else {}),
        **{key: False for key, is_open in open_to.items() if is_open},
    }


def _focus(base: Outlook) -> Focus:
    """The place that the forecast is about; the thigh where nothing takes muscle."""
    found = focus_of(base)
    if found is not None:
        return found
    side = base.channels[0][1]
    return Focus(region=REGIONS["thigh"], side=side, day=base.frame.today, event=None, state="none")


def _changed(case: Case, changes: Mapping[str, Any], focus: Focus) -> Case | None:
    """The case with the changes; None where they change nothing at all."""
    events, energy, protein = list(case.events), case.energy, case.protein_g_kg_d
    for key, value in changes.items():
        if key == "protein_g_kg_d":
            protein = value
            events = [
                *_ended(case, events, "protein"),
                Event(kind="protein", began_on=case.today, detail={"g_kg_d": value}),
            ]
        elif key == "sessions_week":
            events = _ended(case, events, "strength_training")
            if value >= 0.5:
                detail = {"sessions_week": value}
                events.append(Event(kind="strength_training", began_on=case.today, detail=detail))
        elif key == "nmes":
            events = [*_ended(case, events, "nmes"), _nmes(case, focus)]
        elif key == "walking":
            events = [
                *_ended(case, events, "walking"),
                Event(kind="walking", began_on=case.today),
            ]
        elif key == "cast_off_days_earlier":
            events = [_shortened(case, event, int(value)) for event in events]
        elif key == "slower_loss" and energy is not None:
            energy = _slower(energy, case.today)
    made = replace(case, events=tuple(events), energy=energy, protein_g_kg_d=protein)
    return None if made == case and "protein_g_kg_d" not in changes else made


def _ended(case: Case, events: list[Event], kind: str) -> list[Event]:
    """The events without the days from today on of one kind."""
    kept = []
    for event in events:
        if event.kind != kind or (event.ended_on is not None and event.ended_on <= case.today):
            kept.append(event)
        elif event.began_on < case.today:
            kept.append(replace(event, ended_on=case.today))
    return kept


def _nmes(case: Case, focus: Focus) -> Event:
    """Stimulation of the limb that the forecast is about."""
    part = {"thigh": "knee", "calf": "ankle", "upper_arm": "elbow", "forearm": "wrist"}
    side = focus.side if focus.side in ("left", "right") else ""
    return Event(
        kind="nmes",
        began_on=case.today,
        part=part.get(focus.region.name, ""),
        side=side,
        detail={"sessions_week": NMES_SESSIONS_WEEK},
    )


def _shortened(case: Case, event: Event, days: int) -> Event:
    """A cast, crutches or bed rest that goes on and ends some days earlier; tomorrow at best."""
    if event.kind not in _SHORTENED or not event.lasts_on(case.today) or event.ended_on is None:
        return event
    end = max(event.ended_on - timedelta(days=days), case.today + timedelta(days=1))
    return replace(event, ended_on=min(end, event.ended_on))


def _slower(energy: Energy, today: date) -> Energy:
    """The plan's change of muscle from today on at half the pace."""
    at = min(max((today - energy.first_date).days, 0), len(energy.muscle) - 1)
    ratio = np.asarray(energy.muscle)
    ahead = ratio[at] + SLOWER * (ratio[at:] - ratio[at])
    return replace(
        energy,
        muscle=tuple(float(v) for v in np.append(ratio[:at], ahead)),
        balance_kcal_d=energy.balance_kcal_d * SLOWER,
    )


def _idle_text(key: str) -> str:
    """Why a change does nothing here."""
    return {
        "cast_off_days_earlier": "There is no cast, and no bed rest, with a known end.",
        "slower_loss": "There is no plan to lose weight.",
        "sessions_week": "That is what you do already.",
    }.get(key, "That is what you do already.")


def _effect(
    key: str,
    value: Any,
    case: Case,
    plain: Outlook,
    other: Outlook,
    focus: Focus,
    day: int,
) -> Effect:
    before, after = _sizes(plain, focus), _sizes(other, focus)
    difference = np.quantile(after[:, day] - before[:, day], _QUANTILES)
    five = tuple(round(float(v), 4) for v in difference)
    sooner = _weeks_sooner(before, after, plain.frame.today)
    about = CHANGES.get(key)
    return Effect(
        key=key,
        label="All together" if about is None else about.label,
        before="" if about is None else _said(key, current(case)[key]),
        after="" if about is None else _said(key, value),
        difference=five,
        weeks_sooner=sooner,
        sentence=_sentence(focus, plain.frame.date(day), five, sooner),
        sources=() if about is None else sources_of_countermeasure(about.countermeasure),
    )


def _sizes(made: Outlook, focus: Focus) -> NDArray[np.float64]:
    """Size of the place over before, (particle, day)."""
    return np.asarray(np.exp(made.logs(focus.region.members, focus.side, "size")), float)


def _weeks_sooner(
    before: NDArray[np.float64], after: NDArray[np.float64], today: int
) -> float | None:
    """By how many weeks 95 % is back sooner in the median; None where one of them is not."""
    days = [_back_day(values, today) for values in (before, after)]
    if not np.isfinite(days).all():
        return None
    return round((days[0] - days[1]) / 7, 1)


def _back_day(values: NDArray[np.float64], today: int) -> float:
    """Median day from today on which 95 % is back, after the lowest point; infinite for never."""
    ahead = values[:, today:]
    there = (ahead >= BACK) & (np.arange(ahead.shape[1]) >= ahead.argmin(axis=1)[:, None])
    day = np.where(there.any(axis=1), there.argmax(axis=1), np.inf)
    return float(np.quantile(day, 0.5, method="inverted_cdf"))


def _said(key: str, value: Any) -> str:
    """A value in words: "1.6 g/kg a day", "3 a week", "yes"."""
    if value is None:
        return "not told"
    if isinstance(value, bool):
        return "yes" if value else "no"
    units = {"protein_g_kg_d": "g/kg a day", "sessions_week": "a week"}
    return f"{value:g} {units.get(key, 'days')}"


def _sentence(focus: Focus, on: date, five: tuple[float, ...], weeks_sooner: float | None) -> str:
    """ "Left thigh about 3 % larger on 3 May 2026 than without it (0 to 6)." """
    low, middle, high = (100 * five[i] for i in (0, 2, 4))
    when = f"on {on.day} {on:%B %Y}"
    if abs(middle) < 0.5:
        ends_pct = [f"{end:.1f}".replace("-", "\N{MINUS SIGN}") for end in (low, high)]
        band = "" if max(abs(low), abs(high)) < 0.05 else f" ({ends_pct[0]} to {ends_pct[1]} %)"
        first = f"{focus.label}: hardly a difference {when}{band}."
    else:
        word = "larger" if middle > 0 else "smaller"
        ends = sorted((low, high)) if middle > 0 else sorted((-low, -high))
        first = (
            f"{focus.label} about {abs(middle):.0f} % {word} {when} than without it"
            f" ({ends[0]:.0f} to {ends[1]:.0f})."
        )
    if weeks_sooner is None or abs(weeks_sooner) < 1:
        return first
    word = "sooner" if weeks_sooner > 0 else "later"
    weeks = round(abs(weeks_sooner))
    return f"{first} 95 % is back about {weeks} {'week' if weeks == 1 else 'weeks'} {word}."


def _curve(plain: Outlook, other: Outlook, focus: Focus) -> dict[str, Any]:
    """Both courses and their difference, every few days."""
    days = np.unique(np.append(np.arange(0, plain.frame.days + 1, 4), plain.frame.today))
    before, after = _sizes(plain, focus)[:, days], _sizes(other, focus)[:, days]
    names = ("q05", "q25", "median", "q75", "q95")

    def told(values: NDArray[np.float64]) -> dict[str, list[float]]:
        five = np.quantile(values, _QUANTILES, axis=0)
        return {n: [round(float(v), 4) for v in row] for n, row in zip(names, five, strict=True)}

    return {
        "day": [int(d) for d in days],
        "before": told(before),
        "after": told(after),
        "difference": told(after - before),
    }
