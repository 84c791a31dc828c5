"""How much of a movement: repetitions, holds, minutes, load, and the time it all takes."""

from typing import Final

from trophe.evidence import constants
from trophe.training.exercise import Exercise
from trophe.training.kinds import BED_MOVING, Manner, purpose
from trophe.training.programme import COUNTED, Dose, Limits
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Effort, Load, Move, Sides, Stage, Trait

SET: Final = "training_dose"
_LIGHT: Final = frozenset({Load.ELASTIC, Load.WATER, Load.GRAVITY, Load.BODY})
_DRILL: Final = frozenset({Trait.BALANCE})
_SETS_MOST: Final = {
    "function": 3,
    "balance": 2,
    "mobility": 2,
    "stretch": 2,
    "breathing": 2,
}


def sets_most(exercise: Exercise, aerobic_blocks: int) -> int:
    """Most sets (or blocks of endurance) of a movement in one session."""
    c = constants(SET)
    if exercise.move in (Move.AEROBIC, Move.GAIT):
        return max(1, aerobic_blocks) if not exercise.traits & _DRILL else 1
    if exercise.move is Move.CUFF:
        return 1
    if exercise.move in (Move.NMES, Move.IMAGERY):
        return 2
    return _SETS_MOST.get(purpose(exercise.move), int(c.sets_session_most))


def aerobic_most_min(trainee: Trainee, week: int) -> float:
    """Most minutes of endurance in one session: more with every stage, less to begin with."""
    c = constants(SET)
    by_stage = {
        Stage.BED: c.aerobic_most_bed_min,
        Stage.CHAIR: c.aerobic_most_chair_min,
        Stage.STANDING: c.aerobic_most_standing_min,
        Stage.STRENGTHENING: c.aerobic_most_strengthening_min,
        Stage.RETURN: c.aerobic_most_return_min,
    }
    begins = trainee.is_new and week <= 2
    most = by_stage[trainee.stage] - (c.block_aerobic_min if begins else 0)
    return float(max(c.block_aerobic_min, most))


def dose(exercise: Exercise, sets: int, manner: Manner, limits: Limits, *, steady: bool) -> Dose:
    """The dose of a movement at its lowest repetitions; `steady` bars any later rise."""
    c = constants(SET)
    move = exercise.move
    if move in (Move.AEROBIC, Move.GAIT):
        minutes = sets * c.block_aerobic_min
        parts = (manner.in_parts or limits.in_parts) and minutes > c.block_aerobic_min
        return Dose(sets=1, minutes=minutes, part_min=float(c.block_aerobic_min) if parts else None)
    if move is Move.NMES:
        return Dose(sets=1, minutes=sets * c.nmes_block_min)
    if move is Move.STRETCH:
        return Dose(sets=sets, hold_s=c.hold_stretch_s, rest_s=c.rest_short_s)
    if move is Move.BREATHING:
        return Dose(sets=sets, hold_s=c.breaths_s, rest_s=c.rest_short_s)
    if move is Move.BALANCE and not exercise.moves:
        return Dose(sets=sets, hold_s=c.hold_balance_s, rest_s=c.rest_short_s)
    if move in (Move.MOBILITY, Move.BALANCE):
        return Dose(sets=sets, reps=int(c.reps_motion), rest_s=c.rest_short_s)
    gentle = exercise.effort is Effort.GENTLE
    if move is Move.STRENGTH and not exercise.moves and not gentle:
        return Dose(sets=sets, hold_s=c.hold_plank_s, rest_s=rest_s(exercise, manner))
    if move in (Move.ISOMETRIC, Move.IMAGERY) or exercise.load is Load.ISOMETRIC:
        return Dose(
            sets=sets, reps=int(c.reps_motion), hold_s=c.hold_isometric_s, rest_s=c.rest_short_s
        )
    return _loaded(exercise, sets, manner, limits, steady=steady)


def _loaded(exercise: Exercise, sets: int, manner: Manner, limits: Limits, *, steady: bool) -> Dose:
    """The dose of a movement against a load."""
    c = constants(SET)
    reserve = int(max(manner.reserve, limits.reserve_least))
    if exercise.move is Move.CUFF:
        load = min(c.load_cuff, limits.load_most)
        return Dose(sets=1, reps=int(c.reps_cuff), reserve=reserve, load_low=load, load_high=load)
    light = exercise.load in _LIGHT
    low, high = (
        (int(c.reps_light_low), int(c.reps_light_high))
        if light
        else (int(c.reps_low), int(c.reps_high))
    )
    if limits.few_reps or (limits.lowering_share is not None and exercise.lengthening):
        low = int(c.reps_start)
    if exercise.family == BED_MOVING:
        low, high = int(c.reps_start), int(c.reps_low)
    most = min(manner.load_most, limits.load_most)
    weighed = exercise.load in (Load.WEIGHT, Load.MACHINE)
    return Dose(
        sets=sets,
        reps=low,
        reps_high=low if steady else high,
        reserve=reserve,
        rest_s=rest_s(exercise, manner),
        load_low=most - 0.2 if weighed else None,
        load_high=most if weighed else None,
    )


def seconds_a_set(exercise: Exercise, side: str | None, given: Dose) -> float:
    """Time of one set with its rest, at its highest repetitions, both sides where in turn."""
    c = constants(SET)
    if given.minutes is not None:
        return float(given.minutes * 60 / max(given.sets, 1))
    reps = given.reps_high or given.reps
    hold = given.hold_s or 0.0
    work = hold if reps is None else reps * (c.second_rep_s + hold)
    turns = 2 if exercise.sides is Sides.EACH and side is None else 1
    return float(turns * work + given.rest_s)


def stimulus(exercise: Exercise) -> float:
    """What one set is worth to a muscle beside a loaded set through the range, 0 to 1."""
    c = constants(SET)
    if exercise.move is Move.IMAGERY:
        return float(c.stimulus_imagery)
    by_load = {
        Load.ISOMETRIC: c.stimulus_isometric,
        Load.GRAVITY: c.stimulus_gravity,
        Load.WATER: c.stimulus_water,
        Load.ELECTRIC: c.stimulus_electric,
    }
    if exercise.load is Load.BODY and exercise.effort is Effort.GENTLE:
        return float(c.stimulus_gravity)
    held = exercise.load is Load.ISOMETRIC and exercise.effort is not Effort.GENTLE
    return 1.0 if held else float(by_load.get(exercise.load, 1.0))


def rest_s(exercise: Exercise, manner: Manner) -> float:
    """Pause after a set, s: short after gentle work."""
    gentle = exercise.effort is Effort.GENTLE
    return float(constants(SET).rest_gentle_s) if gentle else manner.rest_s


def volume_a_set(exercise: Exercise, given: Dose) -> int:
    """Repetitions of one set that X08 counts."""
    return given.reps or 0 if exercise.move in COUNTED else 0


def one_rm_kg(load_kg: float, reps: int, reserve: float = 0) -> float | None:
    """Estimated one-repetition maximum from a set, kg; None from too many repetitions.

    Epley 1985: load x (1 + repetitions / 30), counting the repetitions left in reserve.
    """
    c = constants(SET)
    whole = reps + reserve
    if not 1 <= whole <= c.estimate_reps_most:
        return None
    return float(load_kg * (1 + whole / c.epley_reps)) if whole > 1 else float(load_kg)
