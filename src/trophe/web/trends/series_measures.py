"""Measurements: each instrument and site, both sides in one picture, readings with their error."""

from collections import defaultdict
from collections.abc import Callable
from typing import Final

from trophe.person.measures import Instrument, instrument
from trophe.report.strands import Strand
from trophe.report.trends import Quantity
from trophe.web.muscle.models import Measurement
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Entry, Series, counted

_NINETY: Final = 1.645
STRENGTH: Final = frozenset({"grip", "knee_extension", "one_rm"})


def catalogue(reads: Reads) -> list[Entry]:
    """One series for each instrument and site that was ever used."""
    used = reads.person.measurements.kept().order_by().values_list("instrument", "site")
    return [_entry(reads, name, site) for name, site in sorted(set(used.distinct()))]


def _entry(reads: Reads, name: str, site: str) -> Entry:
    about = instrument(name)
    group = "Strength" if name in STRENGTH else "Measures"
    return Entry(key=key_of(name, site), group=group, title=_title(about, site),
                 make=lambda: measure(reads, name, site))  # fmt: skip


def key_of(name: str, site: str) -> str:
    """The series' name in addresses."""
    return f"measure-{name}-{site}" if site else f"measure-{name}"


def _title(about: Instrument, site: str) -> str:
    known = about.sites.get(site)
    if known is None or len(about.sites) < 2:
        return about.label
    return f"{about.label}, {known.label.lower()}"


def measure(reads: Reads, name: str, site: str) -> Series | None:
    """An instrument's readings at a site, by side."""
    about = instrument(name)
    by_side: dict[str, list[Measurement]] = defaultdict(list)
    for row in reads.measurements:
        if (row.instrument, row.site) == (name, site):
            by_side[row.side].append(row)
    if not by_side:
        return None
    newest = max((rows[-1] for rows in by_side.values()), key=lambda row: (row.local_date, row.pk))
    sides = sorted(by_side, key=lambda side: side != newest.side)
    flags = sum(row.oedema or row.cast for rows in by_side.values() for row in rows)

    def say(value: float) -> str:
        return f"{value:.3g} {about.unit}".rstrip()

    strands = tuple(_strand(reads, about, side, by_side[side]) for side in sides)
    return Series(
        quantity=Quantity(
            key=key_of(name, site), title=_title(about, site), unit=about.unit, say=say
        ),
        group="Strength" if name in STRENGTH else "Measures",
        unit=about.unit,
        span=reads.span,
        strands=strands,
        events=reads.events,
        summary=" ".join(_moved(about, side, by_side[side], say) for side in sides),
        latest=say(newest.corrected),
        latest_note=newest.side,
        note=f"{about.what} Girths are less the skin fold where one was given."
        + (f" {counted(flags, 'reading')} over swelling or a cast." if flags else ""),
        pace=True,
    )


def _strand(reads: Reads, about: Instrument, side: str, rows: list[Measurement]) -> Strand:
    points = [(reads.span.day(row.local_date), row.corrected) for row in rows]
    errors = {day: _NINETY * about.error_of(value) for day, value in points}
    return Strand(name=side.capitalize() or "Reading", points=points, errors=errors, joined=True)


def _moved(
    about: Instrument, side: str, rows: list[Measurement], say: Callable[[float], str]
) -> str:
    """The newest reading beside the first, against the smallest change that is real."""
    named = side.capitalize() if side else about.label
    now, then = rows[-1], rows[0]
    if now is then:
        return f"{named}: {say(now.corrected)}, the only reading in these days."
    change = now.corrected - then.corrected
    real = abs(change) > about.detectable(then.corrected)
    way = "up" if change >= 0 else "down"
    chance = "more than" if real else "within what"
    moved = f"{way} {say(abs(change))}, {chance} chance alone makes"
    return f"{named}: {say(now.corrected)}, {moved}."
