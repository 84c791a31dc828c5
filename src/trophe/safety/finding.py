"""What a rule says about one person and one plan."""

from dataclasses import dataclass
from enum import StrEnum

from trophe.safety.table import rule
from trophe.units import KG_PER_LB, format_energy, format_weight


class Effect(StrEnum):
    """What a finding does to a plan."""

    REFUSE = "refuse"
    WITHHOLD = "withhold"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule at work: its identifier, the sentence for this person, and the figure behind it."""

    rule: str
    text: str
    figure: str
    effect: Effect


def say(
    rule_id: str, key: str, figure: str, *, effect: Effect = Effect.REFUSE, **values: float | str
) -> Finding:
    """The finding with the rule's own sentence, filled in for this person."""
    text = rule(rule_id).say[key].format(**values)
    return Finding(rule=rule_id, text=text, figure=figure, effect=effect)


def weight_words(weight_kg: float) -> str:
    """A weight in both units: `0.5 kg (1.1 lb)`; small ones to the gram that matters."""
    kilos = f"{weight_kg:.2f}".rstrip("0").rstrip(".") if abs(weight_kg) < 2 else None
    pounds = format_weight(weight_kg, "lb")
    return f"{kilos} kg ({pounds})" if kilos else f"{format_weight(weight_kg)} ({pounds})"


def rate_words(rate_kg_week: float) -> str:
    """A weekly rate in both units, without its sign: `0.45 kg (1 lb)`."""
    rate = abs(rate_kg_week)
    return f"{rate:.2f} kg ({round(rate / KG_PER_LB, 1):g} lb)"


def two_rates(wanted_kg_week: float, limit_kg_week: float) -> tuple[str, str]:
    """A rate and its limit in words, with a digit more where two digits would look the same."""
    wanted, limit = rate_words(wanted_kg_week), rate_words(limit_kg_week)
    if wanted != limit:
        return wanted, limit
    return f"{abs(wanted_kg_week):.3f} kg", f"{abs(limit_kg_week):.3f} kg"


def energy_words(energy_kcal_d: float) -> str:
    """A daily energy in whole kcal."""
    return format_energy(energy_kcal_d)
