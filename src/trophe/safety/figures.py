"""Rules that look at the figures of a plan: weight, rate, floor, cut, on every day of it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from trophe.person import Agreement, Condition, Person, bmi_kg_m2, weight_at_bmi_kg
from trophe.safety.finding import (
    Effect,
    Finding,
    energy_words,
    rate_words,
    say,
    two_rates,
    weight_words,
)
from trophe.safety.limits import (
    HAIR,
    KCAL_HAIR,
    MUSCLE_ILLNESS,
    Body,
    Traits,
    at_refeeding_risk,
    floor_kcal_d,
    least_bmi_for_deficit,
    least_target_bmi,
    most_deficit_kcal_d,
    most_gain_kg_week,
    most_loss_kg_week,
    whole_kcal_up,
)
from trophe.safety.proposal import GAIN, LOSE, Course, Proposal
from trophe.safety.table import rule
from trophe.units import DAYS_PER_WEEK

Floats = NDArray[np.float64]

RATE_WINDOW_DAYS = 28


def enough_weight(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P04: body mass index enough for a deficit today."""
    if proposal.direction >= 0 or not person.is_adult:
        return
    bmi, limit = bmi_kg_m2(person), float(least_bmi_for_deficit(Traits.of(person), person.age_y))
    if bmi < limit - HAIR:
        older = person.age_y >= rule("P04").older_age_y
        figure = f"body mass index {bmi:.1f}, at least {limit:g}"
        yield say("P04", "refuse_older" if older else "refuse", figure, bmi=bmi, limit=limit)


