"""Rules of exercise (X01 to X12): what bars a movement, what holds a week, what a week must keep.

`holds` and `bar` are asked before a week is made, `judge_week` after it, of every week, however
it was made. The rules' figures stand in `rules/exercise.toml`.
"""

from collections.abc import Callable, Iterator
from typing import Final

from trophe.person import Condition, Kidney, Medicine
from trophe.safety.finding import Effect, Finding, say
from trophe.safety.limits import GLUCOSE_LOWERING
from trophe.safety.table import rule
from trophe.training.exercise import Exercise
from trophe.training.kinds import manners
from trophe.training.programme import Limits
from trophe.training.resting import carries, rests
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import (
    Effort,
    Equipment,
    Fact,
    Kind,
    Move,
    Stage,
    Trait,
)

_OLD_Y: Final = 65
_SIGNS: Final = frozenset({Fact.EFFORT_SYMPTOMS})
_DISEASES: Final = frozenset({Fact.HEART_DISEASE, Fact.METABOLIC_DISEASE, Fact.KIDNEY_DISEASE})
_DISEASE_CONDITIONS: Final = frozenset(
    {Condition.DIABETES, Condition.HEART_FAILURE, Condition.ORGAN_FAILURE}
)
_KIDNEYS: Final = frozenset({Kidney.DISEASE, Kidney.DIALYSIS, Kidney.TRANSPLANT})
_WOUNDS: Final = frozenset({Condition.WOUND, Condition.BURN, Condition.CAST})
_NO_CURRENT_OR_CUFF: Final = (
    *(Fact.PACEMAKER, Fact.CLOT, Fact.SICKLE_CELL, Fact.ARTERIAL_DISEASE, Fact.HIGH_PRESSURE),
    *(Fact.CANCER_SITE, Fact.BROKEN_SKIN),
)
_FALLS_KINDS: Final = frozenset({Kind.FRAIL, Kind.STROKE, Kind.SCLEROSIS, Kind.NEUROGENIC})
_FRAGILE: Final = frozenset({Kind.DYSTROPHY})

STOP_WORDS: Final = ("chest", "faint", "breath", "weak", "pain", "urine")


def stop_words() -> tuple[str, ...]:
    """The words that stand on every session screen (X02), in order."""
    return tuple(rule("X02").say[key] for key in STOP_WORDS)


def holds(trainee: Trainee) -> tuple[Finding, ...]:
    """What holds the whole week back: an emergency, signs of a clot, fever, a flare, low sugar."""
    return tuple(_holds(trainee))


def _holds(trainee: Trainee) -> Iterator[Finding]:
    facts, conditions = trainee.facts, trainee.person.conditions
    if Condition.OPEN_EMERGENCY in conditions:
        yield say("I12", "hide", "open emergency finding", effect=Effect.WITHHOLD)
    if {Fact.LEG_CLOT_SIGNS, Fact.CHEST_ALARM} & facts:
        yield say("X04", "hold", "signs of a clot", effect=Effect.WITHHOLD)
    if Fact.FEVER in facts or Condition.ACUTE_INFECTION in conditions:
        yield say("X05", "fever", "fever or infection", effect=Effect.WITHHOLD)
    if Fact.CLEARED not in facts:
        if Fact.MYOSITIS_FLARE in facts:
            yield say("X05", "flare", "flare of muscle inflammation", effect=Effect.WITHHOLD)
        if Fact.RHABDOMYOLYSIS in facts:
            yield say("X05", "breakdown", "muscle breakdown", effect=Effect.WITHHOLD)
    if Fact.GLUCOSE_UNKNOWN in facts and frozenset(GLUCOSE_LOWERING) & trainee.person.medicines:
        yield say("X12", "hold", "blood sugar not known", effect=Effect.WITHHOLD)


