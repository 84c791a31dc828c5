"""The parts of the report for a doctor: what was told or measured, without a conclusion."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from trophe.errors import MissingDataError
from trophe.person import Condition
from trophe.report.doctor import Part
from trophe.safety.triage import clinic_lines, parse_findings
from trophe.timeline import FIELDS
from trophe.web.check.access import results_of
from trophe.web.check.pages import without_weight
from trophe.web.guide.doctor_weight import TITLE as WEIGHT_TITLE
from trophe.web.guide.doctor_weight import weight_part
from trophe.web.muscle.access import events_of, measurements_of
from trophe.web.muscle.models import Event, Measurement
from trophe.web.muscle.services import screening
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
_OF_THE_CHECK: Final = (
    Condition.OPEN_EMERGENCY,
    Condition.OPEN_CRISIS,
    Condition.OPEN_URGENT,
)
"""These say that a check is open; the findings of the check say it better."""
_MOST_EVENTS: Final = 14
_MOST_MEASURED: Final = 12


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
        and fact.name not in _OF_THE_CHECK
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
    told |= _check_rules(person, since)
    return Part(
        title=PARTS["rules"],
        empty="No safety rule of the app applies today.",
        columns=("Rule", "What it says"),
        widths=(1, 9),
        rows=[list(pair) for pair in told],
    )


def _check(person: Person, since: date, today: date) -> Part:
    """The answers of the latest check in a clinic's words, and how soon the app said to be seen."""
    result = results_of(person).filter(local_date__gte=since).first()
    if result is None:
        return Part(title=PARTS["check"], empty="No check was made.")
    told = result.told
    shown = told if shows_weight(person) else without_weight(told)
    lines = clinic_lines(parse_findings(shown["inputs"]["findings"]))
    seen = f" Seen by {result.seen_by}, {day_words(result.seen_on)}." if result.seen_on else ""
    return Part(
        title=PARTS["check"],
        empty="",
        rows=[[line] for line in lines],
        note=f"Told by the person on {day_words(result.local_date)}, not examined; what is not "
        "listed was not told. How soon, by the app's rules: "
        f"{told['urgency_words']}, {told['act_within_words']}.{seen}",
    )


def _check_rules(person: Person, since: date) -> dict[tuple[str, str], None]:
    """The rules that the latest check fired."""
    result = results_of(person).filter(local_date__gte=since).first()
    return {(one["rule"], one["title"]): None for one in result.told["fired"]} if result else {}


def _screening(person: Person, since: date, today: date) -> Part:
    """What was answered and measured against published cut-offs; no stage, no verdict."""
    try:
        found = screening(person).found
    except MissingDataError:
        return Part(title=PARTS["screening"], empty="No screening was done.")
    rows = [
        [
            each.label,
            f"{each.value:g} {each.unit}",
            f"{each.rule} {each.cut:g} {each.unit}",
            "yes" if each.met else "no",
            criteria.name,
        ]
        for criteria in found.sets
        for each in criteria.criteria
        if each.value is not None
    ]
    if found.sarc_f is not None:
        rows.insert(0, ["SARC-F (0 to 10)", f"{found.sarc_f}", "", "", "Questionnaire"])
    return Part(
        title=PARTS["screening"],
        empty="No screening was done.",
        columns=("What", "Value", "Cut-off", "Reached", "Set"),
        widths=(3, 1.6, 2, 1, 1.6),
        rows=rows,
        note="The latest reading of each measure; what was not measured is left out."
        if rows
        else "",
    )


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
