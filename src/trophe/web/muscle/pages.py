"""The Muscle page as it is shown: every figure the forecast document's own, worded and ordered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from trophe.report.body import (
    MUSCLES,
    STEPS,
    UNKNOWN,
    VIEWS,
    Step,
    Tint,
    body_svg,
    step_of,
    swatch_svg,
)
from trophe.report.muscle_charts import range_text, share_text
from trophe.report.small_curves import small_curve
from trophe.web.people.models import Person

Document = Mapping[str, Any]
Place = Mapping[str, Any]
_AS_BEFORE: Final = 0.005
_Q05, _MEDIAN, _Q95 = 0, 2, 4
_SHOWN: Final = 4
# When the body is shown: name, label, days from today (None: on the day of the greatest loss).
MOMENTS: Final = (
    ("today", "Today", 0),
    ("lowest", "Smallest", None),
    ("quarter", "In 3 months", 91),
    ("year", "In a year", 365),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One muscle of one side in words: the table twin of the body, and its small curve."""

    label: str
    href: str
    step: Step
    now: str
    strength: str
    lowest: str
    lowest_on: date
    back: str
    curve: SafeString
    affected: bool


def muscle_context(person: Person, document: Document, moment: str) -> dict[str, Any]:
    """Body, table and small curves of a forecast at a moment."""
    day = _day_of(document, moment)
    scale = _scale(document)
    rows = [place_row(person, document, place, scale) for place in _on_body(document)]
    affected = [row for row in rows if row.affected]
    return {
        "figures": body_figures(person, document, day),
        "steps": [(step, mark_safe(swatch_svg(step))) for step in _used_steps(document, day)],
        "moments": [(name, label) for name, label, _ in MOMENTS],
        "moment": moment,
        "moment_date": date_of(document, day),
        "rows": rows,
        "affected": affected[:_SHOWN],
        "affected_more": affected[_SHOWN:],
        "first_date": date.fromisoformat(document["first_date"]),
    }


def moment_of(name: str) -> str:
    """A moment by name; today for any other."""
    return name if name in {known for known, _, _ in MOMENTS} else "today"


def date_of(document: Document, day: float) -> date:
    """The date of a day of the forecast."""
    return date.fromisoformat(document["first_date"]) + timedelta(days=round(day))


def body_figures(
    person: Person, document: Document, day: int, chosen: str = ""
) -> list[tuple[str, SafeString]]:
    """Front and back, tinted by the size on a day."""
    tints = [_tint(person, place, size_on(document, place, day), chosen)
             for place in _on_body(document)]  # fmt: skip
    when = "today" if day == document["today"] else f"on {_day_words(date_of(document, day))}"
    return [
        # Drawn by us from numbers; every word in it is escaped there.
        (view, mark_safe(body_svg(view, tints, title=f"Body, {view}, {when}", htmx="#sheet")))
        for view in VIEWS
    ]


def size_on(document: Document, place: Place, day: float) -> tuple[float, float, float]:
    """5 %, median and 95 % of a place's size on a day, from its curve; else as it is now."""
    series = document["series"].get(f"{place['muscle']}:{place['side']}:size")
    if series is None:
        now = place["size"]["now"]
        return now[_Q05], now[_MEDIAN], now[_Q95]
    at = min(range(len(series["day"])), key=lambda i: abs(series["day"][i] - day))
    low, middle, high = (series["person"][name][at] for name in ("q05", "median", "q95"))
    return low, middle, high


def place_of(document: Document, muscle: str, side: str) -> Place | None:
    """A place of the forecast; without a side the one that lost most."""
    same = [place for place in document["places"] if place["muscle"] == muscle]
    return next((p for p in same if p["side"] == side), same[0] if same and not side else None)


def change_text(low: float, middle: float, high: float, *, noun: str = "smaller") -> str:
    """`9 % smaller (5 to 14)`, `as before`, `3 % larger (1 to 6)`.

    >>> change_text(0.86, 0.91, 0.95)
    '9 % smaller (5 to 14)'
    >>> change_text(0.99, 1.0, 1.01)
    'as before (1 % smaller to 1 % larger)'
    """
    more = {"smaller": "larger", "weaker": "stronger"}[noun]
    if abs(middle - 1) < _AS_BEFORE:
        less, most = _side_text(low, noun, more), _side_text(high, noun, more)
        return "as before" if less == most else f"as before ({less} to {most})"
    if middle < 1:
        ends = 100 * (1 - high), 100 * (1 - low)
        return f"{100 * (1 - middle):.0f} % {noun} ({ends[0]:.0f} to {ends[1]:.0f})"
    return f"{100 * (middle - 1):.0f} % {more} ({100 * (low - 1):.0f} to {100 * (high - 1):.0f})"