def needs_clearance(trainee: Trainee) -> str | None:
    """Which sentence of X01 asks for a clinician first, or None."""
    facts, person = trainee.facts, trainee.person
    if person.age_y < rule("X01").adult_age_y:
        return "child"
    if Fact.CLEARED in facts:
        return None
    if _SIGNS & facts or Condition.OPEN_URGENT in person.conditions:
        return "signs"
    diseased = (
        _DISEASES & facts or _DISEASE_CONDITIONS & person.conditions or person.kidney in _KIDNEYS
    )
    return "disease" if diseased and Fact.ACTIVE_NOW not in facts else None


def falls(trainee: Trainee) -> bool:
    """Whether falls are likely enough for X11 to ask for something firm, whatever is done."""
    facts, person = trainee.facts, trainee.person
    return bool(
        {Fact.FALLS_RISK, Fact.NUMB_FEET} & facts
        or (trainee.kind in _FALLS_KINDS and trainee.stage <= Stage.STANDING)
        or {Condition.FRAILTY, Condition.SARCOPENIA} & person.conditions
        or any(one.limb != "arm" for one in trainee.restrictions)
    )


def thin_bones(trainee: Trainee) -> bool:
    """Whether X10 holds."""
    known = (
        Fact.OSTEOPOROSIS in trainee.facts
        or Condition.BED_REST in trainee.person.conditions
        or Medicine.STEROID in trainee.person.medicines
        or trainee.kind in (Kind.STEROID, Kind.CORD)
    )
    return known and Fact.BONE_CLEARED not in trainee.facts


Check = Callable[[Trainee, Exercise, str | None, int], Finding | None]


def _clearance(trainee: Trainee, exercise: Exercise, side: str | None, week: int) -> Finding | None:
    """X01: before clearance gentle moves only; pregnancy."""
    key = needs_clearance(trainee)
    loads_more = exercise.move in (Move.NMES, Move.CUFF)
    if key is not None and (exercise.effort is not Effort.GENTLE or loads_more):
        return say("X01", "bar", key)
    pregnant = Condition.PREGNANT in trainee.person.conditions
    if pregnant and {Trait.FRONT, Trait.JUMP, Trait.HEAVY} & exercise.traits:
        return say("X01", "pregnant", "pregnant")
    return None


def _restricted(
    trainee: Trainee, exercise: Exercise, side: str | None, week: int
) -> Finding | None:
    """X03: nothing that moves or loads what must rest."""
    if trainee.limb_unknown and exercise.move is not Move.BREATHING:
        return say("X03", "ask", "limb not told")
    joint = rests(trainee, exercise, side)
    if joint is not None:
        return say("X03", "bar", str(joint), joint=joint.label)
    limb = carries(trainee, exercise)
    if limb is not None:
        return say("X03", "weight", " ".join(reversed(limb)), limb=" ".join(reversed(limb)))
    return None


def _nerve_and_fibre(
    trainee: Trainee, exercise: Exercise, side: str | None, week: int
) -> Finding | None:
    """X06: below the limit in nerve disease, no heavy lowering in dystrophy."""
    neurogenic = manners()[trainee.kind].neurogenic
    if not neurogenic and trainee.kind not in _FRAGILE:
        return None
    if exercise.lengthening > 1 or Trait.LENGTHENING in exercise.traits:
        return say("X06", "lowering", exercise.id)
    vigorous = exercise.effort is Effort.VIGOROUS
    if vigorous or Trait.HEAVY in exercise.traits or exercise.move is Move.CUFF:
        return say("X06", "heavy", exercise.id)
    return None


def _pool(trainee: Trainee, exercise: Exercise, side: str | None, week: int) -> Finding | None:
    """X06: pool work is not alone, with whole skin, with swallowing and breathing cleared."""
    if Trait.POOL not in exercise.traits:
        return None
    facts, conditions = trainee.facts, trainee.person.conditions
    if Fact.POOL_COMPANION not in facts:
        return say("X06", "alone", "alone in the pool")
    if {Fact.OPEN_WOUND, Fact.BROKEN_SKIN} & facts or _WOUNDS & conditions:
        return say("X06", "wound", "open wound or cast")
    doubtful = (
        manners()[trainee.kind].neurogenic
        or trainee.kind in (Kind.DYSTROPHY, Kind.STROKE, Kind.MYOSITIS)
        or Condition.SWALLOWING_TROUBLE in conditions
        or Fact.BREATHING_TROUBLE in facts
    )
    if doubtful and Fact.POOL_CLEARED not in facts:
        return say("X06", "cleared", "swallowing and breathing not cleared")
    return None


