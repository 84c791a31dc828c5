"""The exercise library: every movement with what it loads, for whom it is, and how to do it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from trophe.checks import require_name
from trophe.errors import EvidenceError, UnknownNameError
from trophe.training.vocabulary import (
    Effort,
    Equipment,
    Joint,
    Load,
    Move,
    Place,
    Sides,
    Stage,
    Trait,
    Weight,
)

# Which rule looks at a movement of this trait. Every movement falls under X04, X05 and X07.
TRAIT_RULES: Final = MappingProxyType(
    {
        Trait.FLOOR: "X11",
        Trait.BALANCE: "X11",
        Trait.SITTING_BALANCE: "X11",
        Trait.WALKS: "X11",
        Trait.UNSUPPORTED: "X11",
        Trait.FLEXION: "X10",
        Trait.TWIST: "X10",
        Trait.JUMP: "X10",
        Trait.HEAVY: "X06",
        Trait.LENGTHENING: "X06",
        Trait.POOL: "X06",
        Trait.NMES: "X09",
        Trait.NMES_TRUNK: "X09",
        Trait.CUFF: "X09",
    }
)
_EASIER: Final = MappingProxyType(
    {
        Load.NONE: "A smaller range, or a helping hand.",
        Load.ISOMETRIC: "Press less hard and hold for two seconds.",
        Load.GRAVITY: "A smaller lift, fewer times, with a rest between.",
        Load.BODY: "Go less deep, hold on more, or do fewer.",
        Load.ELASTIC: "A lighter band or more slack.",
        Load.WEIGHT: "A lighter weight or none.",
        Load.MACHINE: "One plate less.",
        Load.WATER: "Move more slowly or with fists.",
        Load.ELECTRIC: "Less current, longer pauses.",
        Load.AEROBIC: "Shorter stretches with rests, and slower.",
    }
)
_HARDER: Final = MappingProxyType(
    {
        Load.NONE: "A fuller range, more slowly.",
        Load.ISOMETRIC: "Hold longer, up to ten seconds.",
        Load.GRAVITY: "Hold the top, and lower over four seconds.",
        Load.BODY: "Slower on the way down, with less hold.",
        Load.ELASTIC: "A stronger band or less slack.",
        Load.WEIGHT: "The next weight up once all repetitions are easy.",
        Load.MACHINE: "One plate more once all repetitions are easy.",
        Load.WATER: "Move faster, with flat hands.",
        Load.ELECTRIC: "More current as it becomes comfortable.",
        Load.AEROBIC: "Longer first, then faster.",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement.

    `muscles` holds the share of the work by muscle group of the forecast (they sum to 1);
    `moves` the joints that move, `loads` those that bear a load without moving much; `weight`
    the limbs that carry the body; `lengthening` 0 none, 1 ordinary lowering, 2 stressed;
    `first_stage` to `last_stage` for whom it is meant; `met_code` its energy in the Compendium.
    """

    id: str
    name: str
    move: Move
    family: str
    place: Place
    equipment: frozenset[Equipment]
    level: int
    effort: Effort
    load: Load
    lengthening: int
    sides: Sides
    moves: frozenset[Joint]
    loads: frozenset[Joint]
    weight: Weight
    muscles: MappingProxyType[str, float]
    traits: frozenset[Trait]
    first_stage: Stage
    last_stage: Stage
    met_code: str
    drawing: str
    how: str
    cue: str

    @property
    def joints(self) -> frozenset[Joint]:
        """Every joint that moves or bears a load."""
        return self.moves | self.loads

    @property
    def rules(self) -> tuple[str, ...]:
        """Identifiers of the safety rules that can bar this movement, sorted."""
        found = {"X04", "X05", "X07", *(TRAIT_RULES[t] for t in self.traits if t in TRAIT_RULES)}
        if self.joints or self.weight:
            found.add("X03")
        if self.effort is not Effort.GENTLE:
            found |= {"X01", "X12"}
        if self.lengthening or self.effort is Effort.VIGOROUS:
            found.add("X08")
        return tuple(sorted(found))

    @property
    def easier(self) -> "Exercise | None":
        """The step below in its family."""
        ladder = family(self.family)
        place = ladder.index(self)
        return ladder[place - 1] if place else None

    @property
    def harder(self) -> "Exercise | None":
        """The step above in its family."""
        ladder = family(self.family)
        place = ladder.index(self) + 1
        return ladder[place] if place < len(ladder) else None

    @property
    def easier_words(self) -> str:
        """How to make it easier."""
        step = f" Or step down to: {self.easier.name}." if self.easier else ""
        return _EASIER[self.load] + step

    @property
    def harder_words(self) -> str:
        """How to make it harder."""
        step = f" Then step up to: {self.harder.name}." if self.harder else ""
        return _HARDER[self.load] + step


@cache
def exercises() -> MappingProxyType[str, Exercise]:
    """The whole library by identifier, in the order of its table.

    Raises EvidenceError where a row lacks what every movement must carry.
    """
    text = (files("trophe.training") / "tables" / "exercises.csv").read_text(encoding="utf-8")
    found: dict[str, Exercise] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["id"] in found:
            raise EvidenceError(f"exercises.csv gives {row['id']} a second time")
        found[row["id"]] = _exercise(row)
    return MappingProxyType(found)


def exercise(exercise_id: str) -> Exercise:
    """The movement with this identifier. Raises UnknownNameError for any other."""
    try:
        return exercises()[exercise_id]
    except KeyError:
        raise UnknownNameError("exercise", exercise_id, exercises()) from None


@cache
def family(name: str) -> tuple[Exercise, ...]:
    """One ladder of movements, easiest first."""
    members = [entry for entry in exercises().values() if entry.family == name]
    return tuple(sorted(members, key=lambda entry: entry.level))


def _exercise(row: dict[str, str]) -> Exercise:
    """One row as an Exercise."""
    try:
        made = Exercise(
            id=row["id"],
            name=row["name"],
            move=require_name("kind", row["kind"], Move),
            family=row["family"],
            place=require_name("place", row["place"], Place),
            equipment=frozenset(
                require_name("equipment", word, Equipment) for word in row["equipment"].split()
            ),
            level=int(row["level"]),
            effort=require_name("effort", row["effort"], Effort),
            load=require_name("load", row["load"], Load),
            lengthening=int(row["lengthening"]),
            sides=Sides(row["sides"]),
            moves=frozenset(require_name("joint", word, Joint) for word in row["moves"].split()),
            loads=frozenset(require_name("joint", word, Joint) for word in row["loads"].split()),
            weight=Weight(row["weight"]),
            muscles=_shares(row["muscles"]),
            traits=frozenset(Trait(word) for word in row["traits"].split()),
            first_stage=Stage(int(row["first_stage"])),
            last_stage=Stage(int(row["last_stage"])),
            met_code=row["met_code"],
            drawing=row["drawing"],
            how=row["how"],
            cue=row["cue"],
        )
    except ValueError as error:
        raise EvidenceError(f"exercises.csv, {row['id']}: {error}") from None
    if not (made.how and made.cue and made.drawing) or abs(sum(made.muscles.values()) - 1) > 1e-6:
        raise EvidenceError(f"exercises.csv, {made.id}: text, drawing or muscles are incomplete")
    return made


def _pieces(text: str) -> list[Equipment]:
    """Words of equipment."""
    return [require_name("equipment", word, Equipment) for word in text.split()]


def _shares(text: str) -> MappingProxyType[str, float]:
    """`quadriceps:0.6 gluteals:0.4` as a mapping."""
    pairs = (word.split(":") for word in text.split())
    return MappingProxyType({group: float(share) for group, share in pairs})
