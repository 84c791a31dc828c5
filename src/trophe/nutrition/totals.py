"""Sums over foods of which some do not say: "at least 62 mg (3 of 9 foods unknown)".

Unknown and known never make zero, nor unknown: they make a sum that is at least what is known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trophe.checks import require_one
from trophe.nutrition.food import Food
from trophe.nutrition.nutrients import nutrient_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum over `n_total` parts of which `n_known` have an amount.

    `value` is the sum of the known parts, None when there is none (and 0 of no parts at all).
    """

    value: float | None
    n_known: int
    n_total: int

    @property
    def n_unknown(self) -> int:
        """How many parts do not say."""
        return self.n_total - self.n_known

    @property
    def at_least(self) -> bool:
        """Whether the true sum may be higher."""
        return self.n_unknown > 0

    @property
    def coverage(self) -> float:
        """The share of the parts that say, 0 to 1; 1 of no parts."""
        return self.n_known / self.n_total if self.n_total else 1.0

    def text(self, unit: str, digits: int = 0) -> str:
        """The sum in words.

        >>> Sum(value=62.0, n_known=6, n_total=9).text("mg")
        'at least 62 mg (3 of 9 foods unknown)'
        """
        if self.value is None:
            return "not known"
        figure = f"{self.value:.{digits}f} {unit}"
        if not self.at_least:
            return figure
        return f"at least {figure} ({self.n_unknown} of {self.n_total} foods unknown)"

    def __add__(self, other: "Sum") -> "Sum":
        values = [v for v in (self.value, other.value) if v is not None]
        return Sum(
            value=sum(values) if values else None,
            n_known=self.n_known + other.n_known,
            n_total=self.n_total + other.n_total,
        )


def total(parts: Iterable[float | None]) -> Sum:
    """The sum of parts; None is a part that does not say.

    >>> total([1.0, None, 2.0])
    Sum(value=3.0, n_known=2, n_total=3)
    """
    known, n_total = [], 0
    for part in parts:
        n_total += 1
        if part is not None:
            known.append(part)
    value = sum(known) if known or not n_total else None
    return Sum(value=value, n_known=len(known), n_total=n_total)


def amounts_of(food: Food, grams: float) -> dict[str, float]:
    """What `grams` of a food hold, for an entry to keep; what is not known is absent.

    `grams` is 0 to 100,000 (ml where the food is per 100 ml).
    """
    grams = require_one("grams", grams, 0, 100_000)
    return {name: per_100 * grams / 100 for name, per_100 in food.amounts.items()}


def totals(entries: Iterable[Mapping[str, float]]) -> dict[str, Sum]:
    """The sum of every nutrient over entries' own amounts, in the order of the registry."""
    kept = list(entries)
    return {name: total(entry.get(name) for entry in kept) for name in nutrient_ids()}
