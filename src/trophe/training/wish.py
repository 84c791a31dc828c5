"""What a week should reach: sets by muscle and by purpose, and what each is worth."""

from collections.abc import Sequence
from typing import Final

from trophe.evidence import constants
from trophe.training.ask import Ask
from trophe.training.dose import SET
from trophe.training.kinds import Manner
from trophe.training.liking import SMALL, SUPPLE, reasons_to_move
from trophe.training.resting import resting_joints
from trophe.training.solve import RESTING, Template, Wish
from trophe.training.trainee import GROUPS, Trainee
from trophe.training.vocabulary import Fact, Goal, Stage

_WEEK_SETS: Final = {"function": 6, "mobility": 10, "stretch": 6, "breathing": 6}
_SMALL_WORTH: Final = 0.12
_WORTH_PLANNING: Final = 0.25
_WORTH_RESTING: Final = 1.5
_AGILE_Y: Final = 60


def wish_of(ask: Ask, share: float, templates: Sequence[Template]) -> Wish:
    """What the week should reach."""
    c = constants(SET)
    trainee, manner = ask.trainee, ask.manner
    whole = share * ask.limits.dose_share
    most = c.sets_week_most * manner.sets_most_share * ask.limits.dose_share
    lost = {g: min(1.0, trainee.lost.get(g, 0) / c.lost_full) for g in sorted(GROUPS)}
    usual = c.sets_week * manner.sets_share * whole
    hands = 1.0 if Goal.HANDS in trainee.goals else 0.0
    worth = {
        g: (_SMALL_WORTH if g in SMALL else 1.0) * (1 + c.lost_extra * extra)
        + (hands if g == "forearm_hand" else 0.0)
        for g, extra in lost.items()
    }
    sets = {g: min(most, usual * (1 + c.lost_sets_extra * extra)) for g, extra in lost.items()}
    days = sum(template.days for template in templates)
    purposes = _purpose_worth(trainee, manner)
    if resting_joints(trainee):
        purposes[RESTING] = _WORTH_RESTING
    return Wish(
        group_sets=sets,
        group_worth=worth,
        group_most=most,
        purpose_sets={
            name: sets
            for name, sets in _purpose_sets(ask, whole, days).items()
            if purposes.get(name, 0) > 0
        },
        purpose_worth=purposes,
        strength_worth=manner.weights["strength"]
        * (1.3 if {Goal.STRENGTH, Goal.MUSCLE} & trainee.goals else 1.0),
        stage=trainee.stage,
    )


def _purpose_sets(ask: Ask, whole: float, days: int) -> dict[str, float]:
    """Sets a week by purpose; endurance in blocks."""
    c = constants(SET)
    blocks = ask.manner.aerobic_min * whole / c.block_aerobic_min
    if Goal.WALKING in ask.trainee.goals:
        blocks *= 1.25
    sets = {name: count * max(0.5, whole) for name, count in _WEEK_SETS.items()}
    return {
        **sets,
        "breathing": float(max(days, 1)) if ask.manner.weights["breathing"] >= 0.3 else 2.0,
        "balance": 2 * c.balance_days * max(0.5, whole),
        "aerobic": max(1.0, blocks),
        RESTING: 2.0 * max(days, 1),
    }


def _purpose_worth(trainee: Trainee, manner: Manner) -> dict[str, float]:
    """What each purpose is worth: by kind, goals and stage."""
    worth = {name: value for name, value in manner.weights.items() if name != "strength"}
    for goal, name, more in (
        (Goal.WALKING, "aerobic", 0.4),
        (Goal.WALKING, "function", 0.2),
        (Goal.STAIRS, "function", 0.5),
        (Goal.BALANCE, "balance", 0.6),
        (Goal.BREATH, "breathing", 0.5),
        (Goal.RANGE, "mobility", 0.5),
        (Goal.RANGE, "stretch", 0.3),
    ):
        if goal in trainee.goals:
            worth[name] += more
    if trainee.stage <= Stage.CHAIR:
        worth["breathing"] += 0.3
        worth["mobility"] += 0.3
    if Fact.FALLS_RISK in trainee.facts:
        worth["balance"] += 0.5
    strong = trainee.stage >= Stage.STRENGTHENING and trainee.kind in SUPPLE
    if strong and not (reasons_to_move(trainee) or Goal.RANGE in trainee.goals):
        worth["mobility"] = 0.0
    if strong and trainee.person.age_y < _AGILE_Y and Goal.STAIRS not in trainee.goals:
        worth["function"] = 0.0
    if Fact.JOINTS_STIFF in trainee.facts:
        worth["mobility"] += 0.4
    return {name: value if value >= _WORTH_PLANNING else 0.0 for name, value in worth.items()}
