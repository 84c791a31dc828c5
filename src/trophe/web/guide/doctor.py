"""What goes into the report for a doctor: dates, units, devices, no conclusions (W09)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from trophe.guide import page, plain
from trophe.report.doctor import DoctorReport, Part
from trophe.timeline import FIELDS
from trophe.units import format_height
from trophe.web.guide.doctor_weight import TITLE as WEIGHT_TITLE
from trophe.web.guide.doctor_weight import weight_course, weight_part, weight_words
from trophe.web.muscle.access import events_of, measurements_of
from trophe.web.muscle.models import Event, Measurement
from trophe.web.people.hiding import shows_weight
from trophe.web.people.models import HealthFact, Person
from trophe.web.plans.services import read_plan

PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "check": "Findings of the check",
        "timeline": "What happened",
        "measurements": "Measurements",
        "screening": "Screening",
        "weight": WEIGHT_TITLE,
        "health": "Conditions and medicines",
        "rules": "Safety rules that apply",
    }
)
MONTHS: Final = (3, 6, 12, 24, 60)
DAYS_A_MONTH: Final = 30.4375
_MOST_EVENTS: Final = 14
_MOST_MEASURED: Final = 12
_FOOTER: Final = (
    "Told and measured by the person or a helper, set by Trophe {version}, rules {rules}. Not a"
    " clinical record. Trophe is not a certified medical device, and no clinician has reviewed it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What goes in: parts, how far back, and the person's own words."""

    parts: tuple[str, ...]
    months: int = 12
    reason: str = ""
    questions: str = ""
    with_name: bool = True


def usual(person: Person) -> Wanted:
    """What goes in unasked: everything, but no weight where weight is hidden (W07)."""
    parts = tuple(name for name in PARTS if name != "weight" or shows_weight(person))
    return Wanted(parts=parts, questions="\n".join(usual_questions()))


def usual_questions() -> list[str]:
    """The questions that the guide suggests."""
    sections = page("talking-to-your-doctor").sections
    asked = next(each for each in sections if each.anchor == "good-questions-to-ask")
    return [plain(raw) for block in asked.blocks for raw in block.raw]


def doctor_report(person: Person, wanted: Wanted) -> DoctorReport:
    """The report of a person, today on their own clock."""
    from trophe import __version__
    from trophe.safety.table import EDITION

    today = person.today()
    since = today - timedelta(days=round(wanted.months * DAYS_A_MONTH))
    made = [PART_MAKERS[name](person, since, today) for name in PARTS if name in wanted.parts]
    has_weight = "weight" in wanted.parts
    return DoctorReport(
        title="Report to take along",
        made_on=today,
        told=_told(person, today, wanted),
        parts=[
            _lines("Why I come", wanted.reason, "Nothing was written."),
            _lines("What I want to ask", wanted.questions, "No question was written."),
            *made,
        ],
        footer=_FOOTER.format(version=__version__, rules=EDITION),
        weight_course=weight_course(person, since, today) if has_weight else None,
        weight_title=WEIGHT_TITLE,
        paper="us-letter" if person.weight_unit == "lb" else "a4",
    )


def _told(person: Person, today: date, wanted: Wanted) -> list[tuple[str, str]]:
    """The head: who, and over which time."""
    told = [("Name", person.name)] if wanted.with_name and person.name else []
    told += [("Age", f"{int(person.age_on_day(today))}"), ("Sex", person.get_sex_display())]
    told += [("Height", format_height(person.height_m, person.height_unit))]
    latest = person.weights.kept().up_to(today).last() if "weight" in wanted.parts else None
    if latest is not None:
        bmi = latest.weight_kg / person.height_m**2
        told += [("Weight", weight_words(latest.weight_kg, person)), ("BMI", f"{bmi:.1f} kg/m²")]
    return [*told, ("Covers", f"the last {wanted.months} months")]


def _lines(title: str, text: str, empty: str) -> Part:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Part(title=title, empty=empty, rows=[[line] for line in lines])


def day_words(day: date) -> str:
    """`3 May 2026`."""
    return f"{day.day} {day:%b %Y}"


def _timeline(person: Person, since: date, today: date) -> Part:
    """Events that lasted into the period, the latest first."""
    reached = [e for e in events_of(person) if e.is_open or (e.ended_on or e.began_on) >= since]
    shown = sorted(reached, key=lambda e: e.began_on, reverse=True)
    return Part(
        title=PARTS["timeline"],
        empty="No event was recorded.",
        columns=("From", "To", "What", "More"),
        widths=(1.4, 1.4, 3.2, 3),
        rows=[_event_row(event) for event in shown[:_MOST_EVENTS]],
        note=_left_out(len(shown) - _MOST_EVENTS, "earlier event"),
    )


