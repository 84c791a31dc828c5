"""Two stretches of a person's days compared: which days, which quantity, what came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.safestring import mark_safe

from trophe.errors import InputError
from trophe.plan.phase_words import cautions, sentence, worth
from trophe.plan.phases import About, Comparison, compare
from trophe.report import Chart
from trophe.report.interval import interval_svg
from trophe.report.overlays import EventSpan
from trophe.report.strands import Strand
from trophe.report.trends import trend_chart
from trophe.timeline import Event as CoreEvent
from trophe.web.muscle.access import core_events_of
from trophe.web.people.models import Person
from trophe.web.trends.catalogue import find
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Series
from trophe.web.trends.span import Span

AROUND_D: Final = 28
_EVENTS: Final = 20
_ABOUT: Final = {About.LEVEL: "Level", About.PACE: "Pace"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of one stretch, and what they are called."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came out of one strand: a comparison in words, or why there is none."""

    strand: str
    about: About
    found: Comparison | None
    text: str
    worth: str = ""
    picture: str = ""
    left_out: int = 0

    @property
    def title(self) -> str:
        """What was compared."""
        return f"{_ABOUT[self.about]}{f', {self.strand.lower()}' if self.strand else ''}"

    def as_dict(self) -> dict[str, Any]:
        """What a call gives."""
        found = self.found
        names = ("first", "second", "difference", "low", "high", "probability_up", "n_first",
                 "n_second", "worth_days", "is_beyond_chance")  # fmt: skip
        figures = {name: None if found is None else getattr(found, name) for name in names}
        return {
            "strand": self.strand,
            "about": str(self.about),
            **figures,
            "left_out": self.left_out,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A quantity in two stretches."""

    series: Series
    first: Stretch
    second: Stretch
    findings: tuple[Finding, ...]
    cautions: tuple[str, ...]
    chart: Chart | None

    def as_dict(self) -> dict[str, Any]:
        """What a call gives."""
        return {
            "series": self.series.key,
            "title": self.series.title,
            "unit": self.series.unit,
            "first": _dates(self.first),
            "second": _dates(self.second),
            "findings": [finding.as_dict() for finding in self.findings],
            "cautions": list(self.cautions),
        }


def _dates(stretch: Stretch) -> dict[str, str]:
    span = stretch.span
    return {"from": span.first.isoformat(), "to": span.last.isoformat(), "label": stretch.label}


def choices(person: Person) -> list[tuple[str, str]]:
    """Stretches that the timeline offers: (value, words), the newest events first."""
    found = []
    for event in reversed(core_events_of(person)[-_EVENTS:]):
        weeks = AROUND_D // 7
        found.append((f"before:{event.code}", f"{weeks} weeks before: {event.label}"))
        found.append((f"during:{event.code}", f"During: {event.label}"))
        if event.ended_on is not None:
            found.append((f"after:{event.code}", f"{weeks} weeks after the end: {event.label}"))
    return found


def stretch_of(
    person: Person, name: str, chosen: str, start: date | None, end: date | None
) -> Stretch:
    """A stretch by an event (`before:CODE`, `during:CODE`, `after:CODE`) or by its own dates.

    InputError names the field: `first` or `second`.
    """
    if chosen and chosen != "dates":
        return _by_event(person, name, chosen)
    if start is None or end is None:
        raise InputError(name, f"Give both dates of the {name} stretch, or choose an event.")
    if end < start:
        raise InputError(name, f"The {name} stretch ends on {end}, before it begins on {start}.")
    today = person.today()
    if start > today:
        raise InputError(name, f"The {name} stretch begins on {start}, after today.")
    span = Span(start, min(end, today))
    return Stretch(span=span, label=_words(span))


def _by_event(person: Person, name: str, chosen: str) -> Stretch:
    way, _, code = chosen.partition(":")
    event = next((e for e in core_events_of(person) if e.code == code), None)
    if event is None or way not in ("before", "during", "after"):
        raise InputError(name, f"{name} = {chosen[:60]!r} is no event of the timeline.")
    span = _around(event, way, person.today())
    if span is None or span.last < span.first:
        raise InputError(name, f"{event.label}: there are no days {way} it yet.")
    words = {"before": "Before", "during": "During", "after": "After"}[way]
    return Stretch(span=span, label=f"{words}: {event.label}, {_words(span)}")


def _around(event: CoreEvent, way: str, today: date) -> Span | None:
    """The days before, during or after an event, up to today."""
    if way == "before":
        last = event.began_on - timedelta(days=1)
        return Span(last - timedelta(days=AROUND_D - 1), min(last, today))
    if way == "during":
        ended = today if event.ended_on is None else event.ended_on - timedelta(days=1)
        return Span(event.began_on, min(ended, today))
    if event.ended_on is None:
        return None
    last = event.ended_on + timedelta(days=AROUND_D - 1)
    return Span(event.ended_on, min(last, today))


def compared(
    person: Person, key: str, first: Stretch, second: Stretch, *, figures: bool = False
) -> Compared | None:
    """A series in two stretches; None for one that is not there, or hidden.

    InputError where the stretches overlap. Days whose sum is only a lower bound are left out.
    """
    if first.span.first <= second.span.last and second.span.first <= first.span.last:
        raise InputError("second", "The two stretches share days; choose days that do not.")
    ends = (first.span, second.span)
    whole = Span(min(s.first for s in ends), max(s.last for s in ends))
    series = find(Reads(person, whole, figures=figures), key)
    if series is None or not series.compares:
        return None
    findings = tuple(
        finding
        for strand in series.strands
        if strand.points
        for finding in _findings(series, strand, first.span, second.span)
    )
    known = [f.found for f in findings if f.found is not None]
    return Compared(
        series=series,
        first=first,
        second=second,
        findings=findings,
        cautions=cautions(known[0], steps=series.steps) if known else (),
        chart=_picture(series, first, second),
    )


def _findings(series: Series, strand: Strand, first: Span, second: Span) -> list[Finding]:
    known = [(day, v) for day, v in strand.points if day not in strand.at_least]
    parts = [_within(series, known, span) for span in (first, second)]
    found = [_finding(series, strand, parts, About.LEVEL, (first, second))]
    if series.pace:
        pace = _finding(series, strand, parts, About.PACE, (first, second))
        found += [pace] if pace.found is not None else []
    return found


def _within(
    series: Series, points: Sequence[tuple[int, float]], span: Span
) -> list[tuple[float, float]]:
    return [(float(day), v) for day, v in points if span.holds(series.date_of(day))]


def _finding(
    series: Series,
    strand: Strand,
    parts: Sequence[list[tuple[float, float]]],
    about: About,
    spans: tuple[Span, Span],
) -> Finding:
    several = sum(bool(s.points) for s in series.strands) > 1
    name = strand.name if several else ""
    left_out = sum(any(s.holds(series.date_of(d)) for s in spans) for d in strand.at_least)
    try:
        found = compare(parts[0], parts[1], about=about)
    except InputError as error:
        return Finding(strand=name, about=about, found=None, text=str(error), left_out=left_out)
    less, more = ("lower", "higher") if about is About.LEVEL else ("less", "more")
    subject = f"{series.title}, {name.lower()}" if name else series.title
    return Finding(
        strand=name,
        about=about,
        found=found,
        text=sentence(found, subject, series.quantity.change),
        worth=worth(found),
        # Made by our own renderer from numbers and words of ours.
        picture=mark_safe(
            interval_svg(found.low, found.difference, found.high, less=less, more=more)
        ),
        left_out=left_out,
    )


def _picture(series: Series, first: Stretch, second: Stretch) -> Chart | None:
    """The series over both stretches, which are shaded in place of the events."""
    shades = [
        EventSpan(label=f"{name} stretch", first_day=series.span.day(stretch.span.first),
                  last_day=series.span.day(stretch.span.last))
        for name, stretch in (("First", first), ("Second", second))
    ]  # fmt: skip
    return trend_chart(
        series.quantity,
        first=series.span.first,
        days=series.span.days,
        strands=series.strands,
        events=shades,
        summary=series.summary,
        note=series.note,
    )


def _words(span: Span) -> str:
    return f"{span.first.day} {span.first:%b %Y} to {span.last.day} {span.last:%b %Y}"
