"""What goes into the report for a doctor: dates, units, devices, no conclusions (W09)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trophe.guide import page, plain
from trophe.report.doctor import DoctorReport, Part
from trophe.units import format_height
from trophe.web.guide.doctor_parts import PART_MAKERS, PARTS
from trophe.web.guide.doctor_weight import TITLE as WEIGHT_TITLE
from trophe.web.guide.doctor_weight import weight_course, weight_words
from trophe.web.people.hiding import shows_weight
from trophe.web.people.models import Person

MONTHS: Final = (3, 6, 12, 24, 60)
DAYS_A_MONTH: Final = 30.4375
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
