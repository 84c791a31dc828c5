"""How it felt: appetite, nausea, pain and tiredness of days; pain and tiredness of sessions."""

from typing import Final

from trophe.report.strands import Strand
from trophe.report.trends import Quantity
from trophe.web.diary.pages import FEELINGS
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Entry, Series, counted, mean, means

_MOST: Final = 3
_SESSION: Final = (
    ("session-pain", "Pain the day after a session", "pain_next_day"),
    ("session-fatigue", "Tiredness after a session", "fatigue"),
)


def catalogue(reads: Reads) -> list[Entry]:
    """The four rows of taps, and what sessions told."""
    days = [_day_entry(reads, *feeling) for feeling in FEELINGS]
    return days + [_session_entry(reads, *one) for one in _SESSION]


def _day_entry(reads: Reads, name: str, label: str, words: tuple[str, ...]) -> Entry:
    return Entry(key=f"felt-{name}", group="How it felt", title=label,
                 make=lambda: felt(reads, name, label, words))  # fmt: skip


def _session_entry(reads: Reads, key: str, title: str, column: str) -> Entry:
    return Entry(key=key, group="How it felt", title=title,
                 make=lambda: after_session(reads, key, title, column))  # fmt: skip


def felt(reads: Reads, name: str, label: str, words: tuple[str, ...]) -> Series | None:
    """One feeling by day; days on which nothing was tapped are not drawn."""
    points = [(reads.span.day(day.local_date), float(value)) for day in reads.said
              if (value := getattr(day, name)) is not None]  # fmt: skip
    if not points:
        return None
    counts = [sum(v == step for _, v in points) for step in range(_MOST + 1)]
    told = [f"{words[step].lower()} on {n}" for step, n in enumerate(counts) if n]

    def say(value: float) -> str:
        near = round(value)
        return words[near] if abs(value - near) < 1e-9 else f"{value:.1f} of {_MOST}"

    return Series(
        quantity=Quantity(
            key=f"felt-{name}",
            title=label,
            unit="",
            say=say,
            say_change=lambda size: f"{size:.1f} of {_MOST} steps",
            words={float(step): words[step] for step in range(_MOST + 1)},
        ),
        group="How it felt",
        unit="step_0_3",
        span=reads.span,
        strands=(
            Strand(
                name="Told",
                points=points,
                line=tuple(means(points)),
                line_name="Mean of a week",
            ),
        ),
        events=reads.events,
        summary=f"{label} on {counted(len(points), 'day')}: {', '.join(told)}.",
        latest=say(points[-1][1]),
        latest_note="last told",
        note="Days on which nothing was tapped are left out.",
        steps=True,
    )


def after_session(reads: Reads, key: str, title: str, column: str) -> Series | None:
    """0 to 10, as it was told of sessions."""
    points = [(reads.span.day(one.local_date), float(value)) for one in reads.sessions
              if (value := getattr(one, column)) is not None]  # fmt: skip
    if not points:
        return None
    middle = mean(points) or 0.0

    def say(value: float) -> str:
        return f"{value:.2g} of 10"

    return Series(
        quantity=Quantity(key=key, title=title, unit="of 10", say=say),
        group="How it felt",
        unit="step_0_10",
        span=reads.span,
        strands=(Strand(name="Told", points=points, joined=True),),
        events=reads.events,
        summary=f"{say(middle)} on average of {counted(len(points), 'session')}.",
        latest=say(points[-1][1]),
        latest_note="last told",
        steps=True,
    )