def _malaise(trainee: Trainee, exercise: Exercise, side: str | None, week: int) -> Finding | None:
    """X07: inside the energy envelope."""
    if Fact.MALAISE in trainee.facts and exercise.effort is not Effort.GENTLE:
        return say("X07", "bar", exercise.id)
    return None


def _first_weeks(
    trainee: Trainee, exercise: Exercise, side: str | None, week: int
) -> Finding | None:
    """X08: nothing hard, nothing that stresses lowering, in the first weeks."""
    hard = exercise.effort is Effort.VIGOROUS or exercise.lengthening > 1
    early = trainee.is_new and week <= rule("X08").first_weeks
    if early and (hard or {Trait.HEAVY, Trait.LENGTHENING} & exercise.traits):
        return say("X08", "bar", f"week {week}")
    return None


def _current_and_cuffs(
    trainee: Trainee, exercise: Exercise, side: str | None, week: int
) -> Finding | None:
    """X09: who never gets current or cuffs."""
    current, cuff = exercise.move is Move.NMES, exercise.move is Move.CUFF
    if not (current or cuff):
        return None
    facts, person = trainee.facts, trainee.person
    found = [fact.label for fact in _NO_CURRENT_OR_CUFF if fact in facts]
    if Condition.CANCER_TREATMENT in person.conditions:
        found.append(Condition.CANCER_TREATMENT.label)
    if {Condition.WOUND, Condition.BURN} & person.conditions or Fact.OPEN_WOUND in facts:
        found.append(Fact.OPEN_WOUND.label)
    if current and (Fact.EPILEPSY in facts or Medicine.ANTI_EPILEPTIC in person.medicines):
        found.append(Fact.EPILEPSY.label)
    if Condition.PREGNANT in person.conditions:
        found.append(Condition.PREGNANT.label)
    if found:
        return say("X09", "bar", found[0], what=found[0][0].lower() + found[0][1:])
    return None if Fact.CLEARED in facts else say("X09", "cleared", "not set up yet")


def _bones(trainee: Trainee, exercise: Exercise, side: str | None, week: int) -> Finding | None:
    """X10: no loaded bending or twisting, no jumps."""
    if thin_bones(trainee) and {Trait.FLEXION, Trait.TWIST, Trait.JUMP} & exercise.traits:
        return say("X10", "bar", exercise.id)
    return None


def _falling(trainee: Trainee, exercise: Exercise, side: str | None, week: int) -> Finding | None:
    """X11: balance beside something firm; the floor for those who rise alone."""
    firm = {Equipment.SUPPORT, Equipment.WALKER, Equipment.WALKING_STICK, Equipment.TREADMILL}
    # Who walks every day may walk; balance itself is tried beside a support by every unsure kind.
    unsure = falls(trainee) or trainee.kind in _FALLS_KINDS
    sways = bool({Trait.BALANCE, Trait.UNSUPPORTED} & exercise.traits) and unsure
    walks = Trait.WALKS in exercise.traits and falls(trainee)
    if (sways or walks) and not firm & exercise.equipment:
        return say("X11", "support", exercise.id)
    if (
        Trait.SITTING_BALANCE in exercise.traits
        and trainee.stage is Stage.BED
        and (Equipment.HELPER not in trainee.equipment)
    ):
        return say("X11", "support", exercise.id)
    asks = unsure or trainee.person.age_y >= _OLD_Y or trainee.stage <= Stage.STANDING
    if Trait.FLOOR in exercise.traits and asks and Fact.RISES_FROM_FLOOR not in trainee.facts:
        return say("X11", "floor", exercise.id)
    return None