def low_target(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P04 and P05: no target below the lowest weights."""
    target = proposal.target_weight_kg
    if target is None or proposal.direction >= 0 or not person.is_adult:
        return
    bmi = target / weight_at_bmi_kg(person, 10.0) * 10.0
    wanted = weight_words(target)
    least = float(least_target_bmi(Traits.of(person), person.age_y))
    needed = float(least_bmi_for_deficit(Traits.of(person), person.age_y))
    if bmi < least - HAIR:
        yield say("P05", "refuse", _at_least(person, least), wanted=wanted, bmi=bmi, limit=least)
    if bmi < needed - HAIR and needed > least:
        yield say("P04", "target", _at_least(person, needed), wanted=wanted, bmi=bmi, limit=needed)


def high_target(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P17: no gain at BMI 30 and over, and no target there."""
    if proposal.direction <= 0 or not person.is_adult:
        return
    limit, bmi = rule("P17").bmi_max, bmi_kg_m2(person)
    figure = f"body mass index below {limit:g}"
    if bmi >= limit - HAIR:
        yield say("P17", "high_bmi", figure, bmi=bmi, limit=limit)
    elif proposal.target_weight_kg is not None:
        target = proposal.target_weight_kg / weight_at_bmi_kg(person, 10.0) * 10.0
        if target >= limit - HAIR:
            wanted = weight_words(proposal.target_weight_kg)
            yield say("P17", "target", figure, wanted=wanted, bmi=target, limit=limit)


def wanted_rate(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P06, P03, P17: the weekly rate that was asked for."""
    if proposal.body is None or not proposal.direction:
        return
    rate, wanted = abs(proposal.rate_kg_week), rate_words(proposal.rate_kg_week)
    if proposal.direction < 0:
        most = float(most_loss_kg_week(Traits.of(person), proposal.body))
        if rate > most + HAIR:
            asked, limit = two_rates(rate, most)
            yield say("P06", "refuse", _at_most(most), wanted=asked, limit=limit)
        if _nursing(person) and rate > rule("P03").rate_kg_week + HAIR:
            yield say("P03", "too_fast", _at_most(rule("P03").rate_kg_week), wanted=wanted)
        return
    most = float(most_gain_kg_week(proposal.body))
    if rate > most + HAIR:
        asked, limit = two_rates(rate, most)
        yield say("P17", "refuse", _at_most(most), wanted=asked, limit=limit)
    elif rate > rule("P17").free_share_week * person.weight_kg + HAIR:
        free = rule("P17").free_share_week * person.weight_kg
        yield say("P17", "note", f"free up to {rate_words(free)} a week", effect=Effect.WARN)


def floors(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P07, P08, P03: on no day below the floor."""
    course = proposal.course
    if course is None:
        return
    floor = floor_kcal_d(Traits.of(person), course.body)
    worst = int(np.argmin(course.intake_kcal_d - floor))
    intake, least = float(course.intake_kcal_d[worst]), float(floor[worst])
    if intake < least - KCAL_HAIR:
        floor_words = energy_words(float(whole_kcal_up(floor[worst])))
        wanted, figure = energy_words(intake), f"at least {floor_words} a day"
        if _nursing(person) and intake < rule("P03").floor_kcal_d:
            limit = energy_words(rule("P03").floor_kcal_d)
            yield say("P03", "too_low", f"at least {limit} a day", floor=limit)
        # What P08 forbids is not shown either, not even inside a refusal.
        if intake < rule("P08").never_kcal_d - KCAL_HAIR:
            limit = energy_words(rule("P08").never_kcal_d)
            yield say("P08", "refuse", f"at least {limit} a day", limit=limit)
            wanted = f"less than {limit}"
        yield say("P07", "refuse", figure, wanted=wanted, floor=floor_words)


def cuts(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P09 and P04: on no day a cut above the largest one."""
    course = proposal.course
    if course is None or proposal.direction >= 0:
        return
    losing = course.kind == LOSE
    if not losing.any():
        return
    cut = course.body.tee_kcal_d - course.intake_kcal_d
    most = most_deficit_kcal_d(Traits.of(person), course.body)
    worst = int(np.argmax(np.where(losing, cut - most, -np.inf)))
    if cut[worst] > most[worst] + KCAL_HAIR:
        yield from _cut_words(person, course.body, worst, float(cut[worst]), float(most[worst]))


def _cut_words(person: Person, body: Body, day: int, cut: float, most: float) -> Iterator[Finding]:
    """The rule that a cut breaks, and its figure."""
    p04, p09 = rule("P04"), rule("P09")
    limit, wanted = energy_words(most), energy_words(cut)
    figure = f"a cut of at most {limit} a day"
    if body.age_y[day] >= p04.older_age_y and most >= p04.older_deficit_kcal_d - HAIR:
        yield say("P04", "too_much", figure, limit=limit)
    elif MUSCLE_ILLNESS & person.conditions and most >= p09.muscle_illness_deficit_kcal_d - HAIR:
        yield say("P09", "muscle_illness", figure, limit=limit)
    elif most == p09.per_fat_kcal_kg_d * body.fat_kg[day]:
        yield say("P09", "fat_supply", figure, wanted=wanted, limit=limit)
    else:
        yield say("P09", "refuse", figure, wanted=wanted, limit=limit)


def forecast_weights(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P04, P05, P17: no day of losing below the lowest weight, none of gaining at BMI 30."""
    course = proposal.course
    if course is None:
        return
    losing, gaining = course.kind == LOSE, course.kind == GAIN
    least = np.maximum(
        least_bmi_for_deficit(Traits.of(person), course.body.age_y),
        least_target_bmi(Traits.of(person), course.body.age_y),
    )
    low = losing & (course.body.bmi < least - HAIR)
    # Today's own weight is the matter of `enough_weight`.
    if low[1:].any() and not low[0]:
        day = int(np.argmax(low))
        limit = float(least[day])
        yield say("P05", "stops", f"day {day}, body mass index {limit:g}", limit=limit)
    high = gaining & (course.body.bmi >= rule("P17").bmi_max - HAIR)
    if high[1:].any() and not high[0]:
        limit = rule("P17").bmi_max
        yield say("P17", "stops", f"body mass index {limit:g}", limit=limit)


def forecast_rates(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P06: over any four weeks of losing after the first two, no faster than the limit then.

    The first two weeks of each stretch are left out: what goes then is water for the most part.
    """
    course = proposal.course
    if course is None or proposal.direction >= 0:
        return
    fastest, limit = fastest_loss(person, course)
    if fastest > limit + HAIR:
        wanted, most = two_rates(fastest, limit)
        yield say("P06", "refuse", _at_most(limit), wanted=wanted, limit=most)


def fastest_loss(person: Person, course: Course) -> tuple[float, float]:
    """The forecast's fastest four weeks of losing, relative to its limit then: rate and limit."""
    losing = course.kind == LOSE
    left_out = int(rule("P10").left_out_days)
    span = left_out + RATE_WINDOW_DAYS
    whole = np.concatenate([[0], np.cumsum(losing)])
    first = np.arange(losing.size - span)
    starts = first[whole[first + span] - whole[first] == span] + left_out
    if not starts.size:
        return 0.0, np.inf
    weight = course.body.weight_kg
    weeks = RATE_WINDOW_DAYS / DAYS_PER_WEEK
    rate = (weight[starts] - weight[starts + RATE_WINDOW_DAYS]) / weeks
    most = most_loss_kg_week(Traits.of(person), course.body)[starts]
    worst = int(np.argmax(rate - most))
    return float(rate[worst]), float(most[worst])


def rests(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P19: no more than six months of losing without a rest."""
    course = proposal.course
    if course is None:
        return
    limit = int(rule("P19").deficit_days)
    run = longest_run(course.kind == LOSE)
    if run > limit:
        yield say("P19", "break", f"{run} days of losing, at most {limit}")


def longest_run(flags: NDArray[np.bool_]) -> int:
    """Length of the longest stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int64), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if edges.size else 0


def raised_to_floor(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P07: where the need itself lies below the floor, say that the plan gives the floor."""
    if proposal.direction or proposal.course is None or proposal.body is None:
        return
    need, given = float(proposal.body.tee_kcal_d), float(proposal.course.intake_kcal_d[0])
    floor = float(floor_kcal_d(Traits.of(person), proposal.body))
    if need < floor - 1 and not at_refeeding_risk(person, bmi_kg_m2(person)):
        figure = f"at least {energy_words(float(whole_kcal_up(np.asarray(floor))))} a day"
        need_words, given_words = energy_words(need), energy_words(given)
        yield say("P07", "raised", figure, effect=Effect.WARN, need=need_words, floor=given_words)


def fluid(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P17: with heart or kidney failure a sudden gain is fluid until shown otherwise."""
    failing = {Condition.HEART_FAILURE} & person.conditions or person.kidney in (
        "disease",
        "dialysis",
    )
    if failing:
        p17 = rule("P17")
        yield say(
            "P17",
            "fluid",
            f"{p17.fluid_kg:g} kg in {p17.fluid_days:g} days",
            effect=Effect.WARN,
            limit=p17.fluid_kg,
            days=p17.fluid_days,
            within_hours=p17.fluid_within_hours,
        )


def agreement_hint(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """P04: from 65 on, say that a clinician's agreement lowers the limit."""
    if proposal.direction >= 0 or person.age_y < rule("P04").older_age_y:
        return
    if Agreement.CLINICIAN in person.agreements:
        return
    p04 = rule("P04")
    limit = p04.agreed_bmi_min if person.age_y < p04.oldest_age_y else p04.agreed_oldest_bmi_min
    bmi = bmi_kg_m2(person)
    if limit <= bmi < p04.older_bmi_min:
        figure = f"body mass index at least {limit:g}"
        yield say("P04", "agreement_helps", figure, effect=Effect.WARN, limit=limit)


def _nursing(person: Person) -> bool:
    return Condition.BREASTFEEDING in person.conditions


def _at_least(person: Person, bmi: float) -> str:
    """A lowest body mass index with the weight it means for this person."""
    kilos = weight_words(weight_at_bmi_kg(person, bmi))
    return f"body mass index at least {bmi:g}, for you {kilos}"


def _at_most(rate_kg_week: float) -> str:
    return f"at most {rate_words(rate_kg_week)} a week"
