"""An outlook as a document: what pages, programs and the command line show."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.muscle import stored_draws
from trophe.muscle.dynamics import BONES
from trophe.muscle.instruments import INSTRUMENTS, Measurement
from trophe.muscle.learning import expected_log_muscle
from trophe.person.measures import Taken
from trophe.timeline.case import key_of
from trophe.timeline.outlook import KINDS, Outlook, versions
from trophe.timeline.regions import place_label, region_of
from trophe.timeline.words import BACK, focus_of, headline, notes

POINTS: Final = 100
Z90: Final = 1.645
_NAMES: Final = ("q05", "q25", "median", "q75", "q95")


def document(made: Outlook) -> dict[str, Any]:
    """Everything a face shows of an outlook, as plain values.

    Keys: headline, notes, affected, first_date, today, days, seed, particles, key, versions,
    focus, events, places, bones, series, measured, no_rates, left_out. Sizes and strengths are
    shares of before (1 = before), rounded to 1 in 10,000; days count from first_date.
    """
    frame, focus = made.frame, focus_of(made)
    days = shown_days(made)
    places = _places(made)
    stamp = versions()
    return {
        "headline": headline(made, focus),
        "notes": list(notes(made)),
        "affected": focus is not None or bool(made.no_rates),
        "first_date": frame.first_date.isoformat(),
        "today": frame.today,
        "days": frame.days,
        "seed": made.case.seed,
        "particles": len(made.size.particles),
        "key": key_of(made.case, stamp),
        "versions": stamp,
        "focus": None
        if focus is None
        else {
            "label": focus.label,
            "region": focus.region.name,
            "members": list(focus.region.members),
            "side": focus.side,
            "day": focus.day,
            "state": focus.state,
        },
        "events": _events(made),
        "places": places,
        "bones": _bones(made, days),
        "series": _series(made, places, days),
        "measured": [_measured(made, t, m) for t, m in made.readings],
        "no_rates": [{"cause": n.cause, "kind": n.kind, "text": n.text} for n in made.no_rates],
        "left_out": list(frame.left_out),
    }


def shown_days(made: Outlook) -> NDArray[np.int64]:
    """About a hundred days, with today, every change and every reading among them."""
    frame = made.frame
    step = max(1, -(-frame.days // POINTS))
    found = {0, frame.today, frame.days, *range(0, frame.days + 1, step)}
    for exposure in frame.exposures:
        found |= {round(exposure.start_day)}
        found |= set() if exposure.end_day is None else {round(exposure.end_day)}
    found |= {round(m.day) for _, m in made.readings}
    return np.array(sorted(day for day in found if 0 <= day <= frame.days))


def _events(made: Outlook) -> list[dict[str, Any]]:
    """What the timeline says inside the frame, also what takes no muscle."""
    frame, rows = made.frame, []
    for event in made.case.events:
        first = frame.day(event.began_on)
        last = None if event.ended_on is None else frame.day(event.ended_on)
        if first > frame.days or (last is not None and last < 0):
            continue
        rows.append(
            {
                "code": event.code,
                "kind": event.kind,
                "label": event.label,
                "helps": event.of.helps,
                "first_day": first,
                "last_day": last,
                "part": event.place,
                "side": event.side,
            }
        )
    return rows


def _places(made: Outlook) -> list[dict[str, Any]]:
    """Every muscle on every side, those that lose most first."""
    rows = [_place(made, group, side) for group, side in made.channels]
    return sorted(rows, key=lambda row: row["order"])


def _place(made: Outlook, group: str, side: str) -> dict[str, Any]:
    causes = made.reached(group, side)
    affected = bool(causes) or made.case.energy is not None
    told = {kind: _kind_of_place(made, group, side, kind, affected) for kind in KINDS}
    size = told["size"]
    return {
        "muscle": group,
        "side": side,
        "region": region_of(group).name,
        "label": place_label(group, side),
        "affected": affected,
        "trained": bool(made.helped(group, side)),
        "causes": [e.name for e in causes],
        **told,
        "order": 2.0 if size is None else size["worst"][2],
    }


def _kind_of_place(
    made: Outlook, group: str, side: str, kind: str, affected: bool
) -> dict[str, Any] | None:
    """Today, the worst day and the way back; None where no rate is published."""
    if (kind, group, side) in made.unknown:
        return None
    logs = made.logs((group,), side, kind)
    ahead = logs[:, made.frame.today :]
    # The worst day is judged by fewer courses: it is a place on an axis, not a figure.
    worst = made.frame.today + int(np.median(ahead[::4], axis=0).argmin())
    return {
        "now": made.five((group,), side, kind, made.frame.today),
        "worst_day": worst,
        "worst": made.five((group,), side, kind, worst),
        "back": _back(made, logs, kind) if affected else None,
    }


def _back(made: Outlook, logs: NDArray[Any], kind: str) -> dict[str, Any]:
    """The day by which 95 % of before is back, as a day of the frame; None past its end."""
    level = np.float32(np.log(BACK))
    lowest = logs.argmin(axis=1)
    there = (logs >= level) & (np.arange(logs.shape[1]) >= lowest[:, None])
    day = np.where(there.any(axis=1), there.argmax(axis=1), np.inf)
    day = np.where(logs.min(axis=1) >= level, 0, day)
    five = np.quantile(day, (0.05, 0.25, 0.5, 0.75, 0.95), method="inverted_cdf")
    days = {name: int(v) if np.isfinite(v) else None for name, v in zip(_NAMES, five, strict=True)}
    return {"level": BACK, **days, "probability": round(float(np.isfinite(day).mean()), 3)}


def _series(
    made: Outlook, places: list[dict[str, Any]], days: NDArray[np.int64]
) -> dict[str, dict[str, Any]]:
    """Curves of the places that are affected or trained, and of the whole body."""
    shown = [(p["muscle"], p["side"]) for p in places if p["affected"] or p["trained"]]
    found = {}
    for kind in KINDS:
        for group, side in shown:
            if (kind, group, side) not in made.unknown:
                key = f"{group}:{side}:{kind}"
                found[key] = _curve(made, (group,), side, kind, days)
        if not any(gap.kind == kind for gap in made.no_rates):
            members = tuple(dict.fromkeys(group for group, _ in made.channels))
            found[f"whole_body:both:{kind}"] = _curve(made, members, "both", kind, days)
    return found


def _curve(
    made: Outlook, members: tuple[str, ...], side: str, kind: str, days: NDArray[np.int64]
) -> dict[str, Any]:
    person = bands(made.logs(members, side, kind, days=days))
    mean = bands(made.logs(members, side, kind, mean=True, days=days))
    return {
        "day": [int(day) for day in days],
        "person": person,
        "mean": {name: mean[name] for name in ("q05", "median", "q95")},
    }


def bands(logs: NDArray[Any]) -> dict[str, list[float]]:
    """5, 25, 50, 75 and 95 % of shares by day, from logs (particle, day).

    Sorted as single precision along the particles: some twenty times as fast as quantiles.
    """
    ordered = np.sort(np.ascontiguousarray(logs.T), axis=1)
    place = np.array([0.05, 0.25, 0.5, 0.75, 0.95]) * (ordered.shape[1] - 1)
    low = np.floor(place).astype(int)
    part = (place - low)[:, None]
    five = np.exp(ordered[:, low]).T * (1 - part)
    five = five + np.exp(ordered[:, np.minimum(low + 1, ordered.shape[1] - 1)]).T * part
    return dict(zip(_NAMES, np.round(five.astype(float), 4).tolist(), strict=True))


def _bones(made: Outlook, days: NDArray[np.int64]) -> list[dict[str, Any]]:
    """Bone density of hip, spine and leg, where a study of a cause has measured bone."""
    rows = stored_draws().rows
    if not any(e.is_cause and rows.get(e.name, {}).get("bone") for e in made.frame.exposures):
        return []
    labels = {"hip": "Hip", "spine": "Spine", "leg": "Leg"}
    return [
        {
            "site": site,
            "label": labels[site],
            "day": [int(day) for day in days],
            **bands(made.size.courses.bone[i][:, days]),
        }
        for i, site in enumerate(BONES)
    ]


def _measured(made: Outlook, taken: Taken, reading: Measurement) -> dict[str, Any]:
    """A reading as a share of before, with its own error (90 %), beside the curve it belongs to."""
    kind = INSTRUMENTS[reading.instrument]
    share, low, high = _share(made, reading, kind)
    return {
        "code": taken.code,
        "instrument": taken.instrument,
        "label": taken.of.label,
        "date": taken.measured_on.isoformat(),
        "day": int(reading.day),
        "value": round(taken.value, 3),
        "corrected": round(taken.corrected, 3),
        "unit": taken.of.unit,
        "muscle": reading.group,
        "side": taken.side or "both",
        "kind": kind,
        "share": share,
        "low": low,
        "high": high,
        "wild": taken in made.wild,
    }


def _share(made: Outlook, reading: Measurement, kind: str) -> tuple[float, float, float]:
    """What a reading says of size or strength over before, with its 90 % error.

    What the instrument showed before any loss is not known; it is what agrees best with all
    readings of that place and the forecast together.
    """
    same = [
        m
        for _, m in made.readings
        if (m.instrument, m.group, m.side) == (reading.instrument, reading.group, reading.side)
    ]
    courses = made.of(kind).courses
    before = np.mean(
        [np.log(m.value) - m.shows * np.median(expected_log_muscle(courses, m)) for m in same]
    )
    middle = (np.log(reading.value) - before) / reading.shows
    wide = Z90 * reading.error / reading.shows
    low, high = np.exp(middle - wide), np.exp(middle + wide)
    return round(float(np.exp(middle)), 4), round(float(low), 4), round(float(high), 4)
