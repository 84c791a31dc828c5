"""Which pattern the answers resemble: a small probabilistic model that anyone can read.

`kinds.toml` holds a prior and, for each feature, how many times likelier it is in one pattern
than in the others. The weight of a pattern is its prior times the ratios of all features that
hold; an unsure answer counts with the square root of its ratio. The result is never a disease,
and it never changes the urgency (I02, I10).
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import EvidenceError
from trophe.safety.triage.logic import Answers, Expression, compiled

MIXED: Final = "mixed"
CLEAR: Final = 0.5
"""Below this probability of the best pattern we cannot tell (rules, section on patterns)."""
APART: Final = 0.1
"""Two best patterns nearer than this are a mix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something the answers may show, and how much it speaks for each pattern."""

    id: str
    says: str
    when: Expression
    ratio: MappingProxyType[str, float]
    kind: str
    ground: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """What the answers resemble.

    Fields
    ------
    first, second : the two best patterns; first is "mixed" where the best is below one half, the
        two best lie within a tenth of each other, or two are likelier than not each on its own;
        then second is the best single one.
    probability : of each single pattern; they sum to 1.
    speaks_for, speaks_against : what the answers say for and against the best single pattern,
        the strongest first.
    """

    first: str
    second: str
    probability: MappingProxyType[str, float]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]

    @property
    def best(self) -> str:
        """The best single pattern."""
        return self.second if self.first == MIXED else self.first

    @property
    def sure_words(self) -> str:
        """How sure, in words."""
        if self.first == MIXED:
            return "We cannot tell one pattern from the others."
        share = self.probability[self.first]
        words = "well" if share >= 0.85 else "fairly well" if share >= 0.7 else "only in part"
        return f"The answers fit it {words}."


def rough_percent(share: float) -> int:
    """A share to the nearest 5, and never a certainty: its weights are cautious guesses."""
    return min(95, 5 * round(20 * share))


@cache
def patterns() -> tuple[str, ...]:
    """The single patterns, in the order of the table."""
    return tuple(key for key in _file()["prior"] if key not in ("kind", "rationale"))


@cache
def pattern_words() -> MappingProxyType[str, str]:
    """Each pattern in plain words."""
    return MappingProxyType(_file()["words"])


@cache
def features() -> tuple[Feature, ...]:
    """All features. Raises EvidenceError for one without its ground."""
    return tuple(_feature(key, entry) for key, entry in _file()["features"].items())


def resembles(answers: Answers) -> Pattern:
    """The pattern that one person's answers resemble most."""
    share = {key: float(value) for key, value in zip(patterns(), _shares(answers), strict=True)}
    ranked = sorted(share, key=lambda key: -share[key])
    best, next_ = ranked[0], ranked[1]
    mixed = share[best] < CLEAR or share[best] - share[next_] < APART or len(_alone(answers)) > 1
    speaking = [(float(f.when(answers)), f) for f in features()]
    sizes = [(w * math.log(f.ratio.get(best, 1.0)), f.says) for w, f in speaking if w > 0]
    return Pattern(
        first=MIXED if mixed else best,
        second=best if mixed else next_,
        probability=MappingProxyType({key: share[key] for key in ranked}),
        speaks_for=tuple(says for size, says in sorted(sizes, reverse=True) if size > 0),
        speaks_against=tuple(says for size, says in sorted(sizes) if size < 0),
    )


def _alone(answers: Answers) -> list[str]:
    """The patterns of loss that are likelier than not when each is weighed on its own."""
    prior, logs = _file()["prior"], _log_ratios(answers)
    return [
        key
        for key, log in zip(patterns(), logs, strict=True)
        if key != "not_atrophy" and log + math.log(prior[key] / (1 - prior[key])) >= 0
    ]


def _shares(answers: Answers) -> NDArray[np.float64]:
    """Probability of each pattern, (pattern, ...)."""
    prior, power = _file()["prior"], _file()["temper"]["power"]
    logs = [
        math.log(prior[key]) + power * log
        for key, log in zip(patterns(), _log_ratios(answers), strict=True)
    ]
    stacked = np.stack(np.broadcast_arrays(*logs))
    odds = np.exp(stacked - stacked.max(axis=0))
    return np.asarray(odds / odds.sum(axis=0))


def _log_ratios(answers: Answers) -> list[Any]:
    """What all features together say of each pattern, as the log of the joint ratio."""
    logs: list[Any] = [0.0] * len(patterns())
    for feature in features():
        weight = feature.when(answers)
        for place, key in enumerate(patterns()):
            if key in feature.ratio:
                logs[place] = logs[place] + weight * math.log(feature.ratio[key])
    return logs


@cache
def _file() -> Mapping[str, Any]:
    """The table as written."""
    text = (files("trophe.safety.triage") / "kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _feature(key: str, entry: Mapping[str, Any]) -> Feature:
    """One table entry; assumed ones need a rationale, reported ones a source and locator."""
    wanted = {"assumed": ("rationale",), "reported": ("source", "locator")}[entry["kind"]]
    if any(not entry.get(name) for name in wanted) or set(entry["ratio"]) - set(patterns()):
        raise EvidenceError(f"the feature {key} lacks its ground, or names an unknown pattern")
    return Feature(
        id=key,
        says=entry["says"],
        when=compiled(entry["when"]),
        ratio=MappingProxyType(entry["ratio"]),
        kind=entry["kind"],
        ground=entry.get("rationale") or entry["locator"],
        source=entry.get("source", ""),
    )
