"""The closed table of what may stand on a timeline, and the fields that a kind asks for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from trophe.errors import UnknownNameError

SIDES: Final = ("left", "right")
EVENT_GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "injury": "Injury",
        "rest": "Rest and lying",
        "surgery": "Operation",
        "illness": "Illness",
        "medicine": "Medicine",
        "life": "Life",
        "training": "What I do about it",
    }
)
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "knee": "Knee",
        "ankle": "Ankle or foot",
        "hip": "Hip",
        "leg": "Whole leg",
        "wrist": "Wrist or hand",
        "elbow": "Elbow",
        "shoulder": "Shoulder",
        "arm": "Whole arm",
    }
)
DRUGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "semaglutide": "Semaglutide",
        "tirzepatide": "Tirzepatide",
        "liraglutide": "Liraglutide",
        "dulaglutide": "Dulaglutide",
        "other": "Another one",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a kind may ask for: a number with its range, a choice, a day, or steps."""

    name: str
    label: str
    hint: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()


FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        f.name: f
        for f in (
            Field(name="part", label="Which part", choices=tuple(PARTS.items())),
            Field(name="side", label="Which side", choices=(("left", "Left"), ("right", "Right"))),
            Field(name="level", label="Which of these"),
            Field(
                name="dose_mg_d",
                label="Dose a day, as prednisolone",
                hint="5 mg of prednisolone is 4 mg of methylprednisolone or 0.75 mg of"
                " dexamethasone.",
                low=0.5,
                high=1000,
                unit="mg/d",
            ),
            Field(name="drug", label="Which medicine", choices=tuple(DRUGS.items())),
            Field(
                name="steps",
                label="Doses",
                hint="Each day a dose began, and how much in a week.",
                low=0.1,
                high=100,
                unit="mg/week",
            ),
            Field(
                name="sessions_week",
                label="Sessions a week",
                low=0.5,
                high=14,
                unit="1/week",
            ),
            Field(name="repaired_on", label="Day the nerve was operated on"),
            Field(
                name="distance_mm",
                label="From the injury to the muscle",
                hint="A hand's breadth is about 80 mm.",
                low=0,
                high=1000,
                unit="mm",
            ),
            Field(
                name="week", label="Week of pregnancy on the first day", low=1, high=42, unit="w"
            ),
            Field(name="g_kg_d", label="Protein", low=0.2, high=4, unit="g/kg/d"),
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event; `takes` are the fields it asks for, `needs` those it cannot do without.

    `cause` is the muscle model's name for it (by `level` where there is a choice), "" where the
    model knows no course. `told` are conditions and medicines of the safety rules.
    """

    name: str
    label: str
    question: str
    hint: str
    group: str
    takes: tuple[str, ...]
    needs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    part: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    level_cause: Mapping[str, str] = field(default_factory=dict)
    level_part: Mapping[str, str] = field(default_factory=dict)
    level_intensity: Mapping[str, str] = field(default_factory=dict)
    cause: str = ""
    told: tuple[str, ...] = ()
    told_after_d: str = ""
    told_from_start_d: str = ""
    ends: str = "may"
    common: bool = False
    is_weight_loss: bool = False

    @property
    def helps(self) -> bool:
        """Whether it is something done for the muscles."""
        return self.group == "training"

    @property
    def causes(self) -> tuple[str, ...]:
        """Every name it may have in the muscle model."""
        return tuple(self.level_cause.values()) or ((self.cause,) if self.cause else ())

    def cause_of(self, level: str) -> str:
        """Its name in the muscle model at a level; "" where the model knows no course."""
        return self.level_cause.get(level, self.cause)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds, in the order of the menu."""
    text = (files("trophe.timeline") / "tables" / "kinds.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: _kind(name, row) for name, row in tomllib.loads(text).items()})


def _kind(name: str, row: dict[str, Any]) -> Kind:
    lists = ("takes", "needs", "parts", "told")
    columns: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in row.items()}
    return Kind(name=name, **columns)


def kind(name: str) -> Kind:
    """The kind of that name. UnknownNameError, listing the known ones, for any other."""
    try:
        return kinds()[name]
    except KeyError:
        raise UnknownNameError("kind", name, kinds()) from None