def _side_text(share: float, less: str, more: str) -> str:
    percent = round(100 * abs(share - 1))
    if not percent:
        return "no change"
    return f"{percent} % {less if share < 1 else more}"


def back_text(document: Document, back: Mapping[str, Any] | None) -> str:
    """When 95 % is back: `12 Oct to 3 Dec 2026`; `later than …`; `never below`."""
    if back is None:
        return "–"
    if back["median"] is not None and back["median"] <= 0 and (back["q95"] or 0) <= 0:
        return "never below it"
    last = date_of(document, document["days"])
    if back["median"] is None:
        return f"after {_day_words(last)}, if at all ({share_text(back['probability'])} sooner)"
    start = _day_words(date_of(document, back["q05"] or 0))
    end = f"after {_day_words(last)}" if back["q95"] is None else None
    end = end or _day_words(date_of(document, back["q95"]))
    return f"{start} to {end}" if start != end else start


def other_sides(person: Person, document: Document, place: Place) -> list[tuple[str, str]]:
    """(label, address) of the same muscle on the other side, where the sides differ."""
    return [
        (other["label"], _href(person, other))
        for other in document["places"]
        if other["muscle"] == place["muscle"] and other["side"] != place["side"]
    ]


def place_row(
    person: Person,
    document: Document,
    place: Place,
    scale: tuple[float, float] | None = None,
) -> PlaceRow:
    """A place in words; `scale` is that of the small curves, where many are shown together."""
    size, strength = place["size"], place.get("strength")
    now = (size["now"][i] for i in (_Q05, _MEDIAN, _Q95))
    worst = [size["worst"][i] for i in (_Q05, _MEDIAN, _Q95)]
    return PlaceRow(
        label=place["label"],
        href=_href(person, place),
        step=step_of(size["now"][_MEDIAN]),
        now=change_text(*now),
        strength=change_text(*(strength["now"][i] for i in (_Q05, _MEDIAN, _Q95)), noun="weaker")
        if strength
        else "–",
        lowest=f"{share_text(worst[1])} ({range_text(worst[0], worst[2])})",
        lowest_on=date_of(document, size["worst_day"]),
        back=back_text(document, size["back"]),
        curve=_curve(document, place, scale or _scale(document)),
        affected=place["affected"],
    )


def _curve(document: Document, place: Place, scale: tuple[float, float]) -> SafeString:
    """The place's size as a small curve; all on one scale, so that they compare."""
    series = document["series"].get(f"{place['muscle']}:{place['side']}:size")
    if series is None:
        return mark_safe("")
    low, high = scale
    drawn = small_curve(
        series["day"], series["person"], today=document["today"], low=low, high=high
    )
    return mark_safe(drawn)


def _scale(document: Document) -> tuple[float, float]:
    """From the smallest to the largest share of any muscle's size."""
    sizes = [s["person"] for key, s in document["series"].items() if key.endswith(":size")]
    low = min((min(s["q05"]) for s in sizes), default=0.9)
    high = max((max(s["q95"]) for s in sizes), default=1.1)
    return min(low, 0.95), max(min(high, 1.3), 1.02)


def _on_body(document: Document) -> list[Place]:
    """The places that the body shows."""
    return [place for place in document["places"] if place["muscle"] in MUSCLES]


def _tint(person: Person, place: Place, size: tuple[float, float, float], chosen: str) -> Tint:
    return Tint(
        muscle=place["muscle"],
        side=place["side"],
        step=step_of(size[1]),
        said=f"{place['label']}: {change_text(*size)}",
        href=_href(person, place),
        is_chosen=chosen == f"{place['muscle']}:{place['side']}",
    )


def _href(person: Person, place: Place) -> str:
    path = reverse("muscle-one", args=[person.code, place["muscle"]])
    return path if place["side"] == "both" else f"{path}?side={place['side']}"


def _used_steps(document: Document, day: int) -> list[Step]:
    """The steps of the key: all that are on the body now, in the ramp's order."""
    used = {step_of(size_on(document, place, day)[1]).name for place in _on_body(document)}
    return [step for step in (*STEPS, UNKNOWN) if step.name in used]


def _day_of(document: Document, moment: str) -> int:
    """The day of a moment, within the forecast."""
    ahead = next(days for name, _, days in MOMENTS if name == moment)
    if ahead is not None:
        return int(min(document["today"] + ahead, document["days"]))
    places = [p for p in _on_body(document) if p["affected"]] or list(_on_body(document))
    worst = min(places, key=lambda p: p["size"]["worst"][_MEDIAN])
    return int(worst["size"]["worst_day"])


def _day_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def instruments_for(instruments: Iterable[Any], muscle: str) -> Sequence[Any]:
    """The instruments that read a muscle."""
    return [i for i in instruments if any(s.muscle == muscle for s in i.sites.values())]
