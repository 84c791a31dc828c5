"""A week as an optimisation: which movements, in which sessions, how many sets.

A mixed-integer linear programme, solved by HiGHS. What must hold (minutes, sets a week of a
muscle, volume) are constraints; what is wished for (muscles that lost most, balance, endurance
...) is the objective.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.training.dose import stimulus
from trophe.training.exercise import Exercise
from trophe.training.kinds import EVERYDAY, purpose
from trophe.training.programme import LOADING, Dose, set_counts
from trophe.training.vocabulary import Move, Stage

TIME_LIMIT_S: Final = 5.0
NODES: Final = 30
"""The end of the search: counted, not timed, so that a busy machine finds the same week."""
GAP: Final = 0.04
WORTH_OF_LIKING: Final = 0.12
BEST_LIKING: Final = 1.4
"""A movement that fits best costs nothing; others pay for fitting less."""
COST: Final = 0.012
COST_AEROBIC: Final = 0.001
RESTING: Final = "resting"
"""What keeps the muscles of a resting limb in use."""
_PER_SESSION: Final = {
    RESTING: 2,
    "stretch": 2,
    "breathing": 1,
    "aerobic": 1,
    "mobility": 3,
    "balance": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One movement on one side that may be in one template of a session.

    `seconds` is the time of a set, `reps` the repetitions of a set that count as volume,
    `liking` how well it fits (about 0 to 1), `least` and `most` its sets in a session, `resting`
    whether it works what otherwise rests.
    """

    exercise: Exercise
    side: str | None
    template: str
    dose: Dose
    seconds: float
    reps: int
    liking: float
    least: int
    most: int
    resting: bool = False

    @property
    def purpose(self) -> str:
        """What it serves."""
        return RESTING if self.resting else purpose(self.exercise.move)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a week should reach: sets a week by muscle and by purpose, and what each is worth."""

    group_sets: Mapping[str, float]
    group_worth: Mapping[str, float]
    group_most: float
    purpose_sets: Mapping[str, float]
    purpose_worth: Mapping[str, float]
    strength_worth: float
    volume_most: float | None = None
    lowering_most: float | None = None
    stage: Stage = Stage.STANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of session: on how many days, how many seconds, how many movements at most."""

    name: str
    days: int
    seconds: float
    items_most: int


def solve(
    choices: Sequence[Choice],
    templates: Sequence[Template],
    wish: Wish,
    setup_s: float,
) -> dict[int, int] | None:
    """Sets by index of the choice, or None where nothing fits.

    Deterministic for the same input.
    """
    if not choices:
        return None
    problem = _Problem(choices, templates, wish, setup_s)
    return problem.solved()


class _Rows:
    """Rows of the constraint matrix as they are written down."""

    def __init__(self) -> None:
        self.at: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, terms: Mapping[int, float], low: float, high: float) -> None:
        """One row: low <= sum of value x column <= high."""
        row = len(self.low)
        for column, value in terms.items():
            self.at.append(row)
            self.columns.append(column)
            self.values.append(value)
        self.low.append(low)
        self.high.append(high)


