"""The one guard that every plan passes, however it was asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from trophe.person import Person
from trophe.safety import figures, protein, who
from trophe.safety.finding import Effect, Finding
from trophe.safety.proposal import Proposal

Check = Callable[[Person, Proposal], Iterator[Finding]]

# In the order in which a person should read them: what is dangerous now comes first.
CHECKS: Final[tuple[Check, ...]] = (
    who.emergencies,
    who.refeeding,
    who.children,
    who.pregnancy,
    who.healing,
    who.eating,
    who.medicines,
    who.breastfeeding,
    figures.enough_weight,
    figures.agreement_hint,
    figures.low_target,
    figures.high_target,
    figures.wanted_rate,
    figures.floors,
    figures.cuts,
    figures.forecast_weights,
    figures.forecast_rates,
    figures.rests,
    protein.chosen_protein,
    figures.raised_to_floor,
    protein.kidneys,
    who.swallowing,
    figures.fluid,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules say of a proposal, most important first."""

    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether any rule refuses it."""
        return any(f.effect is Effect.REFUSE for f in self.findings)

    @property
    def withheld(self) -> bool:
        """Whether the plan may be made, but without energy figures and forecast."""
        return any(f.effect is Effect.WITHHOLD for f in self.findings)

    def with_effect(self, *effects: Effect) -> tuple[Finding, ...]:
        """The findings with one of these effects, in order."""
        return tuple(f for f in self.findings if f.effect in effects)


def judge(person: Person, proposal: Proposal) -> Verdict:
    """Every rule's word on one plan for one person.

    All rules are asked, so that a refusal names every reason; a rule that says the same twice
    (P06 of the goal and of its forecast) is heard once.
    """
    findings: list[Finding] = []
    for check in CHECKS:
        for finding in check(person, proposal):
            if not any(_same(finding, known) for known in findings):
                findings.append(finding)
    return Verdict(findings=tuple(findings))


def _same(one: Finding, other: Finding) -> bool:
    """Whether a person would read the same thing twice."""
    if one.rule == "P06":
        return other.rule == "P06" and one.effect is other.effect
    return one == other