def _event_row(event: Event) -> list[str]:
    end = "going on" if event.is_open else ""
    if event.ended_on is not None:
        end = day_words(event.ended_on)
    more = "; ".join(filter(None, [*_details(event), event.note]))
    return [day_words(event.began_on), end, event.label, more]


def _details(event: Event) -> Iterable[str]:
    """Dose, drug and the like, with their units."""
    for name, value in event.detail.items():
        if name in FIELDS and isinstance(value, (int, float, str)) and name != "level":
            field = FIELDS[name]
            number = value if isinstance(value, str) else f"{value:g}"
            unit = "" if field.unit.startswith("1/") else field.unit
            choice = dict(field.choices).get(str(value))
            yield choice or f"{field.label}: {number} {unit}".strip()


def _left_out(count: int, what: str) -> str:
    if count <= 0:
        return ""
    return f"{count} {what}{'' if count == 1 else 's'} left out here."


def _measurements(person: Person, since: date, today: date) -> Part:
    """Each instrument and side: first and latest reading, the change, and what is beyond chance."""
    taken: dict[tuple[str, str, str], list[Measurement]] = {}
    for row in measurements_of(person):
        if row.local_date >= since and row.instrument != "weight":
            taken.setdefault((row.instrument, row.site, row.side), []).append(row)
    latest = sorted(taken.values(), key=lambda rows: rows[-1].local_date, reverse=True)
    return Part(
        title=PARTS["measurements"],
        empty="Nothing was measured.",
        columns=("What", "First", "Latest", "Change", "Beyond chance from", "Device"),
        widths=(2.6, 2.1, 2.1, 1.4, 1.5, 1.8),
        rows=[_measured_row(rows) for rows in latest[:_MOST_MEASURED]],
        note=_left_out(len(latest) - _MOST_MEASURED, "other measure"),
    )


def _measured_row(rows: list[Measurement]) -> list[str]:
    first, last = rows[0], rows[-1]
    change = f"{last.value - first.value:+.3g} {last.unit}" if len(rows) > 1 else ""
    flags = [w for w, on in (("swollen", last.oedema), ("in a cast", last.cast)) if on]
    site = last.about.sites[last.site].label if last.site in last.about.sites else ""
    return [
        ", ".join(filter(None, [last.label, site, *flags])),
        _reading(first) if len(rows) > 1 else "",
        _reading(last),
        change.replace("-", "−"),
        f"{last.mdc:.2g} {last.unit}",
        last.device,
    ]


def _reading(row: Measurement) -> str:
    return f"{row.value:.4g} {row.unit}, {day_words(row.local_date)}"


def _health(person: Person, since: date, today: date) -> Part:
    """Conditions, medicines, missing limbs that hold, or ended in the period."""
    told = [
        fact
        for fact in person.facts.all()
        if fact.kind != HealthFact.Kind.AGREEMENT
        and (fact.ended_on is None or fact.ended_on >= since)
    ]
    return Part(
        title=PARTS["health"],
        empty="No condition and no medicine was recorded.",
        columns=("Kind", "What", "Recorded since", "Ended"),
        widths=(1.3, 4, 1.6, 1.6),
        rows=[
            [
                fact.get_kind_display(),
                fact.label,
                day_words(fact.since),
                day_words(fact.ended_on) if fact.ended_on else "",
            ]
            for fact in sorted(told, key=lambda f: (f.kind, f.since))
        ],
        note="The app records kinds of medicine, not doses, unless an event above tells one."
        if any(fact.kind == HealthFact.Kind.MEDICINE for fact in told)
        else "",
    )


def _rules(person: Person, since: date, today: date) -> Part:
    """The safety rules that the app applies to the plan of today."""
    reading = read_plan(person, today)
    told: dict[tuple[str, str], None] = {}
    if reading is not None:
        told |= {(one.rule, one.text): None for one in reading.findings}
        told |= {(note.rule, note.text): None for note in reading.made.warnings}
    return Part(
        title=PARTS["rules"],
        empty="No safety rule of the app applies to the plan of today."
        if reading is not None
        else "There is no plan, so no rule was applied.",
        columns=("Rule", "What it says"),
        widths=(1, 9),
        rows=[list(pair) for pair in told],
    )


def _check(person: Person, since: date, today: date) -> Part:
    return Part(title=PARTS["check"], empty="No check was made.")


def _screening(person: Person, since: date, today: date) -> Part:
    return Part(title=PARTS["screening"], empty="No screening was done.")


PART_MAKERS: Final[Mapping[str, Callable[[Person, date, date], Part]]] = MappingProxyType(
    {
        "check": _check,
        "timeline": _timeline,
        "measurements": _measurements,
        "screening": _screening,
        "weight": weight_part,
        "health": _health,
        "rules": _rules,
    }
)
