"""Why a movement is in a week, in sentences; and what brace, splint or skin care may need."""

from collections.abc import Iterator
from typing import Final

from trophe.training.claims import BRACED
from trophe.training.exercise import Exercise
from trophe.training.kinds import purpose
from trophe.training.resting import casts, rests, works_resting
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Fact, Goal, Kind, Move, Sides, Stage, Trait
from trophe.training.words import GROUP_WORDS, has, listed

_WORTH_SAYING: Final = 0.03
_PURPOSE_WORDS: Final = {
    "function": "Practises what chairs, stairs and beds ask of you.",
    "balance": "Makes you steadier on your feet.",
    "aerobic": "Trains heart and breath, so that days tire you less.",
    "mobility": "Keeps the joint moving through its range.",
    "stretch": "Keeps skin and muscle long where they tend to shorten.",
    "breathing": "Keeps the chest open and the breathing muscles working.",
}
_SPECIAL: Final = {
    Move.NMES: "Current keeps muscle working that you cannot work enough yourself.",
    Move.CUFF: "The cuff makes a very light load count; a heavy one counts more where allowed.",
    Move.IMAGERY: "It loads nothing at all. Our own suggestion: our table holds no trial of it.",
    Move.ISOMETRIC: "Tightening works the muscle while the joint is still.",
}


def why_item(trainee: Trainee, exercise: Exercise, side: str | None) -> tuple[str, ...]:
    """The reasons for one movement, most important first; never empty."""
    return tuple(_reasons(trainee, exercise, side))


def _reasons(trainee: Trainee, exercise: Exercise, side: str | None) -> Iterator[str]:
    """Sentences in order."""
    aim = purpose(exercise.move)
    lost = {
        group: trainee.lost[group]
        for group, share in exercise.muscles.items()
        if share >= 0.2 and trainee.lost.get(group, 0) >= _WORTH_SAYING
    }
    if aim in ("strength", "function") and lost:
        group = max(lost, key=lambda g: lost[g] * exercise.muscles[g])
        yield f"Works the {GROUP_WORDS[group]}, which {has(group)} lost about {lost[group]:.0%}."
    elif aim == "strength":
        main = [GROUP_WORDS[g] for g, share in exercise.muscles.items() if share >= 0.3]
        yield f"Works the {listed(main or [GROUP_WORDS[next(iter(exercise.muscles))]])}."
    if exercise.move in _SPECIAL:
        yield _SPECIAL[exercise.move]
    if aim in _PURPOSE_WORDS:
        yield _PURPOSE_WORDS[aim]
    yield from _side_reasons(trainee, exercise, side)
    yield from _goal_reasons(trainee, exercise)
    if Trait.POOL in exercise.traits:
        yield "Water carries you, so weak legs can work safely."


def _side_reasons(trainee: Trainee, exercise: Exercise, side: str | None) -> Iterator[str]:
    """Why one side only."""
    if side is None or exercise.sides is Sides.AXIAL:
        return
    other = "left" if side == "right" else "right"
    if Trait.CAST_ONLY in exercise.traits or works_resting(trainee, exercise, side):
        yield f"For the {side} side, which rests meanwhile."
    elif rests(trainee, exercise, other) is not None:
        yield (
            f"The {other} side rests. Training the {side} side carries some strength over to it."
        )


def _goal_reasons(trainee: Trainee, exercise: Exercise) -> Iterator[str]:
    """Goals that it serves."""
    served = {
        Goal.WALKING: exercise.move is Move.GAIT,
        Goal.STAIRS: exercise.family in ("sit_to_stand", "step_up", "stairs", "squat"),
        Goal.BALANCE: exercise.move is Move.BALANCE,
        Goal.HANDS: exercise.muscles.get("forearm_hand", 0) >= 0.5,
    }
    for goal, serves in served.items():
        if serves and goal in trainee.goals:
            yield f"You asked for: {goal.label.lower()}."


def aids(trainee: Trainee) -> tuple[str, ...]:
    """Aids worth asking about, care of skin under them, range of motion around them."""
    return tuple(_aids(trainee))


def _aids(trainee: Trainee) -> Iterator[str]:
    """Sentences in order."""
    if casts(trainee):
        yield (
            "Under a cast or brace: look at the skin edges twice a day. Cold, blue, numb or very"
            " swollen fingers or toes, or pain that grows, need your team the same day."
        )
        yield "Move every joint next to the cast that your team leaves free, several times a day."
    if trainee.kind in BRACED:
        yield (
            "If a foot catches the floor, ask about an ankle brace. After a stroke it made walking"
            " faster, and no lasting loss of shin muscle work was seen over half a year."
        )
        yield (
            "A new brace: begin with an hour, look at the skin each time; redness that stays for"
            " half an hour means it must be changed before you wear it again."
        )
    if trainee.kind is Kind.SCLEROSIS:
        yield (
            "Heat: choose a cool room and a cool drink, and work in short stretches. If warmth"
            " brings old trouble back, stop and cool down."
        )
    if trainee.kind in (Kind.DYSTROPHY, Kind.CORD, Kind.STROKE, Kind.BURNS) or (
        Fact.JOINTS_STIFF in trainee.facts
    ):
        yield (
            "A night splint may hold wrist, ankle or scarred skin in a good position. Ask a"
            " therapist. Stretching alone adds one to three degrees at most."
        )
    if trainee.kind in (Kind.MOTOR_NEURON, Kind.DYSTROPHY):
        yield (
            "Ask early about a neck support, a hand splint for gripping and a seat that holds the"
            " back; each saves strength for what matters to you."
        )
    if Fact.NUMB_FEET in trainee.facts or trainee.kind is Kind.CORD:
        yield "Numb skin: check it with eyes or a mirror every day, after shoes and braces too."
    if Fact.NUMB_FEET in trainee.facts:
        yield (
            "Wear closed shoes that fit for all work on your feet, never bare feet. A blister or"
            " a sore: stay off that foot, sit or lie for exercise, and show it within a day."
        )
    if trainee.stage <= Stage.CHAIR:
        yield "In bed or chair: shift your weight at least every half hour; keep the heels free."
    if trainee.kind in (Kind.FRAIL, Kind.STROKE) or Fact.FALLS_RISK in trainee.facts:
        yield "A stick, a frame or a rail is an aid to train with, not a step back."
