"""A day's or a week's nutrients against reference intakes, with how much of it is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trophe.checks import require_name
from trophe.errors import InputError
from trophe.nutrition.amino import ProteinQuality, protein_quality
from trophe.nutrition.nutrients import Nutrient, nutrients
from trophe.nutrition.reference import Comparison, Reference, State, compare, reference_intakes
from trophe.nutrition.totals import Sum
from trophe.person import Condition, Sex
from trophe.web.diary.noting import weight_on
from trophe.web.diary.records import Entry
from trophe.web.diary.sums import sums_of
from trophe.web.people.models import HealthFact, Person

SPANS: Final = (1, 7, 28)
WORDS: Final = {
    State.UNKNOWN: "Not known",
    State.BELOW: "Below",
    State.AT_LEAST: "Perhaps enough",
    State.MET: "Enough",
    State.ABOVE_LIMIT: "Above the advised limit",
    State.ABOVE_UPPER: "Above the upper level",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NutrientRow:
    """One nutrient: what was eaten in a day, against what is advised."""

    nutrient: Nutrient
    intake: Sum
    comparison: Comparison | None

    @property
    def words(self) -> str:
        """How it stands, in words; empty without a reference."""
        return "" if self.comparison is None else WORDS[self.comparison.state]

    @property
    def state(self) -> str:
        """How it stands, for the icon beside the words."""
        return "" if self.comparison is None else str(self.comparison.state)

    @property
    def bar(self) -> float | None:
        """The share of what is advised, of 100, at most 100."""
        share = None if self.comparison is None else self.comparison.share
        return None if share is None else round(min(1.0, share) * 100, 1)

    @property
    def share_pct(self) -> float | None:
        """The share of what is advised, %."""
        share = None if self.comparison is None else self.comparison.share
        return None if share is None else share * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NutrientPage:
    """Nutrients of `days` days on average, by group; only days with entries count."""

    first: date
    last: date
    days: int
    n_entries: int
    groups: dict[str, list[NutrientRow]]
    quality: ProteinQuality | None

    @property
    def n_over(self) -> list[NutrientRow]:
        """What was above an upper level."""
        rows = [row for group in self.groups.values() for row in group]
        return [row for row in rows if row.state == State.ABOVE_UPPER]


def nutrient_page(person: Person, last: date, span: int = 1) -> NutrientPage:
    """The nutrients of the days up to `last`. `span` is 1, 7 or 28."""
    if span not in SPANS:
        raise InputError("days", f"days = {span} is none of 1, 7, 28.")
    first = last - timedelta(days=span - 1)
    entries = list(person.entries.kept().filter(local_date__range=(first, last)))
    days = len({entry.local_date for entry in entries})
    sums = daily_means(entries, days)
    found = {c.nutrient: c for c in compare(sums, references_of(person, last))}
    groups: dict[str, list[NutrientRow]] = {}
    for name, known in nutrients().items():
        row = NutrientRow(nutrient=known, intake=sums[name], comparison=found.get(name))
        groups.setdefault(known.group, []).append(row)
    return NutrientPage(
        first=first,
        last=last,
        days=days,
        n_entries=len(entries),
        groups=groups,
        quality=_quality(person, last, sums) if entries else None,
    )


def daily_means(entries: Sequence[Entry], days: int) -> dict[str, Sum]:
    """What a day held on average; a food that does not say makes it "at least"."""
    sums = sums_of(entries, nutrients())
    return {name: _mean(found, max(days, 1)) for name, found in sums.items()}


def _mean(found: Sum, days: int) -> Sum:
    value = None if found.value is None else found.value / days
    return Sum(value=value, n_known=found.n_known, n_total=found.n_total)


def references_of(person: Person, day: date) -> dict[str, Reference]:
    """Reference intakes for the person's age, sex, pregnancy and breastfeeding on a day."""
    held = set(
        person.facts.on_day(day)
        .filter(kind=HealthFact.Kind.CONDITION)
        .values_list("name", flat=True)
    )
    return reference_intakes(
        min(person.age_on_day(day), 120.0),
        require_name("sex", person.sex, Sex),
        pregnant=str(Condition.PREGNANT) in held,
        lactating=str(Condition.BREASTFEEDING) in held,
    )


def _quality(person: Person, day: date, sums: dict[str, Sum]) -> ProteinQuality | None:
    """Essential amino acids of an adult who was weighed; None for others."""
    if person.age_on_day(day) < 18:
        return None
    try:
        return protein_quality(sums, weight_on(person, day))
    except InputError:
        return None
