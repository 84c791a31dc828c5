"""What helped, in words: rows of the treatment table as a reader can take them in."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.evidence import Treatment, treatment
from trophe.evidence.vocabulary import Certainty
from trophe.guide.page import Page

CERTAINTY_WORDS: Final = MappingProxyType(
    {
        Certainty.HIGH: "very sure",
        Certainty.MODERATE: "fairly sure",
        Certainty.LOW: "not very sure",
        Certainty.VERY_LOW: "unsure",
        Certainty.EXPERT: "what experts agree on",
        Certainty.ANIMAL: "seen in animals only",
    }
)
_UNITS: Final = MappingProxyType(
    {
        "SMD": "standard deviations (SMD)",
        "SMD ns": "",
        "Hedges g": "standard deviations (g)",
        "Hedges g in favour of heavy load": "standard deviations (g) in favour of heavy load",
        "um2 extra": "µm² extra",
        "ns": "",
        "RCT": "",
        "time": "",
        "trial count": "",
        "systematic review": "",
        "no change": "",
        "no difference": "",
    }
)
_IN_UNITS: Final = ("g/", "% gain", "% of", "kcal/", "g per")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One line of a page's table of what helps."""

    key: str
    what: str
    whom: str
    outcome: str
    effect: str
    people: str
    sure: str
    is_standardised: bool


def effect_rows(page: Page) -> tuple[EffectRow, ...]:
    """The effects a page lists, in its order."""
    return tuple(effect_row(treatment(name)) for name in page.treatments)


def effect_row(row: Treatment) -> EffectRow:
    """One effect in words: who, what, how much with its interval, from how many, how sure."""
    return EffectRow(
        key=f"treatment:{row.treatment_id}",
        what=_capital(row.intervention),
        whom=row.population,
        outcome=row.outcome,
        effect=effect_words(row),
        people=_people(row),
        sure=CERTAINTY_WORDS[row.certainty],
        is_standardised=any(word in row.unit for word in ("SMD", "Hedges")),
    )


def effect_words(row: Treatment) -> str:
    """`0.6 standard deviations (SMD), 0.47 to 0.72`: the effect as printed, with its interval."""
    if row.effect is None or row.unit in ("no change", "no difference", "no change over 26 wk"):
        text = _plain(_capital(row.effect_text or row.unit))
        unit = row.unit if any(part in row.unit for part in _IN_UNITS) else ""
        return f"{text.replace('-', ' to ') if unit else text} {_plain(unit)}".strip()
    unit = _UNITS.get(row.unit, row.unit)
    text = f"{row.effect:g} {_plain(unit)}".replace("-", "−", 1 if row.effect < 0 else 0)
    if row.ci_low is None or row.ci_high is None:
        return text
    return f"{text}, {_signed(row.ci_low)} to {_signed(row.ci_high)}"


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _plain(unit: str) -> str:
    """A unit without the table's short forms."""
    return unit.replace(" v ", " against ").replace("(v ", "(against ").replace(" wk", " weeks")


def _people(row: Treatment) -> str:
    """`49 studies, 1,328 people`; empty where neither is known."""
    parts = []
    if row.n_studies is not None:
        parts.append(f"{row.n_studies:.0f} stud{'y' if row.n_studies == 1 else 'ies'}")
    if row.n_people is not None:
        parts.append(f"{row.n_people:,.0f} people")
    return ", ".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
