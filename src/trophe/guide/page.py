"""A page of the guide: front matter in TOML, text below it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from trophe.errors import EvidenceError
from trophe.guide.markup import Section, plain, sections

GROUPS: Final = MappingProxyType(
    {
        "start": "Start here",
        "disuse": "Rest and disuse",
        "neurogenic": "Nerves",
        "other": "Other causes",
        "treatment": "What helps",
        "yourself": "You and your doctor",
    }
)
CLASSES: Final = MappingProxyType(
    {
        "disuse": "Disuse: the muscle is not used enough",
        "neurogenic": "Neurogenic: the nerve to the muscle is hurt",
        "myopathic": "Myopathic: the muscle itself is ill",
        "cachexia": "Wasting of the whole body: illness, or less food than it needs",
        "sarcopenia": "Sarcopenia: power and muscle go with age",
        "steroid": "Steroid: a medicine that thins muscle",
        "mixed": "Mixed: more than one kind at once",
    }
)
ONSETS: Final = MappingProxyType(
    {
        "sudden": "At once",
        "days": "Over days",
        "weeks": "Over weeks",
        "months": "Over months",
        "years": "Over years",
    }
)
REVERSIBLE: Final = MappingProxyType(
    {
        "mostly": "Mostly comes back",
        "partly": "Partly comes back",
        "seldom": "Seldom comes back, but can be slowed or eased",
        "depends": "It depends on how bad it was and on time",
    }
)
URGENCIES: Final = ("emergency", "urgent")
NOT_REVIEWED: Final = "not yet reviewed by a clinician"
CAUSE_SECTIONS: Final = (
    *("Do this first", "What happens", "How fast", "What comes back"),
    *("What helps", "Moving with care"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A sign that calls for somebody now (`emergency`) or soon (`urgent`), and who says so."""

    urgency: str
    text: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The typical course a page draws: a cause over `exposure_days`, followed for `days`."""

    cause: str
    words: str
    muscle: str
    part: str | None = None
    side: str | None = None
    exposure_days: int | None = None
    days: int = 182
    end_words: str = ""
    sex: str = "female"
    age_y: float = 50.0
    kinds: tuple[str, ...] = ("size", "strength")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. `kind` is cause or subject; `text` is the body as written.

    `place` orders the pages of a group before their titles do.
    """

    slug: str
    title: str
    group: str
    kind: str
    summary: str
    changed: date
    author: str
    reviewed_by: str
    place: int = 50
    muscle_class: str = ""
    onset: str = ""
    reversible: str = ""
    keywords: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    example: Example | None = None
    text: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def is_cause(self) -> bool:
        """Whether it tells of one cause, with a course and a forecast to start."""
        return self.kind == "cause"

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line of the body as written, item by item."""
        return tuple(raw for s in self.sections for block in s.blocks for raw in block.raw)

    @property
    def prose(self) -> str:
        """What is read: title, summary, red flags and body without marks."""
        lines = [self.summary, *(flag.text for flag in self.red_flags)]
        for section in self.sections:
            lines += [plain(raw) for block in section.blocks for raw in block.raw]
        return "\n".join(lines)


def read_page(text: str) -> Page:
    """A page from its file's text. EvidenceError says what is missing or not known."""
    _, head, body = text.split("+++\n", 2)
    front = tomllib.loads(head)
    try:
        made = Page(**_fields(front), text=body, sections=sections(body))
    except TypeError as error:
        raise EvidenceError(f"guide page {front.get('slug', '?')}: {error}") from None
    _refuse_unknown(made)
    return made


def _fields(front: dict[str, Any]) -> dict[str, Any]:
    """The front matter with its lists as tuples and its tables as what they stand for."""
    fields: dict[str, Any] = {
        "muscle_class" if key == "class" else key: tuple(value) if _is_texts(value) else value
        for key, value in front.items()
    }
    flags = fields.pop("red_flags", ())
    example = fields.pop("example", None)
    return {
        **fields,
        "red_flags": tuple(RedFlag(**{**flag, "cite": tuple(flag["cite"])}) for flag in flags),
        "example": _example(example) if example else None,
    }


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _example(table: dict[str, Any]) -> Example:
    return Example(**(table | {"kinds": tuple(table.get("kinds", ("size", "strength")))}))


def _refuse_unknown(made: Page) -> None:
    """Words of closed lists; a page that says who reviewed it must say the truth."""
    lists: list[tuple[str, str, Any]] = [
        ("group", made.group, GROUPS),
        ("kind", made.kind, ("cause", "subject")),
        ("reviewed_by", made.reviewed_by, (NOT_REVIEWED,)),
    ]
    if made.is_cause:
        lists += [
            ("class", made.muscle_class, CLASSES),
            ("onset", made.onset, ONSETS),
            ("reversible", made.reversible, REVERSIBLE),
        ]
    lists += [("urgency", flag.urgency, URGENCIES) for flag in made.red_flags]
    for name, value, known in lists:
        if value not in known:
            raise EvidenceError(f"guide page {made.slug}: {name} {value!r} is not one of {known}")
