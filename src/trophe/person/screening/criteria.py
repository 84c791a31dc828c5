"""Criteria: a value against a cut-off, with the source of the cut-off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from trophe.evidence import constants
from trophe.person.measures import Taken
from trophe.person.screening.seen import Seen, best_grip_kg
from trophe.person.vocabulary import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of a set: value against cut-off; `met` is None where nothing was measured."""

    name: str
    label: str
    value: float | None
    unit: str
    cut: float
    rule: str
    met: bool | None
    source: str
    constant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one set of criteria says: a stage, a sentence, its criteria. `applies` says whether it
    is the set of the person's population."""

    name: str
    stage: str
    sentence: str
    criteria: tuple[Criterion, ...]
    applies: bool
    missing: tuple[str, ...] = ()


def criterion(
    name: str, label: str, value: float | None, unit: str, constant: str, rule: str
) -> Criterion:
    held = constants("screening_cutoffs").parameters[constant]
    assert not isinstance(held.value, tuple)
    value = None if value is None else round(value, 3)
    return Criterion(
        name=name,
        label=label,
        value=value,
        unit=unit,
        cut=held.value,
        rule=rule,
        met=None if value is None else _RULES[rule](value, held.value),
        source=held.source,
        constant=constant,
    )


_RULES: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "below": lambda value, cut: value < cut,
    "at or below": lambda value, cut: value <= cut,
    "above": lambda value, cut: value > cut,
    "at or above": lambda value, cut: value >= cut,
}


def cut_by_sex(seen: Seen, name: str) -> tuple[float, str]:
    """The cut-off for the person's sex, and its constant; unspecified takes the women's, which
    finds fewer people wrongly."""
    sex = "male" if seen.person.sex is Sex.MALE else "female"
    constant = f"{name}_{sex}"
    return float(getattr(constants("screening_cutoffs"), constant)), constant


def grip_criterion(seen: Seen, which: str) -> Criterion:
    constant = cut_by_sex(seen, f"{which}_grip")[1]
    return criterion("grip", "Grip strength", best_grip_kg(seen), "kg", constant, "below")


def last_value(seen: Seen, name: str) -> float | None:
    taken = seen.latest(name)
    return None if taken is None else taken.value


def almi_kg_m2(seen: Seen) -> float | None:
    alm_kg = last_value(seen, "dxa_alm")
    return None if alm_kg is None else alm_kg / seen.person.height_m**2


def calf_criterion(seen: Seen) -> Criterion:
    """The smaller calf's girth against the line of AWGS 2019."""
    rows = [seen_side for side in ("left", "right") if (seen_side := _calf_of(seen, side))]
    value = min((t.value for t in rows), default=None)
    constant = cut_by_sex(seen, "calf")[1]
    return criterion("calf", "Calf girth", value, "cm", constant, "below")


def _calf_of(seen: Seen, side: str) -> Taken | None:
    rows = [t for t in seen.readings if t.instrument == "tape_calf" and t.side == side]
    usable = [t for t in rows if not t.oedema and not t.cast]
    return max(usable, key=lambda t: t.measured_on, default=None)


def some_met(*found: Criterion) -> bool | None:
    """Whether one is met among those known; None where nothing is known."""
    known = [one.met for one in found if one.met is not None]
    return any(known) if known else None
