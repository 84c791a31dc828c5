"""Rules that look at the person: who may lose or gain weight on a plan at all."""

from collections.abc import Iterator

from trophe.person import Agreement, Condition, Medicine, Person, bmi_kg_m2
from trophe.safety.finding import Effect, Finding, say
from trophe.safety.limits import (
    GLUCOSE_LOWERING,
    HEALING,
    TELL_PRESCRIBER,
    at_refeeding_risk,
    kidney_failure,
    struggles_with_food,
)
from trophe.safety.proposal import Proposal
from trophe.safety.table import rule


def children(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P01: below 18 no weight goal, no calorie ring, no forecast."""
    if person.is_adult:
        return
    figure = f"{person.age_y:g} y, below {rule('P01').age_y:g} y"
    if proposal.direction:
        yield say("P01", "refuse", figure)
    yield say("P01", "hide", figure, effect=Effect.WARN)


def pregnancy(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P02: no weight goal in pregnancy, no deficit when planning one."""
    if Condition.PREGNANT in person.conditions:
        if proposal.direction:
            yield say("P02", "refuse", "pregnant")
        yield say("P02", "no_forecast", "pregnant", effect=Effect.WARN)
        if person.pregnancy_week is None:
            yield say("P02", "unknown_week", "week not given", effect=Effect.WARN)
    elif Condition.PLANNING_PREGNANCY in person.conditions and proposal.direction < 0:
        yield say("P02", "planning", "planning a pregnancy")


def breastfeeding(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P03: when and with whose word; how fast and how low stand with the figures."""
    if Condition.BREASTFEEDING not in person.conditions:
        return
    p03 = rule("P03")
    yield say("P03", "no_forecast", "breastfeeding", effect=Effect.WARN)
    if proposal.direction >= 0:
        return
    limit = f"at least {p03.first_weeks:g} weeks after birth"
    if person.postpartum_weeks is None:
        yield say("P03", "unknown_weeks", limit, weeks=p03.first_weeks)
    elif person.postpartum_weeks < p03.first_weeks:
        figure = f"{person.postpartum_weeks:g} weeks, {limit}"
        yield say("P03", "too_early", figure, weeks=p03.first_weeks)
    if Agreement.MIDWIFE not in person.agreements:
        yield say("P03", "no_agreement", "no agreement recorded")


def healing(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P12: no deficit while ill or healing."""
    held = sorted(HEALING & person.conditions)
    names = [condition.label for condition in held]
    if kidney_failure(person):
        names.append(person.kidney.label)
    if proposal.direction < 0 and names:
        what = "; ".join(name[0].lower() + name[1:] for name in names)
        yield say("P12", "refuse", what, what=what)
    if Condition.OPEN_URGENT in person.conditions:
        yield say("P12", "urgent", "open urgent finding", effect=Effect.WARN)


def eating(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P13: no deficit where food is a struggle; numbers stay hidden."""
    bmi = bmi_kg_m2(person)
    if not struggles_with_food(person, bmi):
        return
    declined = Condition.EATING_SCREEN_DECLINED in person.conditions
    certain = {Condition.EATING_DISORDER, Condition.EATING_SCREEN_POSITIVE} & person.conditions
    key = "declined" if declined and not certain else "refuse"
    if proposal.direction < 0:
        figure = f"body mass index {bmi:.1f}" if key == "declined" else "eating questions"
        yield say("P13", key, figure)
    yield say("P13", "hide", "numbers hidden", effect=Effect.WARN)


def refeeding(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P14: no energy goal after hardly eating, or at a very low weight."""
    bmi = bmi_kg_m2(person)
    if not at_refeeding_risk(person, bmi):
        return
    figure = f"body mass index {bmi:.1f}"
    if Condition.REFEEDING_RISK in person.conditions:
        figure = "hardly any food for five days or more"
    if proposal.direction:
        yield say("P14", "refuse", figure)
    hours = rule("P14").within_hours
    yield say("P14", "withhold", figure, effect=Effect.WITHHOLD, within_hours=hours)


def medicines(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P15, P16, P18: medicines that lock a deficit, or that a prescriber must hear of."""
    locking = [m.label for m in GLUCOSE_LOWERING if m in person.medicines]
    agreed = Agreement.PRESCRIBER in person.agreements
    if proposal.direction < 0 and locking and not agreed:
        yield say("P15", "refuse", "; ".join(locking), what=", ".join(locking).lower())
    if Medicine.SGLT2 in person.medicines:
        limit = rule("P15").sglt2_carbohydrate
        what = Medicine.SGLT2.label
        figure = f"{limit:g} g/d"
        yield say("P15", "carbohydrate", figure, effect=Effect.WARN, what=what, limit=limit)
    telling = [m.label for m in TELL_PRESCRIBER if m in person.medicines]
    if proposal.direction < 0 and telling:
        what = ", ".join(telling)
        yield say("P16", "warn", what, effect=Effect.WARN, what=what.lower())
    if Medicine.GLP1 in person.medicines:
        hours = rule("P18").within_hours
        figure = f"within {hours:g} h"
        yield say("P18", "warn", figure, effect=Effect.WARN, within_hours=hours)


def emergencies(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """I12: while an emergency is open, plan and forecast are hidden."""
    if Condition.OPEN_EMERGENCY in person.conditions:
        yield say("I12", "hide", "open emergency finding", effect=Effect.WITHHOLD)


def swallowing(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """N07: no food ideas with trouble swallowing."""
    if Condition.SWALLOWING_TROUBLE in person.conditions:
        yield say("N07", "warn", "trouble swallowing", effect=Effect.WARN)
