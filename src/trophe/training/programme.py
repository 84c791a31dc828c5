"""What a programme is: doses, items, sessions, a week."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final

from trophe.training.exercise import Exercise, exercise
from trophe.training.vocabulary import Move

DAYS: Final = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)
COUNTED: Final = frozenset({Move.STRENGTH, Move.CUFF})
"""Moves whose sets times repetitions are the volume that X08 watches."""
LOADING: Final = COUNTED | {Move.FUNCTION, Move.ISOMETRIC, Move.NMES}
"""Moves whose sets count for a muscle."""


def set_counts(exercise: Exercise) -> dict[str, float]:
    """What one set counts for each muscle group: 1 for the one that works most, less for others.

    Counting helpers in part fits the trials best (Pelland 2024, preprint).
    """
    most = max(exercise.muscles.values())
    return {group: share / most for group, share in exercise.muscles.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the safety rules leave of a programme; plain numbers, made by the safety layer.

    `reserve_least` repetitions left at the end of a set, `load_most` share of the
    one-repetition maximum, `dose_share` of the usual sets, `minutes_most` a session,
    `gap_days` rest days between two days of strength work, `days_most` days a week,
    `lowering_share` of the later plan's lowering volume (None: free), `rise_week` largest rise
    of the volume in a week (None: free), `in_parts` endurance with
    rests between, `few_reps` that sets begin with few repetitions, so that steps are small.
    """

    reserve_least: float = 0
    load_most: float = 1
    dose_share: float = 1
    minutes_most: float = 120
    gap_days: int = 0
    days_most: int = 7
    lowering_share: float | None = None
    rise_week: float | None = None
    steady: bool = False
    in_parts: bool = False
    few_reps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of one movement in one session.

    `sets` with `reps` repetitions, each held for `hold_s` where that is given; or `minutes` in
    all, `part_min` at a time with a rest after. `reserve` repetitions are left undone, `load_low`
    to `load_high` is a share of the one-repetition maximum; None where it makes no sense.
    """

    sets: int
    reps: int | None = None
    reps_high: int | None = None
    hold_s: float | None = None
    minutes: float | None = None
    reserve: int | None = None
    rest_s: float = 0
    load_low: float | None = None
    load_high: float | None = None
    part_min: float | None = None

    @property
    def words(self) -> str:
        """`2 x 10`, `3 x hold 30 s`, `15 minutes`."""
        if self.minutes is not None:
            parts = f", {self.part_min:g} at a time" if self.part_min else ""
            return f"{self.minutes:g} minutes{parts}"
        if self.reps is None:
            return f"{self.sets} × hold {self.hold_s:g} s"
        hold = f", hold {self.hold_s:g} s" if self.hold_s else ""
        return f"{self.sets} × {self.reps}{hold}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One movement in a session: which side (None: both, or the trunk), how much, why."""

    exercise_id: str
    side: str | None
    dose: Dose
    seconds: float
    why: tuple[str, ...]

    @property
    def exercise(self) -> Exercise:
        """The movement."""
        return exercise(self.exercise_id)

    @property
    def volume(self) -> int:
        """Sets times repetitions of what X08 counts; 0 for the rest."""
        return self.dose.sets * (self.dose.reps or 0) if self.exercise.move in COUNTED else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is done on one day. `theme` is strength, light or pool."""

    weekday: int
    theme: str
    items: tuple[Item, ...]
    minutes: float

    @property
    def day(self) -> str:
        """The day's name."""
        return DAYS[self.weekday]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence above the week with the rule behind it, and whether it holds things back."""

    rule: str
    text: str
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of a programme, explained.

    `sets` are the weekly sets by muscle group, `sets_most` their limit. `volume` is sets times
    repetitions, `lowering` the part of it that lowers a load, `later_lowering` that of the plan
    it leads to (None where no rule asks). `studies` are rows of the treatment table. `fallback`
    says that only the safe minimum is shown.
    """

    number: int
    phase: str
    phase_words: str
    sessions: tuple[Session, ...]
    sets: Mapping[str, float]
    sets_most: float
    later_lowering: float | None
    notes: tuple[Note, ...]
    why: tuple[str, ...]
    aids: tuple[str, ...]
    sources: tuple[str, ...]
    fallback: bool
    held: bool
    studies: tuple[str, ...] = ()

    @property
    def volume(self) -> int:
        """Sets times repetitions of the week."""
        return sum(item.volume for s in self.sessions for item in s.items)

    @property
    def lowering(self) -> int:
        """The part of the volume that lowers a load."""
        return sum(i.volume for s in self.sessions for i in s.items if i.exercise.lengthening > 0)

    def as_dict(self) -> dict[str, Any]:
        """The week as plain data, for JSON."""
        whole = {
            key: getattr(self, key)
            for key in (
                *("number", "phase", "phase_words", "sets_most", "later_lowering", "fallback"),
                *("held", "volume", "lowering"),
            )
        }
        lists = {key: list(getattr(self, key)) for key in ("why", "aids", "sources", "studies")}
        return {
            **whole,
            **lists,
            "sets": {k: round(v, 2) for k, v in self.sets.items()},
            "notes": [asdict(note) for note in self.notes],
            "sessions": [_session_dict(session) for session in self.sessions],
        }


def _session_dict(session: Session) -> dict[str, Any]:
    """A session as plain data."""
    return {
        "weekday": session.weekday,
        "day": session.day,
        "theme": session.theme,
        "minutes": round(session.minutes, 1),
        "items": [_item_dict(item) for item in session.items],
    }


def _item_dict(item: Item) -> dict[str, Any]:
    """An item as plain data."""
    return {
        "exercise": item.exercise_id,
        "name": item.exercise.name,
        "side": item.side,
        "dose": asdict(item.dose),
        "dose_words": item.dose.words,
        "how": item.exercise.how,
        "cue": item.exercise.cue,
        "why": list(item.why),
        "rules": list(item.exercise.rules),
    }


def week_from_dict(data: Mapping[str, Any]) -> Week:
    """The week that `Week.as_dict` gave; the movements are looked up again."""
    sessions = tuple(
        Session(
            weekday=s["weekday"],
            theme=s["theme"],
            minutes=s["minutes"],
            items=tuple(
                Item(
                    exercise_id=i["exercise"],
                    side=i["side"],
                    dose=Dose(**i["dose"]),
                    seconds=0.0,
                    why=tuple(i["why"]),
                )
                for i in s["items"]
            ),
        )
        for s in data["sessions"]
    )
    return Week(
        number=data["number"],
        phase=data["phase"],
        phase_words=data["phase_words"],
        sessions=sessions,
        sets=MappingProxyType(dict(data["sets"])),
        sets_most=data["sets_most"],
        later_lowering=data["later_lowering"],
        notes=tuple(Note(**note) for note in data["notes"]),
        why=tuple(data["why"]),
        aids=tuple(data["aids"]),
        sources=tuple(data["sources"]),
        studies=tuple(data.get("studies", ())),
        fallback=data["fallback"],
        held=data["held"],
    )


def weekly_volume(items: Iterable[Mapping[str, Any]]) -> int:
    """Volume of items as `Week.as_dict` gives them: sets times repetitions of what X08 counts."""
    return sum(
        entry["dose"]["sets"] * (entry["dose"]["reps"] or 0)
        for entry in items
        if exercise(entry["exercise"]).move in COUNTED
    )