class _Problem:
    """The columns: sets, whether chosen, sets that count for a muscle, for a purpose."""

    def __init__(
        self,
        choices: Sequence[Choice],
        templates: Sequence[Template],
        wish: Wish,
        setup_s: float,
    ) -> None:
        self.choices, self.templates, self.wish, self.setup_s = choices, templates, wish, setup_s
        self.n = len(choices)
        self.groups = [g for g, sets in wish.group_sets.items() if sets > 0]
        self.purposes = [p for p, sets in wish.purpose_sets.items() if sets > 0]
        self.size = 2 * self.n + len(self.groups) + len(self.purposes)
        self.days = {template.name: template.days for template in templates}
        self.rows = _Rows()

    def solved(self) -> dict[int, int] | None:
        """The sets of every chosen movement."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        self._write()
        rows = self.rows
        matrix = csr_array((rows.values, (rows.at, rows.columns)), shape=(len(rows.low), self.size))
        result = milp(
            c=-self._worth(),
            integrality=np.concatenate([np.ones(2 * self.n), np.zeros(self.size - 2 * self.n)]),
            bounds=Bounds(np.zeros(self.size), self._upper()),
            constraints=LinearConstraint(matrix, np.array(rows.low), np.array(rows.high)),
            options={"time_limit": TIME_LIMIT_S, "mip_rel_gap": GAP, "node_limit": NODES},
        )
        if result.x is None:
            return None
        sets = np.rint(result.x[: self.n]).astype(int)
        return {i: int(count) for i, count in enumerate(sets) if count > 0}

    def _week(self, i: int) -> int:
        """Days a week of a choice."""
        return self.days[self.choices[i].template]

    def _upper(self) -> NDArray[np.float64]:
        """Upper bounds of the columns."""
        wish = self.wish
        return np.array(
            [
                *(float(choice.most) for choice in self.choices),
                *(1.0 for _ in self.choices),
                *(wish.group_sets[group] for group in self.groups),
                *(wish.purpose_sets[name] for name in self.purposes),
            ]
        )

    def _worth(self) -> NDArray[np.float64]:
        """What a unit of each column is worth."""
        wish = self.wish
        groups = sum(wish.group_worth[g] for g in self.groups) or 1.0
        likings = [WORTH_OF_LIKING * (choice.liking - BEST_LIKING) for choice in self.choices]
        return np.array(
            [
                *(-self._cost(choice) for choice in self.choices),
                *likings,
                *(
                    wish.strength_worth * 4 * wish.group_worth[g] / groups / wish.group_sets[g]
                    for g in self.groups
                ),
                *(wish.purpose_worth[p] / wish.purpose_sets[p] for p in self.purposes),
            ]
        )

    def _cost(self, choice: Choice) -> float:
        """What the time of a set costs, so that work of little worth stays out."""
        minutes = choice.seconds / 60 * self.days[choice.template]
        return minutes * (COST_AEROBIC if choice.purpose == "aerobic" else COST)

    def _write(self) -> None:
        """All constraints."""
        for i, choice in enumerate(self.choices):
            self.rows.add({i: 1, self.n + i: -choice.most}, -np.inf, 0)
            self.rows.add({i: 1, self.n + i: -choice.least}, 0, np.inf)
        for template in self.templates:
            self._session(template)
        self._muscles()
        self._purposes()
        self._volumes()

    def _session(self, template: Template) -> None:
        """Minutes, number of movements, one of a family, not too many of a sort."""
        inside = [i for i, c in enumerate(self.choices) if c.template == template.name]
        time = {i: self.choices[i].seconds for i in inside}
        time |= {self.n + i: self.setup_s for i in inside}
        self.rows.add(time, 0, template.seconds)
        self.rows.add({self.n + i: 1 for i in inside}, 0, template.items_most)
        families: dict[str, list[int]] = {}
        sorts: dict[str, list[int]] = {}
        for i in inside:
            exercise = self.choices[i].exercise
            families.setdefault(exercise.family, []).append(i)
            sort = "imagery" if exercise.move is Move.IMAGERY else self.choices[i].purpose
            sorts.setdefault(sort, []).append(i)
        for members in families.values():
            if len(members) > 1:
                self.rows.add({self.n + i: 1 for i in members}, 0, 1)
        for sort, members in sorts.items():
            most = 1 if sort == "imagery" else _PER_SESSION.get(sort)
            if most is not None and len(members) > most:
                self.rows.add({self.n + i: 1 for i in members}, 0, most)

    def _muscles(self) -> None:
        """Sets that count for a muscle, and the most of them in a week."""
        for k, group in enumerate(self.groups):
            column = 2 * self.n + k
            terms = {
                i: self._week(i) * set_counts(c.exercise)[group]
                for i, c in enumerate(self.choices)
                if c.exercise.move in LOADING and group in c.exercise.muscles
            }
            self.rows.add(terms, 0, self.wish.group_most)
            # Work of a resting limb has its own wish: the other side still needs all of its own.
            worth = {
                i: -v * stimulus(self.choices[i].exercise)
                for i, v in terms.items()
                if not self.choices[i].resting
            }
            self.rows.add({**worth, column: 1}, -np.inf, 0)

    def _purposes(self) -> None:
        """Sets that count for a purpose."""
        for k, name in enumerate(self.purposes):
            column = 2 * self.n + len(self.groups) + k
            terms = {
                i: -float(self._week(i)) * self._serves(c)
                for i, c in enumerate(self.choices)
                if c.purpose == name or (name == "function" and c.exercise.family in EVERYDAY)
            }
            self.rows.add({**terms, column: 1}, -np.inf, 0)

    def _serves(self, choice: Choice) -> float:
        """What a set counts for its purpose: turning in bed is little for who is up already."""
        up = self.wish.stage >= Stage.CHAIR
        return 0.4 if up and choice.exercise.family == "bed_moving" else 1.0

    def _volumes(self) -> None:
        """Volume of the week, and the part of it that lowers a load."""
        for most, lowering in ((self.wish.volume_most, False), (self.wish.lowering_most, True)):
            if most is None:
                continue
            terms = {
                i: float(self._week(i) * c.reps)
                for i, c in enumerate(self.choices)
                if c.reps and (c.exercise.lengthening > 0 or not lowering)
            }
            self.rows.add(terms, 0, most)