def _breathing(trainee: Trainee, exercise: Exercise, side: str | None, week: int) -> Finding | None:
    """X01: weak breathing does not go with lying on the front."""
    if Fact.BREATHING_TROUBLE in trainee.facts and Trait.FRONT in exercise.traits:
        return say("X01", "bar", "breathing trouble")
    return None


CHECKS: Final[tuple[Check, ...]] = (
    _restricted,
    _clearance,
    _malaise,
    _nerve_and_fibre,
    _pool,
    _first_weeks,
    _current_and_cuffs,
    _bones,
    _falling,
    _breathing,
)


def bar(trainee: Trainee, exercise: Exercise, side: str | None, week: int = 1) -> Finding | None:
    """The first rule that bars a movement for this person on this side, or None."""
    for check in CHECKS:
        finding = check(trainee, exercise, side, week)
        if finding is not None:
            return finding
    return None


def limits(trainee: Trainee, week: int = 1) -> Limits:
    """What the rules leave of dose, load, days and rise."""
    x06, x07, x08 = rule("X06"), rule("X07"), rule("X08")
    below = manners()[trainee.kind].neurogenic or trainee.kind in _FRAGILE
    overworked = {Fact.WEAKER_AFTER, Fact.TWITCHING_AFTER} & trainee.facts
    malaise = Fact.MALAISE in trainee.facts
    new = trainee.is_new and not malaise
    early = new and week <= x08.first_weeks
    return Limits(
        reserve_least=x06.reserve_reps if below else (3 if early else 1),
        load_most=x06.load_most if below or early else 1.0,
        dose_share=x06.overwork_share if overworked else 1.0,
        minutes_most=x07.minutes if malaise else 120,
        gap_days=1 if below else 0,
        days_most=5 if below else 7,
        lowering_share=x08.lowering_share if early else None,
        rise_week=x08.rise_week if new else None,
        steady=malaise,
    )


def notes(trainee: Trainee, week: int = 1) -> tuple[Finding, ...]:
    """What stands above a week: clearance first, what to keep to, what to have at hand."""
    return tuple(_notes(trainee, week))


def _notes(trainee: Trainee, week: int) -> Iterator[Finding]:
    key = needs_clearance(trainee)
    if key is not None:
        age = rule("X01").adult_age_y
        yield say("X01", key, key, effect=Effect.WARN, age=age)
    if Condition.PREGNANT in trainee.person.conditions:
        yield say("X01", "pregnant", "pregnant", effect=Effect.WARN)
    if trainee.limb_unknown:
        yield say("X03", "ask", "limb not told", effect=Effect.WARN)
    for restriction in trainee.restrictions:
        if not restriction.by_team and restriction.limb is not None:
            limb = f"{restriction.side or 'left and right'} {restriction.limb}"
            yield say("X03", "unknown", restriction.words, effect=Effect.WARN, limb=limb)
    if manners()[trainee.kind].neurogenic or trainee.kind in _FRAGILE:
        reserve = max(rule("X06").reserve_reps, manners()[trainee.kind].reserve)
        yield say("X06", "below", f"{reserve:g} left", effect=Effect.WARN, reserve=reserve)
        yield say("X06", "rest", "a day between", effect=Effect.WARN)
    if {Fact.WEAKER_AFTER, Fact.TWITCHING_AFTER} & trainee.facts:
        yield say("X06", "weaker", "half the dose", effect=Effect.WARN)
    if Fact.MALAISE in trainee.facts:
        yield say("X07", "envelope", f"{rule('X07').minutes:g} min", effect=Effect.WARN)
    elif trainee.is_new and week <= rule("X08").first_weeks:
        yield say("X08", "start", f"week {week}", effect=Effect.WARN)
        yield say("X08", "heat", "heat", effect=Effect.WARN)
    if frozenset(GLUCOSE_LOWERING) & trainee.person.medicines:
        yield say("X12", "advice", "insulin or sulfonylurea", effect=Effect.WARN)


__all__ = [
    "CHECKS",
    "bar",
    "falls",
    "holds",
    "limits",
    "needs_clearance",
    "notes",
    "stop_words",
    "thin_bones",
]
