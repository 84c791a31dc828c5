"""Sessions as a calendar file (iCalendar, RFC 5545).

Titles carry no health content, because they stand on lock screens (W10); the day and the
minutes are enough to remember by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from trophe.training.programme import Week

_LINE: Final = 74
_PRODUCT: Final = "-//Trophe//Programme//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One session on a day. `uid` stays the same when the session changes."""

    uid: str
    on: date
    minutes: int
    title: str = "Trophe: session"
    note: str = ""


def calendar_text(appointments: Iterable[Appointment], *, made_at: datetime | None = None) -> str:
    """The calendar as text with CRLF line ends; all-day events, so that no clock is assumed."""
    stamp = (made_at or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    lines.append("X-WR-CALNAME:Trophe")
    for one in appointments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escape(one.uid)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(f'{one.title}, {one.minutes} min')}",
            *([f"DESCRIPTION:{_escape(one.note)}"] if one.note else []),
            "TRANSP:TRANSPARENT",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def week_appointments(week: Week, monday: date, key: str = "programme") -> tuple[Appointment, ...]:
    """The sessions of a week that begins on a Monday."""
    return tuple(
        Appointment(
            uid=f"{key}-{monday + timedelta(days=session.weekday):%Y%m%d}@trophe",
            on=monday + timedelta(days=session.weekday),
            minutes=round(session.minutes),
        )
        for session in week.sessions
    )


def _escape(text: str) -> str:
    """Text as RFC 5545 wants it."""
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, instead)
    return text


def _folded(text: str) -> str:
    """Long lines broken at 74 octets, the next beginning with a space."""
    data = text.encode("utf-8")
    parts: list[bytes] = []
    while len(data) > _LINE:
        cut = _LINE
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(data[:cut])
        data = b" " + data[cut:]
    return b"\r\n".join([*parts, data]).decode("utf-8")
